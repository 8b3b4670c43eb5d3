/** One page of runs from Temporal's visibility, which needs no worker and no query of a run. */
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { executionInfoFromRaw } from '@temporalio/client/lib/helpers';
import { readAttributes, type RunAttributes } from '../runs/search-attributes';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';
import { readPageToken, writePageToken } from './page-token';

/** Which page to read, and what messages call the list. */
export interface PageRequest {
  readonly subject: string;
  readonly query: string;
  readonly pageSize: number;
  /** One that fits the query, as a parsed filter holds it. */
  readonly pageToken?: string | undefined;
}

/** The runs of one page; `nextPageToken` is null on the last. */
export interface RunPage {
  readonly runs: readonly WorkflowExecutionInfo[];
  readonly nextPageToken: string | null;
}

/** Reads one page of runs: open ones first, each newest first. */
export async function readPage(calls: Calls, { subject, query, pageSize, pageToken }: PageRequest): Promise<RunPage> {
  const { client, serverTimeoutMs: timeoutMs } = calls;
  const { namespace, loadedDataConverter } = client.options;
  const temporalToken = pageToken === undefined ? undefined : readPageToken(query, pageToken);
  // The SDK's own list() hides page tokens, so the service is called directly.
  const { page, runs } = await callTemporal(client, { subject, answerer: 'server', timeoutMs }, async () => {
    const page = await client.workflowService.listWorkflowExecutions({
      namespace,
      query,
      pageSize,
      nextPageToken: temporalToken ?? new Uint8Array(),
    });
    const runs = page.executions.map((raw) => executionInfoFromRaw(raw, loadedDataConverter, raw, namespace));
    return { page, runs: await Promise.all(runs) };
  });
  return { runs, nextPageToken: writePageToken(query, page.nextPageToken) };
}

/** What a line of a list is made of. */
export type ListedRun = Pick<
  WorkflowExecutionInfo,
  'workflowId' | 'runId' | 'type' | 'status' | 'typedSearchAttributes' | 'memo' | 'startTime'
>;

/** What every list reads off a run, whatever its type. */
export interface ListedLine {
  readonly attributes: RunAttributes;
  readonly isOpen: boolean;
  /** The fields that the lines of all lists have. */
  readonly line: {
    readonly workflowId: string;
    readonly runId: string;
    readonly phaseChangedAt: string | null;
    readonly needsOperator: boolean;
    readonly taskFails: boolean;
    readonly startedAt: string;
  };
}

/** Reads a run as any list does. A closed one waits for nobody, whatever its attributes last said. */
export function lineOf({ workflowId, runId, status, typedSearchAttributes, startTime }: ListedRun): ListedLine {
  const attributes = readAttributes(typedSearchAttributes);
  const isOpen = status.name === 'RUNNING' || status.name === 'PAUSED';
  return {
    attributes,
    isOpen,
    line: {
      workflowId,
      runId,
      phaseChangedAt: attributes.phaseChangedAt,
      needsOperator: isOpen && attributes.needsOperator,
      taskFails: isOpen && attributes.isTaskFailing,
      startedAt: startTime.toISOString(),
    },
  };
}
