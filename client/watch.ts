/** Follows a run by bounded polling: one cheap describe a round, and a query only after its history grew. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isTerminal } from '../domain/phases';
import type { StateDocument } from '../domain/state';
import type { Calls } from './calls';
import { NoWorker, TemporalUnavailable, type WabaMigrationsError } from './errors';
import { readPolling } from './polling';
import { composeState, describeRun, isOpen } from './state-document';

/** How to follow a run. */
export interface WatchOptions {
  readonly signal?: AbortSignal;
  /** Shortest and longest pause between two looks, in milliseconds; it grows while nothing changes. */
  readonly minPauseMs?: number;
  readonly maxPauseMs?: number;
  /** For how long Temporal or every worker may be gone before the watch gives up, in milliseconds. */
  readonly patienceMs?: number;
  /** Hears of each look that failed and is made again. */
  readonly onTrouble?: (error: WabaMigrationsError) => void;
}

/** What ends a wait: only the run's end, or also that a person is needed. */
export type WaitUntil = 'terminal' | 'person';

/** How to wait for a run. */
export interface WaitOptions extends WatchOptions {
  readonly until?: WaitUntil;
  /** Hears of each change on the way. */
  readonly onChange?: (state: StateDocument) => void;
}

const DEFAULTS = { minPauseMs: 500, maxPauseMs: 5_000, patienceMs: 300_000 };
const GROWTH = 1.5;

/** Whether a run has ended, also one that Temporal ended in a phase that is not terminal. */
export function hasEnded(state: StateDocument): boolean {
  return isTerminal(state.phase) || state.outcome !== null;
}

/** One look at a run, with what tells whether the next one needs a query. */
interface Look {
  readonly runId: string;
  readonly historyLength: number;
  readonly open: boolean;
  readonly state: StateDocument;
}

async function look(calls: Calls, workflowId: string, before: Look | undefined): Promise<Look> {
  // The run of the first look is followed to its end, even when another one is started under the same id.
  const description = await describeRun(calls, workflowId, before?.runId);
  const { runId, historyLength } = description;
  const open = isOpen(description);
  const unchanged = before !== undefined && before.open && open && before.historyLength === historyLength;
  const state = unchanged
    ? { ...before.state, polling: await readPolling(calls.client, description) }
    : await composeState(calls, description);
  return { runId, historyLength, open, state };
}

/** The state documents of a run, the present one first, then one for every change, until it ends. */
export async function* watchRun(
  calls: Calls,
  workflowId: string,
  options: WatchOptions = {},
): AsyncGenerator<StateDocument, void, void> {
  const { minPauseMs, maxPauseMs, patienceMs } = { ...DEFAULTS, ...options };
  const { signal, onTrouble } = options;
  let last: Look | undefined;
  let shown = '';
  let pauseMs = minPauseMs;
  let troubleSince: number | undefined;
  for (;;) {
    signal?.throwIfAborted();
    try {
      last = await look(calls, workflowId, last);
      troubleSince = undefined;
    } catch (error) {
      if (!isPassing(error, last !== undefined)) throw error;
      troubleSince ??= Date.now();
      if (Date.now() - troubleSince >= patienceMs) throw error;
      onTrouble?.(error);
    }
    const now = last === undefined ? '' : JSON.stringify(last.state);
    pauseMs = now === shown ? Math.min(maxPauseMs, pauseMs * GROWTH) : minPauseMs;
    if (last !== undefined && now !== shown) {
      shown = now;
      yield last.state;
    }
    if (last !== undefined && troubleSince === undefined && !last.open) return;
    await sleep(pauseMs, undefined, signal === undefined ? {} : { signal });
  }
}

/** A missing worker may come; a server that was reached may come back, one that never was is a wrong address. */
function isPassing(error: unknown, seenBefore: boolean): error is WabaMigrationsError {
  return error instanceof NoWorker || (seenBefore && error instanceof TemporalUnavailable);
}

/**
 * Waits until a run has closed or, where asked for, a person is needed; answers with the state then. A terminal phase is
 * not the end yet: the last evidence file is written after it, and only a closed run names it in its outcome.
 */
export async function waitForRun(calls: Calls, workflowId: string, options: WaitOptions = {}): Promise<StateDocument> {
  let state: StateDocument | undefined;
  for await (state of watchRun(calls, workflowId, options)) {
    options.onChange?.(state);
    if (options.until === 'person' && state.needsOperator) return state;
  }
  if (state === undefined) throw new Error(`watching ${workflowId} ended before it began`);
  return state;
}
