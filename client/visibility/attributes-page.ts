/** Runs by their search attributes alone, which are never encrypted: this process may lack the keys of a memo. */
import { decodeTypedSearchAttributes } from '@temporalio/common/lib/converter/payload-search-attributes';
import { readAttributes, type RunAttributes } from '../runs/search-attributes';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';

/** One run of a page. */
export interface RunByAttributes {
  /** Its workflow id. */
  readonly id: string;
  readonly runId: string;
  /** Whether Temporal has closed it. */
  readonly closed: boolean;
  readonly attributes: RunAttributes;
}

/** One page; its token is empty on the last. */
export interface AttributesPage {
  readonly runs: readonly RunByAttributes[];
  readonly nextPageToken: Uint8Array;
}

/** Which page to read, and what messages call the list. */
export interface AttributesRequest {
  readonly subject: string;
  readonly query: string;
  readonly nextPageToken?: Uint8Array;
}

/** As many as Temporal puts on one page. */
const PAGE_SIZE = 1_000;

/** Reads one page of at most a thousand runs. */
export async function readAttributesPage(
  { client, serverTimeoutMs: timeoutMs }: Calls,
  { subject, query, nextPageToken = new Uint8Array() }: AttributesRequest,
): Promise<AttributesPage> {
  const { namespace } = client.options;
  const page = await callTemporal(client, { subject, answerer: 'server', timeoutMs }, () =>
    client.workflowService.listWorkflowExecutions({ namespace, query, pageSize: PAGE_SIZE, nextPageToken }),
  );
  return {
    runs: page.executions.map(({ execution, searchAttributes, closeTime }) => ({
      id: execution?.workflowId ?? '',
      runId: execution?.runId ?? '',
      closed: closeTime != null,
      attributes: readAttributes(decodeTypedSearchAttributes(searchAttributes?.indexedFields)),
    })),
    nextPageToken: page.nextPageToken ?? new Uint8Array(),
  };
}
