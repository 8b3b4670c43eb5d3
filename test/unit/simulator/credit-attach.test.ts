import type { Customer, Running } from './running';
import { graphError, line, run, system } from './running';

let sim: Running;
let customer: Customer;
beforeEach(async () => {
  sim = await run();
  customer = await sim.customer({ account: { funding: 'none', currency: 'INR' } });
});
afterEach(() => sim.simulator.close());

const share = async (businessId = customer.businessId): Promise<string> => {
  const answer = await sim.post(`/${line}/whatsapp_credit_sharing?receiving_business_id=${businessId}`);
  return String(answer.body['allocation_config_id']);
};
const attach = (waba = customer.waba, token = customer.token, currency = 'INR', on = line) =>
  sim.post(`/${on}/whatsapp_credit_attach?waba_currency=${currency}&waba_id=${waba}`, undefined, token);
const last = () => sim.simulator.journal().at(-1);
const fundingOf = async (waba: string, token = system): Promise<unknown> =>
  (await sim.get(`/${waba}?fields=primary_funding_id`, token)).body['primary_funding_id'];

test('lets the shared line pay for the account, and the customer can read so', async () => {
  const allocationId = await share();
  const { body } = await attach();
  expect(body).toEqual({ success: true, waba_id: customer.waba, allocation_config_id: allocationId });
  const ids = { allocationId, lineId: line, businessId: customer.businessId, wabaId: customer.waba };
  expect(last()).toMatchObject({
    tokenRef: `customer-${customer.businessId}`,
    wabaId: customer.waba,
    effect: { kind: 'attached', ...ids },
  });
  const read = await sim.get(`/${allocationId}?fields=receiving_credential`);
  expect(read.body['receiving_credential']).toEqual({ id: await fundingOf(customer.waba, customer.token) });
});

test('takes its parameters from a JSON body as well', async () => {
  await share();
  const body = { waba_currency: 'INR', waba_id: customer.waba };
  expect((await sim.post(`/${line}/whatsapp_credit_attach`, body, customer.token)).status).toBe(200);
});

test('a line that is not shared with the owner is refused with 100', async () => {
  await share((await sim.customer()).businessId);
  expect((await attach()).body).toMatchObject(graphError(100));
  expect(await fundingOf(customer.waba)).toBeUndefined();
});

test('attaches by the newest record, where a business has two', async () => {
  await sim.control('PATCH', '/settings', { shareAgain: 'second' });
  await share();
  const second = await share();
  expect((await attach()).body['allocation_config_id']).toBe(second);
});

test('needs the business token of the owner: the partner has 200, another customer 100/33', async () => {
  await share();
  expect((await attach(customer.waba, system)).body).toMatchObject(graphError(200));
  const other = await sim.customer();
  expect((await attach(customer.waba, other.token)).body).toMatchObject(graphError(100, 33));
});

test('a token whose targets leave the account out is refused with 100/33', async () => {
  await share();
  await sim.control('POST', '/tokens', {
    ref: `customer-${customer.businessId}`,
    token: customer.token,
    targetIds: [],
  });
  expect((await attach()).body).toMatchObject(graphError(100, 33));
});

test('a wrong or missing parameter is 100, an unknown line 100/33, a revoked one 200', async () => {
  await share();
  expect((await attach(customer.waba, customer.token, 'USD')).body).toMatchObject(graphError(100));
  for (const query of [`waba_id=${customer.waba}`, 'waba_currency=INR']) {
    const answer = await sim.post(`/${line}/whatsapp_credit_attach?${query}`, undefined, customer.token);
    expect(answer.body).toMatchObject(graphError(100));
  }
  expect((await attach(customer.waba, customer.token, 'INR', '999')).body).toMatchObject(graphError(100, 33));
  await sim.control('PATCH', `/lines/${line}`, { accessRevoked: true });
  expect((await attach()).body).toMatchObject(graphError(200));
});

test.each(['card', 'other-line'])('an account that is funded by another (%s) keeps it', async (funding) => {
  const funded = await sim.customer({ account: { funding } });
  await share(funded.businessId);
  const before = await fundingOf(funded.waba);
  expect((await attach(funded.waba, funded.token, 'USD')).body).toMatchObject(graphError(100));
  expect(await fundingOf(funded.waba)).toBe(before);
});

test('again gives the same record and changes nothing, or is refused, where attachAgain says so', async () => {
  await share();
  const first = (await attach()).body;
  expect((await attach()).body).toEqual(first);
  expect(last()?.effect).toBeNull();
  await sim.control('PATCH', '/settings', { attachAgain: 'refused' });
  expect((await attach()).body).toMatchObject(graphError(100));
});
