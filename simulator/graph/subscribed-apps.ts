import { randomUUID } from 'node:crypto';

import type { Waba } from '../account';
import { badParameter, callbackFailed } from '../errors';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { requireScope, requireWaba, textParam } from '../graph-call';
import type { JsonObject } from '../json';

const handshakeTimeoutMs = 5_000;

/** The edge `subscribed_apps`: every app of the account with its override. Not paged. */
export function listApps(call: GraphCall, waba: Waba): JsonObject {
  const { apps } = call.world.state;
  return {
    data: waba.apps.map(({ id, overrideCallbackUri }) => ({
      whatsapp_business_api_data: {
        link: `https://www.facebook.com/games/?app_id=${id}`,
        name: apps.find((app) => app.id === id)?.name ?? `App ${id}`,
        id,
      },
      ...(overrideCallbackUri !== null && { override_callback_uri: overrideCallbackUri }),
    })),
  };
}

/** `GET /{waba}/subscribed_apps`. */
export function getApps(call: GraphCall, wabaId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  return { body: listApps(call, requireWaba(call, wabaId)) };
}

/**
 * `POST /{waba}/subscribed_apps`: subscribes the token's app. Without `override_callback_uri` it erases an override
 * that was set before; with one, the URL has to pass the handshake first.
 */
export async function subscribeApp(call: GraphCall, wabaId: string): Promise<GraphAnswer> {
  requireScope(call, 'whatsapp_business_management');
  requireWaba(call, wabaId);
  const { appId } = call.token;
  const override = textParam(call, 'override_callback_uri') ?? null;
  if (override !== null) {
    if (override.length > 200) throw badParameter('Param override_callback_uri must have at most 200 characters');
    const verifyToken = textParam(call, 'verify_token');
    if (verifyToken === undefined) throw badParameter('The parameter verify_token is required.');
    await shakeHands(override, verifyToken);
  }
  // Looked up again: the account may have changed while the callback answered.
  const waba = requireWaba(call, wabaId);
  waba.apps = [...waba.apps.filter(({ id }) => id !== appId), { id: appId, overrideCallbackUri: override }];
  return { body: { success: true }, effect: { kind: 'app-subscribed', wabaId, appId, overrideCallbackUri: override } };
}

/** `DELETE /{waba}/subscribed_apps`: takes the token's app away. */
export function unsubscribeApp(call: GraphCall, wabaId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  const waba = requireWaba(call, wabaId);
  const { appId } = call.token;
  waba.apps = waba.apps.filter(({ id }) => id !== appId);
  return { body: { success: true }, effect: { kind: 'app-unsubscribed', wabaId, appId } };
}

/** Meta's handshake: GET with a challenge, answered with 200 and that challenge and nothing else. */
async function shakeHands(callbackUri: string, verifyToken: string): Promise<void> {
  const challenge = randomUUID();
  let url: URL;
  try {
    url = new URL(callbackUri);
  } catch {
    throw badParameter('Param override_callback_uri must be a valid URL');
  }
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', verifyToken);
  let status: number;
  let text: string;
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(handshakeTimeoutMs) });
    status = answer.status;
    text = await answer.text();
  } catch {
    throw callbackFailed('curl_errno = 7; curl_error = Could not connect');
  }
  if (status !== 200) throw callbackFailed(`HTTP Status Code = ${status}`);
  if (text !== challenge) throw callbackFailed('The response does not match challenge');
}
