/** The first write of a migration: asks Meta to make the clone. */
import type { FindCandidatesInput, FindCandidatesResult, InitiateInput, InitiateResult, NotSentYet } from './contract';
import { findUnexplainedClones } from './clone-candidates';
import type { Attempt } from './guards';
import { isRevokeOpen, refusedBeforeSending, sendOnce, waitBeforeSending } from './send-once';

/** How often a sibling that is initiating too is waited for; two that wait for each other must not do so for ever. */
const SIBLING_WAITS = 8;
const SIBLING_WAIT_MS = 10_000;

/**
 * Initiates a migration, once, after making sure that no clone would be made twice.
 *
 * If it runs twice: Meta may make a second clone, since initiate is not documented to be idempotent. So it has one
 * attempt, and everything that shows that nothing was sent comes back as a value. Order: an open revoke of the owner's
 * credit waits; a sibling that is making a clone waits, for its clone would look like an unknown one; an account that
 * looks like an unknown clone stops; then one POST.
 */
export async function initiate(attempt: Attempt, input: InitiateInput): Promise<InitiateResult> {
  const { run, targetCurrency, extendedCreditId, ownerBusinessId, acceptedOrphans } = input;
  if (ownerBusinessId === null) {
    return refusedBeforeSending(
      'owner-unknown',
      `The owner of WABA ${run.wabaId} could not be read, so its other accounts cannot be searched for clones. ` +
        'Start again and name the owner (--business), or use a token that may read owner_business_info.',
    );
  }
  const held = await waitBeforeSending(async () => {
    if (await isRevokeOpen(attempt, ownerBusinessId)) return revokeOpen(ownerBusinessId);
    const before = await waitForSibling(attempt, input, ownerBusinessId, 'before-the-look');
    if (before !== undefined) return before;

    const clones = await findUnexplainedClones(attempt, {
      sourceWabaId: run.wabaId,
      targetCurrency,
      ownerBusinessId,
      accepted: acceptedOrphans,
    });
    if (!clones.ok) {
      return refusedBeforeSending(
        'accounts-unreadable',
        `The accounts of business ${ownerBusinessId} cannot be listed, so an unknown clone could not be seen ` +
          `(${clones.why}). Use a token that may list them, or set META_BUSINESS_ID to our portfolio.`,
      );
    }
    if (clones.value.length === 0) return undefined;
    // A sibling may have made its clone just now: then it is that sibling's to name it.
    const after = await waitForSibling(attempt, input, ownerBusinessId, 'clone-found');
    return after ?? { kind: 'unexplained-clone' as const, candidates: clones.value };
  });
  if (held !== undefined) return held;

  return sendOnce(
    attempt,
    () =>
      attempt.deps.graph.initiateMigration(attempt.write, run.wabaId, {
        currency: targetCurrency,
        // Left out, not empty, for an account billed to a card.
        ...(extendedCreditId === null ? {} : { extendedCreditId }),
      }),
    ({ migrationId, status }) => ({ kind: 'initiated' as const, migrationId, status }),
  );
}

function revokeOpen(businessId: string): NotSentYet {
  const text = `The credit of business ${businessId} is being revoked; nothing is initiated until that has ended.`;
  return { kind: 'not-sent-yet', why: 'revoke-open', waitMs: 60_000, text };
}

/**
 * Whether a sibling of the same owner is waited for. One that is making an unnamed clone always is. One that is
 * initiating too goes first where its account id is smaller; once an unknown clone was found, it may be that sibling's,
 * whatever its id. Visibility lags, so a find at the first look is looked at again.
 */
async function waitForSibling(
  attempt: Attempt,
  { run, waits }: InitiateInput,
  businessId: string,
  when: 'before-the-look' | 'clone-found',
): Promise<NotSentYet | undefined> {
  const siblings = await attempt.deps.runs.siblings(businessId, { workflowId: attempt.workflowId });
  const holding = siblings.find(({ activity, sourceWabaId }) => {
    if (activity === 'cloning-unnamed') return true;
    const isFirst = sourceWabaId !== null && sourceWabaId < run.wabaId;
    return waits < SIBLING_WAITS && (isFirst || when === 'clone-found');
  });
  if (holding !== undefined) {
    const doing = holding.activity === 'initiating' ? 'is initiating' : 'is making a clone that Meta has not named yet';
    const text = `${holding.workflowId}, of the same owner, ${doing}; once its clone is known, this run goes on.`;
    return { kind: 'not-sent-yet', why: 'sibling-cloning', waitMs: SIBLING_WAIT_MS, text };
  }
  if (when === 'before-the-look' || waits > 0) return undefined;
  const text = `The owner has an account that may be a clone of another run; looking again before anybody is asked.`;
  return { kind: 'not-sent-yet', why: 'sibling-cloning', waitMs: SIBLING_WAIT_MS, text };
}

/**
 * Lists accounts that may be the clone of an initiate whose answer was lost. Reads only: running twice changes nothing.
 */
export async function findCandidates(attempt: Attempt, input: FindCandidatesInput): Promise<FindCandidatesResult> {
  const { run, targetCurrency, ownerBusinessId, acceptedOrphans: accepted } = input;
  if (ownerBusinessId === null) return { listed: false, candidates: [] };
  const clones = await findUnexplainedClones(attempt, {
    sourceWabaId: run.wabaId,
    targetCurrency,
    ownerBusinessId,
    accepted,
  });
  return clones.ok ? { listed: true, candidates: clones.value } : { listed: false, candidates: [] };
}
