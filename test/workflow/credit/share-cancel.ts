/** Cancelling a share, by the verb and by Temporal, at each step: it takes back what the run made, and nothing else. */
import { held, silence } from '../scripted';
import type { CreditActivities } from '../../../activities/credit/contract';
import {
  ALLOCATION,
  done,
  inUse,
  lost,
  notVerified,
  refusal,
  throttled,
  undecidable,
  type CreditScript,
} from './faked';
import type { CreditSuite, Operation } from './suite';

const twoCalls = { method: 'share-then-attach', customerTokenRef: 'customer' } as const;

const WAYS: readonly (readonly [string, (run: Operation) => Promise<unknown>, string | null])[] = [
  ['the verb', (run) => run.tell('cancel', { reason: 'not wanted' }), 'test:operator'],
  ['Temporal', (run) => run.cancel(), null],
];

export function cancellations(suite: CreditSuite): void {
  describe.each(WAYS)('by %s', (_way, cancel, by) => {
    test('while it checks: refused, and the check is cut off', async () => {
      const run = await suite.share({ checkShare: [silence] });
      await run.until('checking');
      await cancel(run);
      const state = await run.end();
      expect(state).toMatchObject({ phase: 'refused', outcome: { reason: 'Cancelled before anything was made.', by } });
    });

    test('while the first write waits to be sent: refused', async () => {
      const run = await suite.share({ writeShare: [throttled] });
      await run.until('writing', ({ waitingFor }) => waitingFor !== null);
      await cancel(run);
      expect((await run.end()).phase).toBe('refused');
    });

    test('while a write is under way: its answer is waited for, and what it made is taken back', async () => {
      const write = held<CreditActivities, 'writeShare'>(done());
      const run = await suite.share({ writeShare: [write.answer] });
      await write.reached;
      await cancel(run);
      expect(await run.state()).toMatchObject({ phase: 'writing', cancellation: { by } });
      write.release();
      const state = await run.end();
      expect(state).toMatchObject({ phase: 'compensated', outcome: { undone: [{ id: ALLOCATION }], left: [], by } });
    });

    test('while a write is under way that is then refused: the refusal is the end', async () => {
      const write = held<CreditActivities, 'writeShare'>(refusal);
      const run = await suite.share({ writeShare: [write.answer] });
      await write.reached;
      await cancel(run);
      write.release();
      expect((await run.end()).phase).toBe('refused');
    });

    test('between two calls: the second is not made, the first is taken back', async () => {
      const run = await suite.share({ writeShare: [done(), throttled] }, twoCalls);
      await run.until('writing', ({ waitingFor }) => waitingFor !== null);
      await cancel(run);
      expect((await run.end()).phase).toBe('compensated');
      expect(suite.fakes.inputs(run.businessId, 'undoShare')).toMatchObject([{ id: ALLOCATION }]);
    });

    test('while a lost answer is settled: the look is cut off, made again, and decides what to do', async () => {
      const run = await suite.share({ writeShare: [lost], settleShare: [silence, undecidable] });
      await run.until('writing', () => suite.fakes.inputs(run.businessId, 'settleShare').length > 0);
      await cancel(run);
      const asked = await run.until('needs-operator');
      expect(asked.waitingFor?.reason).toContain('cannot be read');
      await run.tell('accept-as-is', { reason: 'known' });
      await run.end();
    });

    test('while the funding is awaited: what was made is taken back', async () => {
      const run = await suite.share({ verifyFunding: [silence] });
      await run.until('verifying');
      await cancel(run);
      expect((await run.end()).phase).toBe('compensated');
    });

    test('while a person is asked about the funding: what was made is taken back', async () => {
      const run = await suite.share({ verifyFunding: [notVerified] });
      await run.until('needs-operator');
      await cancel(run);
      expect(await run.end()).toMatchObject({ phase: 'compensated', outcome: { by } });
    });
  });

  test('Temporal’s cancellation while things are taken back is only noted', async () => {
    const undo = held<CreditActivities, 'undoShare'>({ kind: 'undone' });
    const run = await suite.share({ writeShare: [done(), refusal], undoShare: [undo.answer] }, twoCalls);
    await undo.reached;
    await run.cancel();
    await run.until('compensating', ({ timeline }) => timeline.some(({ text }) => text.includes('came too late')));
    undo.release();
    expect((await run.end()).phase).toBe('compensated');
  });

  test('Temporal’s cancellation while a person is asked about taking back is only noted', async () => {
    const run = await suite.share({ writeShare: [done(), refusal], undoShare: [inUse] }, twoCalls);
    await run.until('needs-operator');
    await run.cancel();
    await run.until('needs-operator', ({ timeline }) => timeline.some(({ text }) => text.includes('came too late')));
    await run.tell('accept-as-is', { reason: 'leave it' });
    expect((await run.end()).phase).toBe('completed');
  });

  test('a cancellation of a run that has nothing to do changes nothing', async () => {
    const evidence = held<CreditActivities, 'writeCreditEvidence'>({ path: '/e/last.json' });
    const script: CreditScript = { writeShare: [refusal], writeCreditEvidence: [evidence.answer] };
    const run = await suite.share(script);
    await evidence.reached;
    await run.cancel();
    evidence.release();
    expect(await run.end()).toMatchObject({ phase: 'refused', outcome: { evidencePath: '/e/last.json' } });
  });
}
