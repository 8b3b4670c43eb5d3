/** Taking back: only after an explicit refusal or a cancellation, only what was provably made, last made first. */
import { throws } from '../scripted';
import {
  ALLOCATION,
  didNot,
  done,
  EARLIER,
  gone,
  happened,
  inUse,
  lost,
  notNeeded,
  notVerified,
  ready,
  refusal,
  stillThere,
  SYSTEM_USER,
  throttled,
  undecidable,
  unreadable,
  type CreditScript,
} from './faked';
import type { CreditSuite, Operation } from './suite';

const twoCalls = { method: 'share-then-attach', customerTokenRef: 'customer' } as const;
/** The share goes through, the attach is refused. */
const attachRefused = { writeShare: [done(), refusal] };

export function compensations(suite: CreditSuite): void {
  const undone = (run: Operation): string[] => suite.fakes.inputs(run.businessId, 'undoShare').map(({ id }) => id);

  test('the first write refused ends refused: there was nothing to take back', async () => {
    const run = await suite.share({ writeShare: [refusal] });
    const state = await run.end();
    expect(run.failureType).toBe('CreditLineRefused');
    expect(state.outcome?.reason).toContain('(#200) Permissions error.');
    expect(suite.fakes.inputs(run.businessId, 'writeCreditEvidence').at(-1)?.fbtraceIds).toEqual(['trace-1']);
  });

  test('a refused attach takes the sharing record of this run back, until it reads DELETED', async () => {
    const run = await suite.share(attachRefused, twoCalls);
    const state = await run.end();
    expect(run.failureType).toBe('CreditLineCompensated');
    expect(state).toMatchObject({
      phase: 'compensated',
      outcome: { made: [{ id: ALLOCATION }], undone: [{ id: ALLOCATION }], left: [] },
    });
    expect(state.outcome?.reason).toContain('Meta refused to attach the line to the account');
    expect(suite.fakes.inputs(run.businessId, 'confirmDeleted')).toHaveLength(1);
  });

  test('an attach that was never sent takes nothing back: Meta has refused no write, so a person is asked', async () => {
    const run = await suite.share({ writeShare: [done(), { ...refusal, sent: false }, done()] }, twoCalls);
    const asked = await run.until('needs-operator');
    expect(asked.waitingFor?.reason).toContain('Nothing was sent to attach the line to the account');
    expect(asked.waitingFor?.verbs).toEqual(['retry-verification', 'accept-as-is', 'cancel']);
    await run.tell('retry-verification', { reason: 'the token is there now' });
    expect((await run.end()).phase).toBe('completed');
    expect(undone(run)).toEqual([]);
  });

  test('what was made last is taken back first', async () => {
    const run = await suite.share(
      { checkShare: [ready({ mustAssign: true })], writeShare: [done(null), done(), refusal] },
      twoCalls,
    );
    expect((await run.end()).phase).toBe('compensated');
    expect(undone(run)).toEqual([ALLOCATION, SYSTEM_USER]);
  });

  test('an allocation that was there before is never taken back', async () => {
    const run = await suite.share(
      { checkShare: [ready({ allocationsBefore: [EARLIER] })], writeShare: [notNeeded(), refusal] },
      twoCalls,
    );
    expect((await run.end()).phase).toBe('refused');
    expect(undone(run)).toEqual([]);
  });

  test('an answer that names an allocation of before proves nothing made', async () => {
    const run = await suite.share(
      { checkShare: [ready({ allocationsBefore: [EARLIER] })], writeShare: [done(EARLIER), refusal] },
      twoCalls,
    );
    expect((await run.end()).outcome).toMatchObject({ made: [], undone: [] });
    expect(undone(run)).toEqual([]);
  });

  test('what somebody else made between the first look and the call is not this run’s, and is never taken back', async () => {
    const answer = { ...done(ALLOCATION), allocationsBefore: [ALLOCATION] };
    const run = await suite.share({ writeShare: [answer], verifyFunding: [notVerified], confirmDeleted: [stillThere] });
    await run.until('needs-operator');
    await run.tell('cancel', { reason: 'not wanted' });
    const asked = await run.until('needs-operator', ({ waitingFor }) =>
      Boolean(waitingFor?.verbs.includes('retry-compensation')),
    );
    expect(asked.waitingFor?.reason).toContain(`The attachment of account`);
    await run.tell('accept-as-is', { reason: 'it stays' });
    expect((await run.end()).outcome).toMatchObject({ made: [], undone: [], left: [{ id: ALLOCATION }] });
    expect(undone(run)).toEqual([]);
  });

  test('a throttled write after something was made is no refusal', async () => {
    const run = await suite.share({ writeShare: [done(), throttled, throttled, done()] }, twoCalls);
    expect((await run.end()).phase).toBe('completed');
    expect(undone(run)).toEqual([]);
  });

  test.each([
    ['late', notVerified],
    ['unreadable', throws('GraphRefused', '(#10) no permission.')],
  ])('a verification that is %s takes nothing back: it is asked about', async (_how, answer) => {
    const run = await suite.share({ verifyFunding: [answer, { kind: 'verified', allocationId: ALLOCATION }] });
    const asked = await run.until('needs-operator');
    expect(asked.waitingFor?.verbs).toEqual(['retry-verification', 'accept-as-is', 'cancel']);
    await run.tell('retry-verification', { reason: 'should be there' });
    expect((await run.end()).phase).toBe('completed');
    expect(undone(run)).toEqual([]);
  });

  test('a verification accepted as it is completes and lists what is left', async () => {
    const run = await suite.share({ verifyFunding: [notVerified] });
    await run.until('needs-operator');
    await run.tell('accept-as-is', { reason: 'Meta confirmed by mail' });
    expect(await run.end()).toMatchObject({
      phase: 'completed',
      outcome: { reason: 'Accepted as it is: Meta confirmed by mail', left: [{ id: ALLOCATION }], allocationId: null },
    });
  });

  /** What keeps a compensation from going on, and what of its script lets the next attempt through. */
  const OBSTACLES: readonly (readonly [string, CreditScript, number])[] = [
    ['another account lives on it', { undoShare: [inUse, { kind: 'undone' }] }, 2],
    ['Meta refuses the DELETE', { undoShare: [refusal, { kind: 'undone' }] }, 2],
    ['a refusal of our own', { undoShare: [{ ...refusal, sent: false }, { kind: 'undone' }] }, 2],
    ['it never reads DELETED', { confirmDeleted: [stillThere, gone] }, 2],
    ['it cannot be read', { confirmDeleted: [throws('GraphRefused', 'no'), gone] }, 2],
    [
      'the DELETE is lost and nothing can be read',
      { undoShare: [lost, { kind: 'undone' }], confirmDeleted: [unreadable, gone] },
      2,
    ],
    [
      'the DELETE is lost twice',
      { undoShare: [lost, lost, { kind: 'undone' }], confirmDeleted: [stillThere, stillThere, gone] },
      3,
    ],
  ];
  test.each(OBSTACLES)(
    'where %s, a person is asked and retry-compensation tries again',
    async (_why, script, sends) => {
      const run = await suite.share({ ...attachRefused, ...script }, twoCalls);
      const asked = await run.until('needs-operator');
      expect(asked.waitingFor?.verbs).toEqual(['retry-compensation', 'accept-as-is']);
      expect(asked.waitingFor?.reason).toContain(`llocation ${ALLOCATION}`);
      await run.tell('retry-compensation', { reason: 'now it should' });
      expect(await run.end()).toMatchObject({
        phase: 'compensated',
        outcome: { undone: [{ id: ALLOCATION }], left: [] },
      });
      expect(undone(run)).toHaveLength(sends);
    },
  );

  test.each(OBSTACLES)('where %s, accept-as-is completes and lists what is left', async (_why, script) => {
    const run = await suite.share({ ...attachRefused, ...script }, twoCalls);
    await run.until('needs-operator');
    await run.tell('accept-as-is', { reason: 'leave it' });
    expect(await run.end()).toMatchObject({
      phase: 'completed',
      outcome: { made: [{ id: ALLOCATION }], undone: [], left: [{ id: ALLOCATION }] },
    });
  });

  test.each([
    ['happened', gone, 1],
    ['did not happen', stillThere, 2],
  ] as const)('a lost DELETE that %s is decided by reading', async (_truth, seen, sends) => {
    const run = await suite.share(
      { ...attachRefused, undoShare: [lost, { kind: 'undone' }], confirmDeleted: [seen, gone] },
      twoCalls,
    );
    expect((await run.end()).phase).toBe('compensated');
    expect(undone(run)).toHaveLength(sends);
  });

  test('a throttled DELETE waits, however often', async () => {
    const run = await suite.share(
      { ...attachRefused, undoShare: [throttled, throttled, { kind: 'undone' }] },
      twoCalls,
    );
    expect((await run.end()).phase).toBe('compensated');
  });

  test.each([
    ['is gone', didNot, 1, 'compensated'],
    ['is still there', happened(null), 2, 'compensated'],
  ] as const)('a lost removal of our system user that %s is decided by reading', async (_truth, seen, sends, end) => {
    const run = await suite.share({
      checkShare: [ready({ mustAssign: true })],
      writeShare: [done(null), refusal],
      undoShare: [lost, { kind: 'undone' }],
      settleShare: [seen],
    });
    expect((await run.end()).phase).toBe(end);
    expect(undone(run)).toEqual(Array(sends).fill(SYSTEM_USER));
  });

  test('a lost removal of our system user that cannot be read is asked about', async () => {
    const run = await suite.share({
      checkShare: [ready({ mustAssign: true })],
      writeShare: [done(null), refusal],
      undoShare: [lost],
      settleShare: [undecidable],
    });
    await run.until('needs-operator');
    await run.tell('accept-as-is', { reason: 'fine' });
    expect((await run.end()).outcome?.left).toMatchObject([{ kind: 'system-user', id: SYSTEM_USER }]);
  });

  test('an obstacle keeps what was made before it, too: the order is the reverse of the making', async () => {
    const run = await suite.share(
      { checkShare: [ready({ mustAssign: true })], writeShare: [done(null), done(), refusal], undoShare: [inUse] },
      twoCalls,
    );
    await run.until('needs-operator');
    expect(undone(run)).toEqual([ALLOCATION]);
    await run.tell('accept-as-is', { reason: 'leave it' });
    expect((await run.end()).outcome?.left.map(({ id }) => id)).toEqual([SYSTEM_USER, ALLOCATION]);
  });

  const reset = throws('RunWasReset', 'The run was reset.');
  test.each([
    ['writeShare', { writeShare: [reset], settleShare: [didNot] }, []],
    ['a call that the run before it made', { writeShare: [reset], settleShare: [happened(), didNot] }, [ALLOCATION]],
    ['attach', { writeShare: [done(), reset], settleShare: [didNot] }, [ALLOCATION]],
    ['undoShare', { ...attachRefused, undoShare: [reset], settleShare: [didNot] }, [ALLOCATION]],
  ])(
    'a run that was reset before %s ends failed, takes nothing back and lists what is left',
    async (_at, script, left) => {
      const run = await suite.share(script, twoCalls);
      const state = await run.end();
      expect(run.failureType).toBe('CreditLineFailed');
      expect(state).toMatchObject({ phase: 'failed', outcome: { reason: 'The run was reset.', undone: [] } });
      expect(state.outcome?.left.map(({ id }) => id)).toEqual(left);
    },
  );

  test('a run that was reset and cannot read what is there says where to look', async () => {
    const run = await suite.share({ writeShare: [reset], settleShare: [undecidable] });
    expect((await run.end()).outcome?.reason).toContain(`credit show --business ${run.businessId}`);
  });
}
