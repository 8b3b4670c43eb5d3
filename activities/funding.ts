/**
 * Who pays for an account. Meta's rule: an allocation of a line of credit pays for it when the allocation's
 * `receiving_credential` is the account's `primary_funding_id` ("Share and revoke credit lines", verify a share).
 */
import type { CreditAllocation, CreditLine, Readable, Waba } from '../domain/account';
import { readable, unreadable } from '../domain/account';
import type { FundedBy } from './contract';
import type { Attempt } from './guards';
import { readPart, REFUSALS_ONLY, type Tolerance } from './parts';

/** Who pays, and what was found or could not be read, as a sentence. */
export interface Funding {
  readonly by: FundedBy;
  readonly text: string;
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

/**
 * Finds out who pays for an account.
 *
 * Three facts are kept apart: Meta refuses to say (`unknown`), nobody pays (`nobody`: no funding id), somebody does.
 * Whether that somebody is one of the given lines needs their allocations to the owner; where those cannot be read, it
 * is `unknown` too.
 */
export async function readFunding(
  attempt: Attempt,
  waba: Waba,
  ownerBusinessId: string | null,
  lines: Readable<readonly Pick<CreditLine, 'id'>[]>,
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<Funding> {
  if (!waba.fundingReadable) return { by: 'unknown', text: `Meta does not show who pays for WABA ${waba.id}` };
  const fundingId = waba.primaryFundingId;
  if (fundingId === undefined || fundingId === '') return { by: 'nobody', text: `nobody pays for WABA ${waba.id}` };
  const unknown = (why: string): Funding => ({
    by: 'unknown',
    text: `funding ${fundingId} pays for WABA ${waba.id}, whose it is could not be read (${why})`,
  });
  if (!lines.ok) return unknown(lines.why);
  if (lines.value.length === 0) return { by: 'card-or-other', text: `funding ${fundingId} pays for WABA ${waba.id}` };
  if (ownerBusinessId === null) return unknown('the owner of the account is not known');

  const unread: string[] = [];
  for (const line of lines.value) {
    const allocations = await readAllocations(attempt, line.id, ownerBusinessId, tolerance);
    if (!allocations.ok) {
      unread.push(allocations.why);
      continue;
    }
    const ours = allocations.value.find((allocation) => allocation.receivingCredentialId === fundingId);
    if (ours !== undefined) {
      return { by: 'our-line', text: `our line ${line.id} pays for WABA ${waba.id} (allocation ${ours.id})` };
    }
  }
  if (unread.length > 0) return unknown(unread.join('; '));
  return {
    by: 'card-or-other',
    text: `a card or somebody else's line (funding ${fundingId}) pays for WABA ${waba.id}`,
  };
}

/** The live allocations of one line to one business, each with the credential that it made. */
async function readAllocations(
  attempt: Attempt,
  lineId: string,
  businessId: string,
  tolerance: Tolerance,
): Promise<Readable<readonly CreditAllocation[]>> {
  const { graph } = attempt.deps;
  const listed = await readPart(() => graph.listAllocations(attempt.read, lineId, businessId), tolerance);
  if (!listed.ok) return listed;
  const complete: CreditAllocation[] = [];
  for (const allocation of listed.value) {
    if (allocation.requestStatus?.toUpperCase() === 'DELETED') continue;
    // The list need not carry the credential; the record itself does.
    const record =
      allocation.receivingCredentialId === undefined
        ? await readPart(() => graph.getAllocation(attempt.read, allocation.id), tolerance)
        : readable(allocation);
    if (!record.ok) return record;
    complete.push(record.value);
  }
  return readable(complete);
}
