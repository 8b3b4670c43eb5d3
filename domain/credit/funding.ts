/** Who is funded by what: a customer's business as our lines of credit see it, and what a revoke would defund. */
import { z } from 'zod';

/** A record by which one of our lines pays for a business. */
export const allocationViewSchema = z.object({
  id: z.string(),
  lineId: z.string(),
  /** Null where Meta does not show it: such a record is attributed to nobody and never deleted. */
  receivingBusinessId: z.string().nullable(),
  /** Equals the `primary_funding_id` of every account that it pays for. */
  receivingCredentialId: z.string().nullable(),
  /** As Meta gave it; only `DELETED` is documented. */
  status: z.string().nullable(),
});
/** A record by which one of our lines pays for a business. */
export type AllocationView = z.infer<typeof allocationViewSchema>;

/** How an account is paid for, as far as Meta shows it. */
export const FUNDING_STATES = ['our-line', 'other', 'nobody', 'unreadable'] as const;

/** An account of a business and what pays for it. */
export const fundedWabaSchema = z.object({
  wabaId: z.string(),
  name: z.string().nullable(),
  currency: z.string().nullable(),
  fundedBy: z.enum(FUNDING_STATES),
  /** `primary_funding_id`; null where nobody pays, or where Meta does not show it. */
  fundingId: z.string().nullable(),
  /** Our allocation that pays for it. */
  allocationId: z.string().nullable(),
  /** How many phone numbers it has; null where they cannot be read. */
  numbers: z.number().int().nullable(),
});
/** An account of a business and what pays for it. */
export type FundedWaba = z.infer<typeof fundedWabaSchema>;

/** One look at a customer's business: our allocations to it and its accounts shared with us. */
export const businessCreditSchema = z.object({
  businessId: z.string(),
  allocations: z.array(allocationViewSchema),
  wabas: z.array(fundedWabaSchema),
  /** What could not be read, as sentences: an unreadable part is never taken for an empty one. */
  unreadable: z.array(z.string()),
});
/** One look at a customer's business. */
export type BusinessCredit = z.infer<typeof businessCreditSchema>;

/** An open migration of a business. */
export const openRunSchema = z.object({ workflowId: z.string(), runId: z.string(), phase: z.string().nullable() });
/** An open migration of a business. */
export type OpenRun = z.infer<typeof openRunSchema>;

/** What a revoke would defund. */
export const radiusSchema = businessCreditSchema.extend({
  /** SHA-256 over {@link radiusContent}. */
  digest: z.string(),
  openRuns: z.array(openRunSchema),
  /** Phone numbers that would stop: those of accounts that our allocations fund, or may fund. */
  numbers: z.number().int(),
});
/** What a revoke would defund. */
export type Radius = z.infer<typeof radiusSchema>;

/** Whether a record has been revoked. */
export function isDeleted({ status }: Pick<AllocationView, 'status'>): boolean {
  return status?.toUpperCase() === 'DELETED';
}

/** The content of a radius digest: what would be defunded, in one order, without names and phases, which move. */
export function radiusContent(radius: Omit<Radius, 'digest'>): unknown {
  const sorted = (texts: readonly string[]) => [...texts].sort();
  return {
    businessId: radius.businessId,
    // Whose a record is decides whether it is deleted.
    allocations: sorted(
      radius.allocations.map(({ id, lineId, receivingBusinessId, status }) =>
        [lineId, id, receivingBusinessId ?? '?', status ?? ''].join(' '),
      ),
    ),
    wabas: sorted(
      radius.wabas.map(({ wabaId, currency, fundedBy, fundingId, numbers }) =>
        [wabaId, currency ?? '', fundedBy, fundingId ?? '', numbers ?? '?'].join(' '),
      ),
    ),
    openRuns: sorted(radius.openRuns.map(({ workflowId }) => workflowId)),
    numbers: radius.numbers,
  };
}
