/**
 * How the steps of a migration wait: for reads, for the moment at which a write may go out, for a while. An abandonment
 * ends each of these waits, and the step with it, for as long as nothing has moved.
 */
import { CancellationScope, condition } from '@temporalio/workflow';
import type { NotSentYet } from '../../activities/contract';
import { formatMs } from '../../domain/durations';
import type { MigrationRun } from './run';

const LONGEST_PAUSE_MS = 900_000;
const SHORTEST_PAUSE_MS = 1_000;

/** Thrown inside a step when the run is to be abandoned there. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

const isAbandoned = (run: MigrationRun): boolean => run.abandonment !== null && !run.resumeSent;

/** Ends the step, with {@link Abandoned}, where somebody wants the run to end and nothing has moved. */
export function throwIfAbandoned(run: MigrationRun): void {
  if (isAbandoned(run)) throw new Abandoned();
}

/** Runs reads. An abandonment aborts them and ends the step. */
export async function reading<T>(run: MigrationRun, read: () => Promise<T>): Promise<T> {
  throwIfAbandoned(run);
  const scope = new CancellationScope();
  let settled = false;
  const result = scope.run(read).finally(() => (settled = true));
  result.catch(() => undefined);
  await condition(() => settled || isAbandoned(run));
  if (!settled) {
    scope.cancel();
    await result.catch(() => undefined);
    throw new Abandoned();
  }
  return await result;
}

/** Waits until writes may go out: not while paused. An abandonment ends the step. */
export async function clearToWrite(run: MigrationRun): Promise<void> {
  throwIfAbandoned(run);
  await condition(() => run.pausedBy === null || isAbandoned(run));
  throwIfAbandoned(run);
}

/** Waits a while before a write is tried again; shows why. An abandonment ends the step. */
export async function waitAWhile(run: MigrationRun, text: string, waitMs: number, summary: string): Promise<void> {
  run.waitFor(text, new Date(Date.now() + waitMs));
  await condition(() => isAbandoned(run), Math.max(SHORTEST_PAUSE_MS, waitMs), { summary });
  run.waitFor(null);
  throwIfAbandoned(run);
}

/**
 * Waits as a write that was not sent asks for. Each round costs history, so the pause doubles up to a quarter of an hour
 * while nothing changes; what Meta asks for is never undercut.
 */
export async function waitToSend(run: MigrationRun, answer: NotSentYet): Promise<void> {
  const grown = Math.min(LONGEST_PAUSE_MS, answer.waitMs * 2 ** Math.min(run.roundsNotSent, 10));
  const waitMs = Math.max(answer.waitMs, grown);
  run.roundsNotSent += 1;
  await waitAWhile(run, `${answer.text} Nothing was sent; trying again in ${formatMs(waitMs)}.`, waitMs, answer.why);
}
