/** Following the numbers from the source to the clone, once they were told to move. */
import { formatMs } from '../../domain/durations';
import { known } from '../runs/known';
import { beforeMigrationDeadline } from './deadlines';
import { pollMigration } from './proxies';
import type { MigrationRun } from './run';
import { HELP_AFTER_RESUME } from './sentences';

/** A resume that left us: the status on which it went out, and whether its answer was lost. */
export interface SentResume {
  readonly statusBefore: string;
  readonly unsure: boolean;
}

/**
 * Polls fast until the numbers have moved, the move failed, or only a person can tell. Where the answer of resume was
 * lost, the place of the numbers decides too, and not knowing ends after `settleAfterResume`.
 */
export async function followTheMove(
  run: MigrationRun,
  { statusBefore, unsure }: SentResume,
): Promise<'confirming' | 'needs-operator' | 'move-failed'> {
  const digits = run.approvedNumbers.map((number) => number.digits);
  const settleMs = run.policyMs('settleAfterResume');
  const place = unsure ? { unsure: { destinationWabaId: known(run.destinationWabaId), digits } } : {};
  const polled = await beforeMigrationDeadline(run, (deadline) =>
    pollMigration.executeWithOptions(deadline, [
      {
        run: run.ref,
        migrationId: known(run.migrationId),
        until: 'moved',
        resume: { statusBefore, settleMs, ...place },
      },
    ]),
  );
  if (polled.settled === 'unsettled') {
    const onClone =
      polled.numbersOnClone == null ? 'an unknown number' : `${polled.numbersOnClone} of ${digits.length}`;
    const sentence = `The answer of resume was lost, and ${formatMs(settleMs)} later Meta says ${polled.status} with ${onClone} of the numbers on the clone.`;
    return run.stopFor(`${sentence} ${HELP_AFTER_RESUME}`, 'confirm');
  }
  if (polled.settled === 'numbers-moved') return 'confirming';
  return polled.status === 'FAILED_TO_COMPLETE' ? 'move-failed' : 'confirming';
}
