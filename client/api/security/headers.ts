/** Headers that tell browsers what pages and answers of this server may do and who may keep them. */
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Access } from '../../access';
import { ASSETS_PATH } from '../dashboard';

const NONE = ["'none'"];
const SELF = ["'self'"];

/** Everything that a page needs comes from this server, and no page may be shown inside another. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: NONE,
    scriptSrc: SELF,
    styleSrc: SELF,
    imgSrc: [...SELF, 'data:'],
    fontSrc: SELF,
    connectSrc: SELF,
    manifestSrc: SELF,
    baseUri: NONE,
    formAction: NONE,
    frameAncestors: NONE,
    objectSrc: NONE,
  },
};

/** For answers that are given before any hook runs: to a path that cannot be decoded, to what is no HTTP. */
export const BARE_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

/** What browsers heed of a page alone. A script or a style is heeded by the policy of the page that has loaded it. */
const OF_PAGES = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
] as const;

/** A page loads a dozen or so: with each of them, what says nothing of it would be close to half a kilobyte. */
const LOADED_BY_PAGES = /^(?:text\/(?:css|javascript)|application\/javascript)\b/;

const YEAR_S = 31_536_000;

/** Sets the headers of every answer, errors included. */
export async function registerHeaders(app: FastifyInstance, { sessionCookie }: Access): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Plain HTTP over loopback would be locked out of its own host name for a year.
    strictTransportSecurity: sessionCookie.attributes.secure && { maxAge: YEAR_S, includeSubDomains: false },
  });
  app.addHook('onSend', async ({ url }, reply) => {
    if (url.startsWith(`${ASSETS_PATH}/`) && LOADED_BY_PAGES.test(String(reply.getHeader('content-type'))))
      for (const header of OF_PAGES) void reply.removeHeader(header);
    // Numbers of customers belong in no cache.
    if (url.startsWith('/v1/') && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
}
