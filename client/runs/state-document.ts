/**
 * Composes the state document of a run: an open one by query and describe, a closed one from its result or the details
 * of its failure, and one that never got to say how it ended from its search attributes and memo.
 */
import { WorkflowFailedError, type WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { subjectOf } from '../run-names';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';
import { readPolling } from './polling';
import type { AnyRunState, Followed, RunKind } from './run-kind';

/** Describes the newest run under a workflow id, or one run of it. One cheap call that needs no worker. */
export async function describeRun(
  calls: Calls,
  workflowId: string,
  runId?: string,
): Promise<WorkflowExecutionDescription> {
  const call = { subject: subjectOf(workflowId), answerer: 'server', timeoutMs: calls.serverTimeoutMs } as const;
  return callTemporal(calls.client, call, () => calls.client.workflow.getHandle(workflowId, runId).describe());
}

/** Whether Temporal may still move this run. */
export function isOpen(description: Pick<WorkflowExecutionDescription, 'status'>): boolean {
  return description.status.name === 'RUNNING' || description.status.name === 'PAUSED';
}

/** The state document of a described run of this kind. */
export async function composeState<S extends AnyRunState, V extends string>(
  calls: Calls,
  kind: RunKind<S, V>,
  description: WorkflowExecutionDescription,
): Promise<Followed<S>> {
  if (!isOpen(description)) return { ...(await readClosed(calls, kind, description)), polling: null };
  const { workflowId, runId } = description;
  // Asks the run itself; needs a worker.
  const call = { subject: subjectOf(workflowId), answerer: 'query', timeoutMs: calls.workerTimeoutMs } as const;
  const handle = calls.client.workflow.getHandle(workflowId, runId);
  const answer = await callTemporal(calls.client, call, () => handle.query(kind.stateQuery));
  return { ...stateIn(kind, answer), polling: await readPolling(calls.client, description) };
}

/**
 * The state that a run answered with. While workers are replaced, one of an older version may answer, without the fields
 * that came later: they are filled in. An answer of a shape that this client does not know is left as it is.
 */
export function stateIn<S extends AnyRunState, V extends string>(kind: RunKind<S, V>, answer: S): S {
  const parsed = kind.schema.safeParse(answer);
  return parsed.success ? parsed.data : answer;
}

/** What a closed run left; needs no worker. */
async function readClosed<S extends AnyRunState, V extends string>(
  calls: Calls,
  kind: RunKind<S, V>,
  description: WorkflowExecutionDescription,
): Promise<S> {
  const { workflowId, runId } = description;
  const call = { subject: subjectOf(workflowId), answerer: 'server', timeoutMs: calls.serverTimeoutMs } as const;
  const ending = await callTemporal(calls.client, call, async () => {
    try {
      return { left: await calls.client.workflow.getHandle(workflowId, runId, { followRuns: false }).result() };
    } catch (error) {
      if (!(error instanceof WorkflowFailedError)) throw error;
      return { left: detailOf(error.cause), message: error.cause?.message ?? error.message };
    }
  });
  const parsed = kind.schema.safeParse(ending.left);
  return parsed.success ? parsed.data : withoutWords(kind, description, ending.message);
}

function detailOf(cause: Error | undefined): unknown {
  return cause instanceof ApplicationFailure ? cause.details?.[0] : undefined;
}

const ENDINGS: Readonly<Record<string, string>> = {
  TERMINATED: 'Terminated in Temporal, so nothing was finished or undone',
  TIMED_OUT: 'Timed out in Temporal, so nothing was finished or undone',
  CANCELLED: 'Cancelled in Temporal before it could say how it ended',
  FAILED: 'Failed without saying where it stood',
  COMPLETED: 'Completed, but its result is not a state document',
  CONTINUED_AS_NEW: 'Continued in a newer run',
};

function withoutWords<S extends AnyRunState, V extends string>(
  kind: RunKind<S, V>,
  description: WorkflowExecutionDescription,
  message: string | undefined,
): S {
  const { name } = description.status;
  const ending = ENDINGS[name] ?? `Ended in Temporal as ${name}`;
  return kind.stateOfSilent({
    description,
    reason: message === undefined ? ending : `${ending}: ${message}`,
    closedAt: (description.closeTime ?? description.startTime).toISOString(),
  });
}
