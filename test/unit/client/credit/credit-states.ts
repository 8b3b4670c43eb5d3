/** States and descriptions of credit operations, for tests of the client. */
import type { WorkflowExecutionDescription } from '@temporalio/client';
import type { CreditRunState } from '../../../../domain/credit/state';
import { describedRun } from '../faked-temporal';

/** The state of a share that is under way; `more` overrides. */
export function creditState(more: Partial<CreditRunState> = {}): CreditRunState {
  return {
    workflowId: 'credit-line/77',
    runId: 'run-1',
    operation: 'share',
    businessId: '77',
    wabaId: '1001',
    currency: 'INR',
    creditLineId: '900',
    phase: 'verifying',
    waitingFor: null,
    needsOperator: false,
    cancellation: null,
    radius: null,
    timeline: [{ at: '2026-11-01T10:00:00.000Z', phase: 'checking', text: 'Started', by: 'local:ops' }],
    outcome: null,
    ...more,
  };
}

/** How a share ended. */
export const creditOutcome = (reason: string): NonNullable<CreditRunState['outcome']> => ({
  reason,
  by: null,
  made: [],
  undone: [],
  left: [],
  allocationId: null,
  report: null,
  evidencePath: null,
});

/** A described credit operation; `more` overrides. */
export function describedOperation(more: Partial<WorkflowExecutionDescription> = {}): WorkflowExecutionDescription {
  return describedRun({ type: 'shareCreditLine', workflowId: 'credit-line/77', ...more });
}
