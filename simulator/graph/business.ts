import type { Waba } from '../account';
import { missingOrForbidden } from '../errors';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { mayReach, pageRequest, requestedFields, requireScope } from '../graph-call';
import type { NodeShape } from '../nodes';
import { readNode } from '../nodes';
import { page } from '../paging';
import type { Business, CreditLine } from '../state';
import { creditLineNode } from './credit-lines';
import { wabaNode } from './waba-node';

const businessNode: NodeShape<Business> = {
  type: 'Business',
  defaults: ['name'],
  fields: {
    name: (business) => business.name,
    verification_status: (business) => business.verificationStatus,
  },
};

/** Accounts that can be found by now and that this token may see. */
const reachable = (call: GraphCall): Waba[] =>
  call.world.state.wabas.filter((waba) => waba.visibleFromMs <= call.world.clock.nowMs() && mayReach(call, waba));

/** A portfolio is seen by its own users, and by partners that hold an account of it. */
function requireBusiness(call: GraphCall, id: string): Business {
  const business = call.world.state.businesses.find((other) => other.id === id);
  const seen = id === call.token.businessId || reachable(call).some(({ businessId }) => businessId === id);
  if (!business || !seen) throw missingOrForbidden(call.method, id);
  return business;
}

/** `GET /{business}`. */
export function getBusiness(call: GraphCall, id: string): GraphAnswer {
  return { body: readNode(businessNode, requireBusiness(call, id), requestedFields(call), call) };
}

function listWabas(call: GraphCall, wabas: Waba[]): GraphAnswer {
  const newestFirst = [...wabas].sort((a, b) => b.createdMs - a.createdMs);
  const fields = requestedFields(call);
  return { body: page(newestFirst, pageRequest(call), (waba) => readNode(wabaNode, waba, fields, call)) };
}

/** `GET /{business}/owned_whatsapp_business_accounts`, as far as the token may see them. */
export function getOwnedWabas(call: GraphCall, id: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  requireBusiness(call, id);
  return listWabas(
    call,
    reachable(call).filter(({ businessId }) => businessId === id),
  );
}

/** `GET /{business}/client_whatsapp_business_accounts`: those that others have shared with it. */
export function getClientWabas(call: GraphCall, id: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  requireBusiness(call, id);
  return listWabas(
    call,
    reachable(call).filter(({ sharedWith }) => sharedWith.includes(id)),
  );
}

/** `GET /{business}/extendedcredits`: empty for any portfolio but the token's own. */
export function getCreditLines(call: GraphCall, id: string): GraphAnswer {
  requireScope(call, 'business_management');
  requireBusiness(call, id);
  const own = (line: CreditLine): boolean => line.businessId === id && id === call.token.businessId;
  const fields = requestedFields(call);
  const lines = call.world.state.creditLines.filter(own);
  return { body: page(lines, pageRequest(call), (line) => readNode(creditLineNode, line, fields, call)) };
}
