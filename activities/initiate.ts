/** The first write of a migration: asks Meta to make the clone. */
import type { FindCandidatesInput, FindCandidatesResult, InitiateInput, InitiateResult, NotSentYet } from './contract';
import { findUnexplainedClones } from './clone-candidates';
import type { Attempt } from './guards';
import { isRevokeOpen, refusedBeforeSending, sendOnce, waitBeforeSending } from './send-once';

/** How often a sibling that is initiating too is waited for: the run with the smaller account id goes first. */
const SIBLING_WAITS = { first: 2, second: 8 } as const;
const SIBLING_WAIT_MS = 15_000;

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
    const sibling = await waitForSibling(attempt, input, ownerBusinessId);
    if (sibling !== undefined) return sibling;

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
    // A sibling may have made its clone between the two looks: then it is that sibling's to name it.
    return (
      (await waitForSibling(attempt, input, ownerBusinessId)) ?? {
        kind: 'unexplained-clone' as const,
        candidates: clones.value,
      }
    );
  });
  if (held !== undefined) return held;

  return sendOnce(
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

async function waitForSibling(
  attempt: Attempt,
  { run, waits }: InitiateInput,
  businessId: string,
): Promise<NotSentYet | undefined> {
  const siblings = await attempt.deps.runs.siblings(businessId, { workflowId: attempt.workflowId });
  const holding = siblings.find(({ activity, sourceWabaId }) => {
    if (activity === 'cloning-unnamed') return true;
    // Two that initiate would wait for each other for ever.
    const first = sourceWabaId === null || run.wabaId < sourceWabaId;
    return waits < (first ? SIBLING_WAITS.first : SIBLING_WAITS.second);
  });
  if (holding === undefined) return undefined;
  const doing = holding.activity === 'initiating' ? 'is initiating' : 'is making a clone that Meta has not named yet';
  const text = `${holding.workflowId}, of the same owner, ${doing}; once its clone is known, this run goes on.`;
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
