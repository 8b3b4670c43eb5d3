import { createHmac, timingSafeEqual } from 'node:crypto';

import { badProof, invalidToken } from './errors';
import type { State, Token } from './state';

/** Finds the token of a call: header first, then `access_token` in query or body, as Graph takes them. */
export function tokenText(authorization: string | undefined, params: Record<string, unknown>): string | null {
  const bearer = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer.trim();
  const parameter = params['access_token'];
  return typeof parameter === 'string' && parameter !== '' ? parameter : null;
}

/** The token that this text is; an app token is `<app id>|<app secret>`. */
export function findToken(state: State, text: string): Token | undefined {
  const known = state.tokens.find((token) => token.token === text);
  if (known) return known;
  const app = state.apps.find(({ id, secret }) => text === `${id}|${secret}`);
  return (
    app && {
      ref: `app:${app.id}`,
      token: text,
      type: 'APP',
      appId: app.id,
      businessId: '0',
      userId: app.id,
      userName: app.name,
      scopes: [],
      targetIds: [],
      bsp: false,
      role: 'employee',
      valid: true,
      subcode: null,
    }
  );
}

/** hex HMAC-SHA256 of the token under the app's secret. */
export function appSecretProof(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}

/** Checks token and proof; throws 190 or 104. */
export function checkToken(state: State, text: string | null, proof: unknown): Token {
  if (text === null)
    throw invalidToken('An active access token must be used to query information about the current user.');
  const token = findToken(state, text);
  if (!token) throw invalidToken('Invalid OAuth access token - Cannot parse access token');
  if (!token.valid) {
    throw invalidToken('Error validating access token: The session is invalid or has expired.', token.subcode ?? 463);
  }
  const app = state.apps.find(({ id }) => id === token.appId);
  if (typeof proof === 'string' && app) {
    const expected = Buffer.from(appSecretProof(text, app.secret));
    const given = Buffer.from(proof);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
      throw badProof('Invalid appsecret_proof provided in the API argument');
    }
  } else if (app?.requireProof) {
    throw badProof('API calls from the server require an appsecret_proof argument');
  }
  return token;
}
