import { findCreditLine } from '../credit';
import type { GraphCall } from '../graph-call';
import type { JsonObject } from '../json';
import type { NodeShape } from '../nodes';
import type { Allocation, CreditLine, InvoiceGroup } from '../state';

/** An amount in US dollars: lines are always in USD. */
const usd = (cents: number): JsonObject => ({
  amount: (cents / 100).toFixed(2),
  amount_in_hundredths: String(cents),
  currency: 'USD',
  offsetted_amount: String(cents),
});

const businessRef = (call: GraphCall, id: string): JsonObject => ({
  name: call.world.state.businesses.find((business) => business.id === id)?.name ?? '',
  id,
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
    is_access_revoked: (line) => line.accessRevoked,
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

/** Whether reads show by now that the record was revoked. */
export const isShownDeleted = (call: GraphCall, allocation: Allocation): boolean =>
  allocation.requestStatus === 'DELETED' && allocation.deletedShownFromMs <= call.world.clock.nowMs();

/** A sharing record between a line and a customer's portfolio. */
export const allocationNode: NodeShape<Allocation> = {
  type: 'ExtendedCreditAllocationConfig',
  defaults: [],
  fields: {
    currency_amount: () => undefined,
    liability_type: () => 'Normal',
    owning_business: (allocation, call) =>
      businessRef(call, findCreditLine(call.world.state, allocation.lineId)?.businessId ?? ''),
    owning_credential: (allocation) => ({ id: allocation.lineId }),
    partition_type: () => 'AUTH',
    receiving_business: (allocation, call) => businessRef(call, allocation.receivingBusinessId),
    receiving_credential: (allocation) => ({ id: allocation.receivingCredentialId }),
    // Absent while the record is active: DELETED is the only documented value.
    request_status: (allocation, call) => {
      if (allocation.requestStatus === 'DELETED' && !isShownDeleted(call, allocation)) return undefined;
      return allocation.requestStatus ?? undefined;
    },
    send_bill_to: () => 'Agency',
  },
};

/** An invoice group of a line: who receives the bills of the accounts in it. */
export const invoiceGroupNode: NodeShape<InvoiceGroup> = {
  type: 'ExtendedCreditInvoiceGroup',
  defaults: ['name'],
  fields: {
    name: (group) => group.name,
    emails: (group) => group.emails,
    email: () => undefined,
    auto_enroll: () => false,
    bill_to_address: () => undefined,
    customer_po_number: () => undefined,
    liable_address: () => undefined,
    sold_to_address: () => undefined,
  },
};
