/** The activities of a migration, each with the retry policy that follows from what happens if it runs twice. */
import { proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { MigrationActivities } from '../../activities/contract';
import type { CreditActivities } from '../../activities/credit/contract';
import { onlyOnce, polls, reads, repeatable } from '../runs/retry-policies';

const proxy = (options: ActivityOptions, summary: string) =>
  proxyActivities<MigrationActivities & CreditActivities>({ ...options, summary });

export const { assess } = proxy(reads, 'Look at the source account');
export const { findCandidates } = proxy(reads, 'Look for the clone of the initiate whose answer was lost');
export const { locateNumbers } = proxy({ ...reads, scheduleToCloseTimeout: '2h' }, 'Find out where every number is');
/** Reads both sides. Its repairs are safe to repeat, but one that is under way is waited for, not cut off. */
export const { verify } = proxy(reads, 'Compare source and clone');

/** The deadline differs per call: use `executeWithOptions`. */
export const { pollMigration } = proxy(polls, "Poll Meta's migration status");
export const { identifyClone } = proxy(polls, 'Find out whose the attached migration is');
export const { watchFingerprint } = proxy(polls, 'Watch for changes while approval is awaited');
export const { confirm } = proxy(polls, 'Check that every number arrived on the clone');

export const { awaitFunding } = proxy(polls, 'Give Meta time to fund the clone by itself');

export const { initiate } = proxy(onlyOnce, 'Initiate the migration (clones the account)');
export const { cutOver } = proxy(onlyOnce, 'Resume the migration (moves the numbers, for good)');
export const { sendTestMessage } = proxy(onlyOnce, 'Send the test message');

export const { writeEvidence } = proxy(repeatable, 'Write the evidence file');
export const { prepareShare } = proxy(repeatable, 'Make the input of the share');
