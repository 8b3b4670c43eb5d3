/** Work that must be done by a time: somebody is told once when that comes near, where somebody is to be told. */
import { CancellationScope, sleep } from '@temporalio/workflow';
import { formatMs } from '../../domain/durations';
import { nearDeadlineMs } from '../../domain/hooks';
import type { MigrationRun } from './run';

/** Polls that end with `migrationDeadline`, of which somebody is told when it comes near. */
export async function beforeMigrationDeadline<T>(
  run: MigrationRun,
  poll: (deadline: { readonly scheduleToCloseTimeout: number }) => Promise<T>,
): Promise<T> {
  const durationMs = run.policyMs('migrationDeadline');
  const notYet = () => 'Meta has not finished yet, and after the deadline a person is asked.';
  return await warningBefore(run, { durationMs, notYet }, () => poll({ scheduleToCloseTimeout: durationMs }));
}

/** Work that must be done by a time, and what to say when that comes near. */
export interface Deadline {
  readonly durationMs: number;
  /** What has not happened yet; undefined where it has, and nothing is to be said. */
  readonly notYet: () => string | undefined;
}

/**
 * Does work that has a deadline; where somebody is to be told, they are told once when it comes near. It bounds nothing
 * itself.
 */
export async function warningBefore<T>(
  run: MigrationRun,
  { durationMs, notYet }: Deadline,
  work: () => Promise<T>,
): Promise<T> {
  if (!run.notifies) return await work();
  const leftMs = nearDeadlineMs(durationMs);
  const until = new Date(Date.now() + durationMs);
  const timer = new CancellationScope();
  const warning = timer
    .run(() => sleep(durationMs - leftMs, { summary: 'When others are told that the deadline is near' }))
    .then(
      () => {
        const what = notYet();
        if (what !== undefined) run.notifier.deadlineNear(`${what} Time left: ${formatMs(leftMs)}.`, until);
      },
      () => undefined,
    );
  try {
    return await work();
  } finally {
    timer.cancel();
    await warning;
  }
}
