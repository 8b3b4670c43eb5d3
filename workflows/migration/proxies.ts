/**
 * The activities of a migration, each with the retry policy that follows from what happens if it runs twice.
 *
 * - reads: nothing happens; tried until they answer, aborted by a cancellation.
 * - polls: reads whose retries are the polls, so that no poll costs history; the activity names each pause.
 * - repeatable: writes that end in the same state however often they run; never aborted half way.
 * - once: a write that a repeat would do twice. One attempt; a lost answer is decided by reading (see `once.ts`).
 */
import { ActivityCancellationType, proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { MigrationActivities } from '../../activities/contract';
import { TASK_QUEUES } from '../../domain/ids';

const reads = {
  taskQueue: TASK_QUEUES.graph,
  startToCloseTimeout: '15m',
  heartbeatTimeout: '15s',
  // Heartbeats tell an attempt of it, one in backoff ends at once: nothing of a run goes on after its end.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '5m' },
} as const satisfies ActivityOptions;

const polls = {
  ...reads,
  startToCloseTimeout: '5m',
  retry: { initialInterval: '30s', backoffCoefficient: 1 },
} as const satisfies ActivityOptions;

const once = {
  taskQueue: TASK_QUEUES.graph,
  // The looks before the write may be many; a worker that vanishes is seen by its heartbeats.
  startToCloseTimeout: '15m',
  heartbeatTimeout: '30s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;

/** A file on the worker's disk: not a call to Meta, so not on the queue of those. */
const repeatable = {
  taskQueue: TASK_QUEUES.workflows,
  startToCloseTimeout: '1m',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10m' },
} as const satisfies ActivityOptions;

const proxy = (options: ActivityOptions, summary: string) =>
  proxyActivities<MigrationActivities>({ ...options, summary });

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

export const { initiate } = proxy(once, 'Initiate the migration (clones the account)');
export const { cutOver } = proxy(once, 'Resume the migration (moves the numbers, for good)');
export const { sendTestMessage } = proxy(once, 'Send the test message');

export const { writeEvidence } = proxy(repeatable, 'Write the evidence file');
