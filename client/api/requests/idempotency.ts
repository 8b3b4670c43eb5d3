/**
 * `Idempotency-Key`: a request that is repeated with its key is answered like the first one, and a key that comes with
 * another request is refused. Nothing but Temporal keeps them: a start in the run's memo, a verb as the id of its Update.
 */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { canonicalize } from 'json-canonicalize';
import { z } from 'zod';
import { redactKeysToo } from '../../../runtime/logger';

/** The header, as part of a route's schema; other headers pass. */
export const idempotencyHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'an idempotency key is 1 to 255 visible ASCII characters, such as a UUID')
    // It is kept with the run, where everybody may read it.
    .refine((key) => redactKeysToo(key) === key, 'an idempotency key is no API key and no token: take a UUID')
    .optional()
    .describe('a key of your own, such as a UUID: repeating the request with it does nothing twice'),
});

/** What a start keeps of its request. */
interface StartIdempotency {
  readonly idempotencyKey?: string;
  readonly requestHash?: string;
}

/** What a verb keeps of its request: the id of its Update, and the hash that its input carries. */
interface VerbIdempotency {
  readonly updateId?: string;
  readonly requestHash?: string;
}

/** The key of a start and the hash of its request; nothing where the caller gave no key. */
export function startIdempotency(request: FastifyRequest): StartIdempotency {
  const key = keyOf(request);
  return key === undefined ? {} : { idempotencyKey: key, requestHash: requestHash(request) };
}

/** The Update id of a verb and the hash of its request. Two callers with the same key do not meet. */
export function verbIdempotency(request: FastifyRequest): VerbIdempotency {
  const key = keyOf(request);
  if (key === undefined) return {};
  return { updateId: sha256([request.principal.name, key]), requestHash: requestHash(request) };
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
}

/** SHA-256 over the canonical JSON (RFC 8785) of method, path and body as they were sent. */
function requestHash({ method, url, sentBody }: FastifyRequest): string {
  return sha256([method, url.split('?')[0], sentBody ?? null]);
}

const sha256 = (value: unknown): string => createHash('sha256').update(canonicalize(value)).digest('hex');
