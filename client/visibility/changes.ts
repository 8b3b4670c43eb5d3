/** Which runs changed lately, from visibility: what an event stream tells its readers. */
import { decodeTypedSearchAttributes } from '@temporalio/common/lib/converter/payload-search-attributes';
import { WORKFLOW_TYPES } from '../../domain/ids';
import { readAttributes } from '../runs/search-attributes';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';
import { quote } from './query';

/** A run that entered another phase, or closed. */
export interface RunChange {
  /** Its workflow id. */
  readonly id: string;
  readonly runId: string;
  readonly wabaId: string | null;
  readonly businessId: string | null;
  readonly phase: string | null;
  readonly phaseChangedAt: string | null;
  readonly needsOperator: boolean;
  /** Whether Temporal has closed it: only then is its outcome final. */
  readonly closed: boolean;
}

/** Changes since a moment, in no order; `complete` is false where there were more than one answer may hold. */
export interface RecentChanges {
  readonly changes: readonly RunChange[];
  readonly complete: boolean;
}

/** Runs whose changes are told; a live read of Meta is none of them. */
const TOLD = [WORKFLOW_TYPES.migrateWaba, WORKFLOW_TYPES.shareCreditLine, WORKFLOW_TYPES.revokeCreditLine];

const PAGE_SIZE = 1_000;
const MAX_PAGES = 5;

/** Reads the runs that changed their phase or closed after a moment, as far as visibility knows them by now. */
export async function readChanges({ client, serverTimeoutMs: timeoutMs }: Calls, since: Date): Promise<RecentChanges> {
  const { namespace } = client.options;
  const moment = quote(since.toISOString());
  const query = `WorkflowType IN (${TOLD.map(quote).join(', ')}) AND (PhaseChangedAt > ${moment} OR CloseTime > ${moment})`;
  const changes: RunChange[] = [];
  let nextPageToken: Uint8Array = new Uint8Array();
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const call = { subject: 'list of changes', answerer: 'server', timeoutMs } as const;
    const answer = await callTemporal(client, call, () =>
      client.workflowService.listWorkflowExecutions({ namespace, query, pageSize: PAGE_SIZE, nextPageToken }),
    );
    for (const raw of answer.executions) {
      // Only attributes are read, which are never encrypted: this process may lack the keys of a memo.
      const attributes = readAttributes(decodeTypedSearchAttributes(raw.searchAttributes?.indexedFields));
      const { wabaId, businessId, phase, phaseChangedAt } = attributes;
      const closed = raw.closeTime != null;
      const needsOperator = !closed && attributes.needsOperator;
      const { workflowId: id = '', runId = '' } = raw.execution ?? {};
      changes.push({
        id: id ?? '',
        runId: runId ?? '',
        wabaId,
        businessId,
        phase,
        phaseChangedAt,
        needsOperator,
        closed,
      });
    }
    nextPageToken = answer.nextPageToken ?? new Uint8Array();
    if (nextPageToken.length === 0) return { changes, complete: true };
  }
  return { changes, complete: false };
}
