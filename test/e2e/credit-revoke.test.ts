import { creditLineWorkflowId } from '../../domain/ids';
import type { Radius } from '../../domain/credit/funding';
import {
  accountNow,
  accountOf,
  createWorld,
  CREDIT_LINE,
  effectsOf,
  liveRecords,
  tell,
  until,
  type Customer,
  type CustomerChanges,
  type World,
} from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

/** A customer whose accounts our line pays for. */
const funded = (changes: CustomerChanges = {}) => world.addCustomer({ ...changes, account: { funding: 'line' } });

/** What a dry run prints. */
async function dryRun({ businessId }: Customer): Promise<Radius> {
  const { status, json } = await world.wabactl('credit', 'revoke', '--business', businessId, '--dry-run');
  expect(status).toBe(0);
  return json as Radius;
}

const revoke = ({ businessId }: Customer, radius: string, ...more: string[]) =>
  world.wabactl(
    'credit',
    'revoke',
    '--business',
    businessId,
    '--confirm',
    businessId,
    '--radius',
    radius,
    '--wait',
    ...more,
  );

describe('a revoke', () => {
  it('defunds every account of the business, as the dry run said, and tells record by record', async () => {
    const customer = await funded({ wabas: 3 });
    const radius = await dryRun(customer);
    const [record] = await liveRecords(world, customer);
    expect(radius).toMatchObject({ numbers: 3, openRuns: [], allocations: [{ id: record?.id, lineId: CREDIT_LINE }] });
    expect(radius.wabas.map(({ wabaId }) => wabaId).sort()).toEqual(customer.wabas.map(({ id }) => id).sort());
    expect(radius.wabas.every(({ fundedBy }) => fundedBy === 'our-line')).toBe(true);

    const ended = await revoke(customer, radius.digest);
    expect(ended).toMatchObject({ status: 0, json: { phase: 'completed' } });
    expect(ended.json).toMatchObject({
      outcome: { report: { revoked: [record?.id], alreadyRevoked: [], failed: [], notAttributable: [] } },
    });
    expect(await liveRecords(world, customer)).toEqual([]);
    for (const { id } of customer.wabas) expect((await accountNow(world, id)).funding).toBeNull();
    expect(effectsOf(await world.finish(), 'allocation-deleted')).toHaveLength(1);
  });

  it('leaves what pays for other businesses alone', async () => {
    const [customer, other] = [await funded(), await funded()];
    const { digest } = await dryRun(customer);
    expect(await revoke(customer, digest)).toMatchObject({ status: 0 });
    expect(await liveRecords(world, other)).toHaveLength(1);
  });

  it('works for a customer who removed the partner, whose accounts cannot be seen any more', async () => {
    const customer = await funded();
    await world.simulator.changeWaba(accountOf(customer).id, { sharedWith: [] });
    const radius = await dryRun(customer);
    expect(radius).toMatchObject({ wabas: [], allocations: [{}] });
    expect(await revoke(customer, radius.digest)).toMatchObject({ status: 0, json: { phase: 'completed' } });
    expect(await liveRecords(world, customer)).toEqual([]);
  });

  it('of a business that has no record of ours has nothing to do', async () => {
    const customer = await world.addCustomer();
    const { digest } = await dryRun(customer);
    expect(await revoke(customer, digest)).toMatchObject({ status: 0, json: { phase: 'completed' } });
    expect(effectsOf(await world.finish(), 'allocation-deleted')).toEqual([]);
  });

  it('wants the business id again, before anything is contacted', async () => {
    const customer = await funded();
    const wrong = await world.wabactl(
      ...['credit', 'revoke', '--business', customer.businessId, '--confirm', '27', '--radius', '0'.repeat(64)],
    );
    expect(wrong.status).toBe(2);
    expect(await liveRecords(world, customer)).toHaveLength(1);
  });
});

describe('a radius that grows between the dry run and the revoke', () => {
  /** A revoke that waits, since an account was added after the dry run. */
  async function grown() {
    const customer = await funded();
    const seen = await dryRun(customer);
    await world.addAccountsOf(customer, { account: { funding: 'line' } });
    const waiting = await revoke(customer, seen.digest);
    expect(waiting).toMatchObject({ status: 3, json: { phase: 'needs-operator' } });
    expect(await liveRecords(world, customer)).toHaveLength(1);
    return { customer, seen };
  }

  const confirm = ({ businessId }: Customer, radius: string) =>
    world.wabactl('credit', 'confirm-radius', '--business', businessId, '--radius', radius);

  it('is asked about: only the digest that was read last is taken, and the revoke then goes on', async () => {
    const { customer, seen } = await grown();
    expect(await confirm(customer, seen.digest)).toMatchObject({
      status: 1,
      json: { error: { type: 'verb-refused' } },
    });
    const now = await dryRun(customer);
    expect(now.wabas).toHaveLength(2);
    expect(await confirm(customer, now.digest)).toMatchObject({ status: 0 });
    const { outcome } = await world.waitForCredit(customer.businessId, 'completed');
    expect(outcome?.report?.revoked).toHaveLength(1);
    expect(await liveRecords(world, customer)).toEqual([]);
  });

  it('that grows again is asked about again; cancelled, it ends refused and nothing was deleted', async () => {
    const { customer } = await grown();
    const now = await dryRun(customer);
    const { waitingFor } = await world.migrations.credit.get(customer.businessId);
    await world.addAccountsOf(customer, { account: { funding: 'line' } });
    await confirm(customer, now.digest);
    await world.waitForCredit(customer.businessId, 'needs-operator', {
      where: (state) => state.waitingFor !== null && state.waitingFor.id !== waitingFor?.id,
    });
    expect(await tell(world, 'cancel', customer)).toMatchObject({ status: 0 });
    await world.waitForCredit(customer.businessId, 'refused');
    expect(await liveRecords(world, customer)).toHaveLength(1);
  });
});

describe('a revoke of several records', () => {
  /** A customer with a record under each of two lines. */
  async function withTwoRecords() {
    const { id } = await world.simulator.addLine();
    const customer = await funded({ sharedLines: [CREDIT_LINE, id] });
    const { digest } = await dryRun(customer);
    expect(await liveRecords(world, customer)).toHaveLength(2);
    return { customer, second: id, digest };
  }

  it('goes on where one DELETE is refused, lists it, and ends with status 1', async () => {
    const { customer, second, digest } = await withTwoRecords();
    await world.simulator.addFault({ fault: 'refuse', effect: 'allocation-deleted', lineId: second });
    const ended = await revoke(customer, digest);
    const [kept, ...more] = await liveRecords(world, customer);
    expect(more).toEqual([]);
    expect(kept?.lineId).toBe(second);
    expect(ended).toMatchObject({ status: 1, json: { phase: 'failed' } });
    expect(ended.json).toMatchObject({ outcome: { report: { failed: [{ id: kept?.id }] } } });

    const again = await revoke(customer, (await dryRun(customer)).digest);
    expect(again).toMatchObject({ status: 0, json: { outcome: { report: { revoked: [kept?.id] } } } });
  });

  it('that Temporal cancels between two DELETEs lists what it did not delete', async () => {
    const { customer } = await withTwoRecords();
    const { businessId } = customer;
    const held = await world.simulator.hold({ fault: 'hold-before', effect: 'allocation-deleted', businessId });
    await world.credit.revoke(businessId);
    await held.reached();
    await world.client.workflow.getHandle(creditLineWorkflowId(businessId)).cancel();
    await held.answer();
    const { outcome } = await world.waitForCredit(businessId, 'failed');
    const kept = await liveRecords(world, customer);
    expect(kept).toHaveLength(1);
    expect(outcome?.report?.revoked).toHaveLength(1);
    expect(outcome?.report?.failed.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
  });

  it('that Temporal cancels before the first DELETE ends refused', async () => {
    const customer = await funded();
    const { businessId } = customer;
    const radius = (await dryRun(customer)).digest;
    const wabaId = accountOf(customer).id;
    const held = await world.simulator.hold({ fault: 'hold-before', method: 'GET', wabaId });
    await world.credit.revoke(businessId, { radius });
    await held.reached();
    await world.client.workflow.getHandle(creditLineWorkflowId(businessId)).cancel();
    await held.answer();
    await world.waitForCredit(businessId, 'refused');
    expect(await liveRecords(world, customer)).toHaveLength(1);
  });
});

describe('one operation of a business at a time', () => {
  it('a share while a revoke is open is a conflict that names the revoke, and not its success', async () => {
    const customer = await funded({ wabas: [{}, { funding: 'none' }] });
    const revoking = await world.credit.revoke(customer.businessId, { radius: '0'.repeat(64) });
    await world.waitForCredit(customer.businessId, 'needs-operator');
    const { id, businessId } = accountOf(customer, 1);
    const share = await world.wabactl(
      ...['credit', 'share', '--business', businessId, '--waba', id, '--currency', 'INR', '--wait'],
    );
    expect(share).toMatchObject({ status: 1, json: { error: { type: 'conflict' } } });
    expect(share.stdout).toContain(revoking.runId);
    await tell(world, 'cancel', customer);
    await world.waitForCredit(businessId, 'refused');
  });

  it('a revoke while a share is open is a conflict that names the share', async () => {
    const customer = await world.addCustomer({ account: { behaviour: { fundingShown: false } } });
    const sharing = await world.credit.share(accountOf(customer), { verifyFor: '2s' });
    await world.waitForCredit(customer.businessId, 'needs-operator');
    const revoking = await revoke(customer, (await dryRun(customer)).digest);
    expect(revoking).toMatchObject({ status: 1, json: { error: { type: 'conflict' } } });
    expect(revoking.stdout).toContain(sharing.runId);
    await tell(world, 'accept-as-is', customer);
    await world.waitForCredit(customer.businessId, 'completed');
    expect(await revoke(customer, (await dryRun(customer)).digest)).toMatchObject({ status: 0 });
  });
});

describe('a revoke against a running migration', () => {
  it('is refused and names it, and goes through where that run is named', async () => {
    const customer = await world.addCustomer({ account: { currency: 'USD', funding: 'line', templates: 2 } });
    const { id } = accountOf(customer);
    await world.start(id);
    await world.waitForPhase(id, 'awaiting-approval');
    const migration = `migrate-waba/${id}`;
    // Lists of runs lag behind the runs by about a second.
    const radius = await until('the migration in the radius', 30_000, async () => {
      const { openRuns, digest } = await dryRun(customer);
      return openRuns.some(({ workflowId }) => workflowId === migration) ? digest : undefined;
    });

    const refused = await revoke(customer, radius);
    expect(refused).toMatchObject({ status: 1, json: { phase: 'refused' } });
    expect(refused.stdout).toContain(`--force-run ${migration}`);
    expect(await liveRecords(world, customer)).toHaveLength(1);

    const forced = await revoke(customer, (await dryRun(customer)).digest, '--force-run', migration);
    expect(forced).toMatchObject({ status: 0, json: { phase: 'completed' } });
    expect(await liveRecords(world, customer)).toEqual([]);
    await world.wabactl('migrate', 'abandon', id, '--reason', 'nobody pays for it any more');
    await world.waitForPhase(id, 'abandoned');
  });
});
