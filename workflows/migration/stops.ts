/** Stops that come from a failed activity: what it says, and what a person can do about it. */
import { RetryState } from '@temporalio/common';
import { TimeoutFailure, type ActivityFailure } from '@temporalio/workflow';
import { formatMs } from '../../domain/durations';
import type { RetryStep } from '../../domain/verbs';
import { failureMessageOf, failureTypeOf } from '../runs/once';
import type { OpenPhase } from './phase-steps';
import type { MigrationRun } from './run';
import { help, HELP_AFTER_RESUME } from './sentences';

/** The step to try again when the activity of a phase failed. */
const STEP_OF: Record<OpenPhase, RetryStep> = {
  assessing: 'assess',
  initiating: 'initiate',
  cloning: 'clone',
  verifying: 'verify',
  'awaiting-approval': 'verify',
  'cutting-over': 'resume',
  confirming: 'confirm',
  'needs-operator': 'verify',
};

/** Where a run goes whose activity failed for good. A dry run never waits, so it ends. */
export function stopForFailure(
  run: MigrationRun,
  phase: OpenPhase,
  error: ActivityFailure,
): 'needs-operator' | 'assessed' {
  const deadline = `Meta did not finish within ${formatMs(run.policyMs('migrationDeadline'))}.`;
  // A poll whose next pause would pass the deadline fails at once, with what it said last as its cause.
  const isLate = error.cause instanceof TimeoutFailure || error.retryState === RetryState.TIMEOUT;
  const message = isLate ? deadline : failureMessageOf(error);
  if (run.input.dryRun) {
    run.note(`Could not assess: ${message}`);
    return 'assessed';
  }
  if (failureTypeOf(error) === 'RunWasReset') {
    run.wasReset = true;
    return run.stopFor(`${message} ${run.resumeSent ? 'conclude' : 'abandon or conclude'} ends this run.`, 'assess');
  }
  // Once the numbers were told to move, a retry that names no step only looks.
  const step = run.resumeSent ? 'confirm' : STEP_OF[phase];
  return run.stopFor(`${message} ${run.resumeSent ? HELP_AFTER_RESUME : help(step, 'tries it again')}`, step);
}
