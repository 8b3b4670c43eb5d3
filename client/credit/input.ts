/** Parses what callers of the credit client give, before anything is contacted. */
import type { z } from 'zod';
import {
  revokeInputSchema,
  shareInputSchema,
  type RevokeInput,
  type ShareInput,
  type ShareStart,
} from '../../domain/credit/input';
import { graphQuestionSchema, type GraphQuestion, type GraphQuestionStart } from '../../domain/credit/questions';
import { creditVerbInputs, type CreditVerb, type CreditVerbInput } from '../../domain/credit/verbs';
import { graphIdSchema } from '../../domain/input';
import { parseInput } from '../input';

/**
 * What a caller says to revoke: `confirm` is the business id again, for a revoke defunds every account of it. Checked
 * here, so that the workflow needs it no more.
 */
export const revokeRequestSchema = revokeInputSchema
  .extend({ confirm: graphIdSchema })
  .refine(({ businessId, confirm }) => confirm === businessId, {
    path: ['confirm'],
    message: 'give the id of the business again: every account of it loses our funding',
  })
  .transform(({ confirm: _confirm, ...input }) => input);

/** A revoke as a caller writes it: defaults may be left out. */
export type RevokeRequest = z.input<typeof revokeRequestSchema>;

/** The input of a verb as a caller writes it. */
export type CreditVerbArgs<V extends CreditVerb> = z.input<(typeof creditVerbInputs)[V]>;

/** Parses the start of a share; fills the defaults. */
export function parseShareStart(input: ShareStart): ShareInput {
  return parseInput(shareInputSchema, input);
}

/** Parses the start of a revoke; fills the defaults. */
export function parseRevokeRequest(input: RevokeRequest): RevokeInput {
  return parseInput(revokeRequestSchema, input);
}

/** Parses a question to Meta; fills the defaults. */
export function parseQuestion<K extends GraphQuestion['kind']>(
  question: Extract<GraphQuestionStart, { kind: K }>,
): Extract<GraphQuestion, { kind: K }> {
  return parseInput(graphQuestionSchema, question, 'question') as Extract<GraphQuestion, { kind: K }>;
}

/** Parses the input of a verb of a credit operation. */
export function parseCreditVerbInput<V extends CreditVerb>(verb: V, input: unknown): CreditVerbInput<V> {
  return parseInput(creditVerbInputs[verb], input) as CreditVerbInput<V>;
}

/** Parses the id of a business. */
export function parseBusinessId(businessId: string): string {
  return parseInput(graphIdSchema, businessId, 'businessId');
}
