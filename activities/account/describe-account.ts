/** What one account is, for those who have its id and no token. */
import { readable, type Waba } from '../../domain/account';
import type { AccountFacts } from '../../domain/account-facts';
import type { Attempt } from '../guards';
import { readOwnLines, readPayer } from './funding';
import { readPart, type Tolerance } from './parts';

/** What Meta need not show of an account that it shows. */
const MAY_BE_HIDDEN = [
  ['name', 'name'],
  ['currency', 'currency'],
  ['timezoneId', 'time zone'],
  ['status', 'status'],
  ['accountReviewStatus', 'review status'],
  ['businessVerificationStatus', 'verification status of its business'],
  ['ownerBusinessId', 'owner'],
  ['ownerBusinessName', "owner's name"],
] as const satisfies readonly (readonly [keyof Waba, string])[];

/**
 * Asks Meta about an account: two calls of its own budget where nothing is refused (the node and its numbers), and where
 * somebody pays for it, our lines and what they have shared with its owner, which count against no account.
 *
 * An account that Meta does not show fails it. What of a shown one is refused, throttled or, at a second attempt, not
 * answered is named in `unreadable`: somebody waits for the rest.
 */
export async function describeAccount(attempt: Attempt, wabaId: string): Promise<AccountFacts> {
  const { graph } = attempt.deps;
  const waba = await graph.getWaba(attempt.read, wabaId);
  const tolerance: Tolerance = { throttled: true, unavailable: attempt.number > 1 };
  const [payer, numbers] = await Promise.all([
    readPayerOf(attempt, waba, tolerance),
    readPart(() => graph.listPhoneNumbers(attempt.read, wabaId), tolerance),
  ]);
  const hidden = MAY_BE_HIDDEN.filter(([field]) => waba[field] === undefined).map(([, name]) => name);
  return {
    wabaId,
    name: waba.name ?? null,
    currency: waba.currency ?? null,
    fundedBy: payer.by,
    fundingId: payer.by === 'nobody' ? null : payer.fundingId,
    allocationId: payer.by === 'our-line' ? payer.allocation.id : null,
    lineId: payer.by === 'our-line' ? payer.allocation.lineId : null,
    numbers: numbers.ok ? numbers.value.length : null,
    timezoneId: waba.timezoneId ?? null,
    status: waba.status ?? null,
    accountReviewStatus: waba.accountReviewStatus ?? null,
    businessVerificationStatus: waba.businessVerificationStatus ?? null,
    ownerBusinessId: waba.ownerBusinessId ?? null,
    ownerBusinessName: waba.ownerBusinessName ?? null,
    unreadable: [
      ...(hidden.length === 0 ? [] : [`Meta does not show of WABA ${wabaId}: ${hidden.join(', ')}`]),
      ...(payer.by === 'unreadable' ? [payer.why] : []),
      ...(numbers.ok ? [] : [`the numbers of WABA ${wabaId}: ${numbers.why}`]),
    ],
  };
}

/** Our lines are asked for only where there is a payer to compare them with. */
async function readPayerOf(attempt: Attempt, waba: Waba, tolerance: Tolerance): ReturnType<typeof readPayer> {
  const isFunded = waba.fundingReadable && waba.primaryFundingId !== undefined;
  const lines = isFunded ? await readOwnLines(attempt, tolerance) : readable([]);
  return readPayer(attempt, { waba, ownerBusinessId: waba.ownerBusinessId ?? null, lines }, tolerance);
}
