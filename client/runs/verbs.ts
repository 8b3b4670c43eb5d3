/** Tells a run what a person decided: an Update, which the workflow refuses or answers with the state after it. */
import { WorkflowUpdateFailedError, type WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import type { CreditVerb } from '../../domain/credit/verbs';
import type { Verb } from '../../domain/verbs';
import { IdempotencyKeyReused, isNotFound, RunClosed, VerbRefused } from '../errors';
import { subjectOf } from '../run-names';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';
import { readPolling } from './polling';
import type { AnyRunState, Followed, RunKind } from './run-kind';
import { composeState, describeRun, isOpen, stateIn } from './state-document';

/** The failure type with which Temporal answers for an accepted Update of a run that ended before its handler did. */
const ENDED_MEANWHILE = 'AcceptedUpdateCompletedWorkflow';

/** A verb with its checked input. */
interface GivenVerb<V> {
  readonly verb: V;
  readonly input: { readonly waitingForId?: string | undefined; readonly requestHash?: string | undefined };
}

/** How a verb is sent. */
export interface VerbOptions {
  /**
   * The id of its Update: a verb that is given again with the id of one that was taken is answered like that one, also
   * once the run has closed. Where both carry a `requestHash` and they differ, it is refused.
   */
  readonly updateId?: string;
}

/** What a handler answers with: the state after the verb and, where it came with one, the hash of the request. */
type Answer<S> = S & { readonly requestHash?: string };

/**
 * Gives a verb to the open run under a workflow id. Where the input names no wait, the current one is filled in, so that
 * the workflow refuses a decision that was overtaken on its way.
 *
 * Throws {@link VerbRefused} with the workflow's reason, {@link RunClosed} with the outcome, {@link IdempotencyKeyReused},
 * `NotFound`, `NoWorker`.
 */
export async function giveVerb<S extends AnyRunState, V extends Verb | CreditVerb>(
  calls: Calls,
  kind: RunKind<S, V>,
  workflowId: string,
  { verb, input }: GivenVerb<V>,
  options: VerbOptions = {},
): Promise<Followed<S>> {
  const description = await describeRun(calls, workflowId);
  if (!isOpen(description)) {
    const given = await alreadyGiven(calls, kind, description, { verb, input }, options);
    if (given !== undefined) return given;
    throw await runClosed(calls, kind, verb, description);
  }
  const currentWait = kind.waitIn(description.memo)?.id;
  const args = {
    ...input,
    ...(input.waitingForId === undefined && currentWait !== undefined ? { waitingForId: currentWait } : {}),
  };
  try {
    const state = await sendUpdate(calls, kind, description, { verb, input: args }, options);
    const after = await describeRun(calls, workflowId, description.runId);
    return { ...state, polling: isOpen(after) ? await readPolling(calls.client, after) : null };
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return refusedOrEnded(calls, kind, description, verb, error);
    // An Update to a closed run answers NotFound: the run may have ended since it was described.
    if (!(error instanceof Error && error.cause instanceof WorkflowNotFoundError)) throw error;
    throw await runClosed(calls, kind, verb, await describeRun(calls, workflowId, description.runId));
  }
}

async function sendUpdate<S extends AnyRunState, V extends string>(
  calls: Calls,
  kind: RunKind<S, V>,
  { workflowId, runId }: WorkflowExecutionDescription,
  { verb, input }: GivenVerb<V>,
  options: VerbOptions,
): Promise<S> {
  const call = { subject: subjectOf(workflowId), answerer: 'update', timeoutMs: calls.workerTimeoutMs } as const;
  const handle = calls.client.workflow.getHandle(workflowId, runId);
  const answer = await callTemporal(calls.client, call, () =>
    handle.executeUpdate<Answer<S>, [typeof input]>(kind.verbUpdates[verb].name, { ...options, args: [input] }),
  );
  return stateAfter(kind, answer, workflowId, input);
}

/** The answer that a verb got from a run before that closed; undefined where this one was never taken by it. */
async function alreadyGiven<S extends AnyRunState, V extends Verb | CreditVerb>(
  calls: Calls,
  kind: RunKind<S, V>,
  description: WorkflowExecutionDescription,
  { verb, input }: GivenVerb<V>,
  { updateId }: VerbOptions,
): Promise<Followed<S> | undefined> {
  if (updateId === undefined) return undefined;
  const { workflowId, runId } = description;
  // Nobody but the server is asked: the run has closed, so its answer is there or will never be.
  const call = { subject: subjectOf(workflowId), answerer: 'server', timeoutMs: calls.serverTimeoutMs } as const;
  const handle = calls.client.workflow.getHandle(workflowId, runId).getUpdateHandle<Answer<S>>(updateId);
  try {
    const answer = await callTemporal(calls.client, call, () => handle.result());
    return { ...stateAfter(kind, answer, workflowId, input), polling: null };
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return refusedOrEnded(calls, kind, description, verb, error);
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The state in an answer. One that was given for another request means that the caller's key was used before. */
function stateAfter<S extends AnyRunState, V extends string>(
  kind: RunKind<S, V>,
  answer: Answer<S>,
  workflowId: string,
  { requestHash }: GivenVerb<V>['input'],
): S {
  const { requestHash: answered, ...state } = answer;
  const isAnothers = answered !== undefined && requestHash !== undefined && answered !== requestHash;
  if (isAnothers) throw new IdempotencyKeyReused(subjectOf(workflowId));
  // What is left of the answer is the state: TypeScript cannot take a member away from a type that it does not know.
  return stateIn(kind, state as unknown as S);
}

async function refusedOrEnded<S extends AnyRunState, V extends Verb | CreditVerb>(
  calls: Calls,
  kind: RunKind<S, V>,
  { workflowId, runId }: WorkflowExecutionDescription,
  verb: V,
  error: WorkflowUpdateFailedError,
): Promise<Followed<S>> {
  const { cause } = error;
  if (cause instanceof ApplicationFailure && cause.type === ENDED_MEANWHILE) {
    return composeState(calls, kind, await describeRun(calls, workflowId, runId));
  }
  throw new VerbRefused(verb, cause?.message ?? error.message, null, { cause: error });
}

async function runClosed<S extends AnyRunState, V extends string>(
  calls: Calls,
  kind: RunKind<S, V>,
  verb: V,
  description: WorkflowExecutionDescription,
): Promise<RunClosed> {
  const state = await composeState(calls, kind, description);
  const how = state.outcome === null ? '' : `: ${state.outcome.reason}`;
  const subject = subjectOf(description.workflowId);
  return new RunClosed(`${verb} came too late, the ${subject} ended ${state.phase}${how}`, state);
}
