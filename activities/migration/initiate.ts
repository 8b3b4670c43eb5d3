/** The first write of a migration: asks Meta to make the clone. */
import type { FindCandidatesInput, FindCandidatesResult, InitiateInput, InitiateResult, NotSentYet } from '../contract';
import { findUnexplainedClones } from '../account/clone-candidates';
import type { Attempt } from '../guards';
import { isRevokeOpen, refusedBeforeSending, sendOnce, waitBeforeSending } from '../send-once';
import { lookAgain, lookAtSiblings } from './siblings';

/**
 * Initiates a migration, once, after making sure that no clone would be made twice.
 *
 * If it runs twice: Meta may make a second clone, since initiate is not documented to be idempotent. So it has one
 * attempt, and everything that shows that nothing was sent comes back as a value. Order: an open revoke of the owner's
 * credit waits; a sibling whose clone Meta does not name yet waits, for it would look like an unknown one; an account
 * that looks like an unknown clone stops; then one POST.
 */
export async function initiate(attempt: Attempt, input: InitiateInput): Promise<InitiateResult> {
  const { run, targetCurrency, extendedCreditId, ownerBusinessId, acceptedOrphans, waits } = input;
  if (ownerBusinessId === null) {
    return refusedBeforeSending(
      'owner-unknown',
      `The owner of WABA ${run.wabaId} could not be read, so its other accounts cannot be searched for clones. ` +
        'Abandon this run, then start again with --business and the id of the owner, or with a token that may read ' +
        'owner_business_info.',
    );
  }
  const held = await waitBeforeSending(async () => {
    if (await isRevokeOpen(attempt, ownerBusinessId)) return revokeOpen(ownerBusinessId);
    const before = await lookAtSiblings(attempt, input, ownerBusinessId, 'before-the-look');
    if (before.wait !== null) return before.wait;

    const clones = await findUnexplainedClones(attempt, {
      sourceWabaId: run.wabaId,
      targetCurrency,
      ownerBusinessId,
      accepted: [...acceptedOrphans, ...before.clones],
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
    const after = await lookAtSiblings(attempt, input, ownerBusinessId, 'clone-found');
    if (after.wait !== null) return after.wait;
    const candidates = clones.value.filter(({ wabaId }) => !after.clones.includes(wabaId));
    if (candidates.length === 0) return undefined;
    return waits === 0 ? lookAgain() : { kind: 'unexplained-clone' as const, candidates };
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
