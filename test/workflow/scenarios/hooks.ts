/** Telling other systems: what is told, once each, without the run ever waiting for whoever is told. */
import { setTimeout as delay } from 'node:timers/promises';
import type { AssessResult } from '../../../activities/contract';
import { notificationSchema, type Notification } from '../../../domain/hooks';
import { assessed, DIGEST, NUMBERS, polled, sentOn, verified, type Script } from '../faked-activities';
import { throws } from '../scripted';
import type { Run, Suite } from '../suite';

const unchanged = throws('NothingChanged', 'Nothing changed.', { nextRetryDelayMs: 3_600_000 });
const LIMIT_MS = 20_000;

/** As {@link assessed}, by a worker that is given somebody to notify. */
const noticed: AssessResult = { ...(assessed() as AssessResult), notify: true };
const startNoticed = (suite: Suite, script: Script = {}, input: Parameters<Suite['start']>[1] = {}) =>
  suite.start({ assess: [noticed], ...script }, input);

const told = (suite: Suite, run: Run) => suite.fakes.inputs(run.wabaId, 'notify');
const typesTold = (suite: Suite, run: Run) => told(suite, run).map(({ notification }) => notification.type);

/** Waits until so many deliveries were tried; the last of them. */
async function untilTold(suite: Suite, run: Run, count: number): Promise<Notification> {
  const end = Date.now() + LIMIT_MS;
  while (told(suite, run).length < count) {
    if (Date.now() > end) throw new Error(`told only ${JSON.stringify(typesTold(suite, run))}`);
    await delay(15);
  }
  return notificationSchema.parse(told(suite, run)[count - 1]?.notification);
}

async function eventTypes(run: Run): Promise<string[]> {
  const { events } = await run.handle.fetchHistory();
  return (events ?? []).flatMap((event) => Object.keys(event).filter((key) => key.endsWith('EventAttributes')));
}

export function hooks(suite: Suite): void {
  test('where nobody is to be told, nothing of it is in the history', async () => {
    const run = await suite.start();
    await run.until('awaiting-approval');
    await run.tell('approve', { digest: DIGEST });
    await run.end();
    expect(told(suite, run)).toEqual([]);
    const types = await eventTypes(run);
    expect(types.filter((type) => type.startsWith('startChildWorkflow'))).toEqual([]);
    // The deadline of the approval is the only timer.
    expect(types.filter((type) => type.startsWith('timerStarted'))).toHaveLength(1);
  });

  test('a wait for an approval and the end are told once each, with what a person can do', async () => {
    const run = await startNoticed(suite);
    const waiting = await run.until('awaiting-approval');
    const asked = await untilTold(suite, run, 1);
    expect(asked).toMatchObject({
      type: 'migration.awaiting-approval',
      wabaId: run.wabaId,
      runId: waiting.runId,
      phase: 'awaiting-approval',
      why: waiting.waitingFor?.reason,
      until: waiting.waitingFor?.until,
      verbs: ['approve', 'reject', 'pause', 'abandon'],
    });
    await run.tell('approve', { digest: DIGEST });
    await run.end();
    const ended = await untilTold(suite, run, 2);
    expect(ended).toMatchObject({ type: 'migration.completed', phase: 'completed', until: null, verbs: [] });
    expect(typesTold(suite, run)).toEqual(['migration.awaiting-approval', 'migration.completed']);
    const ids = told(suite, run).map(({ id }) => id);
    expect(ids).toEqual([expect.stringMatching(/-n1$/), expect.stringMatching(/-n2$/)]);
  });

  test('a run that goes through by itself tells its end only, and a dry run nothing', async () => {
    const run = await startNoticed(suite, {}, { approval: 'auto' });
    await run.end();
    await untilTold(suite, run, 1);
    expect(typesTold(suite, run)).toEqual(['migration.completed']);
    const dry = await startNoticed(suite, {}, { dryRun: true });
    await dry.end();
    expect(told(suite, dry)).toEqual([]);
  });

  test('each stop for a person is told, a pause by a person is not', async () => {
    const run = await startNoticed(suite, {
      verify: [verified({ templates: 'mismatch' }), verified({ flows: 'mismatch' }), verified()],
    });
    const first = await run.until('needs-operator');
    expect(await untilTold(suite, run, 1)).toMatchObject({
      type: 'migration.needs-operator',
      why: first.waitingFor?.reason,
      verbs: first.waitingFor?.verbs,
    });
    await run.tell('retry', { step: 'verify' });
    expect((await untilTold(suite, run, 2)).why).toContain('flows');
    await run.tell('retry', { step: 'verify' });
    await untilTold(suite, run, 3);
    await run.tell('pause', {});
    await run.tell('unpause', {});
    await run.tell('abandon', { reason: 'Zoe said so' });
    await run.end();
    await untilTold(suite, run, 4);
    expect(typesTold(suite, run)).toEqual([
      'migration.needs-operator',
      'migration.needs-operator',
      'migration.awaiting-approval',
      'migration.abandoned',
    ]);
  });

  test('what a person wrote, who it was, and phone numbers are told to nobody', async () => {
    const [{ digits }] = NUMBERS as [(typeof NUMBERS)[number]];
    const run = await startNoticed(suite, {
      pollMigration: [throws('GraphRefused', `(#10) No permission for ${digits}.`)],
    });
    await run.until('needs-operator');
    await run.tell('abandon', { reason: 'Zoe said so', by: 'local:zoe' });
    await run.end();
    await untilTold(suite, run, 2);
    const texts = JSON.stringify(told(suite, run));
    expect(texts).toContain('No permission for …0001.');
    for (const secret of [digits, 'Zoe', 'zoe', 'test:starter']) expect(texts).not.toContain(secret);
  });

  test.each<[string, Script]>([
    ['rejected', { pollMigration: [polled('REJECTED')] }],
    ['failed', { pollMigration: [polled('FAILED')] }],
  ])('an end as %s is told', async (phase, script) => {
    const run = await startNoticed(suite, script);
    expect((await run.end()).phase).toBe(phase);
    expect(await untilTold(suite, run, 1)).toMatchObject({ type: `migration.${phase}`, phase });
  });

  describe('the hook that is asked before numbers move', () => {
    test('is spoken of to whoever approves only where there is none', async () => {
      const without = await suite.start();
      expect((await without.until('awaiting-approval')).waitingFor?.reason).toContain('Your own systems must be ready');
      const asked = await suite.start({ verify: [verified({ 'routing-ready': 'match' })] });
      expect((await asked.until('awaiting-approval')).waitingFor?.reason).not.toContain('Your own systems');
    });

    test('holds the numbers where it says no, auto or not, until a person waives it', async () => {
      const no = verified({ 'routing-ready': 'mismatch' });
      const run = await suite.start({ verify: [no] }, { approval: 'auto' });
      const stopped = await run.until('needs-operator');
      expect(stopped.waitingFor?.reason).toContain('waive --check routing-ready');
      expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(0);
      await run.tell('waive', { check: 'routing-ready', reason: 'told them by phone' });
      expect((await run.end()).phase).toBe('completed');
      expect(suite.fakes.inputs(run.wabaId, 'verify')).toHaveLength(2);
    });
  });
}

/**
 * Runs that are told of their deadlines. Only the last of them ends: the time-skipping server skips no more once a run
 * has ended before the delivery that it started.
 */
export function deadlines(suite: Suite): void {
  test('an approval deadline is told a quarter of its time ahead, a day at most, where nobody has approved', async () => {
    const run = await startNoticed(suite, { watchFingerprint: [unchanged] }, { policy: { approvalDeadline: '2d' } });
    const waiting = await run.until('awaiting-approval');
    await suite.sleep('37h');
    const near = await untilTold(suite, run, 2);
    expect(near).toMatchObject({ type: 'migration.deadline-near', until: waiting.waitingFor?.until });
    expect(near.verbs).toContain('approve');
    expect(near.why).toContain('12h');
    await suite.sleep('12h');
    await run.until('needs-operator');
    await untilTold(suite, run, 3);
    expect(typesTold(suite, run)).toEqual([
      'migration.awaiting-approval',
      'migration.deadline-near',
      'migration.needs-operator',
    ]);
  });

  test('an approval in time, for later, is not pressed for', async () => {
    const run = await startNoticed(suite, { watchFingerprint: [unchanged] }, { policy: { approvalDeadline: '2d' } });
    const waiting = await run.until('awaiting-approval');
    const notBefore = new Date(Date.parse(waiting.timeline[0]?.at ?? '') + 60 * 86_400_000).toISOString();
    await run.tell('approve', { digest: DIGEST, notBefore });
    await suite.sleep('50h');
    expect(typesTold(suite, run)).toEqual(['migration.awaiting-approval']);
  });

  test("the deadline of Meta's own work is told before it is over, while it clones and while it moves", async () => {
    const busy = throws('StillInProgress', 'IN_PROGRESS (poll)', { nextRetryDelayMs: 3_600_000 });
    const run = await startNoticed(
      suite,
      {
        pollMigration: [
          ...Array.from({ length: 40 }, () => busy),
          polled('READY_TO_COMPLETE'),
          ...Array.from({ length: 40 }, () => busy),
          polled('COMPLETED'),
        ],
        cutOver: [sentOn('READY_TO_COMPLETE')],
      },
      { policy: { migrationDeadline: '2d' }, approval: 'auto' },
    );
    expect((await run.end()).phase).toBe('completed');
    await untilTold(suite, run, 3);
    expect(typesTold(suite, run)).toEqual([
      'migration.deadline-near',
      'migration.deadline-near',
      'migration.completed',
    ]);
  });
}
