/**
 * Rows that do not move under the pointer: what is shown keeps its place, and what is new waits until the reader asks for
 * it. Pure, so that the rule can be tried without a browser.
 */

/** What a row is told apart by, and when it came to be. */
export interface Steady {
  readonly runId: string;
  readonly startedAt: string;
}

/** A row that is shown; one that the answer does not have stays where it was, with what was last known. */
export interface ShownRow<R> {
  readonly row: R;
  /** Whether the list has it no longer; one that may be on a page that is not loaded has not gone. */
  readonly isGone: boolean;
}

/** What to show, and what is held back. */
export interface SteadyRows<R> {
  readonly shown: readonly ShownRow<R>[];
  /** Run ids of the rows that came to be since, and wait until the reader asks for them. */
  readonly held: ReadonlySet<string>;
  /** Run ids in the order of the list, which what is shown leaves in time; without those that have gone. */
  readonly order: readonly string[];
}

/** What the list is now. */
export interface Answer<R> {
  /** The rows of the pages that are loaded, in the order of the list. */
  readonly rows: readonly R[];
  /** Whether a page follows that is not loaded. */
  readonly hasMore: boolean;
}

/** Before there was a list. */
export const NO_ROWS: SteadyRows<never> = { shown: [], held: new Set(), order: [] };

/**
 * Brings what is shown up to date with a fresh answer. The list has open runs before closed ones, each newest first, so that
 * a row of a later page may have begun after all that are shown: new is only what stands among these, where there was
 * nothing. New rows push the last ones of the answer to a page that is not loaded: a row that is missing has gone only where
 * no page follows, or where one that stood after it is still there.
 */
export function steady<R extends Steady>(before: SteadyRows<R>, { rows: fresh, hasMore }: Answer<R>): SteadyRows<R> {
  const here = (row: R): ShownRow<R> => ({ row, isGone: false });
  const inAnswer = fresh.map(({ runId }) => runId);
  if (before.shown.length === 0) return { shown: fresh.map(here), held: NO_ROWS.held, order: inAnswer };
  const byRun = new Map(fresh.map((row) => [row.runId, row]));
  const known = new Set(before.shown.map(({ row }) => row.runId));
  const newest = before.shown.reduce((latest, { row }) => (row.startedAt > latest ? row.startedAt : latest), '');
  const last = fresh.findLastIndex(({ runId }) => known.has(runId));
  const isNew = ({ runId, startedAt }: R, index: number): boolean =>
    before.held.has(runId) || (startedAt > newest && (index < last || last === -1));
  const lastThere = before.order.findLastIndex((runId) => byRun.has(runId));
  const pushedOut = new Set(hasMore ? before.order.slice(lastThere + 1) : []);
  const kept = before.shown.map(({ row }): ShownRow<R> => {
    const now = byRun.get(row.runId);
    return now === undefined ? { row, isGone: !pushedOut.has(row.runId) } : here(now);
  });
  const held = new Set(
    fresh.filter((row, index) => !known.has(row.runId) && isNew(row, index)).map((row) => row.runId),
  );
  // Of another page, or moved into this filter: they push nothing when they come last.
  const appended = fresh.filter(({ runId }) => !known.has(runId) && !held.has(runId)).map(here);
  return { shown: [...kept, ...appended], held, order: [...inAnswer, ...pushedOut] };
}

/**
 * Rows that all have to be shown at once: those that were there keep their order, new ones come below them, and what has left
 * gives up its place. `before` are the run ids as they were shown.
 */
export function inPlace<R extends Pick<Steady, 'runId'>>(before: readonly string[], fresh: readonly R[]): readonly R[] {
  const place = new Map(before.map((runId, index) => [runId, index]));
  const placeOf = ({ runId }: R): number => place.get(runId) ?? before.length;
  return [...fresh].sort((a, b) => placeOf(a) - placeOf(b));
}
