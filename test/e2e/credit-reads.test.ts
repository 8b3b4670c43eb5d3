import type { BusinessCredit } from '../../domain/credit/funding';
import type { CreditLineDetails, CreditLines } from '../../domain/credit/questions';
import { accountOf, createWorld, CREDIT_LINE, liveRecords, type World } from './harness';
import { BUSINESS_ID } from './harness/account-spec';

const WRONG_SECRET = 'not-the-secret-of-this-app';
const WRONG_TOKEN = 'a-token-that-has-expired';
const EMPLOYEE_TOKEN = 'sim-employee-token';

let world: World;
beforeAll(async () => {
  world = await createWorld({ secrets: [WRONG_SECRET, WRONG_TOKEN, EMPLOYEE_TOKEN] });
});
afterEach(() => world.finish());
afterAll(() => world?.close());

/** What a command prints that went well. */
async function printed<T>(...args: string[]): Promise<T> {
  const { status, json, stderr } = await world.wabactl('credit', ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return json as T;
}

describe('what is read live from Meta', () => {
  it('lists the lines with legal entity, balance and available credit', async () => {
    const { lines, why } = await printed<CreditLines>('lines');
    expect(why).toBeNull();
    expect(lines).toEqual([
      {
        id: CREDIT_LINE,
        legalEntityName: 'Partner Portfolio Ltd',
        balance: { amount: expect.any(String) as string, currency: 'USD' },
        creditAvailable: { amount: expect.any(String) as string, currency: 'USD' },
        accessRevoked: false,
      },
    ]);
  });

  it.each(['list', 'object'])('shows every field and both edges of a line, allocations as a %s', async (shape) => {
    const customer = await world.addCustomer({ account: { funding: 'line' } });
    await world.simulator.changeSettings({ allocationListShape: shape });
    const line = await printed<CreditLineDetails>('line', CREDIT_LINE);
    await world.simulator.changeSettings({ allocationListShape: 'list' });
    expect(Object.keys(line.fields)).toEqual(
      expect.arrayContaining(['balance', 'credit_available', 'max_balance', 'sold_to_address', 'is_access_revoked']),
    );
    const [record] = await liveRecords(world, customer);
    expect(line.allocations).toContainEqual(
      expect.objectContaining({ id: record?.id, receivingBusinessId: customer.businessId }),
    );
    expect(line.invoiceGroups.length).toBeGreaterThan(0);
  });

  it('shows a business: its allocations, and which account is funded by what', async () => {
    const customer = await world.addCustomer({
      wabas: [{ funding: 'line' }, { funding: 'card' }, { funding: 'none' }],
    });
    const shown = await printed<BusinessCredit>('show', '--business', customer.businessId);
    const fundedBy = Object.fromEntries(shown.wabas.map((waba) => [waba.wabaId, waba.fundedBy]));
    expect(fundedBy).toEqual({
      [accountOf(customer, 0).id]: 'our-line',
      [accountOf(customer, 1).id]: 'other',
      [accountOf(customer, 2).id]: 'nobody',
    });
    expect(shown.allocations.map(({ id }) => id)).toEqual((await liveRecords(world, customer)).map(({ id }) => id));
    expect(shown.unreadable).toEqual([]);
  });
});

/** Puts a worker with other settings in the place of the one that runs. */
async function replaceWorker(env: Record<string, string>): Promise<void> {
  await world.killWorker();
  world.startWorker(env);
}

describe('an empty list of lines is explained', () => {
  afterAll(() => replaceWorker({}));

  it('by a business that is not verified', async () => {
    await world.simulator.changeBusiness(BUSINESS_ID, { verificationStatus: 'not_verified' });
    const { lines, why } = await printed<CreditLines>('lines');
    await world.simulator.changeBusiness(BUSINESS_ID, { verificationStatus: 'verified' });
    expect(lines).toEqual([]);
    expect(why).toMatch(/verified/);
  });

  it('by a portfolio that is not the one of the token', async () => {
    const { businessId } = await world.addCustomer();
    await replaceWorker({ META_BUSINESS_ID: businessId });
    const { lines, why } = await printed<CreditLines>('lines');
    expect(lines).toEqual([]);
    expect(why).toContain(BUSINESS_ID);
    expect(why).toContain('META_BUSINESS_ID');
  });
});

describe('a refusal of Meta comes with its fix', () => {
  afterAll(() => replaceWorker({}));

  /** What `wabactl credit line` says when it fails. */
  async function said(lineId: string): Promise<string> {
    const { status, json } = await world.wabactl('credit', 'line', lineId);
    expect(status).toBe(1);
    const { message, fix } = (json as { error: { message: string; fix: string } }).error;
    return `${message} ${fix}`;
  }

  it('100: the id, or the access', async () => {
    expect(await said('1972000000000009')).toMatch(/100.*1972000000000009|1972000000000009.*100/);
  });

  it.each([
    ['104', /META_APP_SECRET/, { META_APP_SECRET: WRONG_SECRET }],
    ['190', /token/, { GRAPH_TOKEN: WRONG_TOKEN }],
    ['200', /Financial Editor/, { GRAPH_TOKEN: EMPLOYEE_TOKEN }],
  ])('%s: what to look at', async (code, fix, env) => {
    await world.simulator.addToken({ ref: 'employee', token: EMPLOYEE_TOKEN, role: 'employee' });
    await replaceWorker(env);
    const text = await said(CREDIT_LINE);
    expect(text).toContain(code);
    expect(text).toMatch(fix);
  });
});
