/** The writes of a share: each looks whether it is done already, then goes out once. */
import { isDeleted } from '../../domain/credit/funding';
import type { CallOptions } from '../graph/api';
import type { Attempt } from '../guards';
import { refusedBeforeSending, sendOnce, waitBeforeSending } from '../send-once';
import { readAllocations } from './allocations';
import type { WriteShareInput, WriteShareResult } from './contract';
import { lookAtFunding, payerText } from './funding-look';
import { readIsAssigned, SYSTEM_USER_TASKS } from './system-user';

/**
 * Makes one call of a share, once.
 *
 * If it runs twice: Meta does not say what a second share or attach does; it may make a second sharing record. So it has
 * one attempt, and everything that shows that nothing was sent comes back as a value. The look before the call is made
 * in the same activity: what is there already is not asked for again. Only an answer that names a record proves what
 * this call made.
 */
export async function writeShare(attempt: Attempt, input: WriteShareInput): Promise<WriteShareResult> {
  let before: { readonly allocationsBefore?: readonly string[] } = {};
  const held = await waitBeforeSending(async () => {
    const reason = await lookBefore(attempt, input);
    if (reason !== undefined || input.call !== 'share-and-attach') return reason;
    // It may have waited since the first look: what somebody else has made meanwhile is not this call's.
    const there = await readActive(attempt, input);
    if (!('ids' in there)) return there;
    before = { allocationsBefore: there.ids };
    return undefined;
  });
  if (held !== undefined) return held;
  return sendOnce(
    attempt,
    () => send(attempt, input),
    (allocationId) => ({ kind: 'done' as const, allocationId, ...before }),
  );
}

/** What keeps the call from being sent; undefined where nothing does. */
async function lookBefore(attempt: Attempt, input: WriteShareInput): Promise<WriteShareResult | undefined> {
  switch (input.call) {
    case 'assign-system-user':
      return isUserThere(attempt, input);
    case 'share':
      return isShared(attempt, input);
    case 'attach':
      if (attempt.customer === null) {
        const message = "The line is attached with the customer's business token, and the run names none.";
        return refusedBeforeSending('customer-token-unnamed', message);
      }
      return isFunded(attempt, input);
    case 'share-and-attach':
      return isFunded(attempt, input);
  }
}

async function isUserThere(
  attempt: Attempt,
  { wabaId, facts }: WriteShareInput,
): Promise<WriteShareResult | undefined> {
  if (facts.systemUserId === null) {
    return refusedBeforeSending('system-user-unknown', 'The token does not say who our system user is.');
  }
  const assigned = await readIsAssigned(attempt, wabaId, facts.systemUserId);
  if (!assigned.ok) {
    return refusedBeforeSending('users-unreadable', `The users of WABA ${wabaId} cannot be read: ${assigned.why}`);
  }
  return assigned.value ? { kind: 'not-needed', allocationId: null } : undefined;
}

async function isShared(attempt: Attempt, input: WriteShareInput): Promise<WriteShareResult | undefined> {
  const there = await readActive(attempt, input);
  if (!('ids' in there)) return there;
  const [first] = there.ids;
  return first === undefined ? undefined : { kind: 'not-needed', allocationId: first };
}

/** The active allocations of the line to the business; a refusal of our own where none is known and not all can be read. */
async function readActive(
  attempt: Attempt,
  { run, facts }: WriteShareInput,
): Promise<{ readonly ids: readonly string[] } | WriteShareResult> {
  const { known, unread } = await readAllocations(attempt, [{ id: facts.lineId }], run.businessId);
  const ids = known.filter((record) => !isDeleted(record)).map(({ id }) => id);
  if (ids.length > 0 || unread.length === 0) return { ids };
  const what = `The allocations of line ${facts.lineId} to business ${run.businessId}`;
  return refusedBeforeSending('allocations-unreadable', `${what} cannot be read: ${unread.join('; ')}`);
}

async function isFunded(attempt: Attempt, input: WriteShareInput): Promise<WriteShareResult | undefined> {
  const { run, wabaId, facts } = input;
  const { businessId } = run;
  const payer = await lookAtFunding(attempt, { wabaId, businessId, lineId: facts.lineId, allocationId: null });
  switch (payer.by) {
    case 'nobody':
      return undefined;
    case 'our-line':
      return { kind: 'not-needed', allocationId: payer.allocation.id };
    case 'other': {
      const text = `By now ${payerText(wabaId, payer)}, and a line can never be changed on an account.`;
      return refusedBeforeSending('funded-by-another', text);
    }
    case 'unreadable':
      return refusedBeforeSending('funding-unreadable', `Whether it is done already cannot be read: ${payer.why}`);
  }
}

/** Sends the call with the token that it wants; answers with the record that Meta names, if it names one. */
async function send(attempt: Attempt, input: WriteShareInput): Promise<string | null> {
  const { graph } = attempt.deps;
  const { run, wabaId, currency, facts } = input;
  const named = ({ allocationId }: { readonly allocationId?: string }) => allocationId ?? null;
  switch (input.call) {
    case 'assign-system-user':
      await graph.assignUser(attempt.write, wabaId, { id: facts.systemUserId ?? '', tasks: SYSTEM_USER_TASKS });
      return null;
    case 'share':
      return named(await graph.shareCreditLine(attempt.write, facts.lineId, run.businessId));
    case 'attach':
      return named(await graph.attachCreditLine(customersToken(attempt), facts.lineId, { wabaId, currency }));
    case 'share-and-attach':
      return named(await graph.shareAndAttachCreditLine(attempt.write, facts.lineId, { wabaId, currency }));
  }
}

function customersToken({ customer, write }: Attempt): CallOptions {
  return customer?.write ?? write;
}
