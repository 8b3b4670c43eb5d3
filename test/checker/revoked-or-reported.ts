/**
 * Invariant 6, what was to go. After a revoke each allocation of the business that was there reads `DELETED` or stands
 * on the report as not revoked; one that the report calls revoked and that still pays does neither.
 */
import type { CreditStateDocument } from '../../domain/credit/state';
import { isLive, makings } from './credit-runs';
import type { ReadHistory } from './history';
import type { AllocationRecord, CheckerInput, Violation } from './input';
import { effectId, realMs } from './journal';

const broken = (message: string): Violation => ({ invariant: 6, message });

/** Every record that a revoke left live without saying so. */
export function revokedOrReported(input: CheckerInput, histories: readonly ReadHistory[]): Violation[] {
  return (input.creditStates ?? []).flatMap((state) => {
    const run = histories.find(({ runId }) => runId === state.runId);
    const hasRevoked = state.operation === 'revoke' && (state.phase === 'completed' || state.phase === 'failed');
    if (!hasRevoked || run === undefined) return [];
    return unsaid(state, recordsThen(state, run, input));
  });
}

/** The live records of the business that were there when the revoke began. */
function recordsThen(
  { businessId }: CreditStateDocument,
  run: ReadHistory,
  input: CheckerInput,
): readonly AllocationRecord[] {
  const later = makings(input)
    .filter((entry) => realMs(entry) > run.startedAtMs)
    .map((entry) => effectId(entry, 'allocationId'));
  return (input.allocationsAfter ?? []).filter(
    (record) => record.businessId === businessId && isLive(record) && !later.includes(record.id),
  );
}

function unsaid({ runId, outcome }: CreditStateDocument, live: readonly AllocationRecord[]): Violation[] {
  const report = outcome?.report;
  const said = [...(report?.failed ?? []).map(({ id }) => id), ...(report?.notAttributable ?? [])];
  return live
    .filter(({ id }) => !said.includes(id))
    .map(({ id, businessId }) =>
      broken(`business ${businessId} was revoked (run ${runId}), and allocation ${id} is live and not on the report`),
    );
}
