/** Awaiting approval: who may approve what, what voids it, and what time does. */
import { DIGEST, notSent, sentOn, verified } from '../faked-activities';
import { throws } from '../scripted';
import type { Suite } from '../suite';

const NEW_DIGEST = 'b'.repeat(64);
const unchanged = throws('NothingChanged', 'Nothing changed.', { nextRetryDelayMs: 3_600_000 });

export function approvals(suite: Suite): void {
  test('an outdated digest is refused and the new one named', async () => {
    const run = await suite.start();
    await run.until('awaiting-approval');
    expect(await run.refusal('approve', { digest: NEW_DIGEST })).toContain(DIGEST);
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(0);
  });

  test('who started cannot approve where a second person is wanted', async () => {
    const run = await suite.start({}, { policy: { secondPerson: true } });
    expect(await run.until('awaiting-approval')).toMatchObject({ startedBy: 'test:starter', secondPerson: true });
    expect(await run.refusal('approve', { digest: DIGEST, by: 'test:starter' })).toContain('second person');
    await run.tell('approve', { digest: DIGEST, by: 'test:other' });
    expect((await run.end()).phase).toBe('completed');
  });

  test('drift voids everything and verifies anew', async () => {
    const watch = [unchanged, unchanged, { changed: ['sourceTemplates'] }, unchanged];
    const run = await suite.start({ watchFingerprint: watch, verify: [verified(), verified({}, NEW_DIGEST)] });
    await run.until('awaiting-approval');
    await suite.sleep('3h');
    const waiting = await run.until('awaiting-approval', (state) => state.report?.digest === NEW_DIGEST);
    expect(waiting.timeline.map((entry) => entry.text)).toContain('Changed since the verification: sourceTemplates.');
    expect(await run.refusal('approve', { digest: DIGEST })).toContain('outdated');
    await run.tell('approve', { digest: NEW_DIGEST });
    expect((await run.end()).phase).toBe('completed');
  });

  test('drift after an approval for later voids the approval', async () => {
    const watch = [unchanged, { changed: ['cloneTemplates'] }, unchanged];
    const run = await suite.start({ watchFingerprint: watch, verify: [verified(), verified({}, NEW_DIGEST)] });
    const before = await run.until('awaiting-approval');
    const notBefore = new Date(Date.parse(before.timeline[0]?.at ?? '') + 48 * 3_600_000).toISOString();
    const approved = await run.tell('approve', { digest: DIGEST, notBefore, comment: 'by night' });
    const recorded = { digest: DIGEST, comment: 'by night', notBefore: new Date(notBefore).toISOString() };
    expect(approved).toMatchObject({ needsOperator: false, approved: recorded });
    await suite.sleep('2h');
    const waiting = await run.until('awaiting-approval', (state) => state.report?.digest === NEW_DIGEST);
    expect(waiting).toMatchObject({ needsOperator: true, approved: null, secondPerson: false });
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(0);
  });

  test('nothing moves before the time that the approval names', async () => {
    const run = await suite.start();
    const before = await run.until('awaiting-approval');
    const notBefore = new Date(Date.parse(before.timeline[0]?.at ?? '') + 48 * 3_600_000).toISOString();
    await run.tell('approve', { digest: DIGEST, notBefore });
    await suite.sleep('40h');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(0);
    expect((await run.state()).waitingFor?.reason).toContain('nothing moves before');
    expect((await run.end()).phase).toBe('completed');
  });

  test('nor where the run stopped meanwhile and somebody retries the move itself', async () => {
    const run = await suite.start({ watchFingerprint: [unchanged, throws('GraphRefused', '(#10) No permission.')] });
    const before = await run.until('awaiting-approval');
    const notBefore = new Date(Date.parse(before.timeline[0]?.at ?? '') + 48 * 3_600_000).toISOString();
    await run.tell('approve', { digest: DIGEST, notBefore });
    await suite.sleep('2h');
    expect((await run.until('needs-operator')).approved).toMatchObject({ notBefore });
    expect(await run.refusal('retry', { step: 'resume' })).toContain(`nothing moves before ${notBefore}`);
    await suite.sleep('47h');
    await run.tell('retry', { step: 'resume' });
    expect((await run.end()).phase).toBe('completed');
  });

  test('nobody approves: the deadline asks again and never moves', async () => {
    const run = await suite.start({ watchFingerprint: [unchanged] }, { policy: { approvalDeadline: '2d' } });
    await run.until('awaiting-approval');
    await suite.sleep('49h');
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain('Nobody approved within 2d');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(0);
    await run.tell('retry', { step: 'verify' });
    await run.until('awaiting-approval');
  });

  test('a verb that ends a wait is answered with a state that no longer asks for it', async () => {
    const nobody = { waitingFor: null, needsOperator: false };
    const run = await suite.start({ verify: [verified({ templates: 'mismatch' }), verified()] });
    await run.until('needs-operator');
    expect(await run.tell('retry', { step: 'verify' })).toMatchObject(nobody);
    await run.until('awaiting-approval');
    expect(await run.tell('approve', { digest: DIGEST })).toMatchObject(nobody);
    expect((await run.end()).phase).toBe('completed');

    const other = await suite.start();
    await other.until('awaiting-approval');
    expect((await other.tell('abandon', { reason: 'not tonight' })).waitingFor).toBeNull();
    expect((await other.end()).phase).toBe('abandoned');
  });

  test('a rejection ends the run as abandoned, with who and why', async () => {
    const run = await suite.start();
    await run.until('awaiting-approval');
    await run.tell('reject', { reason: 'wrong account' });
    const state = await run.end();
    expect(run.failureType).toBe('MigrationAbandoned');
    expect(state.outcome).toMatchObject({ reason: 'Rejected: wrong account', by: 'test:operator' });
    expect(state.orphans).toHaveLength(1);
  });

  test('auto waits for a person while something does not match, and passes once it is waived', async () => {
    const run = await suite.start(
      { verify: [verified({ users: 'mismatch', settings: 'incomplete' })] },
      { approval: 'auto' },
    );
    const waiting = await run.until('awaiting-approval');
    expect(waiting.needsOperator).toBe(true);
    await run.tell('waive', { check: 'users', reason: 'known' });
    expect((await run.state()).needsOperator).toBe(true);
    await run.tell('waive', { check: 'settings', reason: 'known' });
    expect((await run.end()).phase).toBe('completed');
  });

  test('paused, nothing is written though approved; it goes on when unpaused', async () => {
    const run = await suite.start();
    await run.until('awaiting-approval');
    const paused = await run.tell('pause', {});
    expect(paused.needsOperator).toBe(true);
    await run.tell('approve', { digest: DIGEST });
    await suite.sleep('1h');
    const still = await run.state();
    expect(still).toMatchObject({ phase: 'awaiting-approval', needsOperator: true });
    expect(still.waitingFor?.reason).toContain('Paused by test:operator');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(0);
    await run.tell('unpause', {});
    expect((await run.end()).phase).toBe('completed');
  });

  test('a cut-over that finds something else than approved verifies anew', async () => {
    const run = await suite.start({
      cutOver: [
        { kind: 'drifted', changed: ['sourceNumbers'] },
        { kind: 'not-ready', status: 'IN_PROGRESS' },
        sentOn('READY_TO_COMPLETE'),
      ],
      verify: [verified(), verified({}, NEW_DIGEST), verified({}, 'c'.repeat(64))],
    });
    await run.until('awaiting-approval');
    await run.tell('approve', { digest: DIGEST });
    await run.until('awaiting-approval', (state) => state.report?.digest === NEW_DIGEST);
    await run.tell('approve', { digest: NEW_DIGEST });
    const waiting = await run.until('awaiting-approval', (state) => state.report?.digest === 'c'.repeat(64));
    expect(waiting.needsOperator).toBe(true);
    await run.tell('approve', { digest: 'c'.repeat(64) });
    expect((await run.end()).phase).toBe('completed');
    // Each verification writes an evidence file, and that tells every approval before it, void or not.
    const told = suite.fakes.inputs(run.wabaId, 'verify').map(({ approvals }) => approvals.map(({ digest }) => digest));
    expect(told).toEqual([[], [DIGEST], [DIGEST, NEW_DIGEST]]);
  });

  test('a throttled cut-over waits in place, and can still be abandoned', async () => {
    const run = await suite.start({ cutOver: [notSent('throttled')] });
    await run.until('awaiting-approval');
    await run.tell('approve', { digest: DIGEST });
    await run.until('cutting-over', (state) => state.waitingFor !== null);
    await run.tell('abandon', { reason: 'not tonight' });
    const state = await run.end();
    expect(state).toMatchObject({ phase: 'abandoned', outcome: { reason: 'not tonight' } });
  });
}
