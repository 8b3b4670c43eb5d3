/** The credit-line half of the Graph in memory: lines, sharing records, and what they pay for. */
import type { CreditAllocation, CreditLine, InvoiceGroup } from '../../domain/account';
import type { CallOptions, GraphApi, SharedLine } from '../../activities/graph/api';
import { GraphError } from '../../activities/graph/errors';
import type { FakeAccount } from './fake-graph';

/** What the credit calls of the fake read and change. */
export interface FakeCredit {
  readonly accounts: Map<string, FakeAccount>;
  readonly lines: CreditLine[];
  /** By `<line>/<receiving business>`. A deleted one stays readable by its id and leaves the list. */
  readonly allocations: Map<string, CreditAllocation[]>;
  readonly invoiceGroups: Map<string, InvoiceGroup[]>;
  /** Fields of lines beside those of {@link lines}, and which of them Meta refuses. */
  readonly lineFields: Map<string, { fields: Record<string, unknown>; refused: string[] }>;
}

/** Makes one call of the fake: notes it, fails it where a fault is scripted, answers it. */
export type FakeCaller = <T>(
  method: keyof GraphApi,
  options: CallOptions,
  id: string,
  answer: () => T,
  more?: unknown,
) => Promise<T>;

type CreditCalls = Pick<
  GraphApi,
  | 'listCreditLines'
  | 'getCreditLine'
  | 'listInvoiceGroups'
  | 'listAllocations'
  | 'getAllocation'
  | 'shareCreditLine'
  | 'attachCreditLine'
  | 'shareAndAttachCreditLine'
  | 'deleteAllocation'
>;

/** The credit calls over a state. Sharing a line again answers with the record that is there. */
export function fakeCreditCalls(state: FakeCredit, call: FakeCaller): CreditCalls {
  const { accounts, lines, allocations, invoiceGroups, lineFields } = state;
  const copy = <T>(value: T): T => structuredClone(value);
  const account = (id: string): FakeAccount => {
    const found = accounts.get(id);
    if (found !== undefined) return found;
    throw new GraphError('missing-or-forbidden', `GET /${id}: Object does not exist`, { code: 100 });
  };
  const recordsOf = (lineId: string, businessId?: string): CreditAllocation[] =>
    businessId === undefined
      ? [...allocations].flatMap(([key, records]) => (key.startsWith(`${lineId}/`) ? records : []))
      : (allocations.get(`${lineId}/${businessId}`) ?? []);
  const deleted = new Set<string>();
  const record = (allocationId: string): CreditAllocation => {
    const found = [...allocations.values()].flat().find(({ id }) => id === allocationId);
    if (found !== undefined) return found;
    throw new GraphError('missing-or-forbidden', `GET /${allocationId}: Object does not exist`, { code: 100 });
  };
  /** One sharing record for a line and a business: sharing again answers with the same. */
  const share = (lineId: string, businessId: string): SharedLine => {
    const there = recordsOf(lineId, businessId).find(({ id }) => !deleted.has(id));
    if (there !== undefined) return { allocationId: there.id };
    const allocationId = String(4_100 + deleted.size + [...allocations.values()].flat().length);
    const made = {
      id: allocationId,
      receivingBusinessId: businessId,
      receivingCredentialId: `credential-of-${allocationId}`,
    };
    allocations.set(`${lineId}/${businessId}`, [...recordsOf(lineId, businessId), made]);
    return { allocationId };
  };
  const attach = (lineId: string, wabaId: string): SharedLine => {
    const { waba } = account(wabaId);
    const there = recordsOf(lineId, waba.ownerBusinessId ?? '').find(({ id }) => !deleted.has(id));
    if (there === undefined) throw new GraphError('parameter', 'attach: the line is not shared', { code: 100 });
    fund(wabaId, there.receivingCredentialId);
    return { allocationId: there.id };
  };
  const fund = (wabaId: string, fundingId: string | undefined) => {
    const { primaryFundingId: _before, ...waba } = account(wabaId).waba;
    account(wabaId).waba = { ...waba, ...(fundingId === undefined ? {} : { primaryFundingId: fundingId }) };
  };

  return {
    listCreditLines: (options, id) => call('listCreditLines', options, id, () => copy(lines)),
    getCreditLine: (options, id) =>
      call('getCreditLine', options, id, () => {
        const line = lines.find((one) => one.id === id);
        if (line === undefined) throw new GraphError('parameter', `GET /${id}: no such line`, { code: 100 });
        const { fields = {}, refused = [] } = lineFields.get(id) ?? {};
        return copy({ line, fields: { id, ...fields }, refused });
      }),
    listInvoiceGroups: (options, id) => call('listInvoiceGroups', options, id, () => copy(invoiceGroups.get(id) ?? [])),
    listAllocations: (options, id, business) =>
      call(
        'listAllocations',
        options,
        id,
        () => copy(recordsOf(id, business).filter((one) => !deleted.has(one.id))),
        business,
      ),
    getAllocation: (options, id) =>
      call('getAllocation', options, id, () => ({
        ...copy(record(id)),
        receivingCredentialId: record(id).receivingCredentialId ?? 'credential-1',
      })),
    shareCreditLine: (options, id, business) =>
      call('shareCreditLine', options, id, () => share(id, business), business),
    attachCreditLine: (options, id, to) => call('attachCreditLine', options, id, () => attach(id, to.wabaId), to),
    shareAndAttachCreditLine: (options, id, to) =>
      call(
        'shareAndAttachCreditLine',
        options,
        id,
        () => {
          share(id, account(to.wabaId).waba.ownerBusinessId ?? '');
          return attach(id, to.wabaId);
        },
        to,
      ),
    deleteAllocation: (options, id) =>
      call('deleteAllocation', options, id, () => {
        const gone = record(id);
        deleted.add(id);
        for (const [key, records] of allocations) {
          const marked = records.map((one) => (one.id === id ? { ...one, requestStatus: 'DELETED' } : one));
          allocations.set(key, marked);
        }
        for (const [wabaId, { waba }] of accounts) {
          const paid = gone.receivingCredentialId !== undefined && waba.primaryFundingId === gone.receivingCredentialId;
          if (paid) fund(wabaId, undefined);
        }
      }),
  };
}
