/** Starts a credit operation: one of a business at a time, so the workflow id is the business's. */
import { shareSummary, type RevokeInput, type ShareInput } from '../../domain/credit/input';
import { creditLineWorkflowId, WORKFLOW_TYPES } from '../../domain/ids';
import { showCommand } from '../run-names';
import { revokeDigest, shareDigest } from '../start/input-digest';
import { startRun, type OtherRun, type RunToStart, type StartedRun, type StartOptions } from '../start/start-run';
import type { Calls } from '../temporal/calls';

/**
 * Starts a share, or answers with the one that is open and asks for the same. Throws `Conflict` where another operation
 * of the business is open, a revoke included.
 */
export async function startShare(calls: Calls, input: ShareInput, options: StartOptions): Promise<StartedRun> {
  const { businessId, wabaId, currency } = input;
  const run: RunToStart = {
    ...heldByBusiness(businessId),
    workflowType: WORKFLOW_TYPES.shareCreditLine,
    input,
    digest: shareDigest(input),
    foundBy: { phase: 'checking', businessId, wabaId, targetCurrency: currency },
    summary: shareSummary(input),
    details: [
      ['Business', businessId],
      ['WABA', wabaId],
      ['Currency', currency],
      ['Line of credit', input.extendedCreditId ?? 'the only one of ours'],
      ['Method', input.method],
      ['Assign our system user', input.assignSystemUser ? 'where it is not' : 'no'],
      ['Started by', input.startedBy],
    ],
  };
  return startRun(calls, run, options);
}

/**
 * Starts a revoke, or answers with the one that is open and asks for the same. Throws `Conflict` where another operation
 * of the business is open, a share included.
 */
export async function startRevoke(calls: Calls, input: RevokeInput, options: StartOptions): Promise<StartedRun> {
  const { businessId, forceRuns } = input;
  const run: RunToStart = {
    ...heldByBusiness(businessId),
    workflowType: WORKFLOW_TYPES.revokeCreditLine,
    input,
    digest: revokeDigest(input),
    foundBy: { phase: 'checking', businessId },
    summary: `Revoke business ${businessId}`,
    details: [
      ['Business', businessId],
      ['Radius', input.radius],
      ['In spite of', forceRuns.length === 0 ? 'no open migration' : forceRuns.join(', ')],
      ['Started by', input.startedBy],
    ],
  };
  return startRun(calls, run, options);
}

function heldByBusiness(businessId: string): Pick<RunToStart, 'workflowId' | 'reuse' | 'conflict'> {
  const workflowId = creditLineWorkflowId(businessId);
  return { workflowId, reuse: 'ALLOW_DUPLICATE', conflict: (other) => conflict(businessId, other) };
}

const OPERATIONS: Readonly<Record<string, string>> = {
  [WORKFLOW_TYPES.shareCreditLine]: 'a share',
  [WORKFLOW_TYPES.revokeCreditLine]: 'a revoke',
};

function conflict(businessId: string, other: OtherRun): { message: string; fix: string } {
  const operation = OPERATIONS[other.workflowType] ?? `a ${other.workflowType}`;
  const look = `Look at it with: ${showCommand(creditLineWorkflowId(businessId))}`;
  return {
    message: `Business ${businessId} has another credit operation: ${operation}, ${other.name} (${other.where})`,
    fix: `${look}. Wait for its end or cancel it, then start again.`,
  };
}
