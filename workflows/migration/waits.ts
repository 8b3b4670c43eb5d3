/**
 * How the steps of a migration wait for the moment at which a write may go out; the other waits are those of every run
 * (`../runs/interruptible.ts`). An abandonment ends each of them, and the step with it, for as long as nothing has moved.
 */
import { condition } from '@temporalio/workflow';
import { throwIfInterrupted } from '../runs/interruptible';
import type { MigrationRun } from './run';

/** Waits until writes may go out: not while paused. An abandonment ends the step. */
export async function clearToWrite(run: MigrationRun): Promise<void> {
  throwIfInterrupted(run);
  await condition(() => run.pausedBy === null || run.isInterrupted);
  throwIfInterrupted(run);
}
