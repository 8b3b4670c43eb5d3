/** Evidence files of a credit operation, beyond the one that its first look writes. */
import { writeCreditEvidence } from './proxies';
import type { CreditRun } from './run';

/** Writes the operation as it stands; later files carry on what earlier ones read before anything was changed. */
export async function writeEvidence(run: CreditRun): Promise<void> {
  const { path } = await writeCreditEvidence({
    evidenceNumber: run.nextEvidenceNumber(),
    graphOrigin: run.ref?.graphOrigin ?? null,
    tokenRef: run.tokenRef,
    state: run.state(),
    previousPath: run.evidencePath,
    fbtraceIds: run.fbtraceIds,
  });
  run.evidencePath = path;
}
