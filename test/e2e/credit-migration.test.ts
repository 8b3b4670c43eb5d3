/** How a migration comes to a clone that somebody pays for. All begin at once; each test waits for the end of its own. */
import { creditLineWorkflowId, migrationWorkflowId } from '../../domain/ids';
import {
  accountNow,
  createWorld,
  fetchHistory,
  liveRecords,
  tell,
  type AccountChanges,
  type SimulatedWaba,
  type World,
} from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

/** A migration that was started; its account and business are its own. */
type Begun = SimulatedWaba;

/** Starts a migration whose clone Meta leaves unfunded, unless the switches say otherwise. */
async function begin({ behaviour, ...changes }: AccountChanges = {}, ...more: string[]): Promise<Begun> {
  const waba = await world.addAccount({ ...changes, behaviour: { cloneFunded: false, ...behaviour } });
  const started = await world.start(waba.id, '--policy', 'fundingGrace=5s', ...more);
  expect(started).toMatchObject({ status: 0, json: { started: true } });
  return waba;
}

const AUTO = ['--approval', 'auto'];

/** A revoke that stays open, since what it was asked for is not what would be defunded. */
async function openRevoke({ businessId }: Begun, forceRuns: string[] = []): Promise<void> {
  await world.credit.revoke(businessId, { radius: '0'.repeat(64), forceRuns });
  await world.waitForCredit(businessId, 'needs-operator');
}

/** What changed at Meta about an account, its clone or its business, in order. */
async function effectsAbout({ id, businessId }: Begun): Promise<string[]> {
  const journal = await world.simulator.journal();
  return journal
    .filter((entry) => entry.wabaId === id || entry.businessId === businessId)
    .flatMap(({ effect }) => (effect === null || effect.kind === 'numbers-moved' ? [] : [effect.kind]));
}

/** The migration that started the newest share of a business, as Temporal notes it. */
async function parentOfShare({ businessId }: Begun): Promise<string | undefined> {
  const { workflowId, runId } = await world.migrations.credit.get(businessId);
  const { history } = await fetchHistory(world.client, { workflowId, runId });
  return history.events?.[0]?.workflowExecutionStartedEventAttributes?.parentWorkflowExecution?.workflowId ?? undefined;
}

describe('a clone that comes unfunded', () => {
  const begun = new Map<string, Begun>();
  const of = (name: string): Begun => begun.get(name) as Begun;

  beforeAll(async () => {
    // The longest waits first.
    const meanwhile = await begin({ behaviour: { stepMs: 2_000 } }, ...AUTO);
    await world.waitForPhase(meanwhile.id, 'cloning');
    await openRevoke(meanwhile, [migrationWorkflowId(meanwhile.id)]);
    begun.set('revoked meanwhile', meanwhile);

    const abandoned = await begin({ funding: 'card' });
    const { destinationWabaId } = await world.waitForPhase(abandoned.id, 'verifying');
    await world.simulator.changeWaba(destinationWabaId ?? '', { behaviour: { fundingShown: false } });
    begun.set('abandoned', abandoned);

    begun.set('line', await begin({ funding: 'line' }, ...AUTO));
    begun.set('card', await begin({ funding: 'card' }, ...AUTO));
    const late = await world.addAccount({ behaviour: { fundedAfterMs: 3_000 } });
    await world.start(late.id, ...AUTO, '--policy', 'fundingGrace=60s');
    begun.set('late', late);

    const refused = await begin({}, ...AUTO);
    const { businessId } = refused;
    const error = { code: 200 };
    await world.simulator.addFault({ fault: 'refuse', effect: 'shared-and-attached', businessId, error });
    begun.set('refused', refused);
  });

  it('whose share waits can be abandoned: the outcome lists the allocation, and the share goes on by itself', async () => {
    const waba = of('abandoned');
    await world.waitForCredit(waba.businessId, 'verifying');
    const abandon = await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'not this month');
    expect(abandon).toMatchObject({ status: 0 });
    const { outcome, destinationWabaId } = await world.waitForPhase(waba.id, 'abandoned');
    const [record] = await liveRecords(world, waba);
    expect(outcome?.allocations).toEqual([{ id: record?.id, businessId: waba.businessId }]);

    await world.simulator.changeWaba(destinationWabaId ?? '', { behaviour: { fundingShown: true } });
    await world.waitForCredit(waba.businessId, 'completed');
    expect(await effectsAbout(waba)).not.toContain('resume-accepted');
  });

  it('and whose business has an open revoke is shared nothing until that has ended', async () => {
    const waba = of('revoked meanwhile');
    const waiting = await world.waitForPhase(waba.id, 'verifying', {
      where: ({ waitingFor }) => waitingFor?.reason.includes(creditLineWorkflowId(waba.businessId)) ?? false,
    });
    expect(waiting.waitingFor?.verbs).toContain('abandon');
    expect(await effectsAbout(waba)).toEqual(['initiated']);
    // It looks again in half a minute; the last test sees it go on.
    expect(await tell(world, 'cancel', waba)).toMatchObject({ status: 0 });
    await world.waitForCredit(waba.businessId, 'refused');
  });

  it.each([
    ['line', 'the record that the business has', 0],
    ['card', 'a new record', 1],
  ])('of an account on a %s is funded by a share of its own: %s', async (funding, _what, made) => {
    const waba = of(funding);
    const { destinationWabaId } = await world.waitForPhase(waba.id, 'completed');
    const [record, ...more] = await liveRecords(world, waba);
    expect(more).toEqual([]);
    expect((await accountNow(world, destinationWabaId)).funding?.id).toBe(record?.receivingCredentialId);
    expect(await parentOfShare(waba)).toBe(migrationWorkflowId(waba.id));
    const { outcome } = await world.migrations.credit.get(waba.businessId);
    expect(outcome?.made).toHaveLength(made);
    expect(await effectsAbout(waba)).toEqual(['initiated', 'shared-and-attached', 'resume-accepted']);
  });

  it('but is funded by Meta within the grace gets no share', async () => {
    const waba = of('late');
    await world.waitForPhase(waba.id, 'completed');
    expect(await effectsAbout(waba)).toEqual(['initiated', 'resume-accepted']);
    await expect(world.migrations.credit.get(waba.businessId)).rejects.toThrow();
  });

  it('and whose share is refused asks a person, who has it verified again', async () => {
    const waba = of('refused');
    const { waitingFor } = await world.waitForPhase(waba.id, 'needs-operator');
    expect(waitingFor?.verbs).toContain('retry');
    expect(waitingFor?.reason).toContain(creditLineWorkflowId(waba.businessId));
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'verify');
    await world.waitForPhase(waba.id, 'completed');
    await world.waitForCredit(waba.businessId, 'completed');
  });

  it('goes on once the revoke of its business has ended', async () => {
    const waba = of('revoked meanwhile');
    await world.waitForPhase(waba.id, 'completed');
    expect(await effectsAbout(waba)).toEqual(['initiated', 'shared-and-attached', 'resume-accepted']);
  });

  it('keeps every promise', async () => {
    const { states, creditStates } = await world.finish();
    expect(states).toHaveLength(begun.size);
    // A share for every business but the one whose clone Meta funded, before which one had a revoke, one a share refused.
    expect(creditStates).toHaveLength(begun.size - 1 + 2);
  });
});

describe('a migration of a business whose credit is being revoked', () => {
  it('initiates nothing until that has ended', async () => {
    const waba = await world.addAccount();
    await openRevoke(waba);
    await world.start(waba.id);
    const waiting = await world.waitForPhase(waba.id, 'initiating', { where: (state) => state.waitingFor !== null });
    expect(waiting.waitingFor?.reason).toMatch(/revoke/);
    await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'the revoke comes first');
    await world.waitForPhase(waba.id, 'abandoned');
    await tell(world, 'cancel', waba);
    await world.waitForCredit(waba.businessId, 'refused');
    expect(await effectsAbout(waba)).toEqual([]);
    await world.finish();
  });
});
