/** Who pays for the account of a share, by the records of one line. */
import { readable } from '../../domain/account';
import type { Attempt } from '../guards';
import { readPart, REFUSALS_ONLY, type Tolerance } from '../account/parts';
import { readAccountNode } from './account-node';
import { allocationView, payerOf, readAllocations, type KnownAllocations, type Payer } from './allocations';

/** Which account, and by which records its payer is judged. */
export interface FundingQuestion {
  readonly wabaId: string;
  readonly businessId: string;
  readonly lineId: string;
  /** The one record that counts; null where any of the line to the business does. */
  readonly allocationId: string | null;
}

/** Reads an account and the records, and says who pays. A refusal of Meta is `unreadable`. */
export async function lookAtFunding(
  attempt: Attempt,
  asked: FundingQuestion,
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<Payer> {
  const [node, records] = await Promise.all([
    readAccountNode(attempt, asked.wabaId, tolerance),
    readRecords(attempt, asked, tolerance),
  ]);
  if (node.ok) return payerOf(node.value, records);
  return { by: 'unreadable', fundingId: null, why: `WABA ${asked.wabaId} could not be read (${node.why})` };
}

async function readRecords(
  attempt: Attempt,
  { businessId, lineId, allocationId }: FundingQuestion,
  tolerance: Tolerance,
): Promise<KnownAllocations> {
  if (allocationId === null) return readAllocations(attempt, [{ id: lineId }], businessId, tolerance);
  const record = await readPart(() => attempt.deps.graph.getAllocation(attempt.read, allocationId), tolerance);
  const view = record.ok ? readable(allocationView(lineId, record.value)) : record;
  return view.ok ? { known: [view.value], unread: [] } : { known: [], unread: [view.why] };
}

/** A payer as a sentence about the account, without a full stop. */
export function payerText(wabaId: string, payer: Payer): string {
  switch (payer.by) {
    case 'our-line':
      return `allocation ${payer.allocation.id} of our line ${payer.allocation.lineId} pays for WABA ${wabaId}`;
    case 'nobody':
      return `nobody pays for WABA ${wabaId}`;
    case 'other':
      return `a card or another line (funding ${payer.fundingId}) pays for WABA ${wabaId}`;
    case 'unreadable':
      return payer.why;
  }
}
