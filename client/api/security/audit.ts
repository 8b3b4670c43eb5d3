/**
 * One log line for each change that somebody asked for, done or refused: who, what, which run, and how it ended. It holds
 * no body, no query and no header but the request's id, so no key and no comment can be in it.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { graphIdSchema } from '../../../domain/input';
import { isSafe } from './csrf';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the answer said about the change, for its line in the log. */
    audited: { readonly workflowId?: string; readonly runId?: string; readonly outcome?: string } | null;
  }
}

/** What answers and problem documents say about the run, where they do. */
const answerSchema = z.object({
  workflowId: z.string().optional(),
  runId: z.string().optional(),
  /** Of a problem document: why nothing was done. */
  type: z.string().optional(),
});

/** Logs every change. */
export function auditChanges(app: FastifyInstance): void {
  app.decorateRequest('audited', null);
  app.addHook('preSerialization', async (request, _reply, payload) => {
    if (!isSafe(request)) request.audited = factsOf(payload);
    return payload;
  });
  app.addHook('onResponse', async (request, reply) => {
    if (isSafe(request)) return;
    const { outcome = reply.statusCode < 400 ? 'done' : 'refused', ...run } = request.audited ?? {};
    request.log.info(
      { audit: { ...whoOf(request), ...whatOf(request), ...run, outcome, status: reply.statusCode } },
      'change',
    );
  });
}

function factsOf(payload: unknown): FastifyRequest['audited'] {
  const parsed = answerSchema.safeParse(payload);
  if (!parsed.success) return null;
  const { workflowId, runId, type } = parsed.data;
  return {
    ...(workflowId === undefined ? {} : { workflowId }),
    ...(runId === undefined ? {} : { runId }),
    ...(type === undefined ? {} : { outcome: type.split('#')[1] ?? type }),
  };
}

function whoOf({ recognisedBy, ip, ...request }: FastifyRequest): object {
  // Nobody was recognised, or the route asks for nobody.
  const principal = request.principal as typeof request.principal | undefined;
  return {
    by: principal?.name ?? null,
    role: principal?.role ?? null,
    keyId: principal?.keyId ?? null,
    recognisedBy,
    ip,
  };
}

function whatOf({ routeOptions: { schema, url }, method, params, id }: FastifyRequest): object {
  const { operationId } = (schema ?? {}) as { operationId?: string };
  return { action: operationId ?? method, route: url ?? null, ...idsOf(params), requestId: id };
}

/** The account or business in the path. Any other text there is the caller's, and may be a key in the wrong place. */
export function idsOf(params: unknown): object {
  const entries = Object.entries((params ?? {}) as Readonly<Record<string, string>>);
  return Object.fromEntries(entries.filter(([, value]) => graphIdSchema.safeParse(value).success));
}
