import type { GraphAnswer, GraphCall } from '../graph-call';
import { pageRequest, requestedFields, textParam } from '../graph-call';
import { readNode } from '../nodes';
import { page } from '../paging';
import { requireAllocation, requireLine } from './credit-access';
import { allocationNode, creditLineNode, invoiceGroupNode, isShownDeleted } from './credit-nodes';

/** `GET /{line}`. */
export function getCreditLine(call: GraphCall, id: string): GraphAnswer {
  return { body: readNode(creditLineNode, requireLine(call, id), requestedFields(call), call) };
}

/** `GET /{line}/extended_credit_invoice_groups`. */
export function getInvoiceGroups(call: GraphCall, id: string): GraphAnswer {
  const { invoiceGroups } = requireLine(call, id);
  const fields = requestedFields(call);
  return { body: page(invoiceGroups, pageRequest(call), (group) => readNode(invoiceGroupNode, group, fields, call)) };
}

/** `GET /{line}/owning_credit_allocation_configs`: active records only, in either of the two documented shapes. */
export function getAllocations(call: GraphCall, lineId: string): GraphAnswer {
  requireLine(call, lineId);
  const receiver = textParam(call, 'receiving_business_id');
  const { state, clock } = call.world;
  const active = state.allocations.filter(
    (allocation) =>
      allocation.lineId === lineId &&
      allocation.listedFromMs <= clock.nowMs() &&
      !isShownDeleted(call, allocation) &&
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
  return { body: readNode(allocationNode, requireAllocation(call, id), requestedFields(call), call) };
}
