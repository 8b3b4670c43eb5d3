import type { Waba } from '../account';
import { activeAllocation, createAllocation, findCreditLine, fundedBy, isFundedBy, revokeAllocation } from '../credit';
import { badParameter, missingOrForbidden, notAllowed } from '../errors';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { requestedFields, requiredParam, requireScope, requireWaba } from '../graph-call';
import { readNode, refuseUnknownFields } from '../nodes';
import type { Allocation } from '../state';
import { requireAllocation, requireLine, requireUsable } from './credit-access';
import { allocationNode, isShownDeleted } from './credit-nodes';

/** Tasks of which the partner's system user needs one on an account before it may attach a line to it. */
const attachingTasks: readonly string[] = ['MANAGE', 'FULL_CONTROL', 'MANAGE_BILLING'];

const idsOf = (allocation: Allocation): { allocationId: string; lineId: string; businessId: string } => ({
  allocationId: allocation.id,
  lineId: allocation.lineId,
  businessId: allocation.receivingBusinessId,
});

/** The sharing record of a line and a business: the one they have, or a new one as the switch `shareAgain` says. */
function share(call: GraphCall, lineId: string, businessId: string): { allocation: Allocation; created: boolean } {
  const { state, clock } = call.world;
  const { shareAgain, allocationListedAfterMs } = state.settings;
  const present = activeAllocation(state, lineId, businessId);
  if (present && shareAgain === 'same') return { allocation: present, created: false };
  const listedFromMs = clock.nowMs() + allocationListedAfterMs;
  return { allocation: createAllocation(state, lineId, businessId, listedFromMs), created: true };
}

/** `POST /{line}/whatsapp_credit_sharing`: makes the record. It funds nothing by itself. */
export function shareLine(call: GraphCall, lineId: string): GraphAnswer {
  requireUsable(requireLine(call, lineId));
  const businessId = requiredParam(call, 'receiving_business_id');
  if (!call.world.state.businesses.some(({ id }) => id === businessId)) {
    throw badParameter('Param receiving_business_id must be a valid business ID');
  }
  const { allocation, created } = share(call, lineId, businessId);
  return {
    body: { success: true, allocation_config_id: allocation.id },
    ...(created && { effect: { kind: 'shared', ...idsOf(allocation) } }),
  };
}

/** The account that is to be attached, for a token that reaches it, in the currency that it has (or will have). */
function accountToAttach(call: GraphCall): Waba {
  const currency = requiredParam(call, 'waba_currency');
  const waba = requireWaba(call, requiredParam(call, 'waba_id'));
  if (currency !== waba.currency && (waba.currency !== '' || !/^[A-Z]{3}$/.test(currency))) {
    throw badParameter(`Param waba_currency must be the currency of the WhatsApp Business Account, got ${currency}`);
  }
  return waba;
}

/** Throws 100 where something else pays already: a line cannot be changed once it is attached. */
function refuseOtherFunding(waba: Waba): void {
  if (waba.funding === null) return;
  const what = waba.funding.kind === 'card' ? 'has another payment method' : 'has a line of credit';
  throw badParameter(`The WhatsApp Business Account ${what}. A line of credit cannot be changed once it is attached`);
}

function refuseAttachedAgain(call: GraphCall): void {
  if (call.world.state.settings.attachAgain === 'same') return;
  throw badParameter('This line of credit is attached to the WhatsApp Business Account already');
}

/** Lets the record pay for the account from now on; `primary_funding_id` may show it later. */
function pay(call: GraphCall, waba: Waba, allocation: Allocation): void {
  const nowMs = call.world.clock.nowMs();
  const { fundingShownAfterMs } = call.world.state.settings;
  waba.funding = fundedBy(allocation, nowMs, nowMs + (waba.behaviour.fundingShownAfterMs ?? fundingShownAfterMs));
  if (waba.currency === '') waba.currency = requiredParam(call, 'waba_currency');
}

/**
 * `POST /{line}/whatsapp_credit_attach`: with the customer's business token, after the line was shared with the
 * owner of the account.
 */
export function attachLine(call: GraphCall, lineId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  const line = findCreditLine(call.world.state, lineId);
  if (!line) throw missingOrForbidden(call.method, lineId);
  const waba = accountToAttach(call);
  if (call.token.targetIds === null && call.token.businessId !== waba.businessId) {
    throw notAllowed("This call takes the business token of the WhatsApp Business Account's owner");
  }
  requireUsable(line);
  const allocation = activeAllocation(call.world.state, lineId, waba.businessId);
  if (!allocation) {
    throw badParameter('This line of credit is not shared with the owner of the WhatsApp Business Account');
  }
  const body = { success: true, waba_id: waba.id, allocation_config_id: allocation.id };
  if (isFundedBy(waba, allocation)) {
    refuseAttachedAgain(call);
    return { body };
  }
  refuseOtherFunding(waba);
  pay(call, waba, allocation);
  return { body, effect: { kind: 'attached', wabaId: waba.id, ...idsOf(allocation) } };
}

/**
 * `POST /{line}/whatsapp_credit_sharing_and_attach`: both at once with the partner's system token, whose user must
 * be assigned on the account. The answer has the fields of the record that were asked for (read-after-write).
 */
export function shareAndAttachLine(call: GraphCall, lineId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  const fields = requestedFields(call);
  refuseUnknownFields(allocationNode, fields);
  const line = requireLine(call, lineId);
  requireUsable(line);
  const waba = accountToAttach(call);
  const user = waba.users.find(({ id }) => id === call.token.userId);
  if (!user?.tasks.some((task) => attachingTasks.includes(task))) {
    throw notAllowed('The system user must be assigned on the WhatsApp Business Account with the task MANAGE');
  }

  const present = activeAllocation(call.world.state, lineId, waba.businessId);
  const attached = present !== undefined && isFundedBy(waba, present);
  if (attached) refuseAttachedAgain(call);
  else refuseOtherFunding(waba);
  const { allocation, created } = attached
    ? { allocation: present, created: false }
    : share(call, lineId, waba.businessId);
  if (!attached) pay(call, waba, allocation);
  const ids = { allocation_config_id: allocation.id, waba_id: waba.id };
  return {
    body: fields ? { ...ids, ...readNode(allocationNode, allocation, fields, call) } : ids,
    ...(!attached && {
      effect: { kind: 'shared-and-attached', wabaId: waba.id, created, ...idsOf(allocation) },
    }),
  };
}

/** `DELETE /{allocation}`: revokes it, for every account of the receiving business that it pays for. */
export function deleteAllocation(call: GraphCall, id: string): GraphAnswer {
  const allocation = requireAllocation(call, id);
  const { state, clock } = call.world;
  if (allocation.requestStatus === 'DELETED') {
    if (state.settings.deleteAgain === 'success' || !isShownDeleted(call, allocation))
      return { body: { success: true } };
    throw badParameter('The credit allocation has been deleted');
  }
  const defunded = revokeAllocation(state, allocation, clock.nowMs() + state.settings.deletedShownAfterMs);
  return {
    body: { success: true },
    effect: { kind: 'allocation-deleted', ...idsOf(allocation), wabaIds: defunded.map((waba) => waba.id) },
  };
}
