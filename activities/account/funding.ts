/**
 * Who pays for an account. Meta's rule: an allocation of a line of credit pays for it when the allocation's
 * `receiving_credential` is the account's `primary_funding_id` ("Share and revoke credit lines", verify a share).
 */
import type { CreditLine, Readable, Waba } from '../../domain/account';
import { unreadable } from '../../domain/account';
import type { FundedBy } from '../contract';
import { payerOf, readAllocations, type KnownAllocations, type Payer } from '../credit/allocations';
import type { Attempt } from '../guards';
import { readPart, REFUSALS_ONLY, type Tolerance } from './parts';

/** Who pays, and what was found or could not be read, as a sentence. */
export interface Funding {
  readonly by: FundedBy;
  readonly text: string;
}

/** Whose funding is asked about, and which of our lines may pay for it. */
export interface FundingAsked {
  readonly waba: Waba;
  /** The business that our lines would have shared with; null where it is not known. */
  readonly ownerBusinessId: string | null;
  readonly lines: Readable<readonly Pick<CreditLine, 'id'>[]>;
}

/** Our lines of credit; unreadable too where this worker does not know our portfolio. */
export async function readOwnLines(
  attempt: Attempt,
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<Readable<readonly CreditLine[]>> {
  const { graph, ownBusinessId } = attempt.deps;
  if (ownBusinessId === undefined) return unreadable('META_BUSINESS_ID is not set, so our lines of credit are unknown');
  return readPart(() => graph.listCreditLines(attempt.read, ownBusinessId), tolerance);
}

/** A line as people name it. */
export function describeLine({ id, legalEntityName }: CreditLine): string {
  return legalEntityName === undefined ? `line ${id}` : `line ${id} (${legalEntityName})`;
}

/** Who pays for an account, by what these lines have shared with its owner. Facts are kept apart as in {@link readFunding}. */
export async function readPayer(
  attempt: Attempt,
  asked: FundingAsked,
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<Payer> {
  return payerOf(asked.waba, await readRecords(attempt, asked, tolerance));
}

/**
 * Finds out who pays for an account.
 *
 * Three facts are kept apart: Meta refuses to say (`unknown`), nobody pays (`nobody`: no funding id), somebody does.
 * Whether that somebody is one of the given lines needs their allocations to the owner; where those cannot be read, it
 * is `unknown` too.
 */
export async function readFunding(
  attempt: Attempt,
  asked: FundingAsked,
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<Funding> {
  const { waba, lines } = asked;
  const payer = await readPayer(attempt, asked, tolerance);
  switch (payer.by) {
    case 'unreadable':
      return { by: 'unknown', text: payer.why };
    case 'nobody':
      return { by: 'nobody', text: `nobody pays for WABA ${waba.id}` };
    case 'our-line': {
      const { lineId, id } = payer.allocation;
      return { by: 'our-line', text: `our line ${lineId} pays for WABA ${waba.id} (allocation ${id})` };
    }
    case 'other': {
      // Without a line of ours to compare with nobody knows more than its id.
      const nothingKnown = lines.ok && lines.value.length === 0;
      const who = nothingKnown
        ? `funding ${payer.fundingId}`
        : `a card or somebody else's line (funding ${payer.fundingId})`;
      return { by: 'card-or-other', text: `${who} pays for WABA ${waba.id}` };
    }
  }
}

/** The records that may show whose funding it is; none are read where there is none, or no line to compare with. */
async function readRecords(
  attempt: Attempt,
  { waba: { fundingReadable, primaryFundingId }, ownerBusinessId, lines }: FundingAsked,
  tolerance: Tolerance,
): Promise<KnownAllocations> {
  const nothing = { known: [], unread: [] };
  if (!fundingReadable || primaryFundingId === undefined) return nothing;
  if (!lines.ok) return { ...nothing, unread: [lines.why] };
  if (lines.value.length === 0) return nothing;
  if (ownerBusinessId === null) return { ...nothing, unread: ['the owner of the account is not known'] };
  return readAllocations(attempt, lines.value, ownerBusinessId, tolerance);
}
