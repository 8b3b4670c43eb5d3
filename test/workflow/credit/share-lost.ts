/** Writes whose answer was lost: reading decides before anything is sent again, and where it cannot, a person is asked. */
import { throws } from '../scripted';
import {
  ALLOCATION,
  didNot,
  done,
  EARLIER,
  gone,
  happened,
  lost,
  notNeeded,
  notVerified,
  ready,
  refusal,
  stillThere,
  SYSTEM_USER,
  undecidable,
  unreadable,
  type CreditAnswer,
} from './faked';
import type { CreditSuite, Operation } from './suite';

/** The ways in which a call is lost: its answer, or the worker that made it. */
const WAYS: readonly (readonly [string, CreditAnswer<'writeShare'>])[] = [
  ['the answer is lost', lost],
  [
    'the worker crashes',
    () => {
      throw new Error('the worker crashed');
    },
  ],
];

export function lostAnswers(suite: CreditSuite): void {
  const sends = (run: Operation, call: string): number =>
    suite.fakes.inputs(run.businessId, 'writeShare').filter((input) => input.call === call).length;

  describe.each(WAYS)('%s', (_way, vanish) => {
    test('it happened: the run goes on, sends nothing twice, and claims nothing as its own', async () => {
      const run = await suite.share({ writeShare: [vanish], settleShare: [happened()] });
      const state = await run.end();
      expect(state).toMatchObject({ phase: 'completed', outcome: { allocationId: ALLOCATION, made: [], left: [] } });
      expect(sends(run, 'share-and-attach')).toBe(1);
    });

    test('it did not happen: the call is made once more', async () => {
      const run = await suite.share({ writeShare: [vanish, done()], settleShare: [didNot] });
      const state = await run.end();
      expect(state.outcome?.made).toMatchObject([{ id: ALLOCATION }]);
      expect(sends(run, 'share-and-attach')).toBe(2);
      expect(suite.fakes.names(run.businessId).slice(1, 4)).toEqual(['writeShare', 'settleShare', 'writeShare']);
    });

    test('reading cannot decide: a person is asked, and nothing is sent meanwhile', async () => {
      const run = await suite.share({ writeShare: [vanish], settleShare: [undecidable, happened()] });
      const asked = await run.until('needs-operator');
      expect(asked.waitingFor).toMatchObject({ verbs: ['retry-verification', 'accept-as-is', 'cancel'] });
      expect(asked.waitingFor?.reason).toContain('Reading cannot decide: (#100) not readable.');
      await run.tell('retry-verification', { reason: 'the token can read now' });
      expect((await run.end()).phase).toBe('completed');
      expect(sends(run, 'share-and-attach')).toBe(1);
    });
  });

  test('lost twice and never seen, a person is asked, and no retry sends a third', async () => {
    const run = await suite.share({ writeShare: [lost], settleShare: [didNot] });
    const asked = await run.until('needs-operator');
    expect(asked.waitingFor?.reason).toContain('was lost 2 times');
    await run.tell('retry-verification', { reason: 'look again' });
    const again = await run.until('needs-operator', ({ waitingFor }) => waitingFor?.id !== asked.waitingFor?.id);
    expect(again.waitingFor?.verbs).toContain('retry-verification');
    expect(sends(run, 'share-and-attach')).toBe(2);
    await run.tell('accept-as-is', { reason: 'seen in the Business Manager' });
    const state = await run.end();
    expect(state).toMatchObject({ phase: 'completed', outcome: { by: 'test:operator', made: [], allocationId: null } });
  });

  test('lost twice, a retry that sees it late goes on to the verification', async () => {
    const run = await suite.share({ writeShare: [lost], settleShare: [didNot, didNot, happened()] });
    await run.until('needs-operator');
    await run.tell('retry-verification', { reason: 'look again' });
    expect((await run.end()).outcome).toMatchObject({ allocationId: ALLOCATION, made: [] });
  });

  test.each([
    ['assign-system-user', true],
    ['share', false],
    ['attach', false],
  ] as const)('each call is settled for itself: %s', async (call, mustAssign) => {
    const answer: CreditAnswer<'writeShare'> = (input) =>
      input.call === call ? lost : done(input.call === 'assign-system-user' ? null : ALLOCATION);
    const run = await suite.share(
      {
        checkShare: [ready({ mustAssign })],
        writeShare: [answer],
        settleShare: [happened(call === 'assign-system-user' ? null : ALLOCATION)],
      },
      { method: 'share-then-attach', customerTokenRef: 'customer' },
    );
    expect((await run.end()).phase).toBe('completed');
    expect(suite.fakes.inputs(run.businessId, 'settleShare').map((input) => input.call)).toEqual([call]);
    expect(sends(run, call)).toBe(1);
  });

  test('a look that fails for good is no decision', async () => {
    const run = await suite.share({ writeShare: [lost], settleShare: [throws('GraphRefused', '(#200) no.')] });
    expect((await run.until('needs-operator')).waitingFor?.reason).toContain('(#200) no.');
    await run.tell('accept-as-is', { reason: 'known' });
    await run.end();
  });

  test('what only reading showed is never deleted: a person is asked, may accept it, and it is listed', async () => {
    const run = await suite.share(
      { writeShare: [lost, refusal], settleShare: [happened()], confirmDeleted: [stillThere] },
      { method: 'share-then-attach', customerTokenRef: 'customer' },
    );
    const asked = await run.until('needs-operator');
    expect(asked.waitingFor).toMatchObject({ verbs: ['retry-compensation', 'accept-as-is'] });
    expect(asked.waitingFor?.reason).toContain('no answer proves that this run made it');
    await run.tell('accept-as-is', { reason: 'it stays' });
    const state = await run.end();
    expect(state).toMatchObject({ phase: 'completed', outcome: { made: [], left: [{ id: ALLOCATION }] } });
    expect(suite.fakes.inputs(run.businessId, 'undoShare')).toHaveLength(0);
  });

  test('what only reading showed and somebody deleted meanwhile is no reason to ask again', async () => {
    const run = await suite.share(
      { writeShare: [lost, refusal], settleShare: [happened()], confirmDeleted: [stillThere, gone] },
      { method: 'share-then-attach', customerTokenRef: 'customer' },
    );
    await run.until('needs-operator');
    await run.tell('retry-compensation', { reason: 'deleted by hand' });
    expect(await run.end()).toMatchObject({ phase: 'compensated', outcome: { made: [], undone: [], left: [] } });
  });

  test('what is found there after a lost answer may be this run’s, so it is not taken for somebody else’s', async () => {
    const run = await suite.share(
      {
        writeShare: [lost, notNeeded(ALLOCATION), refusal],
        settleShare: [didNot],
        confirmDeleted: [unreadable],
      },
      { method: 'share-then-attach', customerTokenRef: 'customer' },
    );
    expect((await run.until('needs-operator')).waitingFor?.reason).toContain(ALLOCATION);
    await run.tell('accept-as-is', { reason: 'known' });
    expect((await run.end()).outcome?.left).toMatchObject([{ id: ALLOCATION }]);
  });

  test('a lost attach to an allocation of before, refuted by reading, leaves nothing to take back', async () => {
    const run = await suite.share(
      {
        checkShare: [ready({ allocationsBefore: [EARLIER] })],
        writeShare: [notNeeded(), lost],
        settleShare: [undecidable, didNot],
      },
      { method: 'share-then-attach', customerTokenRef: 'customer' },
    );
    await run.until('needs-operator');
    await run.tell('cancel', { reason: 'not wanted' });
    expect(await run.end()).toMatchObject({ phase: 'compensated', outcome: { made: [], undone: [], left: [] } });
  });

  test('an account attached to an allocation of before stays so, though nobody sees it, which a person accepts', async () => {
    const run = await suite.share({
      checkShare: [ready({ allocationsBefore: [EARLIER] })],
      writeShare: [done(EARLIER)],
      verifyFunding: [notVerified],
      settleShare: [didNot],
      confirmDeleted: [stillThere],
    });
    await run.until('needs-operator');
    await run.tell('cancel', { reason: 'not wanted' });
    const asked = await run.until('needs-operator', ({ waitingFor }) =>
      Boolean(waitingFor?.verbs.includes('retry-compensation')),
    );
    expect(asked.waitingFor?.reason).toContain(`allocation ${EARLIER} stays`);
    await run.tell('accept-as-is', { reason: 'it stays' });
    expect((await run.end()).outcome).toMatchObject({ made: [], undone: [], left: [{ id: EARLIER }] });
    expect(suite.fakes.inputs(run.businessId, 'undoShare')).toHaveLength(0);
  });

  test('an assignment that only reading showed is left to a person', async () => {
    const run = await suite.share({
      checkShare: [ready({ mustAssign: true })],
      writeShare: [lost, refusal],
      settleShare: [happened(null)],
    });
    await run.until('needs-operator');
    await run.tell('accept-as-is', { reason: 'fine' });
    expect((await run.end()).outcome?.left).toMatchObject([{ kind: 'system-user', id: SYSTEM_USER }]);
  });
}
