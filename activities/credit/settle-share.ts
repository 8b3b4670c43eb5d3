/** After a write whose answer was lost: whether it happened. Its retries are the looks. */
import { isDeleted } from '../../domain/credit/funding';
import type { Attempt } from '../guards';
import type { Tolerance } from '../account/parts';
import { readAllocations } from './allocations';
import type { SettleShareInput, SettleShareResult } from './contract';
import { lookAtFunding, payerText } from './funding-look';
import { lookAgainWithin, lookTolerance } from './looks';
import { readIsAssigned } from './system-user';

/** One look: seen, not seen, or not to be told because something that decides could not be read. */
type Look =
  | { readonly kind: 'seen'; readonly allocationId: string | null; readonly text: string }
  | { readonly kind: 'not-seen' | 'unreadable'; readonly text: string };

/**
 * Decides whether a write happened, by what only it can have changed. Reads only: running twice changes nothing.
 *
 * Seen once is enough. Not seen counts only after `settleMs`, since lists and funding may lag behind a write; what could
 * not be read at that last look decides nothing.
 */
export async function settleShare(attempt: Attempt, input: SettleShareInput): Promise<SettleShareResult> {
  const look = await lookOnce(attempt, input, lookTolerance(attempt, input.settleMs));
  if (look.kind === 'seen') return { kind: 'happened', allocationId: look.allocationId, text: look.text };
  lookAgainWithin(attempt, input.settleMs, look.text);
  return {
    kind: look.kind === 'not-seen' ? 'did-not-happen' : 'undecidable',
    allocationId: null,
    text: look.text,
  };
}

async function lookOnce(attempt: Attempt, input: SettleShareInput, tolerance: Tolerance): Promise<Look> {
  switch (input.call) {
    case 'assign-system-user':
      return lookForUser(attempt, input, tolerance);
    case 'share':
      return lookForRecord(attempt, input, tolerance);
    case 'attach':
      return lookForFunding(attempt, input, tolerance);
    case 'share-and-attach': {
      const [record, funding] = await Promise.all([
        lookForRecord(attempt, input, tolerance),
        lookForFunding(attempt, input, tolerance),
      ]);
      // The one call does both, so either of them shows it; that neither is there takes both to be readable.
      if (funding.kind === 'seen') return funding;
      if (record.kind === 'seen') return record;
      const text = `${record.text}; ${funding.text}`;
      return { kind: record.kind === funding.kind ? record.kind : 'unreadable', text };
    }
  }
}

async function lookForUser(attempt: Attempt, { wabaId, facts }: SettleShareInput, tolerance: Tolerance): Promise<Look> {
  if (facts.systemUserId === null) return { kind: 'unreadable', text: 'who our system user is, is not known' };
  const assigned = await readIsAssigned(attempt, wabaId, facts.systemUserId, tolerance);
  if (!assigned.ok) return { kind: 'unreadable', text: `the users of WABA ${wabaId}: ${assigned.why}` };
  const user = `system user ${facts.systemUserId}`;
  return assigned.value
    ? { kind: 'seen', allocationId: null, text: `${user} is assigned on WABA ${wabaId}` }
    : { kind: 'not-seen', text: `${user} is not assigned on WABA ${wabaId}` };
}

/** A record of the line to the business that was not there before the write. */
async function lookForRecord(attempt: Attempt, { run, facts }: SettleShareInput, tolerance: Tolerance): Promise<Look> {
  const { known, unread } = await readAllocations(attempt, [{ id: facts.lineId }], run.businessId, tolerance);
  const fresh = known.find((record) => !isDeleted(record) && !facts.allocationsBefore.includes(record.id));
  const between = `line ${facts.lineId} to business ${run.businessId}`;
  if (fresh !== undefined) {
    return { kind: 'seen', allocationId: fresh.id, text: `allocation ${fresh.id} of ${between} is new` };
  }
  return unread.length > 0
    ? { kind: 'unreadable', text: `the allocations of ${between}: ${unread.join('; ')}` }
    : { kind: 'not-seen', text: `no new allocation of ${between}` };
}

/** The account is paid for by the line: it was not when the checks were made. */
async function lookForFunding(
  attempt: Attempt,
  { run, wabaId, facts }: SettleShareInput,
  tolerance: Tolerance,
): Promise<Look> {
  const asked = { wabaId, businessId: run.businessId, lineId: facts.lineId, allocationId: null };
  const payer = await lookAtFunding(attempt, asked, tolerance);
  const text = payerText(wabaId, payer);
  switch (payer.by) {
    case 'our-line':
      return { kind: 'seen', allocationId: payer.allocation.id, text };
    case 'unreadable':
      return { kind: 'unreadable', text };
    case 'nobody':
    case 'other':
      return { kind: 'not-seen', text };
  }
}
