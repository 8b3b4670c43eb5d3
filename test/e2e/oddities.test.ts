import { accountNow, createWorld, digitsOf, type FaultRule, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

const STATUS_READS = '^/mig_[^/]+$';

/** What Graph may do that no page of Meta's describes. */
const ODDITIES: Readonly<Record<string, readonly FaultRule[]>> = {
  'a status that nobody knows, while cloning': [
    { fault: 'unknown-status', method: 'GET', path: STATUS_READS, times: 2 },
  ],
  'fields that nobody knows, in every answer': [{ fault: 'unknown-field', times: 0 }],
  'old statuses': [{ fault: 'stale', method: 'GET', path: STATUS_READS, skip: 1, times: 3 }],
  'lists cut to half a page': [
    { fault: 'truncate', method: 'GET', path: '/message_templates$', times: 4 },
    { fault: 'truncate', method: 'GET', path: '/phone_numbers$', times: 1 },
  ],
  'pages of HTML instead of reads': [{ fault: 'html-502', method: 'GET', skip: 10, times: 3 }],
};

describe('what Meta does not describe delays a run at most', () => {
  it('a status or field that nobody knows, stale reads, cut pages, HTML: every number arrives', async () => {
    const runs = [];
    for (const [oddity, rules] of Object.entries(ODDITIES)) {
      const waba = await world.addAccount({ numbers: 3, templates: 30 });
      for (const rule of rules) await world.simulator.addFault({ ...rule, wabaId: waba.id });
      expect(await world.start(waba.id, '--approval', 'auto')).toMatchObject({ status: 0 });
      runs.push({ oddity, waba });
    }
    for (const { oddity, waba } of runs) {
      const done = await world.waitForPhase(waba.id, 'completed', { timeoutMs: 100_000 });
      const arrived = digitsOf(await accountNow(world, done.destinationWabaId));
      expect([oddity, arrived]).toEqual([oddity, digitsOf(waba)]);
    }
  }, 180_000);

  it('a list that never comes to its end is not taken for whole: a person is asked, and it is read again', async () => {
    const waba = await world.addAccount({ numbers: 3 });
    const cut = { fault: 'truncate', method: 'GET', path: '/phone_numbers$', times: 0, wabaId: waba.id } as const;
    await world.simulator.addFault(cut);
    await world.start(waba.id);
    const stopped = await world.waitForPhase(waba.id, 'needs-operator');
    expect(stopped.waitingFor?.reason).toContain('cannot be read to its end');
    await world.simulator.removeFaults();
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'assess');
    await world.waitForPhase(waba.id, 'awaiting-approval');
    await world.approve(waba.id);
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done.outcome?.numbers).toHaveLength(3);
  });

  it('a status that nobody knows and that stays is polled on, shown as it came, and can be abandoned', async () => {
    const waba = await world.addAccount();
    await world.simulator.addFault({
      fault: 'unknown-status',
      method: 'GET',
      path: STATUS_READS,
      times: 0,
      wabaId: waba.id,
    });
    await world.start(waba.id);
    const seen = await world.waitForPhase(waba.id, 'cloning', { where: ({ polling }) => (polling?.attempt ?? 0) >= 2 });
    expect(seen.polling?.lastStatus).toBe('WAITING_FOR_THE_MOON');
    await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'nobody knows what this is');
    const ended = await world.waitForPhase(waba.id, 'abandoned');
    expect(ended.orphans).toHaveLength(1);
  });
});
