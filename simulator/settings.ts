import { z } from 'zod';

/** Limits of calls in a rolling hour, per app; throttling answers with HTTP 400 and a code. */
export const throttleSettingsSchema = z.strictObject({
  enabled: z.boolean().default(true),
  /** Code 80008, for a WABA without a registered number. */
  wabaWithoutNumbers: z.number().int().nonnegative().default(200),
  /** Code 80008, for a WABA with at least one. */
  wabaWithNumbers: z.number().int().nonnegative().default(5_000),
  /** Code 80008, over the credit line endpoints. */
  credit: z.number().int().nonnegative().default(5_000),
  /** Code 4, over everything. */
  app: z.number().int().nonnegative().default(100_000),
  /** Extra calls that each nested edge of a field expansion counts as. Undocumented. */
  expandedEdgeCost: z.number().int().nonnegative().default(0),
  /** Usage headers appear from this percentage on. */
  headersFromPercent: z.number().nonnegative().default(10),
  /** Which id stands as the key of `X-Business-Use-Case-Usage`. */
  headerKey: z.enum(['waba', 'business']).default('waba'),
});

/** Switches that hold for the whole simulator. */
export const settingsSchema = z.strictObject({
  throttle: throttleSettingsSchema.prefault({}),
  /** Meta's sample of the edge is one object, its reference says a list. */
  allocationListShape: z.enum(['list', 'object']).default('list'),
  /** Sharing a line with a business that has it already: the same record again, or a second one. */
  shareAgain: z.enum(['same', 'second']).default('same'),
  /** Attaching a line that pays for the account already: the same record again, or a refusal. */
  attachAgain: z.enum(['same', 'refused']).default('same'),
  /** Deleting a record that reads DELETED already. */
  deleteAgain: z.enum(['refused', 'success']).default('refused'),
  /** A new sharing record is in the list of its line this long after it was made; by its id it is there at once. */
  allocationListedAfterMs: z.number().int().nonnegative().default(0),
  /** A revoked record reads DELETED, and leaves the list, this long after the DELETE. */
  deletedShownAfterMs: z.number().int().nonnegative().default(0),
  /** `primary_funding_id` shows this long after a line was attached; an account can have its own. */
  fundingShownAfterMs: z.number().int().nonnegative().default(0),
  migrationIds: z.enum(['prefixed', 'numeric']).default('prefixed'),
  /** Target currencies that initiate takes; empty is any three capital letters. */
  acceptedCurrencies: z.array(z.string()).default([]),
  defaultPageSize: z.number().int().positive().default(25),
  maxPageSize: z.number().int().positive().default(100),
});
