/** Assessing and initiating: what stops, what waits, and what a lost answer leads to. */
import { CLONE, assessed, held, notSent, refused } from '../faked-activities';
import { throws } from '../scripted';
import type { Suite } from '../suite';

const candidate = { wabaId: CLONE, name: 'Lucky Shrub', currency: 'INR', creationTime: null };
const initiated = { kind: 'initiated', migrationId: 'mig_1', status: 'INITIATED' } as const;
const lost = { kind: 'unknown', message: 'no answer within 30 s' } as const;
const crash = (): never => {
  throw new Error('the process is gone');
};

export function beginnings(suite: Suite): void {
  test('a block stops the run; assessing again with a named orphan goes on', async () => {
    const earlierClones = [{ wabaId: '77', migrationId: 'mig_0' }];
    const run = await suite.start({
      assess: [assessed({ 'earlier-clones': 'mismatch' }), assessed({}, earlierClones)],
    });
    const stopped = await run.until('needs-operator');
    expect(stopped.needsOperator).toBe(true);
    expect(stopped.waitingFor?.reason).toContain('earlier-clones');
    expect(stopped.waitingFor?.verbs).toEqual(['retry', 'abandon']);
    await run.tell('retry', { step: 'assess', acceptOrphans: ['77'] });
    const state = await run.until('awaiting-approval');
    expect(state.orphans).toMatchObject(earlierClones);
    expect(suite.fakes.inputs(run.wabaId, 'assess')[1]?.input.acceptOrphans).toEqual(['77']);
    expect(suite.fakes.inputs(run.wabaId, 'initiate')[0]?.acceptedOrphans).toEqual(['77']);
  });

  test('waiving the last block of the assessment initiates', async () => {
    const run = await suite.start({ assess: [assessed({ 'credit-line-ours': 'mismatch' })] });
    await run.until('needs-operator');
    await run.tell('waive', { check: 'credit-line-ours', reason: 'it is ours by contract' });
    const state = await run.until('awaiting-approval');
    expect(state.report?.checks.find((check) => check.name === 'credit-line-ours')).toMatchObject({ waived: true });
    expect(state.report?.verdict).toBe('pass');
  });

  test('no account, no initiate: what nobody may waive cannot be waived', async () => {
    const run = await suite.start({ assess: [assessed({ coexistence: 'mismatch' })] });
    await run.until('needs-operator');
    expect(await run.refusal('waive', { check: 'coexistence', reason: 'please' })).toContain('no check can be waived');
    expect(await run.refusal('retry', { step: 'initiate' })).toContain('the assessment blocks');
    expect(await run.refusal('retry', { step: 'verify' })).toContain('no clone is known');
    expect(await run.refusal('attach', { migrationId: 'mig_x' })).toContain('no initiate of this run lost');
    await run.tell('abandon', { reason: 'not eligible' });
    const state = await run.end();
    expect(run.failureType).toBe('MigrationAbandoned');
    expect(state.outcome).toMatchObject({ reason: 'not eligible', by: 'test:operator' });
    expect(state.orphans).toEqual([]);
  });

  test.each(['throttled', 'unavailable', 'revoke-open', 'sibling-cloning'] as const)(
    'initiate that was not sent (%s) waits and is called again',
    async (why) => {
      const run = await suite.start({ initiate: [notSent(why), notSent(why), initiated] }, { approval: 'auto' });
      const waiting = await run.until('initiating', (state) => state.waitingFor !== null);
      expect(waiting.waitingFor?.reason).toContain('trying again in 1m');
      expect(waiting.needsOperator).toBe(false);
      expect((await run.end()).phase).toBe('completed');
      expect(suite.fakes.inputs(run.wabaId, 'initiate').map((input) => input.waits)).toEqual([0, 1, 2]);
    },
  );

  test("what is refused before it was sent is no call, and is not said to be Meta's word", async () => {
    const before = { ...refused, sent: false, message: 'The owner is not known.' };
    const run = await suite.start({ initiate: [before] });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain('Nothing was sent: The owner is not known.');
  });

  test('waiting costs less and less history while nothing changes', async () => {
    const waits = Array.from({ length: 5 }, () => notSent('sibling-cloning'));
    const run = await suite.start({ initiate: [...waits, initiated] });
    const first = await run.until('initiating', (state) => state.waitingFor !== null);
    expect(first.waitingFor?.reason).toContain('trying again in 1m.');
    await suite.sleep('61s');
    const isNext = (id: string | undefined) => id !== undefined && id !== first.waitingFor?.id;
    const second = await run.until('initiating', (state) => isNext(state.waitingFor?.id));
    expect(second.waitingFor?.reason).toContain('trying again in 2m.');
  });

  test('a refused initiate asks, and is called again only on a retry', async () => {
    const run = await suite.start({ initiate: [refused, initiated] });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain('Meta refused to initiate: (#200) no.');
    await run.tell('retry', {});
    await run.until('awaiting-approval');
    expect(suite.fakes.inputs(run.wabaId, 'initiate')).toHaveLength(2);
  });

  test('an unexplained clone stops before anything is sent, until it is named', async () => {
    const run = await suite.start({ initiate: [{ kind: 'unexplained-clone', candidates: [candidate] }, initiated] });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.candidates).toEqual([CLONE]);
    expect(await run.refusal('retry', {})).toContain(`--accept-orphan ${CLONE}`);
    expect(await run.refusal('retry', { acceptOrphans: ['none'] })).toContain(`--accept-orphan ${CLONE}`);
    const state = await run.tell('retry', { acceptOrphans: [CLONE] });
    expect(state.orphans).toEqual([]);
    expect((await run.until('awaiting-approval')).waitingFor?.candidates).toEqual([]);
  });

  test.each([
    ['said to be lost', lost],
    ['whose worker vanished', crash],
  ])('an initiate %s is never repeated by itself', async (_name, answer) => {
    const run = await suite.start({
      initiate: [answer, initiated],
      findCandidates: [{ listed: true, candidates: [candidate] }],
    });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain(`It may have made ${CLONE}`);
    expect(stopped.migrationId).toBeNull();
    expect(suite.fakes.inputs(run.wabaId, 'initiate')).toHaveLength(1);
    expect(await run.refusal('retry', { step: 'initiate' })).toContain('name every account');
    const state = await run.tell('retry', { step: 'initiate', acceptOrphans: [CLONE] });
    expect(state.orphans).toMatchObject([{ wabaId: CLONE, migrationId: null }]);
    await run.until('awaiting-approval');
    expect(suite.fakes.inputs(run.wabaId, 'initiate')[1]?.acceptedOrphans).toContain(CLONE);
  });

  test('a lost initiate without a candidate wants somebody to have looked', async () => {
    const run = await suite.start({ initiate: [lost, initiated] });
    await run.until('needs-operator');
    expect(await run.refusal('retry', {})).toContain('--accept-orphan none');
    await run.tell('retry', { acceptOrphans: ['none'] });
    await run.until('awaiting-approval');
  });

  test("an attached migration goes on when it is this run's, and never by auto", async () => {
    const run = await suite.start({ initiate: [lost] }, { approval: 'auto' });
    await run.until('needs-operator');
    await run.tell('attach', { migrationId: 'mig_7' });
    const waiting = await run.until('awaiting-approval');
    expect(waiting.needsOperator).toBe(true);
    expect(suite.fakes.inputs(run.wabaId, 'verify')[0]?.migrationId).toBe('mig_7');
  });

  test('a lost initiate is asked about again on every way back to initiating', async () => {
    const run = await suite.start({ initiate: [lost, initiated] });
    await run.until('needs-operator');
    await run.tell('retry', { step: 'assess' });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.reason).toContain('The answer of initiate was lost');
    expect(suite.fakes.inputs(run.wabaId, 'initiate')).toHaveLength(1);
    expect(suite.fakes.inputs(run.wabaId, 'findCandidates')).toHaveLength(2);
    await run.tell('retry', { step: 'initiate', acceptOrphans: ['none'] });
    await run.until('awaiting-approval');
  });

  test('an attached id that cannot be looked up is not kept', async () => {
    const run = await suite.start({
      initiate: [lost],
      identifyClone: [throws('GraphRefused', '(#100) no such thing.')],
    });
    await run.until('needs-operator');
    await run.tell('attach', { migrationId: 'mistyped' });
    const stopped = await run.until('needs-operator', (state) => state.waitingFor?.reason.includes('#100') ?? false);
    expect(stopped.migrationId).toBeNull();
    await run.tell('attach', { migrationId: 'mig_right' });
  });

  test('abandoning before an attached migration was seen names nothing of it', async () => {
    const unnamed = throws('StillInProgress', 'IN_PROGRESS', { nextRetryDelayMs: 3_600_000 });
    const run = await suite.start({ initiate: [lost], identifyClone: [unnamed] });
    await run.until('needs-operator');
    await run.tell('attach', { migrationId: 'mig_sibling' });
    await run.until('cloning');
    await run.tell('abandon', { reason: 'wrong one' });
    expect(await run.end()).toMatchObject({
      phase: 'abandoned',
      orphans: [],
      migrationId: null,
      destinationWabaId: null,
    });
  });

  test('abandoning while the answer of initiate is lost looks for its clone', async () => {
    const answer = held<'initiate'>(lost);
    const run = await suite.start({
      initiate: [answer.answer],
      findCandidates: [{ listed: true, candidates: [candidate] }],
    });
    await answer.reached;
    await run.tell('abandon', { reason: 'changed our mind' });
    answer.release();
    expect((await run.end()).orphans).toMatchObject([{ wabaId: CLONE, migrationId: null }]);
  });

  test("a sibling's migration given to attach is refused and nothing of it is used", async () => {
    const run = await suite.start({
      initiate: [lost],
      identifyClone: [{ kind: 'not-ours', reason: 'migrate-waba/2 holds it.' }],
    });
    await run.until('needs-operator');
    await run.tell('attach', { migrationId: 'mig_sibling' });
    const stopped = await run.until(
      'needs-operator',
      (state) => state.waitingFor?.reason.includes('migrate-waba/2') ?? false,
    );
    expect(stopped.migrationId).toBeNull();
    expect(suite.fakes.inputs(run.wabaId, 'cutOver')).toHaveLength(0);
    expect(suite.fakes.inputs(run.wabaId, 'pollMigration')).toHaveLength(0);
    await run.tell('attach', { migrationId: 'mig_own' });
  });

  test.each(['WrongGraph', 'TokenMissing'] as const)(
    'a worker that could not begin (%s) has sent nothing',
    async (type) => {
      const run = await suite.start({ initiate: [throws(type), initiated] }, { approval: 'auto' });
      expect((await run.end()).phase).toBe('completed');
      expect(suite.fakes.inputs(run.wabaId, 'initiate')).toHaveLength(2);
    },
  );

  test('a run that was reset writes nothing and can only be abandoned or concluded', async () => {
    const run = await suite.start({ initiate: [throws('RunWasReset', 'The run was reset.')] });
    const stopped = await run.until('needs-operator');
    expect(stopped.waitingFor?.verbs).toEqual(['abandon', 'conclude']);
    expect(await run.refusal('retry', { step: 'initiate' })).toContain('was reset');
    await run.tell('conclude', { reason: 'the first run did it' });
    const state = await run.end();
    expect(run.failureType).toBe('MigrationFailed');
    expect(state.outcome?.reason).toBe('the first run did it');
  });

  test('abandoning during initiate waits for the answer, so that the clone is recorded', async () => {
    const answer = held<'initiate'>(initiated);
    const run = await suite.start({ initiate: [answer.answer] });
    await answer.reached;
    await run.tell('abandon', { reason: 'changed our mind' });
    expect((await run.state()).phase).toBe('initiating');
    answer.release();
    const state = await run.end();
    expect(state.phase).toBe('abandoned');
    expect(state.orphans).toMatchObject([{ wabaId: CLONE, migrationId: 'mig_1' }]);
  });

  test('an abandoned lost initiate leaves its candidates on the report', async () => {
    const run = await suite.start({ initiate: [lost], findCandidates: [{ listed: true, candidates: [candidate] }] });
    await run.until('needs-operator');
    await run.tell('abandon', { reason: 'later' });
    expect((await run.end()).orphans).toMatchObject([{ wabaId: CLONE, migrationId: null }]);
  });

  test('a cancellation while reading abandons at once', async () => {
    const run = await suite.start({ assess: [throws('GraphUnavailable')] });
    await run.until('assessing');
    await run.handle.cancel();
    const state = await run.end();
    expect(state).toMatchObject({ phase: 'abandoned', outcome: { reason: 'Cancelled.', by: null } });
  });

  test('a decision on an outdated wait is refused', async () => {
    const run = await suite.start({ assess: [assessed({ owner: 'mismatch' })] });
    await run.until('needs-operator');
    expect(await run.refusal('retry', { waitingForId: 'needs-operator-0' })).toContain('decided on needs-operator-0');
    const { waitingFor } = await run.state();
    await run.tell('retry', { waitingForId: waitingFor?.id });
    await run.until('needs-operator', (state) => state.waitingFor?.id !== waitingFor?.id);
  });

  test('a verb with a field that nobody knows is refused with the field named', async () => {
    const run = await suite.start({ assess: [assessed({ owner: 'mismatch' })] });
    await run.until('needs-operator');
    expect(await run.refusal('abandon', { reason: '' })).toContain('reason');
    expect(await run.refusal('retry', { steps: 'assess' } as never)).toMatch(/steps/);
  });
}
