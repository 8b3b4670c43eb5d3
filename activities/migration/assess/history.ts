/** Checks of the assessment about other runs: whose clone the source is, and what earlier runs of it left behind. */
import { makeCheck, type Check } from '../../../domain/checks';
import type { MigrationInput } from '../../../domain/input';
import type { AssessResult } from '../../contract';
import type { Attempt } from '../../guards';
import { readPart, type Tolerance } from '../../account/parts';
import { readMigration } from '../polling';
import type { LeftBehindClone } from '../../runs';
import { incomplete } from '../verify/identity';

/** The source is nobody's clone: a number that has just been moved must not be moved on by mistake. */
export async function notACloneCheck(attempt: Attempt, wabaId: string, tolerance: Tolerance): Promise<Check> {
  const named = await readPart(() => attempt.deps.runs.runsNamingWaba(wabaId), tolerance);
  if (!named.ok) return incomplete('not-a-clone', 'Other runs', named.why);
  const others = named.value.filter(({ runId }) => runId !== attempt.runId);
  if (others.length === 0) return makeCheck('not-a-clone', 'match', 'No run has it as its clone.');
  const samples = [...new Set(others.map(({ workflowId }) => workflowId))];
  return makeCheck('not-a-clone', 'mismatch', `WABA ${wabaId} is the clone of ${samples.join(', ')}.`, {
    counts: { runs: others.length },
    samples,
  });
}

/** The check of earlier clones, and those among them that the start accepts. */
export interface EarlierClones {
  readonly check: Check;
  readonly accepted: AssessResult['earlierClones'];
}

/** Every clone of an earlier run is named by this start, so that whoever starts knows that it is there. */
export async function lookForEarlierClones(
  attempt: Attempt,
  input: MigrationInput,
  tolerance: Tolerance,
): Promise<EarlierClones> {
  const { wabaId, acceptOrphans } = input;
  const left = await readPart(() => attempt.deps.runs.clonesLeftBehind(wabaId, { runId: attempt.runId }), tolerance);
  if (!left.ok) {
    return { check: incomplete('earlier-clones', `Earlier runs of WABA ${wabaId}`, left.why), accepted: [] };
  }
  const named = new Map<string, string | null>();
  let unnamed = 0;
  for (const clone of left.value) {
    const id = clone.wabaId ?? (await nameOf(attempt, wabaId, clone, tolerance));
    if (id === null) unnamed += 1;
    else named.set(id, clone.migrationId ?? named.get(id) ?? null);
  }
  const open = [...named.keys()].filter((id) => !acceptOrphans.includes(id)).sort();
  const accepted = [...named]
    .filter(([id]) => acceptOrphans.includes(id))
    .map(([id, migrationId]) => ({ wabaId: id, migrationId }));
  const counts = { clones: named.size, notAccepted: open.length, unnamed };
  if (open.length > 0) {
    const flags = open.map((id) => `--accept-orphan ${id}`).join(' ');
    const text =
      `Earlier runs left ${open.length} clones that this start does not name. Look at them in Business Settings; ` +
      // A dry run has ended when this is read, a migration waits.
      (input.dryRun ? `then start with ${flags}.` : `then retry --step assess ${flags} accepts them.`);
    return { check: makeCheck('earlier-clones', 'mismatch', text, { counts, samples: open }), accepted };
  }
  // A clone without a name cannot be accepted by it; listing the owner's accounts before initiate looks for it.
  const rest = unnamed > 0 ? ` ${unnamed} that Meta never named are looked for before anything is initiated.` : '';
  const check = makeCheck('earlier-clones', 'match', `${named.size} clones of earlier runs are accepted.${rest}`, {
    counts,
  });
  return { check, accepted };
}

/** The name that Meta may have given the clone since. */
async function nameOf(
  attempt: Attempt,
  wabaId: string,
  { migrationId }: LeftBehindClone,
  tolerance: Tolerance,
): Promise<string | null> {
  if (migrationId === null) return null;
  const node = await readPart(() => readMigration(attempt, wabaId, migrationId), tolerance);
  return node.ok ? (node.value.destination?.id ?? null) : null;
}
