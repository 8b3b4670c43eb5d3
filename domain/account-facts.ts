/** What Meta says of one account now: what somebody wants to know who has only its id. Kept by the history of that read alone. */
import { z } from 'zod';
import { fundedWabaSchema } from './credit/funding';

/**
 * One look at an account: its name, currency and payer, and whose it is. A field that Meta does not show is null, and
 * `unreadable` says why: null is never a guess at "none". Of `allocationId` and `lineId` null says that no line of ours pays.
 */
export const accountFactsSchema = fundedWabaSchema.extend({
  /** Our line whose allocation pays for it. */
  lineId: z.string().nullable(),
  /** Meta's number of a time zone. */
  timezoneId: z.string().nullable(),
  /** Statuses are carried as they came: Meta adds values. */
  status: z.string().nullable(),
  accountReviewStatus: z.string().nullable(),
  businessVerificationStatus: z.string().nullable(),
  ownerBusinessId: z.string().nullable(),
  ownerBusinessName: z.string().nullable(),
  /** What could not be read, as sentences: an unreadable part is never taken for an empty one. */
  unreadable: z.array(z.string()),
});
/** One look at an account. */
export type AccountFacts = z.infer<typeof accountFactsSchema>;
