/** A server of HTTP without a route: how it reads requests, how it answers errors, what it logs. */
import Fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import type { Api } from './api';
import { noPages, type ServePage } from './dashboard';
import { BEFORE_ROUTES, refuseWhenStopping, replyWithProblems } from './problems/error-replies';
import { SERVER_LIMITS } from './security/limits';
import { REQUEST_ID_HEADER, requestIdOf } from './requests/request-id';
import { logRequests } from './requests/request-log';

/** What {@link createHttpServer} takes. */
export interface HttpServerOptions {
  readonly logger: FastifyBaseLogger;
  /** The largest body in bytes, where it is not that of the API. */
  readonly bodyLimit?: number;
  /** What answers a browser that navigates to a path which is no route; by default nothing does. */
  readonly servePage?: ServePage;
}

/** Makes the server; who may use it is said by what is registered next. */
export function createHttpServer({ logger, servePage = noPages, ...limits }: HttpServerOptions): Api {
  const app: Api = Fastify({
    loggerInstance: logger,
    genReqId: requestIdOf,
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }),
    // Longer than any id, so that a wrong one is answered by its schema.
    routerOptions: { maxParamLength: 1_000 },
    // A stop ends idle connections at once; others may finish.
    forceCloseConnections: 'idle',
    ...BEFORE_ROUTES,
    ...SERVER_LIMITS,
    ...limits,
  });
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.addHook('onRequest', async (request, reply) => void reply.header(REQUEST_ID_HEADER, request.id));
  replyWithProblems(app, servePage);
  refuseWhenStopping(app);
  logRequests(app);
  return app;
}
