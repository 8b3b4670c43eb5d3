import { z } from 'zod';

/**
 * Switches for what Meta does not document, set per account. Every one has the default that is the most likely
 * behaviour; `docs/simulator.md` lists them. Times are simulated milliseconds.
 */
export const behaviourSchema = z.strictObject({
  /** What each initiate call of this account leads to, in order; `ready` once the list is used up. */
  initiations: z.array(z.enum(['ready', 'failed', 'rejected', 'refused'])).default([]),
  /** What each accepted resume leads to, in order. `failed:2` fails once two numbers in all have moved. */
  resumes: z
    .array(z.string().regex(/^(completed|failed:\d+)$/, 'use "completed" or "failed:<numbers moved>"'))
    .default([]),
  /** Pause between INITIATED, ACCEPTED, IN_PROGRESS and what follows. */
  stepMs: z.number().int().positive().default(8_000),
  /** Pause before each number moves. */
  moveMs: z.number().int().positive().default(3_000),
  /** The clone WABA can be found this long after initiate. */
  cloneAfterMs: z.number().int().nonnegative().default(0),
  /** The migration shows `destination_waba` this long after initiate. */
  destinationAfterMs: z.number().int().nonnegative().default(12_000),
  /** What the migration shows between an accepted resume and its end. */
  statusWhileMoving: z.string().min(1).default('IN_PROGRESS'),
  initiateWhileOpen: z.enum(['second-clone', 'refused']).default('second-clone'),
  resumeTwice: z.enum(['refused', 'accepted']).default('refused'),
  /** How a source with a Coexistence number is turned away: by the call, or later by the status. */
  coexistence: z.enum(['refused', 'rejected']).default('refused'),
  /** How a source on a line of credit is turned away when no line is named. */
  lineToCard: z.enum(['refused', 'rejected']).default('refused'),
  /** Whether initiate needs a user of the token with the task MANAGE or FULL_CONTROL on the source. */
  adminRequired: z.boolean().default(false),
  failedLeavesClone: z.boolean().default(true),
  /** Whether the clone made with a line of credit comes funded. */
  cloneFunded: z.boolean().default(true),
  /** The clone's funding shows this long after READY_TO_COMPLETE. */
  fundedAfterMs: z.number().int().nonnegative().default(0),
  /** Whether `primary_funding_id` of this account ever shows what pays. */
  fundingShown: z.boolean().default(true),
  /** It shows this long after a line was attached; null is the simulator's setting of the same name. */
  fundingShownAfterMs: z.number().int().nonnegative().nullable().default(null),
  /** A currency that the clone has instead of the one asked for. */
  cloneCurrency: z.string().nullable().default(null),
  cloneShared: z.boolean().default(true),
  cloneCallsPerHour: z.number().int().nonnegative().nullable().default(null),
  settingsCloned: z.boolean().default(false),
  overrideLost: z.boolean().default(false),
  appLost: z.boolean().default(false),
  usersLost: z.boolean().default(false),
  /** How many templates, from the end of the list, do not arrive although they could. */
  templatesLost: z.number().int().nonnegative().default(0),
  flowsLost: z.number().int().nonnegative().default(0),
  flowIds: z.enum(['change', 'keep']).default('change'),
  templatesMadeWhileOpen: z.enum(['dropped', 'cloned']).default('dropped'),
  phoneIds: z.enum(['keep', 'change']).default('keep'),
  phoneStatusAfterMove: z.string().min(1).nullable().default(null),
  endWithNumbersInReview: z.enum(['COMPLETED', 'FAILED_TO_COMPLETE']).default('COMPLETED'),
});
