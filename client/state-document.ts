/**
 * Composes the state document of a run: an open one by query and describe, a closed one from its result or the details
 * of its failure, and one that never got to say how it ended from its search attributes and memo.
 */
import { WorkflowFailedError, type WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { parseWorkflowId } from '../domain/ids';
import { runStateSchema, type Outcome, type RunState, type StateDocument } from '../domain/state';
import { stateQuery } from '../workflows/messages';
import type { Calls } from './calls';
import { readMemo } from './memo';
import { readPolling } from './polling';
import { readAttributes } from './search-attributes';
import { callTemporal } from './temporal-errors';

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

/** The state document of a described run. */
export async function composeState(calls: Calls, description: WorkflowExecutionDescription): Promise<StateDocument> {
  if (!isOpen(description)) return { ...(await readClosed(calls, description)), polling: null };
  const state = await queryState(calls, description);
  return { ...state, polling: await readPolling(calls.client, description) };
}

/** Asks the run itself; needs a worker. */
async function queryState(calls: Calls, description: WorkflowExecutionDescription): Promise<RunState> {
  const { workflowId, runId } = description;
  const call = { subject: subjectOf(workflowId), answerer: 'query', timeoutMs: calls.workerTimeoutMs } as const;
  return callTemporal(calls.client, call, () => calls.client.workflow.getHandle(workflowId, runId).query(stateQuery));
}

/** What a closed run left; needs no worker. */
async function readClosed(calls: Calls, description: WorkflowExecutionDescription): Promise<RunState> {
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
  const parsed = runStateSchema.safeParse(ending.left);
  return parsed.success ? parsed.data : stateWithoutWords(description, ending.message);
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

/** The state of a closed run that left no document: its last phase, and what Temporal itself knows. */
export function stateWithoutWords(
  description: Pick<
    WorkflowExecutionDescription,
    'workflowId' | 'runId' | 'status' | 'typedSearchAttributes' | 'memo' | 'startTime' | 'closeTime'
  >,
  message?: string,
): RunState {
  const { workflowId, runId, status } = description;
  const attributes = readAttributes(description.typedSearchAttributes);
  const parsed = parseWorkflowId(workflowId);
  const phase = status.name === 'FAILED' ? 'failed' : (attributes.phase ?? 'assessing');
  const closedAt = (description.closeTime ?? description.startTime).toISOString();
  const ending = ENDINGS[status.name] ?? `Ended in Temporal as ${status.name}`;
  const reason = message === undefined ? ending : `${ending}: ${message}`;
  const since = attributes.phaseChangedAt ?? closedAt;
  return {
    workflowId,
    runId,
    wabaId: attributes.wabaId ?? (parsed?.kind === 'migration' ? parsed.wabaId : ''),
    targetCurrency: attributes.targetCurrency ?? '',
    phase,
    waitingFor: null,
    needsOperator: false,
    migrationId: attributes.migrationId,
    destinationWabaId: attributes.destinationWabaId,
    orphans: attributes.orphanWabaIds.map((wabaId) => ({ wabaId, migrationId: null, since })),
    report: null,
    timeline: [
      {
        at: description.startTime.toISOString(),
        phase: 'assessing',
        text: 'Started',
        by: readMemo(description.memo).startedBy,
      },
      { at: closedAt, phase, text: reason, by: null },
    ],
    outcome: emptyOutcome(reason),
  };
}

const emptyOutcome = (reason: string): Outcome => ({
  reason,
  by: null,
  numbers: [],
  testMessage: null,
  allocations: [],
  evidencePath: null,
});

/** How messages name a run. */
export function subjectOf(workflowId: string): string {
  const parsed = parseWorkflowId(workflowId);
  if (parsed?.kind !== 'migration') return `run ${workflowId}`;
  return `${parsed.dryRun ? 'dry run' : 'migration'} of WABA ${parsed.wabaId}`;
}
