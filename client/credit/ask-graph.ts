/**
 * Asks Meta through a worker: only workers hold Meta's tokens, so a question is a short workflow. One of a kind about one
 * subject runs at a time; who asks the same meanwhile shares its answer.
 */
import { WorkflowFailedError, type WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure, WorkflowExecutionAlreadyStartedError, type Workflow } from '@temporalio/common';
import { graphAnswers, subjectOfQuestion, type GraphAnswer, type GraphQuestion } from '../../domain/credit/questions';
import type { FailureType, GraphFailureDetails } from '../../domain/failures';
import { readGraphWorkflowId, TASK_QUEUES, WORKFLOW_TYPES } from '../../domain/ids';
import { Conflict, NotFound, NoWorker, ReadFailed, type WabaMigrationsError } from '../errors';
import { describeRun, isOpen } from '../runs/state-document';
import { questionDigest } from '../start/input-digest';
import { asksForTheSame } from '../start/start-run';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';

/** A worker gives Meta a minute to answer; then its run ends, with a reason. In milliseconds. */
const ANSWER_WITHIN_MS = 75_000;
/** A question that no worker took up means nothing later. */
const FORGOTTEN_AFTER = '5m';
/** Events of a run that asks Meta: its start, its first task (scheduled, started, completed), its activity. */
const EVENTS_WHEN_ASKING = 5;

/** The run of a question. */
interface Reading {
  readonly question: GraphQuestion;
  readonly workflowId: string;
  readonly workflowType: typeof WORKFLOW_TYPES.readGraph;
  readonly digest: string;
  /** How messages name it. */
  readonly subject: string;
}

/**
 * Asks, and answers with what Meta said. Ends in bounded time. Throws {@link ReadFailed} with Meta's refusal and its fix,
 * {@link NotFound} where the question names a line or an account that Meta does not show, or a token that the worker does
 * not have, {@link NoWorker} where no worker takes the question up, `TemporalUnavailable`.
 */
export async function askGraph<K extends GraphQuestion['kind']>(
  calls: Calls,
  question: Extract<GraphQuestion, { kind: K }>,
): Promise<GraphAnswer<K>> {
  const reading: Reading = {
    question,
    workflowId: readGraphWorkflowId(question.kind, subjectOfQuestion(question)),
    workflowType: WORKFLOW_TYPES.readGraph,
    digest: questionDigest(question),
    subject: subjectOfReading(question),
  };
  const answer = await answerOf(calls, reading, await startOrJoin(calls, reading));
  const parsed = graphAnswers[question.kind].safeParse(answer);
  if (parsed.success) return parsed.data as GraphAnswer<K>;
  const message = `The ${reading.subject} has another shape than this client knows`;
  throw new ReadFailed(message, 'Run worker and client from the same version.', { cause: parsed.error });
}

/** The run that will answer. Another question under the same id is waited for, once. */
async function startOrJoin(calls: Calls, reading: Reading): Promise<string> {
  const first = await startOnce(calls, reading);
  if (typeof first === 'string') return first;
  if (asksForTheSame(first, reading)) return first.runId;
  await answerOf(calls, reading, first.runId).catch((error: unknown) => {
    // How the other question was answered is not ours to tell.
    if (!(error instanceof ReadFailed || error instanceof NotFound)) throw error;
  });
  const second = await startOnce(calls, reading);
  if (typeof second === 'string') return second;
  if (asksForTheSame(second, reading)) return second.runId;
  const { workflowId, runId, type: workflowType } = second;
  throw new Conflict(
    `Others ask Meta about the same with other tokens: run ${runId} of ${workflowId}`,
    'Ask again in a moment.',
    { workflowId, runId, workflowType },
  );
}

/** Starts the run; answers with its id, or with the run that holds the workflow id. */
async function startOnce(calls: Calls, reading: Reading): Promise<string | WorkflowExecutionDescription> {
  const { workflowId, workflowType, subject } = reading;
  const call = { subject, answerer: 'server', timeoutMs: calls.serverTimeoutMs } as const;
  try {
    const handle = await callTemporal(calls.client, call, () =>
      calls.client.workflow.start<Workflow>(workflowType, {
        workflowId,
        taskQueue: TASK_QUEUES.workflows,
        args: [reading.question],
        workflowIdConflictPolicy: 'FAIL',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowExecutionTimeout: FORGOTTEN_AFTER,
        memo: { inputDigest: reading.digest },
        staticSummary: `${subject.charAt(0).toUpperCase()}${subject.slice(1)}`,
      }),
    );
    return handle.firstExecutionRunId;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return describeRun(calls, workflowId);
  }
}

/** What a run returns. Its failure becomes a {@link ReadFailed} or a {@link NotFound}. */
async function answerOf(calls: Calls, reading: Reading, runId: string): Promise<unknown> {
  const { workflowId, subject } = reading;
  const handle = calls.client.workflow.getHandle(workflowId, runId, { followRuns: false });
  const within = (timeoutMs: number): Promise<unknown> =>
    callTemporal(calls.client, { subject, answerer: 'query', timeoutMs }, () => handle.result());
  try {
    return await within(calls.workerTimeoutMs).catch(async (error: unknown) => {
      // Meta is slow, or nobody is there: the run's history tells.
      if (!(error instanceof NoWorker)) throw error;
      const description = await describeRun(calls, workflowId, runId);
      if (isOpen(description) && description.historyLength < EVENTS_WHEN_ASKING) throw error;
      return within(ANSWER_WITHIN_MS - calls.workerTimeoutMs);
    });
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    throw refusalOf(reading, error);
  }
}

function refusalOf({ question, subject }: Reading, error: WorkflowFailedError): WabaMigrationsError {
  const failure = failureIn(error.cause);
  if (failure === undefined) {
    const message = `The ${subject} ended without an answer: ${error.cause?.message ?? error.message}`;
    return new ReadFailed(message, "Ask again; a worker's log says what held it up.", { cause: error });
  }
  const { message: said, type } = failure;
  if (type === ('TokenMissing' satisfies FailureType) && question.tokenRef !== 'default') {
    const fix = 'Name one of GRAPH_TOKENS_FILE, or add it there, restart the workers and ask again.';
    return new NotFound(`No token of the worker has the name "${question.tokenRef}"`, fix, { cause: error });
  }
  // Messages of failed calls say what happened, then what helps.
  const at = said.lastIndexOf('; ');
  const [message, fix] = at < 0 ? [said, null] : [said.slice(0, at), sentence(said.slice(at + 2))];
  const Refusal = isUnknownToMeta(question, failure) ? NotFound : ReadFailed;
  return new Refusal(`The ${subject} failed: ${message}`, fix, { cause: error });
}

/** The outermost failure of ours. */
function failureIn(error: unknown): ApplicationFailure | undefined {
  if (error instanceof ApplicationFailure) return error;
  return error instanceof Error ? failureIn(error.cause) : undefined;
}

/** Whether Meta shows no such thing as was asked for to this token; it does not say whether there is one. */
function isUnknownToMeta({ kind }: GraphQuestion, { type, details }: ApplicationFailure): boolean {
  if (type !== ('GraphRefused' satisfies FailureType)) return false;
  const [facts] = (details ?? []) as Partial<GraphFailureDetails>[];
  switch (kind) {
    case 'credit-line':
      return facts?.kind === 'missing-or-forbidden';
    case 'account':
      // Of a number or a business Meta says that it has no field "currency": the id is of no account.
      return facts?.kind === 'missing-or-forbidden' || (facts?.kind === 'parameter' && facts.code === 100);
    case 'credit-lines':
    case 'business-credit':
    case 'radius':
    case 'token':
      return false;
  }
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

function subjectOfReading(question: GraphQuestion): string {
  switch (question.kind) {
    case 'credit-lines':
      return 'live read of our lines of credit';
    case 'credit-line':
      return `live read of line of credit ${question.lineId}`;
    case 'business-credit':
      return `live read of who funds business ${question.businessId}`;
    case 'radius':
      return `live read of the radius of a revoke of business ${question.businessId}`;
    case 'token':
      return `live read of what token "${question.tokenRef}" may do`;
    case 'account':
      return `live read of account ${question.wabaId}`;
  }
}
