import { blocksOf, createWorld, CREDIT_LINE, effectsOf, type AccountChanges, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

const waive = (wabaId: string, check: string) =>
  world.wabactl('migrate', 'waive', wabaId, '--check', check, '--reason', 'let it through');

/** A run that the assessment blocks, in one point only, which nobody can waive. */
async function blockedRun(wabaId: string, check: string) {
  const blocked = await world.waitForPhase(wabaId, 'needs-operator');
  expect([wabaId, blocksOf(blocked)]).toEqual([wabaId, [check]]);
  expect(await waive(wabaId, check)).toMatchObject({ status: 1, json: { error: { type: 'verb-refused' } } });
  await world.wabactl('migrate', 'abandon', wabaId, '--reason', 'it cannot be migrated');
  await world.waitForPhase(wabaId, 'abandoned');
  return blocked;
}

describe('what cannot be migrated is stopped before anything is written, and nobody can waive it', () => {
  const SOURCES: Readonly<Record<string, AccountChanges>> = {
    coexistence: { numbers: [{}, { isOnBizApp: true }] },
    'has-numbers': { numbers: 0 },
    'currency-changes': { currency: 'INR' },
  };

  it('a Coexistence number, no number at all, the same currency', async () => {
    const accounts = await Promise.all(
      Object.entries(SOURCES).map(async ([check, changes]) => ({ check, waba: await world.addAccount(changes) })),
    );
    for (const { waba } of accounts) expect(await world.start(waba.id)).toMatchObject({ status: 0 });
    for (const { check, waba } of accounts) await blockedRun(waba.id, check);
    const { journal } = await world.finish();
    expect(journal.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it("an account that is another run's clone, although its numbers have arrived", async () => {
    const waba = await world.addAccount();
    await world.start(waba.id, '--approval', 'auto');
    const done = await world.waitForPhase(waba.id, 'completed');
    const clone = done.destinationWabaId ?? '';
    await world.wabactl('migrate', 'start', '--waba', clone, '--to', 'EUR', '--credit-line', CREDIT_LINE);
    const blocked = await blockedRun(clone, 'not-a-clone');
    expect(blocked.waitingFor?.reason).toContain(`migrate-waba/${waba.id}`);
    expect(effectsOf(await world.finish(), 'initiated')).toHaveLength(1);
  });
});

describe('a line of credit is asked for where there is one, and only there', () => {
  it('an account billed to our line is blocked without a line named, and the message lists ours', async () => {
    const waba = await world.addAccount();
    const ended = await world.wabactl('migrate', 'start', '--waba', waba.id, '--to', 'INR', '--wait');
    expect(ended).toMatchObject({ status: 3, json: { phase: 'needs-operator' } });
    const blocked = await blockedRun(waba.id, 'credit-line-named');
    expect(blocked.waitingFor?.reason).toContain(`line ${CREDIT_LINE}`);
    expect(effectsOf(await world.finish(), 'initiated')).toEqual([]);
  });

  it('an account billed to a card goes through without one, and `extended_credit_id` is not sent at all', async () => {
    const waba = await world.addAccount({ funding: 'card' });
    const order = ['migrate', 'start', '--waba', waba.id, '--to', 'INR', '--approval', 'auto', '--wait'];
    expect(await world.wabactl(...order)).toMatchObject({ status: 0, json: { phase: 'completed' } });
    const [initiated] = effectsOf(await world.finish(), 'initiated');
    expect(initiated?.effect).toMatchObject({ extendedCreditId: null });
    expect(initiated?.parameters).toContain('currency');
    expect(initiated?.parameters).not.toContain('extended_credit_id');
  });
});
