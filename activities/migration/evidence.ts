/** Writes what a run knows at a wait for a person, and at its end, where it outlives Temporal's retention. */
import { Context } from '@temporalio/activity';
import { evidenceSchema, type Evidence, type IdMapEvidence } from '../../domain/evidence';
import type { NumberOutcome } from '../../domain/state';
import type { WriteEvidenceInput, WriteEvidenceResult } from '../contract';
import type { ActivityDeps } from '../deps';
import { readEvidenceFile, writeEvidenceFile } from '../evidence-file';

/**
 * Writes an evidence file. Running twice writes the same file again. The accounts and the id map in full are carried
 * over from an earlier file of the run, since they never enter history, and so is what was verified where the state has
 * no report; where that file cannot be read they are null.
 */
export async function writeEvidence(deps: ActivityDeps, input: WriteEvidenceInput): Promise<WriteEvidenceResult> {
  const { state, previousPath } = input;
  const previous =
    previousPath === null ? undefined : await readEvidenceFile(deps.evidenceDir, previousPath, evidenceSchema);
  const { workflowExecution } = Context.current().info;
  const path = await writeEvidenceFile(deps.evidenceDir, input.wabaId, {
    schema: 'waba-migration-evidence/1',
    workflowId: workflowExecution?.workflowId ?? state.workflowId,
    runId: workflowExecution?.runId ?? state.runId,
    number: input.evidenceNumber,
    writtenAt: new Date((deps.now ?? Date.now)()).toISOString(),
    phase: state.phase,
    approvals: input.approvals.map((approval) => ({ ...approval })),
    ...reportOf(state.report ?? previous),
    state,
    before: previous?.before ?? null,
    after: previous?.after ?? null,
    idMap: withNewNumberIds(previous?.idMap ?? null, state.outcome?.numbers ?? []),
    fbtraceIds: [...new Set([...(previous?.fbtraceIds ?? []), ...input.fbtraceIds])],
  });
  return { path };
}

function reportOf(from: Pick<Evidence, 'digest' | 'checks' | 'differences'> | undefined) {
  return { digest: from?.digest ?? null, checks: from?.checks ?? null, differences: from?.differences ?? null };
}

/** After the move numbers have ids on the clone, the same or others. */
function withNewNumberIds(idMap: IdMapEvidence | null, outcomes: readonly NumberOutcome[]): IdMapEvidence | null {
  if (idMap === null) return null;
  const cloneIds = new Map(outcomes.map(({ digits, cloneId }) => [digits, cloneId]));
  return {
    ...idMap,
    numbers: idMap.numbers.map((number) => ({ ...number, clone: cloneIds.get(number.digits) ?? number.clone })),
  };
}
