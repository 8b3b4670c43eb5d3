import type { Customer, Running } from './running';
import { data, graphError, line, run } from './running';

let sim: Running;
let customer: Customer;
let allocation: string;
beforeEach(async () => {
  sim = await run();
  customer = await sim.customer({ wabas: 2, account: { templates: [{ name: 'order', language: 'en_US' }] } });
  allocation = customer.allocations[0] ?? '';
});
afterEach(() => sim.simulator.close());

const remove = (id = allocation, token?: string) => sim.call('DELETE', `/${id}`, token === undefined ? {} : { token });
const statusOf = async (id = allocation): Promise<unknown> =>
  (await sim.get(`/${id}?fields=receiving_business,request_status`)).body['request_status'];
const listed = async (): Promise<unknown[]> =>
  data(await sim.get(`/${line}/owning_credit_allocation_configs?receiving_business_id=${customer.businessId}`));
const fundingOf = async (waba: string): Promise<unknown> =>
  (await sim.get(`/${waba}?fields=primary_funding_id`)).body['primary_funding_id'];

test('a DELETE defunds every account of the business, and no other', async () => {
  const other = await sim.customer();
  const onCard = await sim.customer({ businessId: customer.businessId, account: { funding: 'card' } });
  expect((await remove()).body).toEqual({ success: true });
  for (const waba of customer.wabas) expect(await fundingOf(waba)).toBeUndefined();
  for (const waba of [other.waba, onCard.waba]) expect(await fundingOf(waba)).toBeDefined();
  expect(sim.simulator.journal().find(({ method }) => method === 'DELETE')).toMatchObject({
    path: `/${allocation}`,
    wabaId: null,
    lineId: line,
    businessId: customer.businessId,
    effect: {
      kind: 'allocation-deleted',
      allocationId: allocation,
      lineId: line,
      businessId: customer.businessId,
      wabaIds: customer.wabas,
    },
  });
});

test('afterwards the record reads DELETED by its id and is in no list', async () => {
  expect(await statusOf()).toBeUndefined();
  expect(await listed()).toEqual([{ id: allocation }]);
  await remove();
  expect(await statusOf()).toBe('DELETED');
  expect(await listed()).toEqual([]);
});

test('a message from an account that nobody pays for any more is refused with 131042', async () => {
  const { numbers } = (await sim.control('GET', `/wabas/${customer.waba}`)).body as { numbers: { id: string }[] };
  const send = () =>
    sim.post(`/${numbers[0]?.id}/messages`, {
      messaging_product: 'whatsapp',
      to: '16315550199',
      type: 'template',
      template: { name: 'order', language: { code: 'en_US' } },
    });
  expect((await send()).status).toBe(200);
  await remove();
  expect((await send()).body).toMatchObject(graphError(131042));
});

test('DELETED may show late, in the record and in the list', async () => {
  await sim.control('PATCH', '/settings', { deletedShownAfterMs: 60_000 });
  await remove();
  expect(await statusOf()).toBeUndefined();
  expect(await listed()).toHaveLength(1);
  // The truth is not late: nothing pays, and a second DELETE has nothing left to do.
  expect(await fundingOf(customer.waba)).toBeUndefined();
  expect((await remove()).body).toEqual({ success: true });
  expect(sim.simulator.journal().at(-1)?.effect).toBeNull();
  await sim.advance(60_000);
  expect(await statusOf()).toBe('DELETED');
  expect(await listed()).toEqual([]);
});

test('a second DELETE is refused, or taken without effect, where deleteAgain says success', async () => {
  await remove();
  expect((await remove()).body).toMatchObject(graphError(100));
  await sim.control('PATCH', '/settings', { deleteAgain: 'success' });
  expect((await remove()).body).toEqual({ success: true });
  expect(sim.simulator.journal().at(-1)?.effect).toBeNull();
});

test('nobody but the owner of the line may delete, and only with the role for it', async () => {
  expect((await remove(allocation, customer.token)).body).toMatchObject(graphError(200));
  const token = (more: object) => sim.control('POST', '/tokens', { ref: 'other', token: 'other-token', ...more });
  await token({ businessId: customer.businessId });
  expect((await remove(allocation, 'other-token')).body).toMatchObject(graphError(100, 33));
  await token({ businessId: '2000000000000001', role: 'employee' });
  expect((await remove(allocation, 'other-token')).body).toMatchObject(graphError(200));
  expect((await remove('999')).body).toMatchObject(graphError(100, 33));
  expect(await statusOf()).toBeUndefined();
});

test('a business can be given the line again after a revoke, by a new record', async () => {
  await remove();
  const query = `waba_currency=USD&waba_id=${customer.waba}`;
  const again = await sim.post(`/${line}/whatsapp_credit_sharing_and_attach?${query}`);
  expect(again.body['allocation_config_id']).not.toBe(allocation);
  expect(await listed()).toEqual([{ id: again.body['allocation_config_id'] }]);
});

test('a customer that removed the partner cannot be seen, and its line can still be revoked', async () => {
  for (const waba of customer.wabas) await sim.control('PATCH', `/wabas/${waba}`, { sharedWith: [] });
  expect((await sim.get(`/${customer.waba}`)).body).toMatchObject(graphError(100, 33));
  expect((await sim.get(`/${customer.businessId}`)).body).toMatchObject(graphError(100, 33));
  const clients = data(await sim.get('/2000000000000001/client_whatsapp_business_accounts?limit=100'));
  expect(clients.some(({ id }) => id === customer.waba)).toBe(false);
  expect(await listed()).toHaveLength(1);
  expect((await remove()).body).toEqual({ success: true });
  expect(await statusOf()).toBe('DELETED');
});
