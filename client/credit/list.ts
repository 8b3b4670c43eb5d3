/** Lists shares and revokes from Temporal's visibility: what waits for a person, whichever business it is about. */
import { isCreditPhase, type CreditOperation, type CreditPhase } from '../../domain/credit/phases';
import type { CreditWaitingFor } from '../../domain/credit/state';
import { parseWorkflowId } from '../../domain/ids';
import { readCreditMemo } from '../runs/memo';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';
import { lineOf, readPage, type ListedRun } from '../visibility/page';
import { operationsQuery, type CreditSelection } from '../visibility/query';
import { operationOf } from './credit-run';

/** One line of a list. */
export interface CreditOperationSummary {
  readonly workflowId: string;
  readonly runId: string;
  readonly operation: CreditOperation;
  readonly businessId: string;
  /** The account that is to be funded; null for a revoke, which is about every account of the business. */
  readonly wabaId: string | null;
  readonly currency: string | null;
  readonly phase: CreditPhase | null;
  readonly phaseChangedAt: string | null;
  readonly needsOperator: boolean;
  readonly waitingFor: CreditWaitingFor | null;
  /** Whether its workflow task fails again and again: an engineer must look at the workers. */
  readonly taskFails: boolean;
  readonly startedAt: string;
  readonly startedBy: string | null;
}

/** One page of operations, open ones first, each newest first; `nextPageToken` is null on the last. */
export interface CreditOperationPage {
  readonly operations: readonly CreditOperationSummary[];
  readonly nextPageToken: string | null;
}

/** Reads one page. */
export async function listOperations(
  calls: Calls,
  filter: CreditSelection & { readonly pageSize: number; readonly pageToken?: string | undefined },
): Promise<CreditOperationPage> {
  const { pageSize, pageToken } = filter;
  const request = { subject: 'list of credit operations', query: operationsQuery(filter), pageSize, pageToken };
  const { runs, nextPageToken } = await readPage(calls, request);
  return { operations: runs.map(summaryOfOperation), nextPageToken };
}

/** Counts the operations of a selection. */
export async function countOperations(calls: Calls, selection: CreditSelection): Promise<number> {
  const { client, serverTimeoutMs: timeoutMs } = calls;
  const call = { subject: 'count of credit operations', answerer: 'server', timeoutMs } as const;
  const { count } = await callTemporal(client, call, () => client.workflow.count(operationsQuery(selection)));
  return count;
}

/** The line for one run. */
export function summaryOfOperation(info: ListedRun): CreditOperationSummary {
  const { attributes, isOpen, line } = lineOf(info);
  const memo = readCreditMemo(info.memo);
  const parsed = parseWorkflowId(info.workflowId);
  return {
    ...line,
    operation: operationOf(info.type),
    businessId: attributes.businessId ?? (parsed?.kind === 'credit-line' ? parsed.businessId : ''),
    wabaId: attributes.wabaId,
    currency: attributes.targetCurrency,
    phase: attributes.phase !== null && isCreditPhase(attributes.phase) ? attributes.phase : null,
    waitingFor: isOpen ? memo.waitingFor : null,
    startedBy: memo.startedBy,
  };
}
