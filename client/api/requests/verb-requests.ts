/** How a verb comes in over HTTP, whatever it is told to: what its body holds, what it can end in, and who decides. */
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { VerbOptions } from '../..';
import { problems } from '../document/answers';
import { verbIdempotency } from './idempotency';

/** What a caller writes of a verb's input: who decides comes from the key, hash and id from the request. */
export const bodyOfVerb = (input: z.ZodType): z.ZodObject =>
  (input as z.ZodObject).omit({ by: true, requestHash: true, requestId: true });

/** What every verb can end in, for the OpenAPI document. */
export const PROBLEMS_OF_VERBS = problems(
  ['invalid-input', 'idempotency-key-reused', 'not-found', 'verb-refused', 'run-closed', 'no-worker'],
  { asksTemporal: true, takesBody: true },
);

/** What the client is to be given: the whole input, whose body the route's schema has checked, and the Update's id. */
export function verbOf(request: FastifyRequest): { readonly input: object; readonly options: VerbOptions } {
  const { updateId, ...hash } = verbIdempotency(request);
  const input = { ...(request.body as object), ...hash, requestId: request.id, by: request.principal.name };
  return { input, options: updateId === undefined ? {} : { updateId } };
}
