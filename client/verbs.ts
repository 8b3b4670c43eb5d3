/** Tells a run what a person decided: an Update, which the workflow refuses or answers with the state after it. */
import { WorkflowUpdateFailedError, type WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { migrationWorkflowId } from '../domain/ids';
import type { RunState, StateDocument } from '../domain/state';
import type { Verb, VerbInput } from '../domain/verbs';
import { verbUpdates } from '../workflows/messages';
import type { Calls } from './calls';
import { RunClosed, VerbRefused } from './errors';
import { readMemo } from './memo';
import { readPolling } from './polling';
import { composeState, describeRun, isOpen, subjectOf } from './state-document';
import { callTemporal } from './temporal-errors';

/** The failure type with which Temporal answers for an accepted Update of a run that ended before its handler did. */
const ENDED_MEANWHILE = 'AcceptedUpdateCompletedWorkflow';

/**
 * Gives a verb to the open run of an account. Where the input names no wait, the current one is filled in, so that the
 * workflow refuses a decision that was overtaken on its way.
 *
 * Throws {@link VerbRefused} with the workflow's reason, {@link RunClosed} with the outcome, `NotFound`, `NoWorker`.
 */
export async function giveVerb<V extends Verb>(
  calls: Calls,
  wabaId: string,
  verb: V,
  input: VerbInput<V>,
): Promise<StateDocument> {
  const workflowId = migrationWorkflowId(wabaId);
  const description = await describeRun(calls, workflowId);
  if (!isOpen(description)) throw await runClosed(calls, verb, description);
  const currentWait = readMemo(description.memo).waitingFor?.id;
  const args: VerbInput<V> = {
    ...input,
    ...(input.waitingForId === undefined && currentWait !== undefined ? { waitingForId: currentWait } : {}),
  };
  try {
    const state = await sendUpdate(calls, description, verb, args);
    const after = await describeRun(calls, workflowId, description.runId);
    return { ...state, polling: isOpen(after) ? await readPolling(calls.client, after) : null };
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return refusedOrEnded(calls, description, verb, error);
    // An Update to a closed run answers NotFound: the run may have ended since it was described.
    if (!(error instanceof Error && error.cause instanceof WorkflowNotFoundError)) throw error;
    throw await runClosed(calls, verb, await describeRun(calls, workflowId, description.runId));
  }
}

async function sendUpdate<V extends Verb>(
  calls: Calls,
  { workflowId, runId }: WorkflowExecutionDescription,
  verb: V,
  input: VerbInput<V>,
): Promise<RunState> {
  const call = { subject: subjectOf(workflowId), answerer: 'update', timeoutMs: calls.workerTimeoutMs } as const;
  const handle = calls.client.workflow.getHandle(workflowId, runId);
  return callTemporal(calls.client, call, () =>
    handle.executeUpdate<RunState, [VerbInput<V>]>(verbUpdates[verb].name, { args: [input] }),
  );
}

async function refusedOrEnded(
  calls: Calls,
  { workflowId, runId }: WorkflowExecutionDescription,
  verb: Verb,
  error: WorkflowUpdateFailedError,
): Promise<StateDocument> {
  const { cause } = error;
  if (cause instanceof ApplicationFailure && cause.type === ENDED_MEANWHILE) {
    return composeState(calls, await describeRun(calls, workflowId, runId));
  }
  throw new VerbRefused(verb, cause?.message ?? error.message, null, { cause: error });
}

async function runClosed(calls: Calls, verb: Verb, description: WorkflowExecutionDescription): Promise<RunClosed> {
  const state = await composeState(calls, description);
  const how = state.outcome === null ? '' : `: ${state.outcome.reason}`;
  return new RunClosed(`${verb} came too late, the run of WABA ${state.wabaId} ended ${state.phase}${how}`, state);
}
