/**
 * One log line for each request that was answered: who, what, how it ended. Neither query nor headers are in it, and of
 * the path only the route and its ids: a key or a token may have been put there by mistake.
 */
import type { FastifyInstance } from 'fastify';
import { idsOf } from '../security/audit';

/** Routes that somebody asks every few seconds, and that say nothing about runs. */
const QUIET = ['/healthz', '/readyz', '/metrics'];

/** Logs requests as they are answered. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, params, principal, routeOptions } = request;
    const quiet = reply.statusCode < 500 && QUIET.includes(routeOptions.url ?? '');
    const line = {
      method,
      route: routeOptions.url ?? null,
      ...idsOf(params),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...((principal as typeof principal | undefined) ? { by: principal.name } : {}),
    };
    request.log[quiet ? 'debug' : 'info'](line, 'answered');
  });
}
