/**
 * Reads that many callers ask for at the same moment: one change makes every open dashboard ask for the same list, and
 * Temporal allows a namespace few visibility calls a second (ten, where nobody configured more).
 */
import type { Credit, Migrations } from './api';

/**
 * The same read for callers who ask for the same at the same time. Nobody gets an answer whose reading began before they
 * asked, so who was told of a change finds it; who asks while a read is under way shares the next one with the others who
 * do. So of each question there is one read under way at most.
 */
export function shareReads<A, T>(read: (argument: A) => Promise<T>): (argument: A) => Promise<T> {
  interface UnderWay {
    readonly running: Promise<T>;
    next?: Promise<T>;
  }
  const underWay = new Map<string, UnderWay>();

  function begin(key: string, argument: A): Promise<T> {
    const turn: UnderWay = { running: (async () => read(argument))() };
    underWay.set(key, turn);
    const end = (): void => {
      if (turn.next === undefined) underWay.delete(key);
    };
    turn.running.then(end, end);
    return turn.running;
  }

  return (argument) => {
    const key = JSON.stringify(argument) ?? '';
    const turn = underWay.get(key);
    if (turn === undefined) return begin(key, argument);
    const beginNext = (): Promise<T> => begin(key, argument);
    turn.next ??= turn.running.then(beginNext, beginNext);
    return turn.next;
  };
}

/** Lists and counts, shared by who asks for the same ones at the same time. */
export function shareLists(migrations: Pick<Migrations, 'list' | 'count'>): Pick<Migrations, 'list' | 'count'> {
  return {
    list: shareReads((filter: Parameters<Migrations['list']>[0]) => migrations.list(filter)),
    count: shareReads((selection: Parameters<Migrations['count']>[0]) => migrations.count(selection)),
  };
}

/** Lists of credit operations, shared alike: every open dashboard asks for those that wait for a person. */
export function shareCreditLists(credit: Pick<Credit, 'list'>): Pick<Credit, 'list'> {
  return { list: shareReads((filter: Parameters<Credit['list']>[0]) => credit.list(filter)) };
}
