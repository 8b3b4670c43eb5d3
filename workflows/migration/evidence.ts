/** Evidence files of a run, beyond those that the verification writes itself because only it holds the lists. */
import { writeEvidence } from './proxies';
import type { MigrationRun } from './run';

/** Writes the run as it stands; later files carry on the accounts and the id map of earlier ones. */
export async function writeRunEvidence(run: MigrationRun): Promise<void> {
  const { path } = await writeEvidence({
    evidenceNumber: run.nextEvidenceNumber(),
    wabaId: run.input.wabaId,
    state: run.state(),
    approvals: run.approvals,
    previousPath: run.evidencePath,
    fbtraceIds: run.fbtraceIds,
  });
  run.evidencePath = path;
}
