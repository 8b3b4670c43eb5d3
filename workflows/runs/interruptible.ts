/**
 * How the steps of a run wait: for reads, or for a while before a write is tried again. Somebody's wish to end the run
 * interrupts these waits, and the step with them, for as long as the run may still end that way.
 */
import { CancellationScope, condition } from '@temporalio/workflow';
import type { NotSentYet } from '../../activities/contract';
import { formatMs } from '../../domain/durations';

/** What the timers before another try say in the Temporal Web UI. */
const PAUSES: Record<NotSentYet['why'], string> = {
  throttled: 'Pause: Meta takes no more calls for now',
  unavailable: 'Pause: Meta does not answer',
  'revoke-open': 'Pause: a revoke of the business is open',
  'sibling-cloning': 'Pause: another account of the owner is being cloned',
  'credit-operation-open': 'Pause: a credit operation of the business is open',
};

const LONGEST_PAUSE_MS = 900_000;
const SHORTEST_PAUSE_MS = 1_000;

/** A run whose steps can be interrupted. */
export interface Interruptible {
  /** Whether somebody wants the run to end, and it may. */
  readonly isInterrupted: boolean;
  /** How often in this phase a write was not sent: the pauses between grow with it. */
  roundsNotSent: number;
  /** Says why the run waits; null says that it goes on. */
  waitFor(reason: string | null, until?: Date | null): void;
}

/** Thrown inside a step when the run is to end there. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Ends the step, with {@link Interrupted}, where somebody wants the run to end and it may. */
export function throwIfInterrupted(run: Interruptible): void {
  if (run.isInterrupted) throw new Interrupted();
}

/** Runs reads. An interruption aborts them and ends the step. */
export async function reading<T>(run: Interruptible, read: () => Promise<T>): Promise<T> {
  throwIfInterrupted(run);
  const scope = new CancellationScope();
  let settled = false;
  const result = scope.run(read).finally(() => (settled = true));
  result.catch(() => undefined);
  await condition(() => settled || run.isInterrupted);
  if (!settled) {
    scope.cancel();
    await result.catch(() => undefined);
    throw new Interrupted();
  }
  return await result;
}

/** Waits a while before a write is tried again; shows why. An interruption ends the step. */
export async function waitAWhile(run: Interruptible, text: string, waitMs: number, summary: string): Promise<void> {
  run.waitFor(text, new Date(Date.now() + waitMs));
  await condition(() => run.isInterrupted, Math.max(SHORTEST_PAUSE_MS, waitMs), { summary });
  run.waitFor(null);
  throwIfInterrupted(run);
}

/**
 * Waits as a write that was not sent asks for. Each round costs history, so the pause doubles up to a quarter of an hour
 * while nothing changes; what Meta asks for is never undercut.
 */
export async function waitToSend(run: Interruptible, answer: NotSentYet): Promise<void> {
  const grown = Math.min(LONGEST_PAUSE_MS, answer.waitMs * 2 ** Math.min(run.roundsNotSent, 10));
  const waitMs = Math.max(answer.waitMs, grown);
  run.roundsNotSent += 1;
  await waitAWhile(
    run,
    `${answer.text} Nothing was sent; trying again in ${formatMs(waitMs)}.`,
    waitMs,
    PAUSES[answer.why],
  );
}
