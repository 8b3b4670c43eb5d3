/** Lines of credit and the records by which they pay for businesses: the reads. */
import { z } from 'zod';
import type { CallOptions, GraphApi } from './api';
import { CREDIT_LINES, CREDIT_LINES_UNLISTED, type Bucket } from './budgets';
import type { Caller } from './caller';
import { anyNode, creditAllocation, creditLineNode, invoiceGroup } from './credit-schemas';
import { readEveryTaken, readFirstTaken } from './fields';
import { collectPages, PAGE_LIMIT, pageOf, type Page } from './paging';

const CORE_LINE_FIELDS = ['id', 'legal_entity_name'];
/** Whether a line may be used at all is asked for even where its amounts are refused. */
const USABLE_LINE_FIELDS = [...CORE_LINE_FIELDS, 'is_access_revoked'];
const LISTED_LINE_FIELDS = [...USABLE_LINE_FIELDS, 'balance', 'credit_available'];
/** Every field of Meta's ExtendedCredit node but its id. */
const LINE_FIELDS = [
  'allocated_amount',
  'balance',
  'credit_available',
  'credit_type',
  'is_access_revoked',
  'is_automated_experience',
  'legal_entity_name',
  'liable_address',
  'liable_biz_name',
  'max_balance',
  'online_max_balance',
  'owner_business',
  'owner_business_name',
  'partition_from',
  'receiving_credit_allocation_config',
  'send_bill_to_address',
  'send_bill_to_biz_name',
  'sold_to_address',
];
const ALLOCATION_FIELDS = ['id', 'receiving_credential', 'receiving_business', 'request_status'].join(',');
const INVOICE_GROUP_FIELDS = ['id', 'name'].join(',');

/** Meta's page shows a single object where every other edge has a list; both are taken. */
const allocations = z.union([pageOf(creditAllocation), creditAllocation.transform(alone)]);

function alone<T>(item: T): Page<T> {
  return { data: [item] };
}

type CreditReads = Pick<
  GraphApi,
  'listCreditLines' | 'getCreditLine' | 'listInvoiceGroups' | 'listAllocations' | 'getAllocation'
>;

/** The reads of credit lines. */
export function creditReads(caller: Caller): CreditReads {
  const listEdge = <T extends { readonly id: string }>(
    call: CallOptions,
    path: readonly [string, string],
    page: z.ZodType<Page<T>>,
    query: Readonly<Record<string, string | undefined>>,
    bucket: Bucket = CREDIT_LINES,
  ): Promise<T[]> =>
    collectPages(`GET /${path.join('/')}`, (after) =>
      caller.read(call, { method: 'GET', path, query: { ...query, limit: PAGE_LIMIT, after }, bucket }, page),
    );

  return {
    listCreditLines: (call, businessId) =>
      readFirstTaken([LISTED_LINE_FIELDS, USABLE_LINE_FIELDS, CORE_LINE_FIELDS], (fields) =>
        listEdge(call, [businessId, 'extendedcredits'], pageOf(creditLineNode), { fields: fields.join(',') }),
      ),
    async getCreditLine(call, lineId) {
      const { node, refused } = await readEveryTaken(LINE_FIELDS, (fields) =>
        caller.read(
          call,
          { method: 'GET', path: [lineId], query: { fields: fields.join(',') }, bucket: CREDIT_LINES_UNLISTED },
          anyNode,
        ),
      );
      const line = creditLineNode.safeParse(node);
      return { line: line.success ? line.data : { id: node.id }, fields: node, refused };
    },
    listInvoiceGroups: (call, lineId) =>
      listEdge(
        call,
        [lineId, 'extended_credit_invoice_groups'],
        pageOf(invoiceGroup),
        { fields: INVOICE_GROUP_FIELDS },
        CREDIT_LINES_UNLISTED,
      ),
    listAllocations: (call, lineId, receivingBusinessId) =>
      listEdge(call, [lineId, 'owning_credit_allocation_configs'], allocations, {
        receiving_business_id: receivingBusinessId,
        fields: ALLOCATION_FIELDS,
      }),
    getAllocation: (call, allocationId) =>
      caller.read(
        call,
        { method: 'GET', path: [allocationId], query: { fields: ALLOCATION_FIELDS }, bucket: CREDIT_LINES },
        creditAllocation,
      ),
  };
}
