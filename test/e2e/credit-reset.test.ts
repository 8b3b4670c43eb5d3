/** Credit operations that an operator of Temporal resets: looks are made again, writes are not. */
import { accountOf, createWorld, liveRecords, resetAfter, type Customer, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

/** Resets the newest operation of a customer and waits for the end of the run that goes on. */
async function failedAfterReset({ businessId }: Customer, activity: string) {
  const runId = await resetAfter(world, await world.migrations.credit.get(businessId), activity);
  return world.waitForCredit(businessId, 'failed', { where: (state) => state.runId === runId });
}

const callsOf = async ({ businessId }: Customer) =>
  (await world.simulator.journal()).filter(
    (entry) => entry.method !== 'GET' && entry.businessId === businessId && entry.effect !== null,
  );

describe('a share that was reset', () => {
  it('after its end sends nothing, and ends as failed', async () => {
    const customer = await world.addCustomer();
    await world.credit.share(accountOf(customer));
    await world.waitForCredit(customer.businessId, 'completed');
    const { outcome } = await failedAfterReset(customer, 'checkShare');
    expect(outcome?.reason).toMatch(/was reset/);
    expect(await callsOf(customer)).toHaveLength(1);
    expect(await liveRecords(world, customer)).toHaveLength(1);
  });

  it('while it waits for a person sends nothing, and lists what the calls before the reset left', async () => {
    const customer = await world.addCustomer({ account: { behaviour: { fundingShown: false } } });
    await world.credit.share(accountOf(customer), { verifyFor: '2s' });
    await world.waitForCredit(customer.businessId, 'needs-operator');
    const [record] = await liveRecords(world, customer);
    const { outcome } = await failedAfterReset(customer, 'checkShare');
    expect(outcome?.left).toEqual([expect.objectContaining({ kind: 'allocation', id: record?.id })]);
    expect(await callsOf(customer)).toHaveLength(1);
  });
});

describe('a revoke that was reset', () => {
  it('deletes nothing more, and lists what it did not see to be gone', async () => {
    const { id } = await world.simulator.addLine();
    const customer = await world.addCustomer({ account: { funding: 'line' }, sharedLines: [id] });
    await world.simulator.addFault({ fault: 'refuse', effect: 'allocation-deleted', lineId: id });
    await world.credit.revoke(customer.businessId);
    await world.waitForCredit(customer.businessId, 'failed');
    const [kept] = await liveRecords(world, customer);
    const { outcome } = await failedAfterReset(customer, 'readRadius');
    expect(outcome?.report?.failed.map((record) => record.id)).toContain(kept?.id);
    expect(await callsOf(customer)).toHaveLength(1);
  });
});
