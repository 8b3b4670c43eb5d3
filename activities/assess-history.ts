/** Checks of the assessment about other runs: whose clone the source is, and what earlier runs of it left behind. */
import { makeCheck, type Check } from '../domain/checks';
import type { MigrationInput } from '../domain/input';
import type { Attempt } from './guards';
import { readPart, type Tolerance } from './parts';
import { readMigration } from './polling';
import type { LeftBehindClone } from './runs';
import { incomplete } from './verify-identity';

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

/** Every clone of an earlier run is named by this start, so that whoever starts knows that it is there. */
export async function earlierClonesCheck(
  attempt: Attempt,
  input: MigrationInput,
  tolerance: Tolerance,
): Promise<Check> {
  const { wabaId, acceptOrphans } = input;
  const left = await readPart(() => attempt.deps.runs.clonesLeftBehind(wabaId, { runId: attempt.runId }), tolerance);
  if (!left.ok) return incomplete('earlier-clones', `Earlier runs of WABA ${wabaId}`, left.why);
  const named = new Set<string>();
  let unnamed = 0;
  for (const clone of left.value) {
    const id = clone.wabaId ?? (await nameOf(attempt, wabaId, clone, tolerance));
    if (id === null) unnamed += 1;
    else named.add(id);
  }
  const open = [...named].filter((id) => !acceptOrphans.includes(id)).sort();
  const counts = { clones: named.size, notAccepted: open.length, unnamed };
  if (open.length > 0) {
    const text =
      `Earlier runs left ${open.length} clones that this start does not name. Look at them in Business Settings, then ` +
      `start again with ${open.map((id) => `--accept-orphan ${id}`).join(' ')}.`;
    return makeCheck('earlier-clones', 'mismatch', text, { counts, samples: open });
  }
  // A clone without a name cannot be accepted by it; listing the owner's accounts before initiate looks for it.
  const rest = unnamed > 0 ? ` ${unnamed} that Meta never named are looked for before anything is initiated.` : '';
  return makeCheck('earlier-clones', 'match', `${named.size} clones of earlier runs are accepted.${rest}`, { counts });
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
