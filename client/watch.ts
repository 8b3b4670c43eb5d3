/** Follows a run by bounded polling: one cheap describe a round, and a query only after its history grew. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isTerminalCredit } from '../domain/credit/phases';
import type { CreditStateDocument } from '../domain/credit/state';
import { isTerminal } from '../domain/phases';
import type { StateDocument } from '../domain/state';
import type { Calls } from './calls';
import { NoWorker, TemporalUnavailable, type WabaMigrationsError } from './errors';
import { readPolling } from './polling';
import type { AnyRunState, Followed, RunKind } from './run-kind';
import { composeState, describeRun, isOpen } from './state-document';

/** How to follow a run. */
export interface WatchOptions {
  /** Which run under the workflow id; the newest one where none is named. */
  readonly runId?: string;
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

/** How to wait for a run whose state documents are `D`. */
export interface WaitOptions<D = StateDocument> extends WatchOptions {
  readonly until?: WaitUntil;
  /** Hears of each change on the way. */
  readonly onChange?: (state: D) => void;
}

const DEFAULTS = { minPauseMs: 500, maxPauseMs: 5_000, patienceMs: 300_000 };
const GROWTH = 1.5;

/** Whether a run has ended, also one that Temporal ended in a phase that is not terminal. */
export function hasEnded(state: StateDocument | CreditStateDocument): boolean {
  const lastPhase = 'operation' in state ? isTerminalCredit(state.phase) : isTerminal(state.phase);
  return lastPhase || state.outcome !== null;
}

/** One look at a run, with what tells whether the next one needs a query. */
interface Look<S extends AnyRunState> {
  readonly runId: string;
  readonly historyLength: number;
  readonly open: boolean;
  readonly state: Followed<S>;
}

async function look<S extends AnyRunState, V extends string>(
  calls: Calls,
  kind: RunKind<S, V>,
  run: { readonly workflowId: string; readonly runId: string | undefined },
  before: Look<S> | undefined,
): Promise<Look<S>> {
  // The run of the first look is followed to its end, even when another one is started under the same id.
  const description = await describeRun(calls, run.workflowId, before?.runId ?? run.runId);
  const { runId, historyLength } = description;
  const open = isOpen(description);
  const unchanged = before !== undefined && before.open && open && before.historyLength === historyLength;
  const state = unchanged
    ? { ...before.state, polling: await readPolling(calls.client, description) }
    : await composeState(calls, kind, description);
  return { runId, historyLength, open, state };
}

/** The state documents of a run, the present one first, then one for every change, until it ends. */
export async function* watchRun<S extends AnyRunState, V extends string>(
  calls: Calls,
  kind: RunKind<S, V>,
  workflowId: string,
  options: WatchOptions = {},
): AsyncGenerator<Followed<S>, void, void> {
  const { minPauseMs, maxPauseMs, patienceMs } = { ...DEFAULTS, ...options };
  const { runId, signal, onTrouble } = options;
  let last: Look<S> | undefined;
  let shown = '';
  let pauseMs = minPauseMs;
  let troubleSince: number | undefined;
  for (;;) {
    signal?.throwIfAborted();
    try {
      last = await look(calls, kind, { workflowId, runId }, last);
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
export async function waitForRun<S extends AnyRunState, V extends string>(
  calls: Calls,
  kind: RunKind<S, V>,
  workflowId: string,
  options: WaitOptions<Followed<S>> = {},
): Promise<Followed<S>> {
  let state: Followed<S> | undefined;
  for await (state of watchRun(calls, kind, workflowId, options)) {
    options.onChange?.(state);
    if (options.until === 'person' && state.needsOperator) return state;
  }
  if (state === undefined) throw new Error(`watching ${workflowId} ended before it began`);
  return state;
}
