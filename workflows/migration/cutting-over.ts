/** The phase that cannot be taken back: the numbers are told to move, and followed until they have. */
import { durationMs } from '../../domain/durations';
import { throwIfInterrupted, waitAWhile, waitToSend } from '../runs/interruptible';
import { known } from '../runs/known';
import { once } from '../runs/once';
import { driftedTo } from './approval';
import { followTheMove } from './move';
import type { After } from './phase-steps';
import { cutOver } from './proxies';
import type { MigrationRun } from './run';
import { help, HELP_AFTER_RESUME } from './sentences';
import { clearToWrite } from './waits';

const LONGEST_BACKOFF_MS = 3_600_000;

/** Tells the numbers to move, for good, and follows them; again where Meta failed to complete. */
export async function cuttingOver(run: MigrationRun): After<'cutting-over'> {
  const { policy } = run.input;
  for (;;) {
    await clearToWrite(run);
    const first = !run.resumeSent;
    const answer = await cutOverOnce(run, () =>
      once(() =>
        cutOver({
          run: run.ref,
          migrationId: known(run.migrationId),
          destinationWabaId: known(run.destinationWabaId),
          ownerBusinessId: run.source?.ownerBusinessId ?? null,
          fingerprint: known(run.verification?.fingerprint),
          attempt: first ? 'first' : 'repeat',
          allowReady: run.allowReady,
        }),
      ),
    );
    switch (answer.kind) {
      case 'not-sent-yet':
        await waitToSend(run, answer);
        continue;
      case 'drifted':
      case 'not-ready': {
        const changed = answer.kind === 'drifted' ? answer.changed : [`migration status ${answer.status}`];
        if (first) return driftedTo(run, changed);
        if (answer.kind === 'not-ready' && answer.status === 'COMPLETED') return 'confirming';
        return run.stopFor(`Not sent again, for this changed: ${changed.join(', ')}. ${HELP_AFTER_RESUME}`, 'confirm');
      }
      case 'refused': {
        run.noteTrace(answer.details.fbtraceId);
        const what = first
          ? `Meta refused to move the numbers, so nothing was sent: ${answer.message}`
          : `Meta refused this call, an earlier one was sent: ${answer.message}`;
        return run.stopFor(`${what} ${first ? help('resume', 'calls again') : HELP_AFTER_RESUME}`, 'resume');
      }
      case 'sent':
      case 'unknown':
        run.noteResume(answer.kind === 'unknown' ? answer.message : null);
    }
    const followed = await followTheMove(run, {
      // An activity that vanished told nobody what it read: a repeat goes out on a failure, unless a person said so.
      statusBefore: 'statusBefore' in answer ? answer.statusBefore : first ? 'READY_TO_COMPLETE' : 'FAILED_TO_COMPLETE',
      unsure: answer.kind === 'unknown',
    });
    if (followed !== 'move-failed') return followed;
    if (run.resumes >= policy.maxResumes + run.grantedResumes) {
      const what = `Meta failed ${run.resumes} times to move the numbers (FAILED_TO_COMPLETE).`;
      return run.stopFor(`${what} ${HELP_AFTER_RESUME}`, 'resume');
    }
    const backoffMs = Math.min(LONGEST_BACKOFF_MS, durationMs(policy.resumeBackoff) * 2 ** (run.resumes - 1));
    await waitAWhile(
      run,
      'Meta failed to move the numbers (FAILED_TO_COMPLETE); resume goes out again.',
      backoffMs,
      'Pause before the numbers are told to move again',
    );
  }
}

/** Makes the call that cannot be taken back; while it is under way nobody can abandon. */
async function cutOverOnce<T extends { readonly kind: string }>(run: MigrationRun, call: () => Promise<T>): Promise<T> {
  run.cutOverScheduled = true;
  run.refresh();
  try {
    const answer = await call();
    const sent = answer.kind === 'sent' || answer.kind === 'unknown';
    if (!sent) throwIfInterrupted(run);
    return answer;
  } finally {
    run.cutOverScheduled = false;
  }
}
