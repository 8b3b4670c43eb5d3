/** Which run will most likely ask for a person next, by how far it has come. */
import type { MigrationSummary, Phase } from '../../server/shapes';

/** Phases that lead to an approval, the nearest first. */
const BEFORE_APPROVAL: readonly Phase[] = ['verifying', 'cloning', 'initiating', 'assessing'];

/**
 * The run that is nearest to its approval; of several, the one that is there for longest. Undefined where none is. A run that
 * approves itself asks only where something goes wrong, which nobody can foresee.
 */
export function nextToAsk(runs: readonly MigrationSummary[]): MigrationSummary | undefined {
  const rank = ({ phase }: MigrationSummary): number => (phase === null ? -1 : BEFORE_APPROVAL.indexOf(phase));
  return runs
    .filter((run) => rank(run) >= 0 && run.approval !== 'auto' && !run.needsOperator && !run.taskFails)
    .sort((a, b) => rank(a) - rank(b) || (a.phaseChangedAt ?? '').localeCompare(b.phaseChangedAt ?? ''))[0];
}
