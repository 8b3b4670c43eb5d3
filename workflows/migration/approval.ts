/** Waiting for an approval while one activity watches that what would be approved stays as it is. */
import { CancellationScope, condition } from '@temporalio/workflow';
import { counted } from '../../domain/counted';
import { isAutoApprovable } from '../../domain/checks';
import { formatMs } from '../../domain/durations';
import { throwIfInterrupted } from '../runs/interruptible';
import { known } from '../runs/known';
import { warningBefore } from './deadlines';
import type { After } from './phase-steps';
import { watchFingerprint } from './proxies';
import type { MigrationRun } from './run';
import { help } from './sentences';

/** What its timers say in the Temporal Web UI. */
const NOT_YET = 'Nothing moves before the time that the approval names';
const DEADLINE = 'Until when an approval is waited for';

/**
 * `auto` passes only with no block, no mismatch and nothing incomplete that is not waived; a run whose migration a
 * person attached never takes it.
 */
export function approveByItself(run: MigrationRun): void {
  const digest = run.verification?.digest;
  if (!digest || run.approval || run.input.approval !== 'auto' || run.attached !== null) return;
  if (isAutoApprovable(run.checks)) run.approve({ by: 'auto', digest, comment: null, notBeforeMs: null });
}

/**
 * Waits for an approval until its deadline, then for the time that it names. A change of the account in the meantime
 * voids everything and leads back to the verification.
 */
export async function approvalOrDrift(run: MigrationRun): After<'awaiting-approval'> {
  const notYet = () =>
    run.approval ? undefined : 'Nobody has approved yet, and after the deadline all is asked anew.';
  return await warningBefore(run, { durationMs: run.policyMs('approvalDeadline'), notYet }, () => untilDecided(run));
}

async function untilDecided(run: MigrationRun): After<'awaiting-approval'> {
  const deadlineMs = Date.now() + run.policyMs('approvalDeadline');
  const watch = startWatch(run);
  try {
    for (;;) {
      const { approval } = run;
      const untilMs = approval ? (approval.notBeforeMs ?? 0) : deadlineMs;
      const waitMs = Math.max(0, untilMs - Date.now());
      showWait(run, untilMs, waitMs);

      const mayMove = () => approval !== null && waitMs === 0 && run.pausedBy === null;
      const stirred = () => run.abandonment !== null || watch.ended() || run.approval !== approval || mayMove();
      const timeLeft = waitMs > 0 ? { summary: approval ? NOT_YET : DEADLINE } : null;
      const inTime = timeLeft ? await condition(stirred, waitMs, timeLeft) : (await condition(stirred), true);

      throwIfInterrupted(run);
      const drift = watch.drift();
      if (drift !== null) return driftedTo(run, drift);
      if (mayMove()) return 'cutting-over';
      if (!inTime && !approval) {
        const waited = formatMs(run.policyMs('approvalDeadline'));
        return run.stopFor(
          `Nobody approved within ${waited}. ${help('verify', 'compares again and asks again')}`,
          'verify',
        );
      }
    }
  } finally {
    await watch.end();
  }
}

/** Something changed since the verification: nothing that was decided on it holds. */
export function driftedTo(run: MigrationRun, changed: readonly string[]): 'verifying' {
  run.note(`Changed since the verification: ${changed.join(', ')}.${run.approval ? ' The approval is void.' : ''}`);
  run.voidApproval();
  return 'verifying';
}

function showWait(run: MigrationRun, untilMs: number, waitMs: number): void {
  const { approval, verification } = run;
  if (!approval) {
    const numbers = verification?.numbers.length ?? 0;
    const digest = `${known(verification?.digest).slice(0, 12)}…`;
    const ask = `Digest ${digest} needs an approval: ${counted(numbers, 'number')} will move for good.`;
    run.waitFor(`${ask}${routingReminder(run)}`, new Date(untilMs));
  } else if (waitMs > 0) {
    const until = new Date(untilMs);
    run.waitFor(`Approved by ${approval.by}; nothing moves before ${until.toISOString()}.`, until);
  } else {
    run.waitFor(null);
  }
}

/** Where no hook asked the partner's own systems, whoever approves must know that they are ready. */
function routingReminder({ checks, destinationWabaId }: MigrationRun): string {
  if (checks.some(({ name }) => name === 'routing-ready')) return '';
  return ` Your own systems must be ready to send with clone ${known(destinationWabaId)} and its template ids.`;
}

/** Starts the watch for drift; an approval that is there already needs none. */
function startWatch(run: MigrationRun) {
  const scope = new CancellationScope();
  let drift: readonly string[] | null = null;
  let failed: { readonly error: unknown } | null = null;
  const watching = run.approval
    ? Promise.resolve()
    : scope.run(async () => {
        const { changed } = await watchFingerprint({
          run: run.ref,
          migrationId: known(run.migrationId),
          destinationWabaId: known(run.destinationWabaId),
          fingerprint: known(run.verification?.fingerprint),
          recheckMs: run.policyMs('recheckEvery'),
        });
        drift = changed;
      });
  const quiet = watching.catch((error: unknown) => {
    failed = { error };
  });
  return {
    ended: () => drift !== null || failed !== null,
    /** What changed, or null; throws where the watch itself failed for good. */
    drift: (): readonly string[] | null => {
      if (failed) throw failed.error;
      return drift;
    },
    end: async () => {
      scope.cancel();
      await quiet;
    },
  };
}
