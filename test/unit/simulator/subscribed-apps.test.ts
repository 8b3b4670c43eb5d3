import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Running } from './running';
import { appId, data, graphError, lucky, run } from './running';

let sim: Running;
let callback: Server;
let callbackUrl: string;
let respond: (challenge: string, verifyToken: string) => { status: number; text: string };

beforeEach(async () => {
  sim = await run();
  respond = (challenge, verifyToken) =>
    verifyToken === 'right' ? { status: 200, text: challenge } : { status: 403, text: '' };
  callback = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const { status, text } = respond(query.get('hub.challenge') ?? '', query.get('hub.verify_token') ?? '');
    response.writeHead(query.get('hub.mode') === 'subscribe' ? status : 400).end(text);
  });
  await new Promise<void>((listening) => callback.listen(0, '127.0.0.1', listening));
  callbackUrl = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/hook?tenant=7`;
});
afterEach(async () => {
  await sim.simulator.close();
  callback.closeAllConnections();
  await new Promise((closed) => callback.close(closed));
});

const subscribe = (body?: object) => sim.post(`/${lucky}/subscribed_apps`, body);
const apps = async (): Promise<Record<string, unknown>[]> => data(await sim.get(`/${lucky}/subscribed_apps`));

test('an override is set once its URL has answered the handshake', async () => {
  expect((await subscribe({ override_callback_uri: callbackUrl, verify_token: 'right' })).body).toEqual({
    success: true,
  });
  expect(await apps()).toMatchObject([{ override_callback_uri: callbackUrl }]);
  expect(sim.simulator.journal()[0]?.effect).toEqual({
    kind: 'app-subscribed',
    wabaId: lucky,
    appId,
    overrideCallbackUri: callbackUrl,
  });
  expect(JSON.stringify(sim.simulator.journal())).not.toContain('right');
});

test('a wrong verify token, a wrong challenge and a dead URL leave everything as it was', async () => {
  expect((await subscribe({ override_callback_uri: callbackUrl, verify_token: 'wrong' })).body).toMatchObject(
    graphError(2200),
  );
  respond = () => ({ status: 200, text: 'hello' });
  expect((await subscribe({ override_callback_uri: callbackUrl, verify_token: 'right' })).body).toMatchObject(
    graphError(2200),
  );
  const dead = { override_callback_uri: 'http://127.0.0.1:9/hook', verify_token: 'right' };
  expect((await subscribe(dead)).body).toMatchObject(graphError(2200));
  expect((await subscribe({ override_callback_uri: callbackUrl })).body).toMatchObject(graphError(100));
  expect(
    (await subscribe({ override_callback_uri: `${callbackUrl}${'x'.repeat(200)}`, verify_token: 'right' })).body,
  ).toMatchObject(graphError(100));
  expect((await apps())[0]).not.toHaveProperty('override_callback_uri');
});

test('subscribing with an empty body erases an override', async () => {
  await subscribe({ override_callback_uri: callbackUrl, verify_token: 'right' });
  await subscribe();
  expect((await apps())[0]).not.toHaveProperty('override_callback_uri');
});

test('unsubscribing takes our app away and leaves others', async () => {
  await sim.control('PATCH', `/wabas/${lucky}`, { apps: [{ id: appId }, { id: '55' }] });
  expect((await sim.call('DELETE', `/${lucky}/subscribed_apps`)).body).toEqual({ success: true });
  expect(await apps()).toMatchObject([{ whatsapp_business_api_data: { id: '55' } }]);
});
