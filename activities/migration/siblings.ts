/** Other open migrations of the same owner: which clones are theirs, and when one of them goes first. */
import type { InitiateInput, NotSentYet } from '../contract';
import type { Attempt } from '../guards';
import { readPart } from '../account/parts';
import { readMigration } from './polling';
import type { Sibling } from '../runs';
import { sideBySide } from '../side-by-side';

/** How often a sibling that is initiating too is waited for; two that wait for each other must not do so for ever. */
const SIBLING_WAITS = 8;
const SIBLING_WAIT_MS = 10_000;

/** What the siblings say at one moment. */
export interface SiblingsNow {
  /** Clones that Meta names of migrations of theirs, before the runs themselves do. */
  readonly clones: readonly string[];
  /** Why this run waits for one of them; null where it goes on. */
  readonly wait: NotSentYet | null;
}

/**
 * Looks at the siblings of a run that is about to initiate. One whose clone Meta does not name yet is always waited for:
 * its clone would look like an unknown one. One that is initiating too goes first where its account id is smaller; once
 * an unknown clone was found, it may be that sibling's, whatever its id. Reads only.
 */
export async function lookAtSiblings(
  attempt: Attempt,
  { run, waits }: Pick<InitiateInput, 'run' | 'waits'>,
  businessId: string,
  when: 'before-the-look' | 'clone-found',
): Promise<SiblingsNow> {
  const siblings = await attempt.deps.runs.siblings(businessId, { workflowId: attempt.workflowId });
  const seen = await sideBySide(siblings, async (sibling) => ({ sibling, clone: await cloneOf(attempt, sibling) }));
  const clones = seen.flatMap(({ clone }) => (clone === null ? [] : [clone]));
  const holding = seen.find(({ sibling, clone }) => {
    if (sibling.activity === 'cloning-unnamed') return clone === null;
    const isFirst = sibling.sourceWabaId !== null && sibling.sourceWabaId < run.wabaId;
    return waits < SIBLING_WAITS && (isFirst || when === 'clone-found');
  });
  return { clones, wait: holding === undefined ? null : waitFor(holding.sibling) };
}

/** Waits for what runs say of themselves: visibility lags, so a find at the first look is looked at again. */
export function lookAgain(): NotSentYet {
  const text = `The owner has an account that may be a clone of another run; looking again before anybody is asked.`;
  return { kind: 'not-sent-yet', why: 'sibling-cloning', waitMs: SIBLING_WAIT_MS, text };
}

function waitFor({ workflowId, activity }: Sibling): NotSentYet {
  const doing = activity === 'initiating' ? 'is initiating' : 'is making a clone that Meta has not named yet';
  const text = `${workflowId}, of the same owner, ${doing}; once its clone is known, this run goes on.`;
  return { kind: 'not-sent-yet', why: 'sibling-cloning', waitMs: SIBLING_WAIT_MS, text };
}

/** The clone that Meta names of a sibling's migration now: the run itself names it only when its cloning has ended. */
async function cloneOf(attempt: Attempt, { activity, migrationId, sourceWabaId }: Sibling): Promise<string | null> {
  if (activity !== 'cloning-unnamed' || migrationId === null || sourceWabaId === null) return null;
  const node = await readPart(() => readMigration(attempt, sourceWabaId, migrationId));
  return node.ok ? (node.value.destination?.id ?? null) : null;
}
