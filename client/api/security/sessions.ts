/**
 * Browser sessions: sign-in with an API key, sign-out, and who one is. The session is in an encrypted cookie and nowhere
 * else, so every process with the same `SESSION_SECRET` knows it, and none has to remember it.
 */
import secureSession from '@fastify/secure-session';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ROLES, SESSION_LASTS_S, sessionOf, type Access } from '../../access';
import { json, problems } from '../document/answers';
import type { Api } from '../api';
import { demandLive, type Credential } from './authenticate';
import { CSRF_HEADER } from './csrf';
import type { Principal } from './principal';
import { Refused } from '../problems/refused';

/** Reads the session of each request; to be registered before anybody is recognised. */
export async function registerSessions(app: FastifyInstance, { sessionKey, sessionCookie }: Access): Promise<void> {
  await app.register(secureSession, {
    key: sessionKey,
    cookieName: sessionCookie.name,
    cookie: { ...sessionCookie.attributes },
    expiry: SESSION_LASTS_S,
  });
}

const sessionSchema = z.object({
  name: z.string().describe('what runs and timelines keep of who decided'),
  role: z.enum(ROLES),
  recognisedBy: z.enum(['key', 'session', 'local'] satisfies Credential[]),
  until: z.iso.datetime().nullable().describe('when the session ends; null without one'),
  csrfToken: z
    .string()
    .nullable()
    .describe(`every change with this session carries it as the header ${CSRF_HEADER}; null without a session`),
});

const signInBody = z.strictObject({ key: z.string().min(1).max(200).describe('an API key') });

/** `POST`, `GET` and `DELETE /v1/session`. */
export function sessionRoutes(app: Api, access: Access): void {
  const path = '/v1/session';

  app.route({
    method: 'POST',
    url: path,
    config: { permission: 'public' },
    schema: {
      operationId: 'signIn',
      tags: ['operations'],
      summary: 'Sign in a browser with an API key',
      description:
        'Answers with a cookie that page scripts cannot read, for 12 hours at most. The session ends with its key. Services ' +
        'need none: they send the key with each request.',
      security: [],
      body: signInBody,
      response: {
        200: json('Signed in.', sessionSchema),
        ...problems(['invalid-input'], { takesBody: true }),
      },
    },
    handler: async (request, reply) => {
      if (access.keys === undefined) {
        throw new Refused('forbidden', 'This server has no API keys, so there is nothing to sign in with', {
          fix: 'Use it without, or give it API_KEYS_FILE.',
        });
      }
      const key = demandLive(access.keys.recognise(request.body.key));
      const session = sessionOf(key, new Date());
      // What was there before belongs to somebody else.
      request.session.regenerate();
      request.session.set('signedIn', session);
      request.principal = { name: key.name, role: key.role, keyId: key.id };
      request.recognisedBy = 'session';
      request.sessionUntil = new Date(session.until * 1_000);
      return answerOf(request, reply);
    },
  });

  app.route({
    method: 'GET',
    url: path,
    config: { permission: 'session:own' },
    schema: {
      operationId: 'showSession',
      tags: ['operations'],
      summary: 'Who is signed in, and the token for changes',
      response: { 200: json('Who makes the request.', sessionSchema), ...problems([]) },
    },
    handler: async (request, reply) => answerOf(request, reply),
  });

  app.route({
    method: 'DELETE',
    url: path,
    config: { permission: 'session:own' },
    schema: {
      operationId: 'signOut',
      tags: ['operations'],
      summary: 'Sign out: the browser forgets the session',
      response: { 204: z.null().describe('Signed out.'), ...problems([], { takesBody: true }) },
    },
    handler: async (request, reply) => {
      if (request.recognisedBy === 'session') request.session.delete();
      return reply.code(204).send(null);
    },
  });
}

function answerOf(request: FastifyRequest, reply: FastifyReply): z.infer<typeof sessionSchema> {
  const { name, role }: Principal = request.principal;
  const hasSession = request.recognisedBy === 'session';
  return {
    name,
    role,
    recognisedBy: request.recognisedBy ?? 'local',
    until: request.sessionUntil?.toISOString() ?? null,
    csrfToken: hasSession ? reply.generateCsrf() : null,
  };
}
