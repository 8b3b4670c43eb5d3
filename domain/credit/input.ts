/** What a start of a credit operation may say, with its defaults. */
import { z } from 'zod';
import { duration } from '../durations';
import {
  creditMethodSchema,
  currencySchema,
  graphIdSchema,
  policyDuration,
  tokenRefSchema,
  wabaIdSchema,
} from '../input';

/** The digest of a radius: what a revoke would defund, as `credit revoke --dry-run` prints it. */
export const radiusDigestSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a radius digest is 64 hexadecimal digits, as `credit revoke --dry-run` prints it');

/** How long an operation is patient. */
const patience = {
  /** For how long funding, or its end, may take to show before a person is asked. */
  verifyFor: policyDuration.default(duration('10m')),
  /** For how long a write whose answer was lost may take to show; not seen by then, it did not happen. */
  settleFor: policyDuration.default(duration('5m')),
};

/** What a start of `shareCreditLine` may say. */
export const shareInputSchema = z
  .strictObject({
    /** The customer's business portfolio; it must own the account. */
    businessId: graphIdSchema,
    wabaId: wabaIdSchema,
    /** The account's billing currency (`waba_currency`). */
    currency: currencySchema,
    /** The line to share; needed where more than one is ours. */
    extendedCreditId: graphIdSchema.optional(),
    method: creditMethodSchema.default('attach'),
    tokenRef: tokenRefSchema.default('default'),
    /** The customer's business token: attaches with `share-then-attach`, and reads owner and funding where given. */
    customerTokenRef: tokenRefSchema.optional(),
    /** Assign our system user to the account where it is not; undone with the rest. */
    assignSystemUser: z.boolean().default(false),
    ...patience,
    startedBy: z.string().min(1).max(200),
  })
  .refine((input) => input.method === 'attach' || input.customerTokenRef !== undefined, {
    path: ['customerTokenRef'],
    message: "share-then-attach attaches with the customer's business token: name it, or use method attach",
  });

/** A share as a caller writes it: defaults may be left out. */
export type ShareStart = z.input<typeof shareInputSchema>;
/** A share with every default filled in. */
export type ShareInput = z.output<typeof shareInputSchema>;

/** What a start of `revokeCreditLine` may say. */
export const revokeInputSchema = z.strictObject({
  /** The customer's business portfolio, all of whose accounts lose our funding. */
  businessId: graphIdSchema,
  /** The digest of the radius that the starter saw. */
  radius: radiusDigestSchema,
  /** Open migrations of the business that do not stop the revoke, by workflow id. */
  forceRuns: z.array(z.string().min(1).max(200)).max(1_000).default([]),
  tokenRef: tokenRefSchema.default('default'),
  ...patience,
  startedBy: z.string().min(1).max(200),
});

/** A revoke as a caller writes it: defaults may be left out. */
export type RevokeStart = z.input<typeof revokeInputSchema>;
/** A revoke with every default filled in. */
export type RevokeInput = z.output<typeof revokeInputSchema>;

/** How long an operation is patient, with every default filled in. */
export type CreditPatience = Pick<ShareInput, 'verifyFor' | 'settleFor'>;

/** The line under which a share stands in Temporal's Web UI (at most 200 bytes). */
export function shareSummary({ businessId, wabaId, currency }: ShareInput): string {
  return `Share line with business ${businessId} for WABA ${wabaId} (${currency})`;
}

/** The part of a filled share that decides whether two starts ask for the same: all of it but who asks. */
export function shareIdentity({ startedBy: _startedBy, ...identity }: ShareInput): Omit<ShareInput, 'startedBy'> {
  return identity;
}

/** The part of a filled revoke that decides whether two starts ask for the same: all of it but who asks. */
export function revokeIdentity({ startedBy: _startedBy, ...identity }: RevokeInput): Omit<RevokeInput, 'startedBy'> {
  return { ...identity, forceRuns: [...identity.forceRuns].sort() };
}
