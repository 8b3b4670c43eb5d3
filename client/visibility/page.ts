/** One page of runs from Temporal's visibility, which needs no worker and no query of a run. */
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { executionInfoFromRaw } from '@temporalio/client/lib/helpers';
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

/** Whether a run has not closed yet. A closed one waits for nobody, whatever its attributes last said. */
export function isOpen({ status }: Pick<ListedRun, 'status'>): boolean {
  return status.name === 'RUNNING' || status.name === 'PAUSED';
}
