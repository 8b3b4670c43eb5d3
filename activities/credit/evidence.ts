/** The evidence of a credit operation: who was funded by what before, at every wait for a person and at the end. */
import { creditEvidenceSchema, type CreditEvidence } from '../../domain/credit/evidence';
import type { BusinessCredit } from '../../domain/credit/funding';
import type { CreditOperation } from '../../domain/credit/phases';
import type { ActivityDeps } from '../deps';
import { readEvidenceFile, writeEvidenceFile, writeEvidenceIfPossible } from '../evidence-file';
import { openAttempt, withFailures, type Attempt } from '../guards';
import { readBusiness } from './business-credit';
import type { WriteCreditEvidenceInput } from './contract';

/** The folder of a business's credit operations. */
const folderOf = (businessId: string): string => `credit-${businessId}`;

const base = (attempt: Attempt, number: number, operation: CreditOperation, businessId: string) => ({
  schema: 'waba-credit-evidence/1' as const,
  workflowId: attempt.workflowId,
  runId: attempt.runId,
  number,
  writtenAt: new Date(attempt.now()).toISOString(),
  operation,
  businessId,
});

/** Writes the file of a first look, before anything is changed; null where it could not be written. */
export function writeFirstEvidence(
  attempt: Attempt,
  look: {
    readonly number: number;
    readonly operation: CreditOperation;
    readonly businessId: string;
    readonly before: BusinessCredit;
  },
): Promise<string | null> {
  const { number, operation, businessId, before } = look;
  const evidence: CreditEvidence = {
    ...base(attempt, number, operation, businessId),
    phase: 'checking',
    state: null,
    before,
    after: null,
    fbtraceIds: [...attempt.fbtraceIds],
  };
  return writeEvidenceIfPossible(attempt.deps.evidenceDir, folderOf(businessId), evidence);
}

/**
 * Writes an evidence file. Running twice writes the same file again, with what is there then.
 *
 * What was there before is carried over from an earlier file of the run. What is there now is read where Meta answers;
 * neither a missing token, another Graph than the run's, nor a Meta that is not there keeps the file from being written.
 * Fails with `EvidenceNotWritten`, which is tried again.
 */
export async function writeCreditEvidence(
  deps: ActivityDeps,
  input: WriteCreditEvidenceInput,
): Promise<{ readonly path: string }> {
  const { state, previousPath } = input;
  const { businessId, operation } = state;
  const token = deps.tokens(input.tokenRef);
  const attempt = openAttempt(deps, token ?? '');
  return withFailures(attempt, { writes: false }, async () => {
    const previous =
      previousPath === null ? undefined : await readEvidenceFile(deps.evidenceDir, previousPath, creditEvidenceSchema);
    const after =
      token === undefined || (input.graphOrigin !== null && input.graphOrigin !== deps.graph.origin)
        ? null
        : (await readBusiness(attempt, businessId, { unavailable: true, throttled: true })).credit;
    const path = await writeEvidenceFile(deps.evidenceDir, folderOf(businessId), {
      ...base(attempt, input.evidenceNumber, operation, businessId),
      phase: state.phase,
      state,
      before: previous?.before ?? null,
      after,
      fbtraceIds: [...new Set([...(previous?.fbtraceIds ?? []), ...input.fbtraceIds, ...attempt.fbtraceIds])],
    });
    return { path };
  });
}
