/** The checks before a line is shared, in one look: nothing is written at Meta before all of them hold. */
import type { CreditLine, Readable, Waba } from '../../domain/account';
import { isDeleted } from '../../domain/credit/funding';
import type { ShareInput } from '../../domain/credit/input';
import { sameCurrency } from '../account/clone-candidates';
import { describeLine, readOwnLines } from '../account/funding';
import type { Attempt } from '../guards';
import { readAccountNode } from './account-node';
import { payerOf, readAllocations, type KnownAllocations } from './allocations';
import { readBusiness } from './business-credit';
import type { CheckShareInput, CheckShareResult, ShareFacts } from './contract';
import { writeFirstEvidence } from './evidence';
import { payerText } from './funding-look';
import { readIsAssigned, readSystemUser } from './system-user';

type Verdict = CheckShareResult['verdict'];

const refused = (message: string): Verdict => ({ kind: 'refused', message });

/** For the evidence, which waits for nothing: what does not answer is named as unreadable. */
const NOTHING_IS_WAITED_FOR = { unavailable: true, throttled: true };

/**
 * Looks at account, lines and allocations and says whether the share may go on, is done already, or must not be.
 *
 * Reads only: running twice reads again and writes the same evidence file. What Meta refuses to show is never taken for
 * good: it refuses the share, with what helps. What does not answer is tried again.
 */
export async function checkShare(
  attempt: Attempt,
  { input, evidenceNumber }: CheckShareInput,
): Promise<CheckShareResult> {
  const [account, lines] = await Promise.all([readAccountNode(attempt, input.wabaId), readOwnLines(attempt)]);
  const allocations = lines.ok
    ? await readAllocations(attempt, lines.value, input.businessId)
    : { known: [], unread: [lines.why] };
  const verdict = await judge(attempt, input, account, lines, allocations);
  const { credit } = await readBusiness(attempt, input.businessId, NOTHING_IS_WAITED_FOR, allocations);
  const evidencePath = await writeFirstEvidence(attempt, {
    number: evidenceNumber,
    operation: 'share',
    businessId: input.businessId,
    before: credit,
  });
  const { graph, dashboardUrl } = attempt.deps;
  const known = dashboardUrl !== undefined && { dashboardUrl };
  return { graphOrigin: graph.origin, runId: attempt.runId, ...known, evidencePath, verdict };
}

async function judge(
  attempt: Attempt,
  input: ShareInput,
  account: Readable<Waba>,
  lines: Readable<readonly CreditLine[]>,
  allocations: KnownAllocations,
): Promise<Verdict> {
  const { wabaId } = input;
  if (!account.ok) {
    return refused(
      `WABA ${wabaId} could not be read: ${account.why}. Check the id, or name the customer's token (--customer-token-ref).`,
    );
  }
  const wrong = wrongAccount(account.value, input);
  if (wrong !== null) return refused(wrong);
  if (!lines.ok) return refused(`Our lines of credit could not be read: ${lines.why}.`);

  const funded = judgeFunding(account.value, input, allocations);
  if (funded !== null) return funded;
  const line = chooseLine(lines.value, input);
  if (typeof line === 'string') return refused(line);
  if (allocations.unread.length > 0) {
    return refused(
      `Our allocations to business ${input.businessId} could not be read, so nobody would know what this share made: ` +
        `${allocations.unread.join('; ')}.`,
    );
  }
  const user = await checkSystemUser(attempt, input);
  if (typeof user === 'string') return refused(user);
  const before = allocations.known.filter((record) => record.lineId === line.id && !isDeleted(record));
  return { kind: 'ready', facts: { lineId: line.id, allocationsBefore: before.map(({ id }) => id), ...user } };
}

/** What is wrong with the account itself: its owner, its currency. */
function wrongAccount(waba: Waba, { wabaId, businessId, currency }: ShareInput): string | null {
  if (waba.ownerBusinessId === undefined) {
    return (
      `Meta does not show who owns WABA ${wabaId}. Name the customer's token (--customer-token-ref), or use one that ` +
      'may read owner_business_info.'
    );
  }
  if (waba.ownerBusinessId !== businessId) {
    return (
      `WABA ${wabaId} belongs to business ${waba.ownerBusinessId}, not to ${businessId}. Start again with --business ` +
      `${waba.ownerBusinessId}, or with an account of ${businessId}.`
    );
  }
  if (waba.currency !== undefined && !sameCurrency(waba.currency, currency)) {
    return (
      `WABA ${wabaId} is billed in ${waba.currency}, not in ${currency}, and a share does not change that. Start again ` +
      `with --currency ${waba.currency}, or migrate it first: wabactl migrate start --waba ${wabaId} --to ${currency}.`
    );
  }
  return null;
}

/** What follows from who pays now; null where nobody does, so that the line can be shared. */
function judgeFunding(waba: Waba, input: ShareInput, allocations: KnownAllocations): Verdict | null {
  const { wabaId, businessId, currency, extendedCreditId } = input;
  const payer = payerOf(waba, allocations);
  // A migration to the currency that an account is billed in already is refused (the check `currency-changes`).
  const wayOut =
    'The line of an account can never be changed; a migration makes an account with another one, and goes to another ' +
    `currency only: wabactl migrate start --waba ${wabaId} --to <not ${currency}>` +
    `${extendedCreditId === undefined ? '' : ` --credit-line ${extendedCreditId}`}.`;
  switch (payer.by) {
    case 'nobody':
      return null;
    case 'our-line': {
      const { lineId, id } = payer.allocation;
      if (extendedCreditId === undefined || extendedCreditId === lineId) {
        return { kind: 'already-funded', lineId, allocationId: id };
      }
      return refused(
        `Our line ${lineId}, not ${extendedCreditId}, pays for WABA ${wabaId} (allocation ${id}). ${wayOut}`,
      );
    }
    case 'other': {
      const text = payerText(wabaId, payer);
      return refused(`No allocation of ours to business ${businessId}: ${text}. ${wayOut}`);
    }
    case 'unreadable':
      return refused(
        `Who pays for WABA ${wabaId} could not be read: ${payer.why}. Name the customer's token ` +
          '(--customer-token-ref), or use one that may read primary_funding_id.',
      );
  }
}

/** The line to share, or why there is none. */
function chooseLine(lines: readonly CreditLine[], { extendedCreditId }: ShareInput): CreditLine | string {
  const ours = lines.map(describeLine).join('; ');
  const [first, ...more] = lines;
  if (first === undefined) return 'No line of credit is ours: `wabactl credit lines` says why.';
  if (extendedCreditId === undefined && more.length > 0) {
    return `Several lines are ours and none was named. Start again with --credit-line and one of: ${ours}.`;
  }
  const line = extendedCreditId === undefined ? first : lines.find(({ id }) => id === extendedCreditId);
  if (line === undefined) return `Line ${extendedCreditId} is not one of ours. Ours: ${ours}.`;
  if (line.accessRevoked === true) {
    return `Meta has revoked our access to ${describeLine(line)}. Share another line (ours: ${ours}), or ask Meta.`;
  }
  return line;
}

/** Our system user on the account: one call needs it there, and it is only assigned where the start asks for that. */
async function checkSystemUser(
  attempt: Attempt,
  { wabaId, method, assignSystemUser }: ShareInput,
): Promise<Pick<ShareFacts, 'systemUserId' | 'mustAssign'> | string> {
  if (method !== 'attach' && !assignSystemUser) return { systemUserId: null, mustAssign: false };
  const systemUserId = await readSystemUser(attempt);
  if (systemUserId === null) {
    // Unknown, it can be assigned by nobody; but where it need not be, Meta itself knows whether it may attach.
    return assignSystemUser
      ? 'Our system user cannot be assigned: the token does not say who it is. Assign it in Meta Business Suite.'
      : { systemUserId, mustAssign: false };
  }
  const assigned = await readIsAssigned(attempt, wabaId, systemUserId);
  if (!assigned.ok) {
    return (
      `Whether our system user ${systemUserId} is assigned on WABA ${wabaId} could not be read: ${assigned.why}. Name ` +
      "the customer's token (--customer-token-ref), or share with --method share-then-attach, which does not need it."
    );
  }
  if (assigned.value || assignSystemUser) return { systemUserId, mustAssign: !assigned.value };
  return (
    `Our system user ${systemUserId} is not assigned on WABA ${wabaId}, which --method attach needs. Start again with ` +
    '--assign-system-user, or assign it in Meta Business Suite, or use --method share-then-attach.'
  );
}
