/** What a run polls for right now: Temporal knows it of the pending activity, the workflow itself does not. */
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow';
import { optionalTsToDate } from '@temporalio/common/lib/time';
import type { Polling } from '../../domain/state';

type PendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/**
 * The poll under way, from the pending activity that was tried most often; null where nothing is pending.
 * `lastStatus` is the status in the last failure's details, else its message. A failure that this client has no key
 * for is no reason to show nothing: `lastStatus` is then null.
 */
export async function readPolling(client: Client, description: WorkflowExecutionDescription): Promise<Polling | null> {
  const [pending] = [...(description.raw.pendingActivities ?? [])].sort((a, b) => attemptOf(b) - attemptOf(a));
  if (pending === undefined) return null;
  const next = optionalTsToDate(pending.nextAttemptScheduleTime);
  return {
    attempt: attemptOf(pending),
    lastStatus: await lastStatus(client, description.workflowId, pending),
    nextAt: next === undefined ? null : next.toISOString(),
  };
}

const attemptOf = (activity: PendingActivity): number => activity.attempt ?? 1;

async function lastStatus(client: Client, workflowId: string, activity: PendingActivity): Promise<string | null> {
  if (activity.lastFailure == null) return null;
  const context = { type: 'workflow', namespace: client.options.namespace, workflowId } as const;
  try {
    const converter = client.options.loadedDataConverter;
    const error = await decodeOptionalFailureToOptionalError(converter, activity.lastFailure, context);
    return error === undefined ? null : (statusIn(error) ?? error.message);
  } catch {
    return null;
  }
}

function statusIn(error: Error): string | undefined {
  if (!(error instanceof ApplicationFailure)) return undefined;
  const [first]: unknown[] = error.details ?? [];
  if (typeof first !== 'object' || first === null || !('status' in first)) return undefined;
  return typeof first.status === 'string' ? first.status : undefined;
}
