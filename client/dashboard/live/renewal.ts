/**
 * Asking anew for what hints say has changed. A fetch that is asked for again while it is under way is begun again, so that
 * hints which come faster than answers would let none arrive: those that come meanwhile are gathered, and what they name is
 * asked for once more when the answer is there.
 */
import { hashKey, type InvalidateQueryFilters, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { KEYS } from '../server/keys';

/** A run that entered another phase, or closed. */
export interface Change {
  /** The workflow id. */
  readonly id: string;
  readonly wabaId: string | null;
  readonly businessId: string | null;
}

/** What renews queries. */
export interface Renewal {
  /** Asks anew for whatever shows this run. */
  changed(change: Change): void;
  /** Asks anew for all that may have changed while nobody listened. */
  everything(): void;
  /** Nothing is asked any more. */
  stop(): void;
}

/** Many hints within this time make one request. */
const GATHER_MS = 250;

/** Renews the queries of `client`. Each key waits for its own answers only: a slow read of Meta holds up no list. */
export function createRenewal(client: QueryClient): Renewal {
  const turns = new Map<string, Turns>();
  const renew = (name: string, filters: InvalidateQueryFilters, afterMs = GATHER_MS): void => {
    const mine = turns.get(name) ?? takeTurns(() => client.invalidateQueries(filters), afterMs);
    turns.set(name, mine);
    mine.want();
  };
  const renewKey = (queryKey: QueryKey): void => renew(hashKey(queryKey), { queryKey });
  return {
    changed({ id, wabaId }) {
      renewKey(id.startsWith('credit-line/') ? KEYS.credit : KEYS.migrations);
      if (wabaId !== null) renewKey(KEYS.migration(wabaId));
    },
    // At once: a page that opens asks as the stream does, and what it is being answered is not asked again.
    everything: () => renew('everything', { predicate: ({ queryKey, state }) => !isFixed(queryKey, state.data) }, 0),
    stop() {
      for (const each of turns.values()) each.stop();
    },
  };
}

/** What no change of a run renews: what holds for long once it is known, and what costs calls to Meta. */
const isFixed = ([first]: QueryKey, data: unknown): boolean =>
  first === KEYS.account[0] || (data !== undefined && (first === KEYS.about[0] || first === KEYS.session[0]));

interface Turns {
  want(): void;
  stop(): void;
}

/** Asks a moment after it is wanted, and never while it is being answered: what is wanted meanwhile is asked after. */
function takeTurns(ask: () => Promise<void>, afterMs: number): Turns {
  let is: 'idle' | 'gathering' | 'asking' | 'wanted again' | 'stopped' = 'idle';
  let timer: ReturnType<typeof setTimeout> | undefined;
  function begin(): void {
    is = 'asking';
    void ask().then(() => {
      if (is === 'asking') is = 'idle';
      if (is === 'wanted again') gather();
    });
  }
  function gather(): void {
    is = 'gathering';
    timer = setTimeout(begin, afterMs);
  }
  return {
    want() {
      if (is === 'idle') gather();
      if (is === 'asking') is = 'wanted again';
    },
    stop() {
      is = 'stopped';
      clearTimeout(timer);
    },
  };
}
