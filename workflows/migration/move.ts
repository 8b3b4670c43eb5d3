/** Following the numbers from the source to the clone, once they were told to move. */
import { formatMs } from '../../domain/durations';
import { pollMigration } from './proxies';
import { known } from './known';
import type { MigrationRun } from './run';
import { HELP_AFTER_RESUME } from './sentences';

/**
 * Polls fast until the numbers have moved, the move failed, or only a person can tell. `unsure`: the answer of resume
 * was lost, so the place of the numbers decides too, and not knowing ends after `settleAfterResume`.
 */
export async function followTheMove(
  run: MigrationRun,
  unsure: boolean,
): Promise<'confirming' | 'needs-operator' | 'move-failed'> {
  const digits = run.approvedNumbers.map((number) => number.digits);
  const settleMs = run.policyMs('settleAfterResume');
  // A repeat went out on FAILED_TO_COMPLETE, so the same status may be the one from before it.
  const before = run.resumes > 1 ? { statusBefore: 'FAILED_TO_COMPLETE' } : {};
  const place = { destinationWabaId: known(run.destinationWabaId), digits, settleMs, ...before };
  const polled = await pollMigration.executeWithOptions({ scheduleToCloseTimeout: run.policyMs('migrationDeadline') }, [
    { run: run.ref, migrationId: known(run.migrationId), until: 'moved', ...(unsure ? { unsure: place } : {}) },
  ]);
  if (polled.settled === 'unsettled') {
    const onClone =
      polled.numbersOnClone == null ? 'an unknown number' : `${polled.numbersOnClone} of ${digits.length}`;
    const sentence = `The answer of resume was lost, and ${formatMs(settleMs)} later Meta says ${polled.status} with ${onClone} of the numbers on the clone.`;
    return run.stopFor(`${sentence} ${HELP_AFTER_RESUME}`, 'confirm');
  }
  if (polled.settled === 'numbers-moved') return 'confirming';
  return polled.status === 'FAILED_TO_COMPLETE' ? 'move-failed' : 'confirming';
}
