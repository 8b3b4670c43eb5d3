/**
 * The records by which our lines pay for a business, and whether one of them pays for an account. Meta's rule: it does
 * when its `receiving_credential` is the account's `primary_funding_id` ("Share and revoke credit lines", verify a
 * share).
 */
import { readable, type CreditAllocation, type Waba } from '../../domain/account';
import { isDeleted, type AllocationView } from '../../domain/credit/funding';
import type { Attempt } from '../guards';
import { readPart, REFUSALS_ONLY, type Tolerance } from '../account/parts';
import { sideBySide } from '../side-by-side';

/** Our records for a business, as far as they could be read. */
export interface KnownAllocations {
  readonly known: readonly AllocationView[];
  /** Why lists of records could not be read: whatever else there is may be among those. */
  readonly unread: readonly string[];
}

/**
 * The records of these lines for a business, each complete: the list need not carry credential and receiver, the record
 * itself does. One whose receiver is shown to be another business is left out, whatever was asked for; one whose
 * receiver or credential is not shown stays without it.
 */
export async function readAllocations(
  attempt: Attempt,
  lines: readonly { readonly id: string }[],
  businessId: string,
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<KnownAllocations> {
  const { graph } = attempt.deps;
  const lists = await sideBySide(lines, async ({ id: lineId }) => {
    const listed = await readPart(() => graph.listAllocations(attempt.read, lineId, businessId), tolerance);
    if (!listed.ok) return listed;
    const records = await sideBySide(listed.value, (record) => completeRecord(attempt, record, tolerance));
    return readable(records.map((record) => allocationView(lineId, record)));
  });
  return {
    known: lists
      .flatMap((list) => (list.ok ? list.value : []))
      .filter(({ receivingBusinessId: receiver }) => receiver === null || receiver === businessId),
    unread: lists.flatMap((list) => (list.ok ? [] : [list.why])),
  };
}

async function completeRecord(
  attempt: Attempt,
  listed: CreditAllocation,
  tolerance: Tolerance,
): Promise<CreditAllocation> {
  const hasBoth = listed.receivingCredentialId !== undefined && listed.receivingBusinessId !== undefined;
  if (hasBoth || isDeleted({ status: listed.requestStatus ?? null })) return listed;
  const record = await readPart(() => attempt.deps.graph.getAllocation(attempt.read, listed.id), tolerance);
  return record.ok ? { ...listed, ...record.value } : listed;
}

/** A record as it is shown and decided on. */
export function allocationView(lineId: string, record: CreditAllocation): AllocationView {
  return {
    id: record.id,
    lineId,
    receivingBusinessId: record.receivingBusinessId ?? null,
    receivingCredentialId: record.receivingCredentialId ?? null,
    status: record.requestStatus ?? null,
  };
}

/** Who pays for an account, as far as Meta shows it. */
export type Payer =
  | { readonly by: 'our-line'; readonly fundingId: string; readonly allocation: AllocationView }
  | { readonly by: 'nobody' }
  /** A card, or somebody else's line. */
  | { readonly by: 'other'; readonly fundingId: string }
  | { readonly by: 'unreadable'; readonly fundingId: string | null; readonly why: string };

/**
 * Who pays for an account, by the records given. Three facts are kept apart: Meta does not say (`unreadable`), nobody
 * does (no funding id), somebody does. A record that matches is enough; that it is somebody else can only be said where
 * every record could be read.
 */
export function payerOf(
  waba: Pick<Waba, 'id' | 'fundingReadable' | 'primaryFundingId'>,
  { known, unread }: KnownAllocations,
): Payer {
  if (!waba.fundingReadable) {
    return { by: 'unreadable', fundingId: null, why: `Meta does not show who pays for WABA ${waba.id}` };
  }
  const fundingId = waba.primaryFundingId;
  if (fundingId === undefined || fundingId === '') return { by: 'nobody' };
  const active = known.filter((record) => !isDeleted(record));
  const paying = active.find(({ receivingCredentialId }) => receivingCredentialId === fundingId);
  if (paying !== undefined) return { by: 'our-line', fundingId, allocation: paying };
  const blind = active.filter(({ receivingCredentialId }) => receivingCredentialId === null);
  const whys = [...unread, ...blind.map(({ id }) => `Meta does not show what allocation ${id} pays for`)];
  if (whys.length === 0) return { by: 'other', fundingId };
  const why = `funding ${fundingId} pays for WABA ${waba.id}, whose it is could not be read (${whys.join('; ')})`;
  return { by: 'unreadable', fundingId, why };
}
