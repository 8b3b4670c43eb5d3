/**
 * The codec server: shows encrypted payloads as plain text to whoever may see them, in Temporal's Web UI and its CLI.
 * It speaks Temporal's codec protocol, recognises people by the API keys and browser sessions of the HTTP API, and holds
 * the payload keys; it never asks Temporal.
 */
import type { FastifyBaseLogger } from 'fastify';
import { createEncryptionCodec, type PayloadKeys } from '../../runtime/data-converter';
import type { Access } from '../access';
import type { Api } from '../api/api';
import { identifyBy, registerAuthentication } from '../api/security/authenticate';
import { registerHeaders } from '../api/security/headers';
import { createHttpServer } from '../api/http-server';
import { createRateLimiter, type RateLimits } from '../api/security/limits';
import { guardRoutes } from '../api/security/principal';
import { problemsPageRoute } from '../api/routes/problems-page';
import { registerSessions } from '../api/security/sessions';
import { validateRequests } from '../api/requests/validation';
import { admitPageOf, refuseSessionWithoutPage } from './pages';
import { codecRoutes } from './routes';

/** What {@link createCodecServer} takes. */
export interface CodecServerOptions {
  /** The workers' keys: the first encrypts, all decrypt. */
  readonly payloadKeys: PayloadKeys;
  /** Who may use the server, as in the API. */
  readonly access: Access;
  /** Base URL of the Temporal Web UI, whose page may use the server; undefined for none. */
  readonly temporalUiUrl: string | undefined;
  readonly logger: FastifyBaseLogger;
  readonly rateLimits?: RateLimits;
}

/** Temporal takes 2 MiB a payload and 4 MiB a message; base64 makes a third more of it. */
const BODY_LIMIT = 8 * 1024 * 1024;

/** A page of the Web UI asks once for every payload on it. */
const RATE_LIMITS: RateLimits = { perAddress: 12_000, perKey: 6_000 };

/** Makes the server; `listen` starts it, `close` lets requests finish and stops it. */
export async function createCodecServer(options: CodecServerOptions): Promise<Api> {
  const { payloadKeys, access, temporalUiUrl, logger } = options;
  const app = createHttpServer({ logger, bodyLimit: BODY_LIMIT });
  // Bodies are JSON, for which a browser asks first. Text is what a form of another site could send without asking.
  app.removeContentTypeParser('text/plain');
  const limiter = await createRateLimiter(app, options.rateLimits ?? RATE_LIMITS);
  registerAuthentication(app);
  // From here on in the order in which a request passes.
  await registerHeaders(app, access);
  limiter.limitAddresses();
  admitPageOf(app, access, temporalUiUrl === undefined ? undefined : new URL(temporalUiUrl).origin);
  await registerSessions(app, access);
  const identify = identifyBy(access);
  guardRoutes(app, async (request) => {
    const principal = await identify(request);
    refuseSessionWithoutPage(request);
    return principal;
  });
  limiter.limitKeys();
  validateRequests(app);
  codecRoutes(app, createEncryptionCodec(payloadKeys));
  problemsPageRoute(app);
  await app.ready();
  return app;
}
