/** Cutting over and confirming: the call that cannot be taken back. */
import { DIGEST, NUMBERS, confirmed, held, notSent, polled, refused, sentOn, type Script } from '../faked-activities';
import { throws } from '../scripted';
import type { Run, Suite } from '../suite';

const ready = polled('READY_TO_COMPLETE');
const failedToComplete = polled('FAILED_TO_COMPLETE');
const sent = sentOn('READY_TO_COMPLETE');
const lost = { kind: 'unknown', message: 'connection reset', statusBefore: 'READY_TO_COMPLETE' } as const;
const vanishes = () => {
  throw new Error('gone');
};

async function approved(suite: Suite, script: Script, input = {}): Promise<Run> {
  const run = await suite.start(script, input);
  await run.until('awaiting-approval');
  await run.tell('approve', { digest: DIGEST });
  return run;
}

export function cutOvers(suite: Suite): void {
  test('FAILED_TO_COMPLETE is resumed again with backoff, under the same approval', async () => {
    const run = await approved(suite, {
      pollMigration: [ready, failedToComplete, failedToComplete, polled('COMPLETED')],
    });
    const state = await run.end();
    expect(state.phase).toBe('completed');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver').map((input) => input.attempt)).toEqual([
      'first',
      'repeat',
      'repeat',
    ]);
  });

  test('after as many resumes as the policy allows a person is asked; a retry grants one more', async () => {
    const polls = [ready, failedToComplete, failedToComplete, polled('COMPLETED')];
    const run = await approved(suite, { pollMigration: polls }, { policy: { maxResumes: 2 } });
    await run.until('cutting-over', (state) => state.waitingFor !== null);
    expect(await run.refusal('abandon', { reason: 'x' })).toContain('once the numbers were told to move');
    await suite.sleep('2m');
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.verbs).toEqual(['retry', 'conclude']);
    expect(await run.refusal('retry', { step: 'verify' })).toContain('only resume and confirm');
    await run.tell('retry', { step: 'resume' });
    expect((await run.end()).phase).toBe('completed');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver').at(-1)).toMatchObject({ attempt: 'repeat', allowReady: true });
  });

  test.each([
    ['said to be lost', lost],
    ['whose worker vanished', vanishes],
  ])('a resume %s is decided by reading: the numbers have moved', async (_name, answer) => {
    const run = await approved(suite, {
      cutOver: [answer],
      pollMigration: [ready, polled('READY_TO_COMPLETE', { settled: 'numbers-moved', numbersOnClone: 2 })],
    });
    expect((await run.end()).phase).toBe('completed');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(1);
    expect(suite.fakes.inputs(run.wabaId, 'pollMigration')[1]?.resume).toMatchObject({
      statusBefore: 'READY_TO_COMPLETE',
      settleMs: 900_000,
      unsure: { digits: NUMBERS.map((number) => number.digits) },
    });
  });

  test('every move is followed from the status on which its resume went out, as the cut-over read it', async () => {
    const run = await approved(suite, {
      cutOver: [sent, sentOn('FAILED_TO_COMPLETE'), { ...lost, statusBefore: 'FAILED_TO_COMPLETE' }, vanishes],
      pollMigration: [ready, failedToComplete, failedToComplete, failedToComplete, polled('COMPLETED')],
    });
    expect((await run.end()).phase).toBe('completed');
    const followed = suite.fakes.inputs(run.wabaId, 'pollMigration').slice(1);
    expect(followed.map(({ resume }) => [resume?.statusBefore, resume?.unsure !== undefined])).toEqual([
      ['READY_TO_COMPLETE', false],
      ['FAILED_TO_COMPLETE', false],
      ['FAILED_TO_COMPLETE', true],
      ['FAILED_TO_COMPLETE', true],
    ]);
  });

  test('a repeat that a person ordered and that went out on READY_TO_COMPLETE is followed from there', async () => {
    const unsettled = polled('READY_TO_COMPLETE', { settled: 'unsettled', numbersOnClone: 0 });
    const run = await approved(suite, {
      cutOver: [lost, sent],
      pollMigration: [ready, unsettled, polled('COMPLETED')],
    });
    await run.until('needs-operator');
    await run.tell('retry', { step: 'resume' });
    expect((await run.end()).phase).toBe('completed');
    const followed = suite.fakes.inputs(run.wabaId, 'pollMigration').at(-1);
    expect(followed?.resume).toEqual({ statusBefore: 'READY_TO_COMPLETE', settleMs: 900_000 });
  });

  test('a lost resume that reading cannot decide asks, and only a retry sends it again', async () => {
    const unsettled = polled('READY_TO_COMPLETE', { settled: 'unsettled', numbersOnClone: 0 });
    const run = await approved(suite, {
      cutOver: [lost, sent],
      pollMigration: [ready, unsettled, polled('COMPLETED')],
    });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain('0 of 2 of the numbers on the clone');
    expect(await run.refusal('abandon', { reason: 'x' })).toContain('told to move');
    await run.tell('retry', { step: 'resume' });
    expect((await run.end()).phase).toBe('completed');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')[1]).toMatchObject({ attempt: 'repeat', allowReady: true });
  });

  test('a lost resume that Meta shows as failed is resumed again', async () => {
    const run = await approved(suite, {
      cutOver: [lost, sent],
      pollMigration: [ready, failedToComplete, polled('COMPLETED')],
    });
    expect((await run.end()).phase).toBe('completed');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')[1]).toMatchObject({ attempt: 'repeat', allowReady: false });
  });

  test('a refused resume was not sent: a retry or an abandonment is possible', async () => {
    const run = await approved(suite, { cutOver: [refused] });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.verbs).toEqual(['retry', 'abandon']);
    await run.tell('retry', {});
    await run.until('needs-operator', (state) => state.waitingFor?.id !== stopped.waitingFor?.id);
    await run.tell('abandon', { reason: 'no' });
    const state = await run.end();
    expect(state.phase).toBe('abandoned');
    expect(suite.fakes.inputs(run.wabaId, 'writeEvidence').at(-1)?.fbtraceIds).toContain('trace-1');
  });

  test.each([
    ['drifted', { kind: 'drifted', changed: ['allDigits'] }],
    ['not-ready', { kind: 'not-ready', status: 'IN_PROGRESS' }],
  ] as const)('a repeat that is %s is not sent and asks', async (_name, answer) => {
    const run = await approved(suite, { cutOver: [sent, answer], pollMigration: [ready, failedToComplete] });
    await run.until('cutting-over', (state) => state.waitingFor !== null);
    await suite.sleep('70s');
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain('Not sent again');
    await run.tell('conclude', { reason: 'by hand' });
    const state = await run.end();
    expect(run.failureType).toBe('MigrationFailed');
    expect(state.outcome?.numbers).toHaveLength(2);
  });

  test('a repeat that finds the numbers moved does not ask, it looks', async () => {
    const done = { kind: 'not-ready', status: 'COMPLETED' } as const;
    const run = await approved(suite, { cutOver: [sent, done], pollMigration: [ready, failedToComplete] });
    expect((await run.end()).phase).toBe('completed');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(2);
  });

  test('a retry that names no step, once the numbers were told to move, only looks', async () => {
    const gone = throws('GraphRefused', 'Meta refused the token (#190).');
    const run = await approved(suite, { pollMigration: [ready, gone] });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain('#190');
    await run.tell('retry', {});
    expect((await run.end()).phase).toBe('completed');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(1);
  });

  test('an approval falls with the clone that it was given for', async () => {
    const run = await approved(suite, {
      cutOver: [refused],
      pollMigration: [ready, polled('FAILED', { destinationWabaId: '901' })],
      initiate: [{ kind: 'initiated', migrationId: 'mig_1', status: 'INITIATED' }, refused],
    });
    await run.until('needs-operator');
    await run.tell('retry', { step: 'clone' });
    const stopped = await run.until('needs-operator', (state) => state.orphans.length > 0);
    expect(stopped.report?.digest).toBeNull();
    expect(await run.refusal('retry', { step: 'resume' })).toContain('nothing is approved');
  });

  test.each(['throttled', 'unavailable', 'revoke-open'] as const)(
    'a cut-over that was not sent (%s) waits in place and is called again',
    async (why) => {
      const run = await approved(suite, { cutOver: [notSent(why), notSent(why), sent] });
      const waiting = await run.until('cutting-over', (state) => state.waitingFor !== null);
      expect(waiting.waitingFor?.reason).toContain('Nothing was sent');
      expect((await run.end()).phase).toBe('completed');
      expect(suite.fakes.inputs(run.wabaId, 'cutOver').map((input) => input.attempt)).toEqual([
        'first',
        'first',
        'first',
      ]);
    },
  );

  test('nobody abandons while the cut-over is under way, and a cancellation that came too late is only noted', async () => {
    const answer = held<'cutOver'>(sent);
    const run = await approved(suite, { cutOver: [answer.answer] });
    await answer.reached;
    expect(await run.refusal('abandon', { reason: 'stop!' })).toContain('under way');
    await run.handle.cancel();
    answer.release();
    const state = await run.end();
    expect(state.phase).toBe('completed');
    expect(state.timeline.map((entry) => entry.text)).toContain(
      'A cancellation came too late: the numbers were told to move.',
    );
  });

  test('a cancellation during a cut-over that sent nothing abandons', async () => {
    const answer = held<'cutOver'>({ kind: 'drifted', changed: ['sourceNumbers'] });
    const run = await approved(suite, { cutOver: [answer.answer] });
    await answer.reached;
    await run.handle.cancel();
    answer.release();
    expect((await run.end()).phase).toBe('abandoned');
  });

  test('a move that never ends asks after the migration deadline, counted anew', async () => {
    const still = throws('StillInProgress', 'IN_PROGRESS', { nextRetryDelayMs: 6 * 3_600_000 });
    const run = await approved(suite, { pollMigration: [ready, still] }, { policy: { migrationDeadline: '2d' } });
    await run.until('cutting-over');
    await suite.sleep('49h');
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.verbs).toEqual(['retry', 'conclude']);
    await run.tell('retry', { step: 'confirm' });
    expect((await run.end()).phase).toBe('completed');
  });

  test('a number left behind asks; looking again after it has moved completes', async () => {
    const run = await approved(suite, { confirm: [confirmed({ 'numbers-moved': 'mismatch' }), confirmed()] });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain('numbers-moved');
    await run.tell('retry', { step: 'confirm' });
    expect((await run.end()).phase).toBe('completed');
  });

  test('a run that was reset after its numbers were told to move can only be concluded', async () => {
    const reset = throws('RunWasReset', 'The run was reset.');
    const run = await approved(suite, { cutOver: [sent, reset], pollMigration: [ready, failedToComplete] });
    await run.until('cutting-over', (state) => state.waitingFor !== null);
    await suite.sleep('70s');
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.verbs).toEqual(['conclude']);
    expect(await run.refusal('abandon', { reason: 'x' })).toContain('conclude it');
  });

  test('concluding states where every number is, even where that cannot be read', async () => {
    const run = await approved(suite, {
      confirm: [confirmed({ 'numbers-connected': 'mismatch' })],
      locateNumbers: [throws('GraphRefused')],
    });
    await run.until('needs-operator');
    await run.tell('conclude', { reason: 'Meta support has it' });
    const state = await run.end();
    expect(state.phase).toBe('failed');
    expect(state.outcome).toMatchObject({ reason: 'Meta support has it', by: 'test:operator' });
    expect(state.outcome?.numbers.map((number) => number.on)).toEqual(['unknown', 'unknown']);
  });

  test('paused after the move, the next resume waits for unpause', async () => {
    const run = await approved(suite, { pollMigration: [ready, failedToComplete, polled('COMPLETED')] });
    await run.until('cutting-over', (state) => state.waitingFor !== null);
    await run.tell('pause', {});
    await suite.sleep('1h');
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(1);
    await run.tell('unpause', {});
    expect((await run.end()).phase).toBe('completed');
  });
}
