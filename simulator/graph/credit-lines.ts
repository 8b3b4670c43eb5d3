import { findCreditLine } from '../credit';
import { missingOrForbidden } from '../errors';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { pageRequest, requestedFields, requireScope, textParam } from '../graph-call';
import type { JsonObject } from '../json';
import type { NodeShape } from '../nodes';
import { readNode } from '../nodes';
import { page } from '../paging';
import type { Allocation, CreditLine } from '../state';

/** An amount in US dollars: lines are always in USD. */
const usd = (cents: number): JsonObject => ({
  amount: (cents / 100).toFixed(2),
  amount_in_hundredths: String(cents),
  currency: 'USD',
  offsetted_amount: String(cents),
});

const businessRef = (call: GraphCall, id: string): JsonObject => ({
  id,
  name: call.world.state.businesses.find((business) => business.id === id)?.name ?? '',
});

const address = (line: CreditLine): JsonObject => ({ country: line.country });

/** A line of credit, with the fields of the SDK's specs. */
export const creditLineNode: NodeShape<CreditLine> = {
  type: 'ExtendedCredit',
  defaults: ['legal_entity_name'],
  fields: {
    legal_entity_name: (line) => line.legalEntityName,
    allocated_amount: () => usd(0),
    balance: (line) => usd(line.balance),
    credit_available: (line) => usd(line.maxBalance - line.balance),
    max_balance: (line) => usd(line.maxBalance),
    online_max_balance: (line) => usd(line.maxBalance),
    credit_type: () => 'WHATSAPP_BUSINESS',
    is_access_revoked: () => false,
    is_automated_experience: () => false,
    liable_address: address,
    liable_biz_name: (line) => line.legalEntityName,
    owner_business: (line, call) => businessRef(call, line.businessId),
    owner_business_name: (line, call) => businessRef(call, line.businessId)['name'],
    partition_from: () => undefined,
    receiving_credit_allocation_config: () => undefined,
    send_bill_to_address: address,
    send_bill_to_biz_name: (line) => line.legalEntityName,
    sold_to_address: address,
  },
};

/** A sharing record between a line and a customer's portfolio. */
const allocationNode: NodeShape<Allocation> = {
  type: 'ExtendedCreditAllocationConfig',
  defaults: [],
  fields: {
    currency_amount: () => undefined,
    liability_type: () => 'Normal',
    owning_business: (allocation, call) =>
      businessRef(call, findCreditLine(call.world.state, allocation.lineId)?.businessId ?? ''),
    owning_credential: (allocation) => ({ id: allocation.lineId }),
    partition_type: () => 'AUTH',
    receiving_business: (allocation, call) => {
      const { id, name } = businessRef(call, allocation.receivingBusinessId);
      return { name: name ?? '', id: id ?? '' };
    },
    receiving_credential: (allocation) => ({ id: allocation.receivingCredentialId }),
    request_status: (allocation) => allocation.requestStatus ?? undefined,
    send_bill_to: () => 'Agency',
  },
};

function requireLine(call: GraphCall, id: string): CreditLine {
  requireScope(call, 'business_management');
  const line = findCreditLine(call.world.state, id);
  if (!line || line.businessId !== call.token.businessId) throw missingOrForbidden(call.method, id);
  return line;
}

/** `GET /{line}`. */
export function getCreditLine(call: GraphCall, id: string): GraphAnswer {
  return { body: readNode(creditLineNode, requireLine(call, id), requestedFields(call), call) };
}

/** `GET /{line}/owning_credit_allocation_configs`: active records only, in either of the two documented shapes. */
export function getAllocations(call: GraphCall, lineId: string): GraphAnswer {
  requireLine(call, lineId);
  const receiver = textParam(call, 'receiving_business_id');
  const { state } = call.world;
  const active = state.allocations.filter(
    (allocation) =>
      allocation.lineId === lineId &&
      allocation.requestStatus !== 'DELETED' &&
      (receiver === undefined || allocation.receivingBusinessId === receiver),
  );
  const fields = requestedFields(call);
  const [only] = active;
  if (state.settings.allocationListShape === 'object' && only && active.length === 1) {
    return { body: readNode(allocationNode, only, fields, call) };
  }
  return { body: page(active, pageRequest(call), (allocation) => readNode(allocationNode, allocation, fields, call)) };
}

/** `GET /{allocation}`: a revoked record can still be read by its id. */
export function getAllocation(call: GraphCall, id: string): GraphAnswer {
  const allocation = call.world.state.allocations.find((other) => other.id === id);
  if (!allocation) throw missingOrForbidden(call.method, id);
  requireLine(call, allocation.lineId);
  return { body: readNode(allocationNode, allocation, requestedFields(call), call) };
}
