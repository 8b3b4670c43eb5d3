/**
 * Which page may use the codec server: Temporal's Web UI, and no other. CORS lets it read the answers; a request that a
 * browser makes for any other page is refused, whatever it carries.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access';
import { reasonWithoutKeys } from '../api/security/csrf';
import { Refused } from '../api/problems/refused';

/** What the Web UI's requests carry, for the answer to a browser that asks first (a preflight). */
const REQUEST_HEADERS = 'authorization, content-type, x-namespace';
/** For how long a browser may remember that answer. */
const PREFLIGHT_LASTS_S = 600;

/** Refuses what comes from other pages, and grants the Web UI's; to be registered before anybody is recognised. */
export function admitPageOf(app: FastifyInstance, access: Access, uiOrigin: string | undefined): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    // A cache must not hand the Web UI's answer to another page.
    void reply.header('vary', 'origin');
    const stranger = reasonWithoutKeys(request, access);
    if (stranger !== undefined) throw stranger;
    if (origin === undefined) return;
    if (origin !== uiOrigin) throw foreign(uiOrigin);
    void reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true');
    if (request.method === 'OPTIONS') return grant(reply);
  });
}

/** A session counts with the page that it is used by only: every browser says which, where it sends a body. */
export function refuseSessionWithoutPage(request: FastifyRequest): void {
  if (request.recognisedBy !== 'session' || request.headers.origin !== undefined) return;
  throw new Refused('forbidden', 'A session counts here only for the page of the Temporal Web UI', {
    fix: 'Send an API key as Authorization: Bearer <key>.',
  });
}

function grant(reply: FastifyReply): FastifyReply {
  return reply
    .code(204)
    .header('access-control-allow-methods', 'POST')
    .header('access-control-allow-headers', REQUEST_HEADERS)
    .header('access-control-max-age', PREFLIGHT_LASTS_S)
    .send();
}

function foreign(uiOrigin: string | undefined): Refused {
  const fix =
    uiOrigin === undefined
      ? 'Set TEMPORAL_UI_URL to the address of the Temporal Web UI, or use the Temporal CLI.'
      : `Open the Temporal Web UI as ${uiOrigin}, which is TEMPORAL_UI_URL.`;
  return new Refused('forbidden', 'A page of another origin may not use the codec server', { fix });
}
