import type { Customer, Running } from './running';
import { anyText, data, graphError, line, partnerBusiness, run } from './running';

let sim: Running;
beforeEach(async () => void (sim = await run()));
afterEach(() => sim.simulator.close());

const unfunded = (account: object = {}): Promise<Customer> =>
  sim.customer({ account: { funding: 'none', ...account } });
const shareAndAttach = async (waba: string): Promise<string> => {
  const query = `waba_currency=USD&waba_id=${waba}`;
  const { body } = await sim.post(`/${line}/whatsapp_credit_sharing_and_attach?${query}`);
  return String(body['allocation_config_id']);
};
const listed = async ({ businessId }: Customer): Promise<unknown[]> =>
  data(await sim.get(`/${line}/owning_credit_allocation_configs?receiving_business_id=${businessId}`));
const fundingOf = async (waba: string, token?: string): Promise<unknown> =>
  (await sim.get(`/${waba}?fields=primary_funding_id`, token)).body['primary_funding_id'];
const fields = [
  'allocated_amount',
  'balance',
  'credit_available',
  'max_balance',
  'online_max_balance',
  'credit_type',
  'is_access_revoked',
  'is_automated_experience',
  'legal_entity_name',
  'liable_address',
  'liable_biz_name',
  'owner_business',
  'owner_business_name',
  'send_bill_to_address',
  'send_bill_to_biz_name',
  'sold_to_address',
];

describe('lines', () => {
  test('several lines, each with its amounts in US dollars', async () => {
    const id = await sim.line({ maxBalance: 500_000, balance: 125_050, country: 'BR' });
    const lines = await sim.get(`/${partnerBusiness}/extendedcredits?fields=id,legal_entity_name`);
    expect(data(lines).map((one) => one['id'])).toEqual([line, id]);
    expect((await sim.get(`/${id}?fields=balance,credit_available,max_balance,sold_to_address`)).body).toMatchObject({
      balance: { amount: '1250.50', currency: 'USD' },
      credit_available: { amount: '3749.50' },
      max_balance: { amount: '5000.00' },
      sold_to_address: { country: 'BR' },
    });
  });

  test('every field of the node can be read; those without a value are left out', async () => {
    const all = [...fields, 'partition_from', 'receiving_credit_allocation_config'].join(',');
    expect(Object.keys((await sim.get(`/${line}?fields=${all}`)).body).sort()).toEqual([...fields, 'id'].sort());
  });

  test('a line that its owner took back can be read, and says so', async () => {
    const id = await sim.line({ accessRevoked: true });
    expect((await sim.get(`/${id}?fields=is_access_revoked`)).body).toEqual({ is_access_revoked: true, id });
    expect((await sim.get(`/${line}?fields=is_access_revoked`)).body).toMatchObject({ is_access_revoked: false });
  });

  test('a migration cannot name a line that its owner took back', async () => {
    const id = await sim.line({ accessRevoked: true });
    const source = await sim.account({});
    const body = { currency: 'INR', extended_credit_id: id };
    expect((await sim.post(`/${source.id}/set_payment_method_migration_intent`, body)).body).toMatchObject(
      graphError(200),
    );
  });

  test('invoice groups are listed with their fields', async () => {
    const id = await sim.line({
      invoiceGroups: [
        { name: 'North', emails: ['north@example.com'] },
        { name: 'South', emails: [] },
      ],
    });
    const groups = await sim.get(`/${id}/extended_credit_invoice_groups?fields=name,emails&limit=1`);
    expect(data(groups)).toEqual([{ id: anyText, name: 'North', emails: ['north@example.com'] }]);
    expect(groups.body).toHaveProperty('paging.next');
    expect((await sim.get(`/${line}/extended_credit_invoice_groups?fields=nope`)).body).toMatchObject(graphError(100));
  });
});

describe('an empty list of lines', () => {
  const lines = async (business = partnerBusiness, token?: string): Promise<unknown> =>
    (await sim.get(`/${business}/extendedcredits`, token)).body;

  test('comes for the portfolio of somebody else, seen or not', async () => {
    const hidden = await sim.customer({ account: { sharedWith: [] } });
    const seen = await sim.customer();
    for (const { businessId } of [hidden, seen]) expect(await lines(businessId)).toEqual({ data: [] });
    expect(await lines('999')).toMatchObject(graphError(100, 33));
  });

  test('comes for a portfolio that is not verified, and it says so itself', async () => {
    await sim.control('PATCH', `/businesses/${partnerBusiness}`, { verificationStatus: 'not_verified' });
    expect(await lines()).toEqual({ data: [] });
    const read = await sim.get(`/${partnerBusiness}?fields=name,verification_status`);
    expect(read.body).toMatchObject({ name: 'Partner Portfolio', verification_status: 'not_verified' });
  });

  test('comes with the token of another business, and that says whose it is', async () => {
    await sim.control('POST', '/tokens', {
      ref: 'other',
      token: 'other-token',
      businessId: (await sim.customer()).businessId,
    });
    expect(await lines(partnerBusiness, 'other-token')).toEqual({ data: [] });
    const mine = data(await sim.get('/me/businesses?fields=id,name'));
    expect(mine).toEqual([{ id: partnerBusiness, name: 'Partner Portfolio' }]);
    const theirs = data(await sim.get('/me/businesses', 'other-token'));
    expect(theirs.map(({ id }) => id)).not.toContain(partnerBusiness);
  });

  test('is a refusal with 200 where scope or role are missing', async () => {
    const { token } = await sim.customer();
    expect(await lines(partnerBusiness, token)).toMatchObject(graphError(200));
    expect((await sim.get('/me/businesses', token)).body).toMatchObject(graphError(200));
    await sim.control('POST', '/tokens', { ref: 'default', token: 'sim-system-token', role: 'employee' });
    expect(await lines()).toMatchObject(graphError(200));
  });
});

describe('what shows late', () => {
  test('primary_funding_id, although the account is paid for already', async () => {
    await sim.control('PATCH', '/settings', { fundingShownAfterMs: 60_000 });
    const { waba } = await unfunded();
    await shareAndAttach(waba);
    expect(await fundingOf(waba)).toBeUndefined();
    expect((await sim.get(`/${waba}?fields=health_status`)).body).toMatchObject({
      health_status: { can_send_message: 'AVAILABLE' },
    });
    await sim.advance(60_000);
    expect(await fundingOf(waba)).toBeDefined();
  });

  test('an account can have its own delay, or never show it', async () => {
    const quick = await unfunded({ behaviour: { fundingShownAfterMs: 0 } });
    const never = await unfunded({ behaviour: { fundingShown: false } });
    await sim.control('PATCH', '/settings', { fundingShownAfterMs: 60_000 });
    for (const { waba } of [quick, never]) await shareAndAttach(waba);
    expect(await fundingOf(quick.waba)).toBeDefined();
    await sim.advance(3_600_000);
    expect(await fundingOf(never.waba)).toBeUndefined();
    await sim.control('PATCH', `/wabas/${never.waba}`, { behaviour: { fundingShown: true } });
    expect(await fundingOf(never.waba)).toBeDefined();
  });

  test('a new record in the list of its line; by its id it is there at once', async () => {
    await sim.control('PATCH', '/settings', { allocationListedAfterMs: 60_000 });
    const customer = await unfunded();
    const id = await shareAndAttach(customer.waba);
    expect(await listed(customer)).toEqual([]);
    expect((await sim.get(`/${id}?fields=receiving_business`)).body).toMatchObject({
      receiving_business: { id: customer.businessId },
    });
    await sim.advance(60_000);
    expect(await listed(customer)).toEqual([{ id }]);
  });
});

test('the customer reads its own account, funding and owner included, and none of the lines', async () => {
  const mine = await sim.customer();
  const other = await sim.customer();
  const { body } = await sim.get(`/${mine.waba}?fields=owner_business_info,primary_funding_id`, mine.token);
  expect(body).toMatchObject({ owner_business_info: { id: mine.businessId }, primary_funding_id: anyText });
  expect((await sim.get(`/${other.waba}`, mine.token)).body).toMatchObject(graphError(100, 33));
  expect((await sim.get(`/${line}`, mine.token)).body).toMatchObject(graphError(200));
  expect((await sim.get(`/${mine.allocations[0]}`, mine.token)).body).toMatchObject(graphError(200));
});
