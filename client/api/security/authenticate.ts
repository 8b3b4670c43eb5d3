/**
 * Recognises who makes a request: by an API key in a header, by the session of a browser that signed in with one, or,
 * where the server has no keys, as the user of this machine.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keyOfSession, type Access, type ApiKey, type KeyVerdict, type Session as SignedIn } from '../../access';
import type { Identify, Principal } from './principal';
import { Refused } from '../problems/refused';

/** How somebody was recognised. */
export type Credential = 'key' | 'session' | 'local';

declare module 'fastify' {
  interface FastifyRequest {
    /** How who makes the request was recognised; null where nobody was, or nobody was asked for. */
    recognisedBy: Credential | null;
    /** What a browser may keep under this server's name; set only where the server has keys. */
    sessionUntil: Date | null;
  }
}

declare module '@fastify/secure-session' {
  interface SessionData {
    /** Who signed in; read back as a value of unknown shape, since an older version may have written it. */
    signedIn: SignedIn;
  }
}

const REALM = 'Bearer realm="waba-migrations"';

/** Prepares requests for {@link identifyBy}, and makes every 401 say how to do better (RFC 9110, 11.6.1). */
export function registerAuthentication(app: FastifyInstance): void {
  app.decorateRequest('recognisedBy', null);
  app.decorateRequest('sessionUntil', null);
  app.addHook('onSend', async ({ headers }, reply) => {
    if (reply.statusCode !== 401) return;
    const wasGiven = keyInHeaders(headers) !== undefined;
    void reply.header('www-authenticate', wasGiven ? `${REALM}, error="invalid_token"` : REALM);
  });
}

/** Recognises by what a server has. A key in a header counts before a session, and a wrong one is never overlooked. */
export function identifyBy({ keys, localName }: Access): Identify {
  if (keys === undefined) {
    return (request) => {
      request.recognisedBy = 'local';
      return { name: localName, role: 'admin', keyId: null };
    };
  }
  return (request) => {
    const text = keyInHeaders(request.headers);
    if (text !== undefined) {
      const key = demandLive(keys.recognise(text));
      request.recognisedBy = 'key';
      return principalOf(key);
    }
    const signedIn: unknown = request.session.get('signedIn');
    if (signedIn === undefined) throw new Refused('unauthorized', 'Nobody is signed in', { fix: SEND_A_KEY });
    const found = keyOfSession(signedIn, keys, new Date());
    if (found === undefined) {
      request.session.delete();
      throw new Refused('unauthorized', 'The session has ended, or its key no longer counts', { fix: SIGN_IN_AGAIN });
    }
    request.recognisedBy = 'session';
    request.sessionUntil = new Date(found.session.until * 1_000);
    return principalOf(found.key);
  };
}

const SEND_A_KEY = 'Send an API key as Authorization: Bearer <key>, or sign in.';
const SIGN_IN_AGAIN = 'Sign in again.';

/** The key that a text proves; throws {@link Refused} where it proves none that counts. */
export function demandLive(verdict: KeyVerdict): ApiKey {
  switch (verdict.state) {
    case 'live':
      return verdict.key;
    case 'unknown':
      throw new Refused('unauthorized', 'This is no API key of this server', {
        fix: 'Send the whole key as it was shown when it was made.',
      });
    case 'expired':
    case 'revoked':
      // Only who has the key itself gets here, so this tells nobody which keys there are.
      throw new Refused('unauthorized', `The API key ${verdict.key.id} is ${verdict.state}`, {
        fix: 'Ask an administrator for a new key.',
      });
  }
}

const principalOf = ({ id, name, role }: ApiKey): Principal => ({ name, role, keyId: id });

/**
 * The text that a request gives as a key, as `Authorization: Bearer` or `X-API-Key`; undefined where it gives none. Other
 * schemes are for whoever stands in front of this server.
 */
export function keyInHeaders(headers: FastifyRequest['headers']): string | undefined {
  const bearer = /^bearer +(.*)$/i.exec(headers.authorization ?? '')?.[1]?.trim();
  const bare = headers['x-api-key'];
  if (bare === undefined) return bearer;
  // Two different keys are two people: nobody is recognised by guessing which one is meant.
  return typeof bare === 'string' && (bearer === undefined || bearer === bare) ? bare : '';
}
