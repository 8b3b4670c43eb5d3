/**
 * How many calls Meta takes, counted before they are sent: pushing on while throttled "raises the count and lengthens
 * the block" (Meta, "Rate limits"). One app's view; other processes of the same app show in Meta's usage headers.
 *
 * Documented, per rolling hour: 200 calls per app and WABA, 5,000 once the WABA has a registered number, over the WABA
 * node, its users, numbers, templates and subscribed apps; 5,000 per app over the credit-line calls. So a clone before
 * the cut-over and a source after it both have 200. Flows, messages and the migration calls are on no list: they are
 * not counted, but wait with the account that they belong to while Meta shuts its door.
 */
import type { Usage } from './usage';

/** The documented limits, calls per rolling hour. */
export const LIMITS_PER_HOUR = { wabaWithoutNumbers: 200, wabaWithNumbers: 5_000, creditLines: 5_000 } as const;
/** How long to wait after a throttling that names no time. */
export const DEFAULT_WAIT_MS = 60_000;
/** The part of each budget, in percent, that reads leave to writes: a cut-over must not starve behind a template scan. */
export const RESERVED_FOR_WRITES_PERCENT = 5;

const MINUTE_MS = 60_000;
const WINDOW_MINUTES = 60;

/** Whose budget a call counts against. */
export interface Bucket {
  readonly kind: 'waba' | 'credit-lines' | 'node';
  /** The object that Meta's header may name. */
  readonly id: string;
  /** Whether Meta lists the call among those that count. */
  readonly counted: boolean;
}

/** The bucket of a WABA. */
export const wabaBucket = (wabaId: string, counted = true): Bucket => ({ kind: 'waba', id: wabaId, counted });
/** The one bucket of the app's credit-line calls. */
export const CREDIT_LINES: Bucket = { kind: 'credit-lines', id: '', counted: true };
/** The credit-line calls that are on no list of Meta's: not counted, but they wait while Meta shuts that door. */
export const CREDIT_LINES_UNLISTED: Bucket = { ...CREDIT_LINES, counted: false };
/** A call that Meta lists nowhere: it waits with `budgetOf` where the caller names an account, else by itself. */
export const unlistedBucket = (nodeId: string, budgetOf?: string): Bucket =>
  budgetOf === undefined ? { kind: 'node', id: nodeId, counted: false } : wabaBucket(budgetOf, false);

/** Counts calls and says when the next may go. */
export interface Budgets {
  /** Takes one call: 0 where it may be sent now, else the milliseconds to wait, and nothing is taken. */
  take(bucket: Bucket, write: boolean): number;
  /** Notes what Meta's headers said with an answer. */
  note(scope: Bucket | 'app', usage: Usage): void;
  /** Shuts a bucket, or the whole app, after a throttling. */
  block(scope: Bucket | 'app', waitMs: number): void;
  /** Notes whether a WABA has a registered number, which decides its limit. */
  learnNumbers(wabaId: string, registered: boolean): void;
}

interface State {
  /** Calls by minute since the epoch. Whole minutes bound the memory; a call counts until its minute's hour is over. */
  readonly calls: Map<number, number>;
  blockedUntil: number;
  readsHeldUntil: number;
  hasNumbers: boolean;
}

/** Makes the budgets of one app. `now`: milliseconds since the epoch. */
export function createBudgets(now: () => number): Budgets {
  const states = new Map<string, State>();

  const stateOf = (scope: Bucket | 'app'): State => {
    const key = scope === 'app' ? 'app' : `${scope.kind}:${scope.id}`;
    let state = states.get(key);
    if (state === undefined) {
      dropIdle(states, now());
      state = { calls: new Map(), blockedUntil: 0, readsHeldUntil: 0, hasNumbers: false };
      states.set(key, state);
    }
    return state;
  };

  const block = (scope: Bucket | 'app', waitMs: number): void => {
    const state = stateOf(scope);
    state.blockedUntil = Math.max(state.blockedUntil, now() + waitMs);
  };

  const shutFor = (state: State, write: boolean): number =>
    Math.max(state.blockedUntil, write ? 0 : state.readsHeldUntil) - now();

  return {
    take(bucket, write) {
      const state = stateOf(bucket);
      const shut = Math.max(shutFor(stateOf('app'), write), shutFor(state, write));
      if (shut > 0) return shut;
      if (!bucket.counted) return 0;
      const wait = waitForCount(state.calls, allowed(bucket, state, write), now());
      if (wait > 0) return wait;
      const minute = Math.floor(now() / MINUTE_MS);
      state.calls.set(minute, (state.calls.get(minute) ?? 0) + 1);
      return 0;
    },
    note(scope, usage) {
      if (usage.regainMs > 0) block(scope, usage.regainMs);
      else if (usage.usedPercent >= 100) block(scope, DEFAULT_WAIT_MS);
      else if (usage.usedPercent >= 100 - RESERVED_FOR_WRITES_PERCENT) {
        stateOf(scope).readsHeldUntil = now() + DEFAULT_WAIT_MS;
      }
    },
    block,
    learnNumbers(wabaId, registered) {
      stateOf(wabaBucket(wabaId)).hasNumbers = registered;
    },
  };
}

function allowed(bucket: Bucket, state: State, write: boolean): number {
  const limit =
    bucket.kind === 'credit-lines'
      ? LIMITS_PER_HOUR.creditLines
      : state.hasNumbers
        ? LIMITS_PER_HOUR.wabaWithNumbers
        : LIMITS_PER_HOUR.wabaWithoutNumbers;
  return write ? limit : Math.floor((limit * (100 - RESERVED_FOR_WRITES_PERCENT)) / 100);
}

/** Milliseconds until fewer than `limit` calls lie in the hour; forgets the calls that no longer do. */
function waitForCount(calls: Map<number, number>, limit: number, now: number): number {
  let count = 0;
  for (const [minute, made] of calls) {
    if (endOfHour(minute) <= now) calls.delete(minute);
    else count += made;
  }
  // Minutes stand in the order in which they were first used; a clock set back is sorted out here.
  for (const [minute, made] of [...calls].sort(([a], [b]) => a - b)) {
    if (count < limit) break;
    count -= made;
    if (count < limit) return endOfHour(minute) - now;
  }
  return 0;
}

const endOfHour = (minute: number): number => (minute + 1 + WINDOW_MINUTES) * MINUTE_MS;

/** Forgets accounts that nothing is known of any more, so that thousands of WABAs do not add up. */
function dropIdle(states: Map<string, State>, now: number): void {
  if (states.size < 1_000) return;
  for (const [key, state] of states) {
    const counting = [...state.calls.keys()].some((minute) => endOfHour(minute) > now);
    if (!counting && state.blockedUntil <= now && state.readsHeldUntil <= now) states.delete(key);
  }
}
