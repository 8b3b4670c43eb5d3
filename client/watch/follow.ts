/** Follows a run by looking again and again, in bounded pauses, and outlives times when nobody answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isTerminalCredit } from '../../domain/credit/phases';
import type { CreditStateDocument } from '../../domain/credit/state';
import { isTerminal } from '../../domain/phases';
import type { StateDocument } from '../../domain/state';
import { ApiUnavailable, NoWorker, TemporalUnavailable, type WabaMigrationsError } from '../errors';

/** How to follow a run. */
export interface WatchOptions {
  /** Which run under the workflow id; the newest one where none is named. */
  readonly runId?: string;
  readonly signal?: AbortSignal;
  /** Shortest and longest pause between two looks, in milliseconds; it grows while nothing changes. */
  readonly minPauseMs?: number;
  readonly maxPauseMs?: number;
  /** For how long Temporal, the API or every worker may be gone before the watch gives up, in milliseconds. */
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

/** One look at a run: its state, and whether it may still change. */
export interface Look<D> {
  readonly state: D;
  readonly open: boolean;
}

/** The state documents of a run, the present one first, then one for every change, until a look finds it closed. */
export async function* follow<D, L extends Look<D>>(
  look: (before: L | undefined) => Promise<L>,
  options: WatchOptions,
): AsyncGenerator<D, void, void> {
  const { minPauseMs, maxPauseMs, patienceMs } = { ...DEFAULTS, ...options };
  const { signal, onTrouble } = options;
  let last: L | undefined;
  let shown = '';
  let pauseMs = minPauseMs;
  let troubleSince: number | undefined;
  for (;;) {
    signal?.throwIfAborted();
    try {
      last = await look(last);
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
  if (error instanceof NoWorker) return true;
  return seenBefore && (error instanceof TemporalUnavailable || error instanceof ApiUnavailable);
}

/**
 * Waits until a run has closed or, where asked for, a person is needed; answers with the state then. A terminal phase is
 * not the end yet: the last evidence file is written after it, and only a closed run names it in its outcome.
 */
export async function waitIn<D extends { readonly needsOperator: boolean }>(
  states: AsyncIterable<D>,
  { until, onChange }: Pick<WaitOptions<D>, 'until' | 'onChange'>,
): Promise<D> {
  let state: D | undefined;
  for await (state of states) {
    onChange?.(state);
    if (until === 'person' && state.needsOperator) return state;
  }
  if (state === undefined) throw new Error('the watch of a run ended before it began');
  return state;
}
