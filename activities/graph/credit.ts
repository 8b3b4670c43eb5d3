/** Lines of credit and the records by which they pay for businesses: the reads. */
import { z } from 'zod';
import type { GraphApi } from './api';
import { CREDIT_LINES } from './budgets';
import type { Caller } from './caller';
import { collectPages, PAGE_LIMIT, pageOf, type Page } from './paging';
import { creditAllocation, creditLine } from './schemas';

const LINE_FIELDS = ['id', 'legal_entity_name'].join(',');
const ALLOCATION_FIELDS = ['id', 'receiving_credential', 'receiving_business', 'request_status'].join(',');

/** Meta's page shows a single object where every other edge has a list; both are taken. */
const allocations = z.union([pageOf(creditAllocation), creditAllocation.transform(alone)]);

function alone<T>(item: T): Page<T> {
  return { data: [item] };
}

/** The reads of credit lines. */
export function creditCalls(caller: Caller): Pick<GraphApi, 'listCreditLines' | 'listAllocations' | 'getAllocation'> {
  return {
    listCreditLines: (call, businessId) =>
      collectPages(`GET /${businessId}/extendedcredits`, (after) =>
        caller.read(
          call,
          {
            method: 'GET',
            path: [businessId, 'extendedcredits'],
            query: { fields: LINE_FIELDS, limit: PAGE_LIMIT, after },
            bucket: CREDIT_LINES,
          },
          pageOf(creditLine),
        ),
      ),
    listAllocations: (call, lineId, receivingBusinessId) =>
      collectPages(`GET /${lineId}/owning_credit_allocation_configs`, (after) =>
        caller.read(
          call,
          {
            method: 'GET',
            path: [lineId, 'owning_credit_allocation_configs'],
            query: { receiving_business_id: receivingBusinessId, fields: ALLOCATION_FIELDS, limit: PAGE_LIMIT, after },
            bucket: CREDIT_LINES,
          },
          allocations,
        ),
      ),
    getAllocation: (call, allocationId) =>
      caller.read(
        call,
        { method: 'GET', path: [allocationId], query: { fields: ALLOCATION_FIELDS }, bucket: CREDIT_LINES },
        creditAllocation,
      ),
  };
}
