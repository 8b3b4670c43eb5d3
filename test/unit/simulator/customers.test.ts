import type { Running } from './running';
import { data, line, partnerBusiness, run, system } from './running';

let sim: Running;
beforeEach(async () => void (sim = await run({ seed: 'empty' })));
afterEach(() => sim.simulator.close());

const fundingOf = async (waba: string, token = system): Promise<unknown> =>
  (await sim.get(`/${waba}?fields=primary_funding_id`, token)).body['primary_funding_id'];
const users = async (waba: string): Promise<unknown[]> =>
  data(await sim.get(`/${waba}/assigned_users?business=${partnerBusiness}`));

test('a customer has as many accounts as asked for, and a token that reaches those alone', async () => {
  const { businessId, wabas, token } = await sim.customer({ wabas: 3, account: { numbers: 0, currency: 'BRL' } });
  await sim.account({});
  expect(wabas).toHaveLength(3);
  for (const waba of wabas) {
    const { body } = await sim.get(`/${waba}?fields=currency,owner_business_info`, token);
    expect(body).toMatchObject({ currency: 'BRL', owner_business_info: { id: businessId } });
  }
  const debug = (await sim.get(`/debug_token?input_token=${token}`)).body['data'];
  expect(debug).toHaveProperty('granular_scopes.0.target_ids', wabas);
  expect(debug).not.toHaveProperty('scopes', expect.arrayContaining(['business_management']));
});

test('accounts are funded each in its own way, by one record of the line for all that are on it', async () => {
  const fundings = ['line', 'line', 'card', 'other-line', 'none'];
  const { wabas, allocations } = await sim.customer({ wabas: fundings.map((funding) => ({ funding })) });
  const ids = await Promise.all(wabas.map((waba) => fundingOf(waba)));
  expect(ids[0]).toBe(ids[1]);
  expect(new Set(ids.slice(1)).size).toBe(4);
  expect(ids[4]).toBeUndefined();
  expect(allocations).toHaveLength(1);
  const read = await sim.get(`/${allocations[0]}?fields=receiving_credential,owning_credential`);
  expect(read.body).toMatchObject({ receiving_credential: { id: ids[0] }, owning_credential: { id: line } });
});

test('a line can be shared with a customer and pay for none of its accounts, or for one of them', async () => {
  const second = await sim.line();
  const { allocations, wabas } = await sim.customer({
    sharedLines: [line],
    wabas: [{ funding: 'none' }, { fundingLine: second }],
  });
  expect(allocations).toHaveLength(2);
  expect(await fundingOf(wabas[0] ?? '')).toBeUndefined();
  const records = data(await sim.get(`/${second}/owning_credit_allocation_configs?fields=receiving_credential`));
  expect(records[0]?.['receiving_credential']).toEqual({ id: await fundingOf(wabas[1] ?? '') });
});

test('the system user of the partner is assigned, or not where the spec says so', async () => {
  const { wabas } = await sim.customer({ wabas: [{}, { systemUserAssigned: false }] });
  expect(await users(wabas[0] ?? '')).toHaveLength(1);
  expect(await users(wabas[1] ?? '')).toEqual([]);
});

test('the token is what the spec says, one of the same name replaces the earlier one, and there may be none', async () => {
  const named = { ref: 'customer', token: 'a-token', bsp: false };
  const first = await sim.customer({ token: named });
  expect((await sim.get(`/${first.waba}?fields=primary_funding_id`, 'a-token')).status).toBe(400);
  const second = await sim.customer({ token: { ref: 'customer', token: 'a-token' } });
  expect(await fundingOf(second.waba, 'a-token')).toBeDefined();
  expect((await sim.get(`/${first.waba}`, 'a-token')).status).toBe(400);
  expect((await sim.customer({ token: null })).token).toBe('');
});

test('a customer that is there already gets more accounts, which its token then reaches', async () => {
  const first = await sim.customer({ businessId: '2729000000000001', name: 'Tea House' });
  const more = await sim.customer({ businessId: '2729000000000001', wabas: 2 });
  expect((await sim.get(`/${first.businessId}`)).body).toMatchObject({ name: 'Tea House' });
  for (const waba of [first.waba, ...more.wabas]) expect((await sim.get(`/${waba}`, more.token)).status).toBe(200);
  expect(sim.simulator.state().businesses.filter(({ id }) => id === '2729000000000001')).toHaveLength(1);
});

test('a spec that cannot be followed is refused by name', async () => {
  for (const [path, spec, word] of [
    ['/customers', { wabas: [{ curency: 'EUR' }] }, 'curency'],
    ['/customers', { acount: {} }, 'acount'],
    ['/customers', { sharedLines: ['999'] }, '999'],
    ['/customers', { account: { fundingLine: '999' } }, '999'],
    ['/lines', { id: line }, line],
  ] as const) {
    const answer = await sim.control('POST', path, spec);
    expect(answer.status).toBe(400);
    expect(String(answer.body['error'])).toContain(word);
  }
  expect((await sim.control('PATCH', '/lines/999', {})).status).toBe(400);
  expect((await sim.control('PATCH', '/businesses/999', {})).status).toBe(400);
});

test('a token that is changed keeps its role', async () => {
  const { businessId, token } = await sim.customer();
  const changed = await sim.control('POST', '/tokens', { ref: `customer-${businessId}`, token, bsp: false });
  expect(changed.body).toMatchObject({ role: 'employee', businessId, bsp: false });
});
