/** How errors leave the server: as problem documents, with `Retry-After` where trying again may help. */
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { ServePage } from '../dashboard';
import { BARE_HEADERS } from '../security/headers';
import { problemOf } from './problem-of';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, problemUri, type ProblemType } from './index';
import { Refused } from './refused';

/** Answers with a problem document. What nobody foresaw is logged with all that is known of it. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error, request.id, request.method === 'GET' ? 'query' : 'body');
  if (problem.type === problemUri('internal')) request.log.error({ error, type: problem.type }, problem.detail);
  else if (problem.status >= 500) request.log.warn({ type: problem.type }, problem.detail);
  else request.log.debug({ type: problem.type }, problem.detail);
  const { retryAfterS } = PROBLEMS[problem.type.split('#')[1] as ProblemType];
  if (retryAfterS !== undefined && !reply.hasHeader('retry-after')) void reply.header('retry-after', retryAfterS);
  return reply.code(problem.status).type(PROBLEM_MEDIA_TYPE).send(problem);
}

/** Makes every error a problem document, and every unknown path that is no page either. */
export function replyWithProblems(app: FastifyInstance, servePage: ServePage): void {
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
  app.setNotFoundHandler((request, reply) => {
    const page = servePage(request, reply);
    if (page !== undefined) return page;
    return sendProblem(
      request,
      reply,
      new Refused('unknown-path', 'There is no such path', { fix: 'See /openapi.json.' }),
    );
  });
}

/** Refuses what arrives while the server stops: connections that are kept alive may bring a last request. */
export function refuseWhenStopping(app: FastifyInstance): void {
  let isStopping = false;
  app.addHook('preClose', (done) => {
    isStopping = true;
    done();
  });
  app.addHook('onRequest', (_request, reply, done) => {
    if (isStopping) void reply.header('connection', 'close');
    done(isStopping ? new Refused('stopping', 'This server is stopping', { fix: 'Try again.' }) : undefined);
  });
}

/** How requests are answered that reach no route: a URL that cannot be decoded, or one that comes too late. */
export const BEFORE_ROUTES = {
  return503OnClosing: false,
  frameworkErrors: (error, request, reply) => {
    // Of a path that cannot be decoded nothing is repeated: nobody knows what it is.
    const isPath = error.code === 'FST_ERR_BAD_URL';
    const shown = isPath ? new Refused('malformed-request', 'The path cannot be decoded', { cause: error }) : error;
    sendProblem(request, reply.headers(BARE_HEADERS), shown);
  },
} satisfies FastifyServerOptions;
