/** The state document of a credit operation: what `credit operation`, every verb and a closed run show. */
import { z } from 'zod';
import { pollingSchema } from '../state';
import { radiusSchema } from './funding';
import { CREDIT_OPERATIONS, CREDIT_PHASES } from './phases';
import { CREDIT_VERBS } from './verbs';

const iso = z.iso.datetime({ offset: true });

/** Why an operation waits, until when at most, and what a person can do. */
export const creditWaitingForSchema = z.object({
  id: z.string(),
  reason: z.string(),
  until: iso.nullable(),
  verbs: z.array(z.enum(CREDIT_VERBS)),
});
/** Why an operation waits. */
export type CreditWaitingFor = z.infer<typeof creditWaitingForSchema>;

/** One line of what happened, by whom where a person did it. */
export const creditTimelineEntrySchema = z.object({
  at: iso,
  phase: z.enum(CREDIT_PHASES),
  text: z.string(),
  by: z.string().nullable(),
});

/** A thing at Meta that a share makes: a sharing record, or our system user on the account. */
export const creditThingSchema = z.object({
  kind: z.enum(['allocation', 'system-user']),
  id: z.string(),
  /** The account that a system user was assigned to, or that an allocation was made for. */
  wabaId: z.string().nullable(),
});
/** A thing at Meta that a share makes. */
export type CreditThing = z.infer<typeof creditThingSchema>;

/** How a revoke ended, record by record. `notAttributable`: Meta does not show whose it is, so it was not touched. */
export const revokeReportSchema = z.object({
  revoked: z.array(z.string()),
  alreadyRevoked: z.array(z.string()),
  failed: z.array(z.object({ id: z.string(), why: z.string() })),
  notAttributable: z.array(z.string()),
});
/** How a revoke ended, record by record. */
export type RevokeReport = z.infer<typeof revokeReportSchema>;

/** How an operation ended. */
export const creditOutcomeSchema = z.object({
  reason: z.string(),
  by: z.string().nullable(),
  /** What this run provably made, what of that it took back, and what is left at Meta. */
  made: z.array(creditThingSchema),
  undone: z.array(creditThingSchema),
  left: z.array(creditThingSchema),
  /** The allocation that pays for the account, once that was seen. */
  allocationId: z.string().nullable(),
  /** Only of a revoke. */
  report: revokeReportSchema.nullable(),
  evidencePath: z.string().nullable(),
});
/** How an operation ended. */
export type CreditOutcome = z.infer<typeof creditOutcomeSchema>;

/** A wish to end an operation, by the verb `cancel` or by cancelling its run in Temporal. */
export const creditCancellationSchema = z.object({ by: z.string().nullable(), reason: z.string() });
/** A wish to end an operation. */
export type CreditCancellation = z.infer<typeof creditCancellationSchema>;

/** The state document without `polling`: the result of a Completed run, the failure details of a Failed one. */
export const creditRunStateSchema = z.object({
  workflowId: z.string(),
  runId: z.string(),
  operation: z.enum(CREDIT_OPERATIONS),
  businessId: z.string(),
  /** Null for a revoke: it is about every account of the business. */
  wabaId: z.string().nullable(),
  currency: z.string().nullable(),
  /** The line that is shared, once it is known; null for a revoke, which is about every line. */
  creditLineId: z.string().nullable(),
  phase: z.enum(CREDIT_PHASES),
  waitingFor: creditWaitingForSchema.nullable(),
  needsOperator: z.boolean(),
  /** The wish to end it that was granted; null where there is none. */
  cancellation: creditCancellationSchema.nullable().default(null),
  /** Only of a revoke: the radius that was read last. */
  radius: radiusSchema.nullable(),
  timeline: z.array(creditTimelineEntrySchema),
  outcome: creditOutcomeSchema.nullable(),
});
/** The state document without `polling`, which a workflow cannot see of itself. */
export type CreditRunState = z.infer<typeof creditRunStateSchema>;

/** The state document, as people and programs get it. */
export const creditStateDocumentSchema = creditRunStateSchema.extend({ polling: pollingSchema.nullable() });
/** The state document, as people and programs get it. */
export type CreditStateDocument = z.infer<typeof creditStateDocumentSchema>;
