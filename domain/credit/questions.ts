/**
 * What can be read live from Meta through the short workflow `readGraph`: only workers hold Meta's tokens, so clients
 * ask a worker. Nothing here writes.
 */
import { z } from 'zod';
import { accountFactsSchema } from '../account-facts';
import { graphIdSchema, tokenRefSchema, wabaIdSchema } from '../input';
import { businessCreditSchema, radiusSchema } from './funding';

/** An amount as Meta gives it; a line of credit is always in USD. */
export const moneySchema = z.object({ amount: z.string(), currency: z.string() });

/** A line of credit in short: what a list shows. */
export const creditLineSummarySchema = z.object({
  id: z.string(),
  legalEntityName: z.string().nullable(),
  balance: moneySchema.nullable(),
  creditAvailable: moneySchema.nullable(),
  accessRevoked: z.boolean().nullable(),
});
/** A line of credit in short. */
export type CreditLineSummary = z.infer<typeof creditLineSummarySchema>;

/** A line of credit in full: every field and both edges of Meta's ExtendedCredit node. */
export const creditLineDetailsSchema = z.object({
  id: z.string(),
  /** By Meta's field name, as it came; a field that Meta refused is absent and named in `unreadable`. */
  fields: z.record(z.string(), z.unknown()),
  allocations: z.array(
    z.object({
      id: z.string(),
      receivingBusinessId: z.string().nullable(),
      receivingCredentialId: z.string().nullable(),
      status: z.string().nullable(),
    }),
  ),
  invoiceGroups: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  unreadable: z.array(z.string()),
});
/** A line of credit in full. */
export type CreditLineDetails = z.infer<typeof creditLineDetailsSchema>;

/** Our lines; an empty list comes with what the probes found to be the likely reason and its fix. */
export const creditLinesSchema = z.object({
  businessId: z.string(),
  lines: z.array(creditLineSummarySchema),
  why: z.string().nullable(),
});
/** Our lines of credit. */
export type CreditLines = z.infer<typeof creditLinesSchema>;

/** What Meta says of a worker's token; never the token. */
export const tokenFactsSchema = z.object({
  tokenRef: z.string(),
  /** Which Graph API the worker calls: its host and, where the worker knows it, our app's id. */
  graphOrigin: z.string(),
  /** The app that the token belongs to. */
  appId: z.string().nullable(),
  /** In Meta's words, as `SYSTEM_USER`. */
  type: z.string().nullable(),
  isValid: z.boolean(),
  scopes: z.array(z.string()),
  /** Permissions that migrations or lines of credit need and the token lacks. */
  missingScopes: z.array(z.string()),
  /** ISO in UTC; null where Meta does not say. */
  expiresAt: z.union([z.literal('never'), z.iso.datetime()]).nullable(),
});
/** What Meta says of a worker's token. */
export type TokenFacts = z.infer<typeof tokenFactsSchema>;

const token = { tokenRef: tokenRefSchema.default('default') };

/** What `readGraph` may be asked. */
export const graphQuestionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('credit-lines'), ...token }),
  z.strictObject({ kind: z.literal('credit-line'), lineId: graphIdSchema, ...token }),
  z.strictObject({ kind: z.literal('business-credit'), businessId: graphIdSchema, ...token }),
  z.strictObject({ kind: z.literal('radius'), businessId: graphIdSchema, ...token }),
  z.strictObject({ kind: z.literal('token'), ...token }),
  z.strictObject({ kind: z.literal('account'), wabaId: wabaIdSchema, ...token }),
]);
/** A question as a caller writes it. */
export type GraphQuestionStart = z.input<typeof graphQuestionSchema>;
/** A question with its defaults filled in. */
export type GraphQuestion = z.output<typeof graphQuestionSchema>;

/** The answer to each kind of question. */
export const graphAnswers = {
  'credit-lines': creditLinesSchema,
  'credit-line': creditLineDetailsSchema,
  'business-credit': businessCreditSchema,
  radius: radiusSchema,
  token: tokenFactsSchema,
  account: accountFactsSchema,
} as const;
/** The answer to a question of this kind. */
export type GraphAnswer<K extends GraphQuestion['kind'] = GraphQuestion['kind']> = z.output<(typeof graphAnswers)[K]>;

/** What a question is about: the last part of the workflow id `read-graph/<kind>/<id>`. `own` is our own portfolio. */
export function subjectOfQuestion(question: GraphQuestion): string {
  switch (question.kind) {
    case 'credit-lines':
      return 'own';
    case 'credit-line':
      return question.lineId;
    case 'business-credit':
    case 'radius':
      return question.businessId;
    case 'token':
      return question.tokenRef;
    case 'account':
      return question.wabaId;
  }
}
