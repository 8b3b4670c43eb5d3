/** Cloning and verifying: every status of Meta, what orphans, what a block leads to. */
import { CLONE, polled, verified } from '../faked-activities';
import { throws } from '../scripted';
import type { Suite } from '../suite';

/** No look falls on the end of a deadline of whole days: of two things at one time the time-skipping server may lose one. */
const stillInProgress = throws('StillInProgress', 'IN_PROGRESS', { nextRetryDelayMs: 7 * 3_600_000 });

export function clones(suite: Suite): void {
  test('FAILED initiates again and leaves one orphan', async () => {
    const polls = [polled('FAILED', { destinationWabaId: '901' }), polled('READY_TO_COMPLETE'), polled('COMPLETED')];
    const ids = ['mig_1', 'mig_2'].map(
      (migrationId) => ({ kind: 'initiated', migrationId, status: 'INITIATED' }) as const,
    );
    const run = await suite.start({ initiate: ids, pollMigration: polls }, { approval: 'auto' });
    const state = await run.end();
    expect(state).toMatchObject({ phase: 'completed', migrationId: 'mig_2', destinationWabaId: CLONE });
    expect(state.orphans).toMatchObject([{ wabaId: '901', migrationId: 'mig_1' }]);
    expect(suite.fakes.inputs(run.wabaId, 'initiate')[1]?.acceptedOrphans).toEqual(['901']);
  });

  test('FAILED as often as the policy allows ends the run', async () => {
    const run = await suite.start({ pollMigration: [polled('FAILED')] }, { policy: { maxInitiations: 3 } });
    const state = await run.end();
    expect(run.failureType).toBe('MigrationFailed');
    expect(state.phase).toBe('failed');
    expect(state.orphans).toHaveLength(3);
    expect(suite.fakes.inputs(run.wabaId, 'initiate')).toHaveLength(3);
    expect(state.outcome?.numbers.every((number) => number.on === 'source')).toBe(true);
  });

  test('REJECTED ends the run', async () => {
    const run = await suite.start({ pollMigration: [polled('REJECTED', { destinationWabaId: null })] });
    const state = await run.end();
    expect(run.failureType).toBe('MigrationRejected');
    expect(state).toMatchObject({ phase: 'rejected', orphans: [] });
  });

  test.each(['COMPLETED', 'FAILED_TO_COMPLETE'])('%s before this run resumed asks a person', async (status) => {
    const run = await suite.start({ pollMigration: [polled(status), polled('READY_TO_COMPLETE')] });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain(`Meta says ${status}`);
    expect(await run.refusal('conclude', { reason: 'x' })).toContain('not possible');
    await run.tell('retry', { step: 'clone' });
    await run.until('awaiting-approval');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(0);
  });

  test('an abandoned run says where the numbers are, for somebody else may have moved them', async () => {
    const run = await suite.start({ pollMigration: [polled('COMPLETED')] });
    await run.until('needs-operator');
    await run.tell('abandon', { reason: 'done by hand' });
    const state = await run.end();
    expect(state.outcome?.numbers.map((number) => number.on)).toEqual(['clone', 'clone']);
    expect(state.orphans).toMatchObject([{ wabaId: CLONE }]);
  });

  test('a clone that never comes asks after the migration deadline, and can be waited for anew', async () => {
    const run = await suite.start({ pollMigration: [stillInProgress] }, { policy: { migrationDeadline: '3d' } });
    await run.until('cloning');
    await suite.sleep('2d');
    expect((await run.state()).phase).toBe('cloning');
    await suite.sleep('25h');
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain('did not finish within 3d');
    expect(await run.refusal('retry', { step: 'initiate' })).toContain('has not failed');
    await run.tell('retry', { step: 'clone' });
    await run.until('cloning');
  });

  test('a block of the verification asks, and a waiver verifies anew with the finding set aside', async () => {
    const run = await suite.start({ verify: [verified({ templates: 'mismatch' })] });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain('templates');
    expect(stopped.report?.verdict).toBe('block');
    expect(await run.refusal('waive', { check: 'flows', reason: 'x' })).toContain('flows passed');
    await run.tell('waive', { check: 'templates', reason: 'outdated format' });
    const waiting = await run.until('awaiting-approval');
    expect(suite.fakes.inputs(run.wabaId, 'verify')).toHaveLength(2);
    expect(waiting.report?.checks.find((check) => check.name === 'templates')).toMatchObject({
      waived: true,
      verdict: 'block',
    });
  });

  test('a waiver does not cover another finding of the same check', async () => {
    const worse = verified({ templates: 'incomplete' });
    const run = await suite.start({ verify: [verified({ templates: 'mismatch' }), worse] });
    await run.until('needs-operator');
    await run.tell('waive', { check: 'templates', reason: 'one outdated' });
    const stopped = await run.until(
      'needs-operator',
      (state) => state.timeline.filter((entry) => entry.phase === 'verifying').length > 1,
    );
    expect(stopped.report?.checks.find((check) => check.name === 'templates')).toMatchObject({
      waived: false,
      result: 'incomplete',
    });
  });

  test('nothing waives the number set', async () => {
    const run = await suite.start({
      verify: [verified({ 'number-set': 'mismatch', templates: 'mismatch' }), verified()],
    });
    await run.until('needs-operator');
    expect(await run.refusal('waive', { check: 'number-set', reason: 'x' })).toContain('nothing waives number-set');
    await run.tell('retry', {});
    await run.until('awaiting-approval');
  });

  test('an unreadable account in the verification asks', async () => {
    const run = await suite.start({ verify: [throws('GraphRefused', 'Meta refused to read WABA 1 (#10).')] });
    expect((await run.until('needs-operator')).waitingFor?.reason).toContain('Meta refused to read WABA 1');
  });
}
