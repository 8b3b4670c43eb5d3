/** One look at a customer's business: our allocations to it, and its accounts with who pays for them. */
import type { BusinessCredit, FundedWaba } from '../../domain/credit/funding';
import { readOwnLines } from '../account/funding';
import type { Attempt } from '../guards';
import { listOwnersAccounts, type OwnersAccount } from '../account/owners-accounts';
import { readPart, REFUSALS_ONLY, type Tolerance } from '../account/parts';
import { sideBySide } from '../side-by-side';
import { readAccountNode } from './account-node';
import { payerOf, readAllocations, type KnownAllocations, type Payer } from './allocations';

/** Reads our allocations to a business, under every line of ours. */
async function readOwnAllocations(
  attempt: Attempt,
  businessId: string,
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<KnownAllocations> {
  const lines = await readOwnLines(attempt, tolerance);
  if (!lines.ok) return { known: [], unread: [lines.why] };
  return readAllocations(attempt, lines.value, businessId, tolerance);
}

/** A look at a business. */
export interface BusinessLook {
  readonly credit: BusinessCredit;
  /** Why our allocations could not be read whole; empty where they were. */
  readonly unreadAllocations: readonly string[];
}

/**
 * Reads a business: our allocations to it, and its accounts shared with us, each with currency, payer and how many
 * numbers it has. What cannot be read is named in `unreadable` and never taken for empty.
 *
 * `ownAllocations`: our allocations, where they have been read already. Of a customer who removed us as a partner Meta shows no
 * account, but still the allocations.
 */
export async function readBusiness(
  attempt: Attempt,
  businessId: string,
  tolerance: Tolerance = REFUSALS_ONLY,
  ownAllocations?: KnownAllocations,
): Promise<BusinessLook> {
  const [allocations, accounts] = await Promise.all([
    ownAllocations ?? readOwnAllocations(attempt, businessId, tolerance),
    listOwnersAccounts(attempt, businessId, undefined, tolerance),
  ]);
  const looks = accounts.ok
    ? await sideBySide(accounts.value, (account) => readFunded(attempt, account, allocations, tolerance))
    : [];
  const shown = looks.filter(({ isTheirs }) => isTheirs);
  return {
    unreadAllocations: allocations.unread,
    credit: {
      businessId,
      allocations: [...allocations.known],
      wabas: shown.map(({ waba }) => waba),
      unreadable: [
        ...allocations.unread.map((why) => `our allocations to business ${businessId}: ${why}`),
        ...(accounts.ok ? [] : [`the accounts of business ${businessId}: ${accounts.why}`]),
        ...shown.flatMap(({ missing }) => missing),
      ],
    },
  };
}

interface FundedLook {
  readonly waba: FundedWaba;
  /** Whether the account is the business's, or may be: an owner that is not shown is judged by who pays. */
  readonly isTheirs: boolean;
  readonly missing: readonly string[];
}

async function readFunded(
  attempt: Attempt,
  { waba: listed, ownerKnown }: OwnersAccount,
  allocations: KnownAllocations,
  tolerance: Tolerance,
): Promise<FundedLook> {
  const [node, numbers] = await Promise.all([
    readAccountNode(attempt, listed.id, tolerance),
    readPart(() => attempt.deps.graph.listPhoneNumbers(attempt.read, listed.id), tolerance),
  ]);
  const payer: Payer = node.ok
    ? payerOf(node.value, allocations)
    : { by: 'unreadable', fundingId: null, why: `WABA ${listed.id}: ${node.why}` };
  const waba = node.ok ? node.value : listed;
  return {
    waba: {
      wabaId: waba.id,
      name: waba.name ?? listed.name ?? null,
      currency: waba.currency ?? listed.currency ?? null,
      fundedBy: payer.by,
      fundingId: payer.by === 'nobody' ? null : payer.fundingId,
      allocationId: payer.by === 'our-line' ? payer.allocation.id : null,
      numbers: numbers.ok ? numbers.value.length : null,
    },
    isTheirs: ownerKnown || payer.by === 'our-line' || payer.by === 'unreadable',
    missing: [
      ...(ownerKnown ? [] : [`the owner of WABA ${waba.id}: it is counted, since it cannot be ruled out`]),
      ...(payer.by === 'unreadable' ? [payer.why] : []),
      ...(numbers.ok ? [] : [`the numbers of WABA ${waba.id}: ${numbers.why}`]),
    ],
  };
}
