/**
 * A call whose answer was lost and that reading did not show is made once more, and that is refused: perhaps because the
 * first one happened after all. So it is looked at once more before the refusal is believed.
 */
import { throws } from '../scripted';
import {
  ALLOCATION,
  didNot,
  done,
  EARLIER,
  gone,
  happened,
  lost,
  ready,
  refusal,
  undecidable,
  type CreditAnswer,
} from './faked';
import type { CreditSuite, Operation } from './suite';

/** By method: what the calls answer until the last is lost, and what the run has made by then. */
const METHODS = [
  ['one call', [], [], {}],
  ['two calls', [done()], [{ id: ALLOCATION }], { method: 'share-then-attach', customerTokenRef: 'customer' }],
] as const;

/** Stopped before it went out, since something else keeps it. */
const stopped = { ...refusal, sent: false, message: 'By now a card pays.' } as const;

export function refusedRepeats(suite: CreditSuite): void {
  const names = (run: Operation, name: string): number =>
    suite.fakes.names(run.businessId).filter((called) => called === name).length;

  describe.each(METHODS)('in %s', (_name, before, made, input) => {
    const calls = before.length + 2;

    test.each([
      ['Meta', refusal],
      ['the look before it', stopped],
    ] as const)('refused by %s, it happened: the run goes on and takes nothing back', async (_who, refused) => {
      const run = await suite.share(
        { writeShare: [...before, lost, refused], settleShare: [didNot, happened()] },
        input,
      );
      const state = await run.end();
      expect(state).toMatchObject({ phase: 'completed', outcome: { allocationId: ALLOCATION, made, undone: [] } });
      expect([names(run, 'writeShare'), names(run, 'undoShare')]).toEqual([calls, 0]);
    });

    test('it did not happen: the refusal is the end, and what was made before is taken back', async () => {
      const run = await suite.share({ writeShare: [...before, lost, refusal], settleShare: [didNot] }, input);
      const state = await run.end();
      expect(state).toMatchObject({ phase: made.length > 0 ? 'compensated' : 'refused', outcome: { undone: made } });
      expect(state.outcome?.reason).toContain('Meta refused to');
      expect([names(run, 'writeShare'), names(run, 'settleShare')]).toEqual([calls, 2]);
    });

    test.each<readonly [string, CreditAnswer<'settleShare'>]>([
      ['reading cannot decide', undecidable],
      ['the look fails for good', throws('GraphRefused', '(#100) not readable.')],
    ])('%s: a person is asked, nothing is taken back, and a look that shows it goes on', async (_why, look) => {
      const run = await suite.share(
        { writeShare: [...before, lost, refusal], settleShare: [didNot, look, happened()] },
        input,
      );
      const asked = await run.until('needs-operator');
      expect(asked.waitingFor).toMatchObject({ verbs: ['retry-verification', 'accept-as-is', 'cancel'] });
      expect(asked.waitingFor?.reason).toContain('Meta refused to');
      expect(asked.waitingFor?.reason).toContain('Reading cannot decide: (#100) not readable.');
      expect(names(run, 'undoShare')).toBe(0);
      await run.tell('retry-verification', { reason: 'the token can read now' });
      expect(await run.end()).toMatchObject({ phase: 'completed', outcome: { made, undone: [] } });
      expect([names(run, 'writeShare'), names(run, 'undoShare')]).toEqual([calls, 0]);
    });

    test('a look that shows after all that it did not happen believes the refusal, and sends nothing again', async () => {
      const run = await suite.share(
        { writeShare: [...before, lost, refusal], settleShare: [didNot, undecidable, didNot] },
        input,
      );
      await run.until('needs-operator');
      await run.tell('retry-verification', { reason: 'the token can read now' });
      expect((await run.end()).phase).toBe(made.length > 0 ? 'compensated' : 'refused');
      expect(names(run, 'writeShare')).toBe(calls);
    });
  });

  test('cancelled while it looks, it says nothing was made only once a look has shown that', async () => {
    const endless = throws('NotYetConfirmed', 'not yet', { nextRetryDelayMs: 3_600_000 });
    const run = await suite.share({
      writeShare: [lost, refusal],
      settleShare: [didNot, endless, happened(EARLIER)],
      checkShare: [ready()],
      confirmDeleted: [gone],
    });
    await run.until('writing', () => names(run, 'settleShare') > 1);
    await run.cancel();
    const asked = await run.until('needs-operator');
    expect(asked.waitingFor?.reason).toContain(EARLIER);
    await run.tell('accept-as-is', { reason: 'it stays' });
    expect((await run.end()).outcome?.left).toMatchObject([{ id: EARLIER }]);
  });
}
