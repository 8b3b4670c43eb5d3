/**
 * Keeps pages of other sites from using this server through a browser that is signed in, or that runs on this machine.
 *
 * Three walls, since browsers differ in which they help with: the cookie is `SameSite=Strict`; what a browser says about
 * the page it acts for (`Sec-Fetch-Site`, `Origin`) must be this server's own; and a change with a session carries a
 * token that no other page can read. A request with a key in a header needs none of them: no page can make a browser
 * add one, since this server answers no preflight.
 */
import csrfProtection from '@fastify/csrf-protection';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopback, type Access } from '../../access';
import { keyInHeaders } from './authenticate';
import { Refused } from '../problems/refused';

/** The header that carries the token of a session. */
export const CSRF_HEADER = 'x-csrf-token';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];

/** Whether a request only looks (RFC 9110, 9.2.1). */
export const isSafe = ({ method }: Pick<FastifyRequest, 'method'>): boolean => SAFE_METHODS.includes(method);

/** Refuses requests that a browser makes for a page of another site; to be registered before anybody is recognised. */
export function refuseForeignPages(app: FastifyInstance, access: Access): void {
  app.addHook('onRequest', (request, _reply, done) => {
    done(reasonToRefuse(request, access));
  });
}

function reasonToRefuse(request: FastifyRequest, access: Access): Refused | undefined {
  const stranger = reasonWithoutKeys(request, access);
  if (stranger !== undefined) return stranger;
  if (access.keys !== undefined && keyInHeaders(request.headers) !== undefined) return undefined;
  if (!isForForeignPage(request, access)) return undefined;
  return new Refused('forbidden', 'A web page of another site may not use this server', {
    fix: 'Open the page from this server, or send an API key in a header.',
  });
}

/** Why a server without keys does not answer; undefined where it has keys, or answers. */
export function reasonWithoutKeys(request: FastifyRequest, { keys }: Pick<Access, 'keys'>): Refused | undefined {
  if (keys !== undefined || comesFromThisMachine(request)) return undefined;
  return new Refused('forbidden', 'Without API keys this server answers to localhost only', {
    fix: 'Use http://localhost or http://127.0.0.1, or give the server API_KEYS_FILE.',
  });
}

/**
 * Where no key is asked for, a name of somebody else's that leads to this machine (DNS rebinding) would make their page
 * one of this server's own, and a proxy would let in everybody who reaches it.
 */
function comesFromThisMachine({ headers: { host = '', ...headers } }: FastifyRequest): boolean {
  const isForwarded = headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined;
  return isLoopback(host.replace(/:\d*$/, '')) && !isForwarded;
}

function isForForeignPage(request: FastifyRequest, { sessionCookie, publicOrigin }: Access): boolean {
  const { origin, host, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers;
  const isNavigation = mode === 'navigate' && isSafe(request);
  // `same-site` is another origin too: another port of localhost, another service of the same company.
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) return true;
  if (origin === undefined) return false;
  const scheme = sessionCookie.attributes.secure ? 'https' : 'http';
  return origin !== publicOrigin && origin !== `${scheme}://${host}`;
}

/** Asks for the token of the session wherever a session changes something; to be registered after the guard. */
export async function registerCsrf(app: FastifyInstance): Promise<void> {
  await app.register(csrfProtection, {
    sessionPlugin: '@fastify/secure-session',
    // A form of another site could set a field of the body, but no header.
    getToken: ({ headers }) => {
      const token = headers[CSRF_HEADER];
      return typeof token === 'string' ? token : undefined;
    },
    logLevel: 'info',
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (request.recognisedBy !== 'session' || isSafe(request)) done();
    else app.csrfProtection(request, reply, done);
  });
}
