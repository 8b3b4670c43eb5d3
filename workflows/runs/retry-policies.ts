/**
 * The retry policy of an activity follows from what happens if it runs twice.
 *
 * - reads: nothing happens; tried until they answer, aborted by a cancellation.
 * - polls: reads whose retries are the polls, so that no poll costs history; the activity names each pause.
 * - repeatable: writes that end in the same state however often they run; never aborted half way.
 * - once: a write that a repeat would do twice. One attempt; a lost answer is decided by reading (see `once.ts`).
 */
import { ActivityCancellationType, type ActivityOptions } from '@temporalio/workflow';
import { TASK_QUEUES } from '../../domain/ids';

export const reads = {
  taskQueue: TASK_QUEUES.graph,
  startToCloseTimeout: '15m',
  heartbeatTimeout: '15s',
  // Heartbeats tell an attempt of it, one in backoff ends at once: nothing of a run goes on after its end.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '5m' },
} as const satisfies ActivityOptions;

export const polls = {
  ...reads,
  startToCloseTimeout: '5m',
  retry: { initialInterval: '30s', backoffCoefficient: 1 },
} as const satisfies ActivityOptions;

export const onlyOnce = {
  taskQueue: TASK_QUEUES.graph,
  // The looks before the write may be many; a worker that vanishes is seen by its heartbeats.
  startToCloseTimeout: '15m',
  heartbeatTimeout: '30s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;

/** A file on the worker's disk: not a call to Meta, so not on the queue of those. */
export const repeatable = {
  taskQueue: TASK_QUEUES.workflows,
  startToCloseTimeout: '1m',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10m' },
} as const satisfies ActivityOptions;
