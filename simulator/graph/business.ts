import type { Waba } from '../account';
import { missingOrForbidden } from '../errors';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { mayReach, pageRequest, requestedFields, requireScope } from '../graph-call';
import type { NodeShape } from '../nodes';
import { readNode } from '../nodes';
import { page } from '../paging';
import type { Business } from '../state';
import { isOwnLine, requireFinanceRole } from './credit-access';
import { creditLineNode } from './credit-nodes';
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

/** `GET /me/businesses`: the portfolios that the token's user belongs to. */
export function getMyBusinesses(call: GraphCall): GraphAnswer {
  requireScope(call, 'business_management');
  const own = call.world.state.businesses.filter(({ id }) => id === call.token.businessId);
  const fields = requestedFields(call);
  return { body: page(own, pageRequest(call), (business) => readNode(businessNode, business, fields, call)) };
}

/**
 * `GET /{business}/extendedcredits`: empty, and no error, for any portfolio but the token's own, for one that is
 * not verified, and where no line was issued.
 */
export function getCreditLines(call: GraphCall, id: string): GraphAnswer {
  requireFinanceRole(call);
  const { businesses, creditLines } = call.world.state;
  const verified = businesses.some((business) => business.id === id && business.verificationStatus === 'verified');
  const lines = creditLines.filter((line) => verified && line.businessId === id && isOwnLine(call, line));
  const fields = requestedFields(call);
  return { body: page(lines, pageRequest(call), (line) => readNode(creditLineNode, line, fields, call)) };
}
