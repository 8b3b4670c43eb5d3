import { readFile } from 'node:fs/promises';
import { creditEvidenceSchema } from '../../domain/credit/evidence';
import { creditLineWorkflowId } from '../../domain/ids';
import {
  accountNow,
  accountOf,
  CREDIT_LINE,
  createWorld,
  effectsOf,
  liveRecords,
  until,
  type CustomerChanges,
  type SimulatedWaba,
  type World,
} from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

/** Shares by `wabactl` and waits for the end, or for a person. */
const share = ({ id, businessId }: SimulatedWaba, ...more: string[]) =>
  world.wabactl('credit', 'share', '--business', businessId, '--waba', id, '--currency', 'INR', '--wait', ...more);

/** A customer with one account. */
async function oneAccount(changes: CustomerChanges = {}) {
  const customer = await world.addCustomer(changes);
  return { ...customer, waba: accountOf(customer) };
}

/** Every write that Meta took since the test began, by its effect. */
async function effects(): Promise<string[]> {
  const { journal } = await world.finish();
  return journal.flatMap((entry) => entry.effect?.kind ?? []);
}

describe('a line that is shared with a customer', () => {
  it('pays for the account after one call, and the outcome and the evidence say what was made', async () => {
    const { waba, businessId } = await oneAccount();
    const ended = await share(waba);
    expect(ended).toMatchObject({
      status: 0,
      json: { phase: 'completed', workflowId: creditLineWorkflowId(businessId) },
    });

    const { outcome, creditLineId, timeline } = await world.migrations.credit.get(businessId);
    const { funding } = await accountNow(world, waba.id);
    const [allocation] = await liveRecords(world, { businessId });
    expect(funding).toMatchObject({ kind: 'line', id: allocation?.receivingCredentialId });
    expect(outcome).toMatchObject({
      allocationId: allocation?.id,
      made: [{ kind: 'allocation', id: allocation?.id }],
      undone: [],
      left: [],
    });
    expect(creditLineId).toBe(CREDIT_LINE);
    expect(timeline.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['checking', 'writing', 'verifying']));

    const evidence = creditEvidenceSchema.parse(JSON.parse(await readFile(outcome?.evidencePath ?? '', 'utf8')));
    expect(evidence.before?.wabas).toEqual([expect.objectContaining({ wabaId: waba.id, fundedBy: 'nobody' })]);
    expect(evidence.after?.wabas).toEqual([
      expect.objectContaining({ wabaId: waba.id, fundedBy: 'our-line', allocationId: allocation?.id }),
    ]);
    expect(await effects()).toEqual(['shared-and-attached']);
  });

  it("pays after two calls too, the second with the customer's token", async () => {
    const { waba, tokenRef } = await oneAccount();
    const ended = await share(waba, '--method', 'share-then-attach', '--customer-token-ref', tokenRef);
    expect(ended).toMatchObject({
      status: 0,
      json: { phase: 'completed', outcome: { made: [{ kind: 'allocation' }] } },
    });
    const judged = await world.finish();
    expect(effectsOf(judged, 'shared').map((entry) => entry.tokenRef)).toEqual(['default']);
    expect(effectsOf(judged, 'attached').map((entry) => entry.tokenRef)).toEqual([tokenRef]);
  });

  it.each(['attach', 'share-then-attach'])('pays for a second account by the same record (%s)', async (method) => {
    const customer = await world.addCustomer({ wabas: [{ funding: 'line' }, {}] });
    const more = ['--method', method, '--customer-token-ref', customer.tokenRef];
    const ended = await share(accountOf(customer, 1), ...more);
    expect(ended).toMatchObject({ status: 0, json: { phase: 'completed', outcome: { made: [], left: [] } } });
    expect(await liveRecords(world, customer)).toHaveLength(1);
  });

  it('is not shared again where it pays already: completed, and nothing was written', async () => {
    const { waba } = await oneAccount({ account: { funding: 'line' } });
    expect(await share(waba)).toMatchObject({ status: 0, json: { phase: 'completed', outcome: { made: [] } } });
    expect(await effects()).toEqual([]);
  });

  it('shows late and is waited for', async () => {
    const { waba } = await oneAccount({ account: { behaviour: { fundingShownAfterMs: 2_500 } } });
    expect(await share(waba)).toMatchObject({ status: 0, json: { phase: 'completed' } });
    expect(await effects()).toEqual(['shared-and-attached']);
  });

  it("is found by its business and its account in Temporal's own lists, with a summary", async () => {
    const { waba, businessId } = await oneAccount();
    await share(waba);
    const run = await world.client.workflow.getHandle(creditLineWorkflowId(businessId)).describe();
    expect(await run.staticSummary()).toBe(`Share line with business ${businessId} for WABA ${waba.id} (INR)`);
    const query = `BusinessId = '${businessId}' AND WabaId = '${waba.id}' AND Phase = 'completed' AND NeedsOperator = false`;
    // Lists of runs lag behind the runs by about a second.
    await until('the share in the list', 30_000, async () => {
      const { count } = await world.client.workflow.count(query);
      return count === 1 ? true : undefined;
    });
  });

  it('is one run for two starts at once', async () => {
    const { waba, businessId } = await oneAccount();
    const start = () =>
      world.wabactl('credit', 'share', '--business', businessId, '--waba', waba.id, '--currency', 'INR');
    const both = await Promise.all([start(), start()]);
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    const runs = both.map(({ json }) => json as { runId: string; started: boolean });
    expect(runs.map(({ started }) => started).sort()).toEqual([false, true]);
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(1);
    await world.waitForCredit(businessId, 'completed');
    expect(await effects()).toEqual(['shared-and-attached']);
  });
});

describe('a share is refused before anything is written', () => {
  const refusedWith = async (waba: SimulatedWaba, pattern: RegExp, ...more: string[]) => {
    const ended = await share(waba, ...more);
    expect(ended).toMatchObject({ status: 1, json: { phase: 'refused', outcome: { made: [], undone: [], left: [] } } });
    expect((ended.json as { outcome: { reason: string } }).outcome.reason).toMatch(pattern);
    expect(await effects()).toEqual([]);
  };

  it.each([
    ['card', /migrat/i],
    ['other-line', /migrat/i],
  ])('where the account is funded by %s, with the way out', async (funding, pattern) => {
    const { waba } = await oneAccount({ account: { funding } });
    await refusedWith(waba, pattern);
  });

  it('where the account belongs to another business, which it names', async () => {
    const { waba } = await oneAccount();
    const other = await world.addCustomer();
    await refusedWith({ ...waba, businessId: other.businessId }, new RegExp(waba.businessId));
  });

  it("where the currency is not the account's", async () => {
    const { waba } = await oneAccount({ account: { currency: 'USD' } });
    await refusedWith(waba, /USD/);
  });

  it('where our system user is not assigned, and says how to have it assigned', async () => {
    const { waba } = await oneAccount({ account: { users: [] } });
    await refusedWith(waba, /--assign-system-user/);
  });

  it('where the named line is not ours', async () => {
    const { waba } = await oneAccount();
    await refusedWith(waba, /1972000000000009/, '--credit-line', '1972000000000009');
  });

  it('where access to the named line was revoked', async () => {
    const { waba } = await oneAccount();
    const line = await world.simulator.addLine({ accessRevoked: true });
    await refusedWith(waba, /revoked/, '--credit-line', line.id);
  });
});

describe('our system user', () => {
  it('is assigned first where that is asked for, and the account is then funded', async () => {
    const { waba } = await oneAccount({ account: { users: [] } });
    const ended = await share(waba, '--credit-line', CREDIT_LINE, '--assign-system-user');
    expect(ended).toMatchObject({ status: 0, json: { phase: 'completed' } });
    expect((ended.json as { outcome: { made: { kind: string }[] } }).outcome.made.map(({ kind }) => kind)).toEqual([
      'system-user',
      'allocation',
    ]);
    expect(await effects()).toEqual(['user-assigned', 'shared-and-attached']);
  });
});

describe('where more than one line is ours', () => {
  it('a share that names none is refused with both listed, and one that names the second uses it', async () => {
    const second = await world.simulator.addLine();
    const { waba, businessId } = await oneAccount();
    const refused = await share(waba);
    expect(refused).toMatchObject({ status: 1, json: { phase: 'refused' } });
    for (const id of [CREDIT_LINE, second.id]) expect(refused.stdout).toContain(id);

    expect(await share(waba, '--credit-line', second.id)).toMatchObject({ status: 0, json: { phase: 'completed' } });
    expect((await liveRecords(world, { businessId })).map(({ lineId }) => lineId)).toEqual([second.id]);
  });
});
