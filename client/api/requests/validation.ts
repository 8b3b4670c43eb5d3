/**
 * Checks path, query, headers and body of a request with the route's zod schemas, all at once, so that one answer lists
 * every fault. (Fastify itself stops at the first part that is wrong.)
 */
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { complaintsAbout } from '../..';
import { redactKeysToo } from '../../../runtime/logger';
import { Refused, type Fault } from '../problems/refused';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it was sent, before defaults were filled in. */
    sentBody: unknown;
  }
}

type Part = 'params' | 'querystring' | 'headers' | 'body';

const PLACES = { params: 'path', querystring: 'query', headers: 'header', body: 'body' } as const;
const PARTS = Object.keys(PLACES) as Part[];

/** What the server fills in itself, and what to do instead: a body that names one is refused rather than believed. */
const FILLED_IN: Readonly<Record<string, string>> = {
  by: 'Leave it out: the server takes it from the key.',
  startedBy: 'Leave it out: the server takes it from the key.',
  requestHash: 'Leave it out: the server makes it from the request.',
  requestId: 'Leave it out, or send it as the header X-Request-Id.',
};

/** Validates every request before its handler runs; throws {@link Refused} with every fault. */
export function validateRequests(app: FastifyInstance): void {
  app.decorateRequest('sentBody', undefined);
  app.setValidatorCompiler(() => (value: unknown) => ({ value }));
  app.addHook('preValidation', (request, _reply, done) => {
    request.sentBody = request.body;
    const schemas = (request.routeOptions.schema ?? {}) as { readonly [P in Part]?: z.ZodType };
    const faults: Fault[] = [];
    for (const part of PARTS) {
      const schema = schemas[part];
      if (schema === undefined) continue;
      const key = part === 'querystring' ? 'query' : part;
      const parsed = schema.safeParse(request[key]);
      if (!parsed.success) faults.push(...faultsOf(part, parsed.error));
      // Headers are only checked: what a schema does not name must stay.
      else if (key !== 'headers') request[key] = parsed.data;
    }
    done(faults.length > 0 ? invalidRequest(faults) : undefined);
  });
}

function faultsOf(part: Part, error: z.ZodError): Fault[] {
  return complaintsAbout(error, PLACES[part]).map(({ field, message, fix }) => {
    const instead = part === 'body' && Object.hasOwn(FILLED_IN, field) ? FILLED_IN[field] : undefined;
    if (instead !== undefined) return { in: 'body', field, message: 'is not for the caller to say', fix: instead };
    // A name that nobody knows may be a key in the wrong place.
    return { in: PLACES[part], field: redactKeysToo(field), message, fix };
  });
}

function invalidRequest(faults: readonly Fault[]): Refused {
  const [first] = faults;
  const more = faults.length === 1 ? '' : `, and ${faults.length - 1} more`;
  return new Refused('invalid-input', `${first?.field ?? 'request'}: ${first?.message ?? 'is not valid'}${more}`, {
    faults,
  });
}
