/** What Graph answers about lines of credit, turned into the shapes of `domain/account`. */
import { z } from 'zod';
import type { CreditAllocation, CreditLine, InvoiceGroup, Money } from '../../domain/account';
import type { SharedLine } from './api';
import { id, present, text } from './schemas';

const reference = z.object({ id }).nullish();

/**
 * Meta's CurrencyAmount; only these two of its fields are needed. An amount in another shape is absent rather than a
 * failure of the line that it stands on.
 */
const money = z
  .object({ amount: z.union([z.string().min(1), z.number().transform(String)]), currency: z.string().min(1) })
  .transform(({ amount, currency }): Money => ({ amount, currency }))
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);
const flag = z
  .boolean()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

/** A line of credit with all that came of it, by Meta's field name. */
export const creditLineNode = z
  .object({ id, legal_entity_name: text, balance: money, credit_available: money, is_access_revoked: flag })
  .transform((node): CreditLine =>
    present({
      id: node.id,
      legalEntityName: node.legal_entity_name,
      balance: node.balance,
      creditAvailable: node.credit_available,
      accessRevoked: node.is_access_revoked,
    }),
  );

/** Every field that came, unread; the id is essential. */
export const anyNode = z.object({ id }).catchall(z.unknown());

/** A record by which a line pays for a business. */
export const creditAllocation: z.ZodType<CreditAllocation> = z
  .object({ id, receiving_business: reference, receiving_credential: reference, request_status: text })
  .transform((node) =>
    present({
      id: node.id,
      receivingBusinessId: node.receiving_business?.id,
      receivingCredentialId: node.receiving_credential?.id,
      requestStatus: node.request_status,
    }),
  );

/** A group of invoices of a line. */
export const invoiceGroup: z.ZodType<InvoiceGroup> = z.object({ id, name: text }).transform((node) => present(node));

/**
 * The answer of a credit write. `success` stands in some of Meta's samples and not in others, so one of it, the record
 * and the account must be there; an answer with none of them, or with `success: false`, proves nothing. Only
 * `allocation_config_id` names the record: another id is never taken for it, since what is named here may be deleted.
 */
export const sharedLine: z.ZodType<SharedLine> = z
  .object({ success: z.literal(true).nullish(), allocation_config_id: id.nullish(), waba_id: id.nullish() })
  .refine((answer) => answer.success === true || answer.allocation_config_id != null || answer.waba_id != null)
  .transform((answer) => present({ allocationId: answer.allocation_config_id ?? undefined }));
