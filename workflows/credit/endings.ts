/** How a credit operation ends: the outcome, the last evidence file, and how Temporal shows the end. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { TerminalCreditPhase } from '../../domain/credit/phases';
import type { CreditRunState } from '../../domain/credit/state';
import { failure, type FailureType } from '../../domain/failures';
import { writeEvidence } from './evidence';
import type { CreditRun } from './run';

/** Which failure a bad end is; the good one has none. */
const FAILURE_OF: Record<TerminalCreditPhase, FailureType | null> = {
  completed: null,
  refused: 'CreditLineRefused',
  compensated: 'CreditLineCompensated',
  failed: 'CreditLineFailed',
};

/** States the outcome and writes the last evidence file, which is retried without end and changes nothing. */
export async function finish(run: CreditRun): Promise<void> {
  const last = run.timeline.at(-1);
  const reason = last?.text ?? run.phase;
  run.outcome = { reason, by: last?.by ?? null, ...run.result(), evidencePath: run.evidencePath };
  run.refresh();
  await writeEvidence(run);
  run.outcome = { ...run.outcome, evidencePath: run.evidencePath };
  run.refresh();
}

/** The result of an operation that ended well; throws the failure of one that did not. */
export function endOf(run: CreditRun): CreditRunState {
  const state = run.state();
  const type = FAILURE_OF[run.phase as TerminalCreditPhase];
  if (type === null) return state;
  const what = `${run.operation === 'share' ? 'Share with' : 'Revoke of'} business ${run.businessId} ${run.phase}`;
  const by = run.outcome?.by ? ` by ${run.outcome.by}` : '';
  const message = `${what}${by}: ${run.outcome?.reason ?? 'see the details'}`;
  throw ApplicationFailure.create(failure(type, message, { details: [state] }));
}
