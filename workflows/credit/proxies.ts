/** The activities of credit operations, each with the retry policy that follows from what happens if it runs twice. */
import { proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { CreditActivities, ShareCall } from '../../activities/credit/contract';
import { onlyOnce, polls, reads } from '../runs/retry-policies';

const proxy = (options: ActivityOptions, summary: string) => proxyActivities<CreditActivities>({ ...options, summary });

export const { checkShare } = proxy(reads, 'Check what must hold before a line is shared');
export const { readRadius } = proxy(reads, 'Read what a revoke would defund');
export const { askGraph } = proxy(
  {
    ...reads,
    scheduleToCloseTimeout: '60s',
    // Somebody waits for the answer: a name that no token has will not get one while they do.
    retry: { initialInterval: '2s', backoffCoefficient: 2, nonRetryableErrorTypes: ['TokenMissing'] },
  },
  'Read from Meta',
);

/** The bound differs per call: use `executeWithOptions`. */
export const { settleShare } = proxy(polls, 'Find out whether the lost call happened');
export const { verifyFunding } = proxy(polls, 'Wait until the funding shows on the account');
export const { confirmDeleted } = proxy(polls, 'Wait until the record reads DELETED');

/** The summary differs per call: use `executeWithOptions`. */
export const { writeShare } = proxy(onlyOnce, 'Share the line');
export const { undoShare } = proxy(onlyOnce, 'Take back what this run made');
export const { deleteAllocation } = proxy(onlyOnce, 'Delete an allocation');

/** Writes a file of its own number, so that a repeat ends in the same state; it reads Meta first, where it answers. */
export const { writeCreditEvidence } = proxy(
  { ...reads, retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10m' } },
  'Write the evidence file',
);

/** What people see of each call of a share. */
export const SHARE_SUMMARIES: Record<ShareCall, string> = {
  'assign-system-user': 'Assign our system user to the account',
  share: 'Share the line with the business',
  attach: 'Attach the line to the account',
  'share-and-attach': 'Share the line and attach it to the account',
};

/** Long enough for the patience of a poll and an hour of throttling: after it a person is asked. */
export const within = (patienceMs: number) => ({ scheduleToCloseTimeout: patienceMs + 3_600_000 });
