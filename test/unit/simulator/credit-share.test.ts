import type { Customer, Running } from './running';
import { anyText, data, graphError, line, partnerBusiness, run, textWith } from './running';

let sim: Running;
let customer: Customer;
beforeEach(async () => {
  sim = await run();
  customer = await sim.customer({ wabas: 2, account: { funding: 'none', currency: 'INR' } });
});
afterEach(() => sim.simulator.close());

const share = (receiver = customer.businessId) =>
  sim.post(`/${line}/whatsapp_credit_sharing?receiving_business_id=${receiver}`);
const shareAndAttach = (waba = customer.waba, currency = 'INR', on = line) =>
  sim.post(`/${on}/whatsapp_credit_sharing_and_attach?waba_currency=${currency}&waba_id=${waba}`);
const fundingOf = async (waba: string): Promise<unknown> =>
  (await sim.get(`/${waba}?fields=primary_funding_id`)).body['primary_funding_id'];
const credentialOf = async (allocation: unknown): Promise<unknown> =>
  (await sim.get(`/${String(allocation)}?fields=receiving_credential`)).body['receiving_credential'];
const records = async (): Promise<unknown[]> =>
  data(await sim.get(`/${line}/owning_credit_allocation_configs?receiving_business_id=${customer.businessId}`));
const last = () => sim.simulator.journal().at(-1);

describe('sharing', () => {
  test('makes a record of the line and the business, and funds nothing', async () => {
    const { body } = await share();
    expect(body).toEqual({ success: true, allocation_config_id: anyText });
    const allocationId = String(body['allocation_config_id']);
    const ids = { allocationId, lineId: line, businessId: customer.businessId };
    expect(last()).toMatchObject({ effect: { kind: 'shared', ...ids }, wabaId: null, lineId: line });
    expect(await records()).toEqual([{ id: allocationId }]);
    expect(await fundingOf(customer.waba)).toBeUndefined();
  });

  test('takes its parameter from a JSON body as well', async () => {
    const answer = await sim.post(`/${line}/whatsapp_credit_sharing`, { receiving_business_id: customer.businessId });
    expect(answer.body).toMatchObject({ success: true });
  });

  test('again gives the same record and changes nothing, or a second one, where shareAgain says so', async () => {
    const first = (await share()).body;
    expect((await share()).body).toEqual(first);
    expect(last()?.effect).toBeNull();
    await sim.control('PATCH', '/settings', { shareAgain: 'second' });
    expect((await share()).body['allocation_config_id']).not.toBe(first['allocation_config_id']);
    expect(await records()).toHaveLength(2);
  });

  test('without the business, with an unknown one or an empty one is refused with 100', async () => {
    for (const query of ['', '?receiving_business_id=', '?receiving_business_id=999']) {
      expect((await sim.post(`/${line}/whatsapp_credit_sharing${query}`)).body).toMatchObject(graphError(100));
    }
    expect(await records()).toEqual([]);
  });
});

describe('sharing and attaching', () => {
  test('makes the record and lets it pay for the account', async () => {
    const { body } = await shareAndAttach();
    expect(body).toEqual({ allocation_config_id: anyText, waba_id: customer.waba });
    const allocationId = String(body['allocation_config_id']);
    const ids = { allocationId, lineId: line, businessId: customer.businessId, wabaId: customer.waba };
    expect(last()).toMatchObject({
      wabaId: customer.waba,
      businessId: customer.businessId,
      effect: { kind: 'shared-and-attached', created: true, ...ids },
    });
    expect(await credentialOf(allocationId)).toEqual({ id: await fundingOf(customer.waba) });
  });

  test('takes its parameters from a JSON body, and answers with the fields that were asked for', async () => {
    const { body } = await sim.post(`/${line}/whatsapp_credit_sharing_and_attach`, {
      waba_currency: 'INR',
      waba_id: customer.waba,
      fields: 'receiving_credential,receiving_business',
    });
    expect(body).toMatchObject({
      id: body['allocation_config_id'],
      waba_id: customer.waba,
      receiving_business: { id: customer.businessId },
      receiving_credential: { id: await fundingOf(customer.waba) },
    });
  });

  test('with a field that does not exist is refused before anything has happened', async () => {
    const query = `waba_currency=INR&waba_id=${customer.waba}&fields=is_active`;
    expect((await sim.post(`/${line}/whatsapp_credit_sharing_and_attach?${query}`)).body).toMatchObject(
      graphError(100),
    );
    expect(await records()).toEqual([]);
  });

  test('a second account of the business lives on the same record', async () => {
    const first = (await shareAndAttach()).body['allocation_config_id'];
    const second = (await shareAndAttach(customer.wabas[1])).body['allocation_config_id'];
    expect(second).toBe(first);
    expect(last()?.effect).toMatchObject({ kind: 'shared-and-attached', created: false });
    expect(await records()).toHaveLength(1);
    expect(await fundingOf(customer.wabas[1] ?? '')).toBe(await fundingOf(customer.waba));
  });

  test('again gives the same record and changes nothing, or is refused, where attachAgain says so', async () => {
    const first = (await shareAndAttach()).body;
    expect((await shareAndAttach()).body).toEqual(first);
    expect(last()?.effect).toBeNull();
    await sim.control('PATCH', '/settings', { attachAgain: 'refused' });
    expect((await shareAndAttach()).body).toMatchObject(graphError(100));
  });

  test.each([
    ['no currency', (waba: string) => `waba_id=${waba}`],
    ['no account', () => 'waba_currency=INR'],
    ['another currency than that of the account', (waba: string) => `waba_id=${waba}&waba_currency=USD`],
  ])('with %s is refused with 100', async (_what, query) => {
    const path = `/${line}/whatsapp_credit_sharing_and_attach?${query(customer.waba)}`;
    expect((await sim.post(path)).body).toMatchObject(graphError(100));
    expect(await records()).toEqual([]);
  });

  test('an account that the partner cannot see, or that is none, is refused with 100/33', async () => {
    const hidden = await sim.account({ sharedWith: [], funding: 'none' });
    for (const id of [hidden.id, '999']) {
      expect((await shareAndAttach(id)).body).toMatchObject(graphError(100, 33));
      expect(last()).toMatchObject({ wabaId: id, effect: null });
    }
  });

  test('needs the system user assigned on the account with a task that covers it, else 200', async () => {
    const unassigned = await sim.customer({ account: { funding: 'none', systemUserAssigned: false } });
    expect((await shareAndAttach(unassigned.waba, 'USD')).body).toMatchObject(graphError(200));
    const assign = (task: string) =>
      sim.post(`/${unassigned.waba}/assigned_users?user=3000000000000001&tasks=['${task}']`);
    await assign('VIEW_COST');
    expect((await shareAndAttach(unassigned.waba, 'USD')).body).toMatchObject(graphError(200));
    await assign('MANAGE');
    expect((await shareAndAttach(unassigned.waba, 'USD')).status).toBe(200);
  });

  test('an account without a currency has the one of the line from then on', async () => {
    const { waba } = await sim.customer({ account: { currency: '', funding: 'none' } });
    const currency = async (): Promise<unknown> => (await sim.get(`/${waba}?fields=currency`)).body;
    expect(await currency()).toEqual({ id: waba });
    expect((await shareAndAttach(waba, 'rupees')).body).toMatchObject(graphError(100));
    expect((await shareAndAttach(waba, 'INR')).status).toBe(200);
    expect(await currency()).toEqual({ currency: 'INR', id: waba });
    expect((await shareAndAttach(waba, 'USD')).body).toMatchObject(graphError(100));
  });

  test.each(['card', 'other-line'])('an account that is funded by another (%s) keeps it', async (funding) => {
    const { waba } = await sim.customer({ account: { funding } });
    const before = await fundingOf(waba);
    const refused = await shareAndAttach(waba, 'USD');
    expect(refused.body).toMatchObject({ error: { code: 100, message: textWith('cannot be changed') } });
    expect(await fundingOf(waba)).toBe(before);
  });

  test('an account on one of our lines is not taken by another of them', async () => {
    const second = await sim.line();
    const onSecond = await sim.customer({ account: { fundingLine: second } });
    expect((await shareAndAttach(onSecond.waba, 'USD')).body).toMatchObject(graphError(100));
    expect((await shareAndAttach(onSecond.waba, 'USD', second)).status).toBe(200);
  });
});

describe('who may share', () => {
  test.each(['whatsapp_credit_sharing', 'whatsapp_credit_sharing_and_attach'])('%s', async (edge) => {
    const query = `receiving_business_id=${customer.businessId}&waba_currency=INR&waba_id=${customer.waba}`;
    const call = (on: string, token?: string) => sim.post(`/${on}/${edge}?${query}`, undefined, token);
    const token = async (more: object): Promise<string> => {
      await sim.control('POST', '/tokens', { ref: 'other', token: 'other-token', ...more });
      return 'other-token';
    };
    expect((await call(line, customer.token)).body).toMatchObject(graphError(200));
    const withScope = { scopes: ['business_management', 'whatsapp_business_management'] };
    const limited = await token({ ...withScope, targetIds: [customer.waba] });
    expect((await call(line, limited)).body).toMatchObject(graphError(100, 33));
    const stranger = await token({ ...withScope, targetIds: null, businessId: customer.businessId });
    expect((await call(line, stranger)).body).toMatchObject(graphError(100, 33));
    const employee = await token({ businessId: partnerBusiness, role: 'employee' });
    expect((await call(line, employee)).body).toMatchObject(graphError(200));
    const editor = await token({ role: 'financial-editor' });
    expect((await call(line, editor)).status).toBe(200);
    const foreign = await sim.line({ businessId: '2000000000000077' });
    expect((await call(foreign)).body).toMatchObject(graphError(100, 33));
    const revoked = await sim.line({ accessRevoked: true });
    expect((await call(revoked)).body).toMatchObject(graphError(200));
    expect((await call('999')).body).toMatchObject(graphError(100, 33));
  });
});
