/** Credit operations (sharing a line with a customer's business, revoking it) as a kind of run. */
import { isCreditPhase, type CreditOperation } from '../../domain/credit/phases';
import { creditRunStateSchema, type CreditRunState } from '../../domain/credit/state';
import type { CreditVerb } from '../../domain/credit/verbs';
import { parseWorkflowId, WORKFLOW_TYPES } from '../../domain/ids';
import { creditStateQuery, creditVerbUpdates } from '../../workflows/messages';
import { readCreditMemo } from '../runs/memo';
import type { RunKind, SilentEnd } from '../runs/run-kind';
import { readAttributes } from '../runs/search-attributes';

/** Shares and revokes: one of a business at a time, under one workflow id. */
export const CREDIT_RUN: RunKind<CreditRunState, CreditVerb> = {
  schema: creditRunStateSchema,
  stateQuery: creditStateQuery,
  verbUpdates: creditVerbUpdates,
  waitIn: (memo) => readCreditMemo(memo).waitingFor,
  stateOfSilent,
};

/** What a run of this workflow type does. */
export function operationOf(workflowType: string): CreditOperation {
  return workflowType === WORKFLOW_TYPES.revokeCreditLine ? 'revoke' : 'share';
}

function stateOfSilent({ description, reason, closedAt }: SilentEnd): CreditRunState {
  const { workflowId, runId, type, status } = description;
  const attributes = readAttributes(description.typedSearchAttributes);
  const parsed = parseWorkflowId(workflowId);
  const lastPhase = attributes.phase !== null && isCreditPhase(attributes.phase) ? attributes.phase : 'checking';
  const phase = status.name === 'FAILED' ? 'failed' : lastPhase;
  const { startedBy } = readCreditMemo(description.memo);
  return {
    workflowId,
    runId,
    operation: operationOf(type),
    businessId: attributes.businessId ?? (parsed?.kind === 'credit-line' ? parsed.businessId : ''),
    wabaId: attributes.wabaId,
    currency: attributes.targetCurrency,
    creditLineId: null,
    phase,
    waitingFor: null,
    needsOperator: false,
    cancellation: null,
    radius: null,
    timeline: [
      { at: description.startTime.toISOString(), phase: 'checking', text: 'Started', by: startedBy },
      { at: closedAt, phase, text: reason, by: null },
    ],
    // What it made or deleted is known to its history alone.
    outcome: { reason, by: null, made: [], undone: [], left: [], allocationId: null, report: null, evidencePath: null },
  };
}
