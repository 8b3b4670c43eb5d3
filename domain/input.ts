/**
 * What a start of a migration may say, with its defaults. Workflow, client, command line and HTTP API use this schema.
 */
import { z } from 'zod';
import { duration, durationMs, durationSchema } from './durations';

/** An id of a node of Meta's graph: opaque digits (they exceed 2^53, so never a number). */
export const graphIdSchema = z.string().regex(/^[0-9]{1,32}$/, 'an id of Meta is digits only, as in 102290129340398');

/** The id of a WhatsApp Business Account. */
export const wabaIdSchema = graphIdSchema;

/** A currency code. Which ones Meta accepts changes, so any three letters pass; unknown ones warn in `assessing`. */
export const currencySchema = z
  .string()
  .regex(/^[A-Za-z]{3}$/, 'a currency is three letters, as in INR')
  .transform((text) => text.toUpperCase())
  .pipe(z.string().regex(/^[A-Z]{3}$/));

/** The name under which a worker looks up a token; never the token itself. */
export const tokenRefSchema = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,64}$/, 'a token reference is up to 64 letters, digits and _ . -');

/**
 * How a line is shared ("Share and revoke credit lines"): `attach` is one call with the system user's token,
 * `share-then-attach` shares with the system user's and attaches with the customer's business token.
 */
export const creditMethodSchema = z.enum(['attach', 'share-then-attach']);

/** How a line is shared. */
export type CreditMethod = z.infer<typeof creditMethodSchema>;

/** A duration of a policy: long enough to be a timer, short enough to be a date. */
export const policyDuration = durationSchema.refine((value) => {
  const ms = durationMs(value);
  // A text that is no duration has been refused already, with a message of its own.
  return Number.isNaN(ms) || (ms >= 1_000 && ms <= 90 * 86_400_000);
}, 'take 1s to 90d');

/** How a run behaves where Meta or people take long. `maxInitiations` and `maxResumes` count calls in all. */
export const policySchema = z.strictObject({
  maxInitiations: z.number().int().min(1).max(10).default(2),
  maxResumes: z.number().int().min(1).max(20).default(5),
  resumeBackoff: policyDuration.default(duration('1m')),
  settleAfterResume: policyDuration.default(duration('15m')),
  fundingGrace: policyDuration.default(duration('10m')),
  approvalDeadline: policyDuration.default(duration('7d')),
  recheckEvery: policyDuration.default(duration('1h')),
  migrationDeadline: policyDuration.default(duration('14d')),
  secondPerson: z.boolean().default(false),
});

/** A policy with its defaults filled in. */
export type Policy = z.infer<typeof policySchema>;

const testMessageSchema = z.strictObject({
  /** Receiver in E.164, as in +15551234567. */
  to: z.string().regex(/^\+[1-9][0-9]{6,14}$/, 'a receiver is a number in E.164, as in +15551234567'),
  template: z
    .string()
    .regex(/^[a-z0-9_]{1,512}$/, 'a template name is lower-case letters, digits and _')
    .refine((name) => name !== 'hello_world', 'hello_world cannot be sent from a real number (error 131058)'),
  language: z.string().regex(/^[A-Za-z]{2,3}(_[A-Za-z0-9]{2,8})*$/, 'a language is a code such as en_US'),
});

/** Who approves a migration: a person, or nobody where it goes through by itself. */
export const APPROVALS = ['manual', 'auto'] as const;
/** One of them. */
export type Approval = (typeof APPROVALS)[number];

/** What a start of `migrateWaba` may say. */
export const startInputSchema = z
  .strictObject({
    wabaId: wabaIdSchema,
    targetCurrency: currencySchema,
    /** The line of credit that the clone is to be billed to; absent for a plain currency change on a card. */
    extendedCreditId: graphIdSchema.optional(),
    /** The business that must own the account; the run blocks where another one does. */
    businessId: graphIdSchema.optional(),
    approval: z.enum(APPROVALS).default('manual'),
    tokenRef: tokenRefSchema.default('default'),
    dryRun: z.boolean().default(false),
    /** Clones left behind by earlier runs that the starter knows of and accepts. */
    acceptOrphans: z.array(wabaIdSchema).max(100).default([]),
    policy: policySchema.prefault({}),
    creditMethod: creditMethodSchema.default('attach'),
    customerTokenRef: tokenRefSchema.optional(),
    testMessage: testMessageSchema.optional(),
    startedBy: z.string().min(1).max(200),
  })
  .refine((input) => !(input.policy.secondPerson && input.approval === 'auto'), {
    path: ['approval'],
    message: 'policy.secondPerson wants a second person to approve, so approval cannot be auto',
  })
  .refine((input) => input.creditMethod === 'attach' || input.customerTokenRef !== undefined, {
    path: ['customerTokenRef'],
    message: "share-then-attach attaches with the customer's business token: name it, or use method attach",
  });

/** A start as a caller writes it: defaults may be left out. */
export type StartInput = z.input<typeof startInputSchema>;

/** A start with every default filled in: what the workflow runs on. */
export type MigrationInput = z.output<typeof startInputSchema>;

/** The part of a filled input that decides whether two starts ask for the same: all of it but who asks. */
export function inputIdentity(input: MigrationInput): Omit<MigrationInput, 'startedBy'> {
  const { startedBy: _startedBy, ...identity } = input;
  return { ...identity, acceptOrphans: [...identity.acceptOrphans].sort() };
}
