/** Runs that go through, and what they leave behind. */
import { DIGEST, notSent, MIGRATION, NUMBERS, checksOf, polled, verified } from '../faked-activities';
import { throws } from '../scripted';
import type { Suite } from '../suite';

export function endings(suite: Suite): void {
  test('a person approves and every number moves', async () => {
    const run = await suite.start();
    const waiting = await run.until('awaiting-approval');
    expect(waiting.needsOperator).toBe(true);
    expect(waiting.waitingFor).toMatchObject({ verbs: ['approve', 'reject', 'pause', 'abandon'] });
    expect(waiting.waitingFor?.reason).toContain('2 numbers will move for good');
    await run.tell('approve', { digest: DIGEST, comment: 'looks right' });
    const state = await run.end();
    expect(state.phase).toBe('completed');
    expect(state.migrationId).toBe(MIGRATION);
    expect(state.outcome?.numbers.map((number) => number.on)).toEqual(['clone', 'clone']);
    expect(state.report?.idMap.phones.map((phone) => phone.cloneId)).toEqual(NUMBERS.map((number) => number.id));
    expect(state.timeline.find((entry) => entry.text.includes('looks right'))?.by).toBe('test:operator');
    expect(state.outcome?.evidencePath).toMatch(/\.json$/);
  });

  test('auto goes through by itself and never asks', async () => {
    const run = await suite.start({}, { approval: 'auto' });
    const state = await run.end();
    expect(state.phase).toBe('completed');
    expect(state.timeline.map((entry) => entry.phase)).not.toContain('needs-operator');
    expect(suite.fakes.inputs(run.wabaId, 'watchFingerprint')).toHaveLength(0);
    expect(suite.fakes.inputs(run.wabaId, 'writeEvidence').at(-1)?.approvals).toMatchObject([
      { by: 'auto', digest: DIGEST },
    ]);
  });

  test('a dry run only looks, and ends assessed whatever it found', async () => {
    const run = await suite.start(
      {
        assess: [
          {
            graphOrigin: 'g',
            runId: 'r',
            source: null,
            checks: checksOf('assess', { coexistence: 'mismatch', owner: 'incomplete' }),
            earlierClones: [],
            evidencePath: null,
          },
        ],
      },
      { dryRun: true },
    );
    const state = await run.end();
    expect(state.phase).toBe('assessed');
    expect(state.report?.verdict).toBe('block');
    expect(suite.fakes.names(run.wabaId)).toEqual(['assess', 'writeEvidence']);
  });

  test('a dry run whose activity fails for good ends assessed too', async () => {
    const run = await suite.start({ assess: [throws('GraphRefused', 'no')] }, { dryRun: true });
    expect((await run.end()).timeline.map((entry) => entry.text)).toContain('Could not assess: no');
  });

  test('a test message is sent once and never said to be more than accepted', async () => {
    const testMessage = { to: '+15551234567', template: 'hello_there', language: 'en_US' };
    const run = await suite.start({}, { approval: 'auto', testMessage });
    const state = await run.end();
    expect(state.outcome?.testMessage).toMatchObject({ state: 'accepted-not-proven', messageId: 'wamid.1' });
    expect(state.report?.checks.find((check) => check.name === 'test-message')).toMatchObject({ result: 'match' });
    expect(suite.fakes.inputs(run.wabaId, 'sendTestMessage')).toHaveLength(1);
  });

  test('a test message whose answer was lost is not sent twice and does not undo the end', async () => {
    const testMessage = { to: '+15551234567', template: 'hello_there', language: 'en_US' };
    const lost = () => {
      throw new Error('the worker crashed');
    };
    const run = await suite.start({ sendTestMessage: [lost] }, { approval: 'auto', testMessage });
    const state = await run.end();
    expect(state.phase).toBe('completed');
    expect(state.outcome?.testMessage?.state).toBe('unknown');
    expect(state.report?.checks.find((check) => check.name === 'test-message')).toMatchObject({ result: 'incomplete' });
    expect(suite.fakes.inputs(run.wabaId, 'sendTestMessage')).toHaveLength(1);
  });

  test('a throttled test message is delayed, not given up', async () => {
    const testMessage = { to: '+15551234567', template: 'hello_there', language: 'en_US' };
    const accepted = { state: 'accepted-not-proven', messageId: 'wamid.1', text: 'Accepted.' } as const;
    const run = await suite.start(
      { sendTestMessage: [notSent('throttled'), accepted] },
      { approval: 'auto', testMessage },
    );
    expect((await run.end()).outcome?.testMessage).toMatchObject(accepted);
  });

  test('an evidence file that cannot be written delays the end and changes nothing', async () => {
    const broken = throws('EvidenceNotWritten', 'disk full');
    const run = await suite.start(
      { writeEvidence: [broken, broken, broken, { path: '/e/last.json' }] },
      { approval: 'auto' },
    );
    const state = await run.end();
    expect(state.phase).toBe('completed');
    expect(state.outcome?.evidencePath).toBe('/e/last.json');
  });

  test('an input that no start would send fails with the field named', async () => {
    const run = await suite.start({}, { targetCurrency: 'rupees' });
    await expect(run.handle.result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining('targetCurrency') },
    });
  });

  test('polls of days, statuses that nobody listed among them, cost no history', async () => {
    const statuses = ['INITIATED', 'ACCEPTED', 'IN_PROGRESS', 'SOMETHING_NEW'];
    const still = Array.from({ length: 60 }, (_, poll) =>
      throws('StillInProgress', statuses[poll % 4], { nextRetryDelayMs: 3_600_000 }),
    );
    const run = await suite.start(
      { pollMigration: [...still, polled('READY_TO_COMPLETE'), polled('COMPLETED')], verify: [verified()] },
      { approval: 'auto' },
    );
    expect((await run.end()).phase).toBe('completed');
    expect(suite.fakes.inputs(run.wabaId, 'pollMigration')).toHaveLength(62);
    expect((await run.handle.describe()).historyLength).toBeLessThan(100);
  });
}
