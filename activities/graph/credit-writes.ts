/**
 * Lines of credit: the writes of Meta's page "Share and revoke credit lines", with their parameters in the query as it
 * shows them. None is documented to be idempotent but the DELETE, whose record then reads `DELETED`.
 */
import type { CallOptions, GraphApi, SharedLine } from './api';
import { CREDIT_LINES, CREDIT_LINES_UNLISTED, type Bucket } from './budgets';
import type { Caller } from './caller';
import { sharedLine } from './credit-schemas';
import { success } from './schemas';

type CreditWrites = Pick<
  GraphApi,
  'shareCreditLine' | 'attachCreditLine' | 'shareAndAttachCreditLine' | 'deleteAllocation'
>;

/** The writes of credit lines. */
export function creditWrites(caller: Caller): CreditWrites {
  const post = (
    call: CallOptions,
    path: readonly [lineId: string, edge: string],
    query: Readonly<Record<string, string>>,
    bucket: Bucket,
  ): Promise<SharedLine> => caller.write(call, { method: 'POST', path, query, bucket }, sharedLine);
  const accountQuery = (account: { readonly wabaId: string; readonly currency: string }) => ({
    waba_currency: account.currency,
    waba_id: account.wabaId,
  });

  return {
    shareCreditLine: (call, lineId, receivingBusinessId) =>
      post(
        call,
        [lineId, 'whatsapp_credit_sharing'],
        { receiving_business_id: receivingBusinessId },
        CREDIT_LINES_UNLISTED,
      ),
    attachCreditLine: (call, lineId, account) =>
      post(call, [lineId, 'whatsapp_credit_attach'], accountQuery(account), CREDIT_LINES_UNLISTED),
    shareAndAttachCreditLine: (call, lineId, account) =>
      post(call, [lineId, 'whatsapp_credit_sharing_and_attach'], accountQuery(account), CREDIT_LINES),
    async deleteAllocation(call, allocationId) {
      await caller.write(call, { method: 'DELETE', path: [allocationId], bucket: CREDIT_LINES }, success);
    },
  };
}
