import { createHmac } from 'node:crypto';

import { gifts, graphError, line, lucky, partnerBusiness, run, system, type Running } from './running';

let sim: Running;
beforeEach(async () => void (sim = await run()));
afterEach(() => sim.simulator.close());

const token = (more: object): Promise<unknown> => sim.control('POST', '/tokens', more);
const proof = (text: string): string => createHmac('sha256', 'sim-app-secret').update(text).digest('hex');

test('takes the token from the header, the query and the body', async () => {
  expect((await sim.get('/me')).body).toEqual({ name: 'Partner System User', id: '3000000000000001' });
  expect((await sim.get(`/me?access_token=${system}`, null)).status).toBe(200);
  const inBody = await sim.call('POST', `/${lucky}/subscribed_apps`, { token: null, body: { access_token: system } });
  expect(inBody.body).toEqual({ success: true });
});

test('takes a form body as Graph does', async () => {
  const answer = await fetch(`${sim.simulator.url}/v26.0/${lucky}/subscribed_apps`, {
    method: 'POST',
    body: new URLSearchParams({ access_token: system }),
  });
  expect(await answer.json()).toEqual({ success: true });
});

test('refuses a call without a token or with an unknown one with 190', async () => {
  expect(await sim.get('/me', null)).toMatchObject({ status: 401, body: graphError(190) });
  expect(await sim.get('/me', 'nobody')).toMatchObject({ status: 401, body: graphError(190) });
});

test('refuses an expired token with the subcode it was given', async () => {
  await token({ ref: 'old', token: 'old-token', valid: false, subcode: 463 });
  expect((await sim.get('/me', 'old-token')).body).toMatchObject(graphError(190, 463));
});

test('checks appsecret_proof where it is sent, per token', async () => {
  expect((await sim.get(`/me?appsecret_proof=${proof(system)}`)).status).toBe(200);
  expect((await sim.get(`/me?appsecret_proof=${proof('another')}`)).body).toMatchObject(graphError(104));
});

test('refuses a call without appsecret_proof where the app requires it', async () => {
  const state = (await sim.control('GET', '/state')).body as { apps: { requireProof: boolean }[] };
  state.apps.forEach((app) => (app.requireProof = true));
  await sim.control('PUT', '/state', state);
  expect((await sim.get('/me')).body).toMatchObject(graphError(104));
  expect((await sim.get(`/me?appsecret_proof=${proof(system)}`)).status).toBe(200);
});

test('answers 200 for a missing permission and 10 for sending without one', async () => {
  await token({ ref: 'narrow', token: 'narrow-token', scopes: ['business_management'] });
  expect((await sim.get(`/${lucky}`, 'narrow-token')).body).toMatchObject(graphError(200));
  const state = (await sim.control('GET', `/wabas/${lucky}`)).body as { numbers: { id: string }[] };
  const sent = await sim.post(`/${state.numbers[0]?.id}/messages`, { to: '1' }, 'narrow-token');
  expect(sent.body).toMatchObject(graphError(10));
});

test('does not tell a missing object from a forbidden one', async () => {
  await token({ ref: 'stranger', token: 'stranger-token', businessId: '4000000000000001' });
  const missing = await sim.get('/123456', 'stranger-token');
  const forbidden = await sim.get(`/${lucky}`, 'stranger-token');
  expect(missing.body).toMatchObject(graphError(100, 33));
  expect(forbidden.body).toMatchObject(graphError(100, 33));
  expect((await sim.get(`/${line}`, 'stranger-token')).body).toMatchObject(graphError(100, 33));
});

test('keeps a token with targets to those accounts', async () => {
  await token({ ref: 'customer', token: 'customer-token', targetIds: [gifts] });
  expect((await sim.get(`/${gifts}`, 'customer-token')).status).toBe(200);
  expect((await sim.get(`/${lucky}`, 'customer-token')).body).toMatchObject(graphError(100, 33));
});

test('refuses fields for solution providers with 10 and so fails the whole read', async () => {
  await token({ ref: 'plain', token: 'plain-token', bsp: false });
  for (const field of ['primary_funding_id', 'owner_business_info']) {
    expect((await sim.get(`/${lucky}?fields=name,${field}`, 'plain-token')).body).toMatchObject(graphError(10));
  }
  expect((await sim.get(`/${lucky}?fields=name`, 'plain-token')).body).toMatchObject({ name: 'Lucky Shrub' });
});

test('debug_token shows scopes, and targets where there are some', async () => {
  await token({ ref: 'customer', token: 'customer-token', targetIds: [gifts] });
  const own = (await sim.get(`/debug_token?input_token=${system}`)).body['data'];
  expect(own).toMatchObject({ type: 'SYSTEM_USER', is_valid: true, expires_at: 0, app_id: '1000000000000001' });
  expect(own).toHaveProperty('granular_scopes.0', { scope: 'business_management' });
  const targeted = (await sim.get('/debug_token?input_token=customer-token')).body['data'];
  expect(targeted).toHaveProperty('granular_scopes.0', { scope: 'business_management', target_ids: [gifts] });
  const byApp = await sim.get(`/debug_token?input_token=${system}`, '1000000000000001|sim-app-secret');
  expect(byApp.body['data']).toMatchObject({ is_valid: true });
  expect((await sim.get('/debug_token?input_token=nope')).body['data']).toMatchObject({ is_valid: false });
});

test('the journal names the token by its ref and never holds it', async () => {
  await sim.get(`/${partnerBusiness}?access_token=${system}`, null);
  await sim.get('/me', 'sim-unknown-secret');
  const text = JSON.stringify((await sim.control('GET', '/journal')).body);
  expect(text).toContain('"tokenRef":"default"');
  expect(text).toContain('"tokenRef":null');
  expect(text).not.toContain(system);
  expect(text).not.toContain('sim-unknown-secret');
});
