/** What people see of a credit operation at every phase: details, search attributes, memo, evidence files, summaries. */
import { defineSearchAttributeKey } from '@temporalio/common';
import type { CreditActivities } from '../../../activities/credit/contract';
import type { CreditPhase } from '../../../domain/credit/phases';
import { SEARCH_ATTRIBUTES } from '../../../domain/ids';
import { held, type Answer } from '../scripted';
import { ALLOCATION, done, gone, inUse, notVerified, radiusOf, ready, refusal } from './faked';
import type { CreditSuite, Operation } from './suite';

const OTHER = 'e'.repeat(64);
const attribute = (name: keyof typeof SEARCH_ATTRIBUTES) => defineSearchAttributeKey(name, SEARCH_ATTRIBUTES[name]);

export function shown(suite: CreditSuite): void {
  /** Holds a run in a phase by an answer, looks at it there, and lets it go on. */
  const holding = <N extends keyof CreditActivities>(then: Answer<CreditActivities, N>) =>
    held<CreditActivities, N>(then);

  const seeIn = async (run: Operation, phase: CreditPhase): Promise<void> => {
    const state = await run.until(phase, ({ waitingFor }) => phase !== 'needs-operator' || waitingFor !== null);
    const { currentDetails } = await run.handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    expect(currentDetails).toContain(`**${phase}**`);
    expect(currentDetails).toContain(state.businessId);
    if (state.waitingFor) {
      expect(currentDetails).toContain(state.waitingFor.reason);
      expect(currentDetails).toContain(`A person can: ${state.waitingFor.verbs.join(', ')}.`);
    }
    const link = `[Open it in the dashboard](https://waba.test/credit-lines/businesses/${state.businessId})`;
    expect(currentDetails.split('\n').includes(link)).toBe(phase !== 'checking');
    const described = await run.handle.describe();
    const attributes = described.typedSearchAttributes;
    expect(attributes.get(attribute('Phase'))).toBe(phase);
    expect(attributes.get(attribute('BusinessId'))).toBe(run.businessId);
    expect(attributes.get(attribute('NeedsOperator'))).toBe(state.needsOperator);
    expect(attributes.get(attribute('WabaId')) ?? null).toBe(state.wabaId);
    expect(attributes.get(attribute('TargetCurrency')) ?? null).toBe(state.currency);
    expect(attributes.get(attribute('PhaseChangedAt'))).toBeInstanceOf(Date);
    expect(described.memo?.waitingFor ?? null).toEqual(state.waitingFor);
  };

  test('a share is shown truly at every phase, to a compensated end', async () => {
    const check = holding<'checkShare'>(ready());
    const write = holding<'writeShare'>(done());
    const verify = holding<'verifyFunding'>(notVerified);
    const undo = holding<'undoShare'>({ kind: 'undone' });
    const evidence = holding<'writeCreditEvidence'>({ path: '/e/9.json' });
    const run = await suite.share({
      checkShare: [check.answer],
      writeShare: [write.answer],
      verifyFunding: [verify.answer],
      undoShare: [undo.answer],
      writeCreditEvidence: [{ path: '/e/2.json' }, evidence.answer],
    });
    const through = [
      ['checking', check],
      ['writing', write],
      ['verifying', verify],
    ] as const;
    for (const [phase, step] of through) {
      await step.reached;
      await seeIn(run, phase);
      step.release();
    }
    await seeIn(run, 'needs-operator');
    await run.tell('cancel', { reason: 'not wanted' });
    await undo.reached;
    await seeIn(run, 'compensating');
    undo.release();
    await evidence.reached;
    await seeIn(run, 'compensated');
    evidence.release();
    expect((await run.end()).outcome?.evidencePath).toBe('/e/9.json');
  });

  test('a revoke is shown truly at every phase', async () => {
    const read = holding<'readRadius'>(radiusOf([{ id: '71' }], { digest: OTHER }));
    const remove = holding<'deleteAllocation'>({ kind: 'deleted' });
    const confirm = holding<'confirmDeleted'>(gone);
    const run = await suite.revoke({
      readRadius: [read.answer, radiusOf([{ id: '71' }], { digest: OTHER })],
      deleteAllocation: [remove.answer],
      confirmDeleted: [confirm.answer],
    });
    await read.reached;
    await seeIn(run, 'checking');
    read.release();
    await seeIn(run, 'needs-operator');
    await run.tell('confirm-radius', { radius: OTHER });
    await remove.reached;
    await seeIn(run, 'writing');
    remove.release();
    await confirm.reached;
    await seeIn(run, 'verifying');
    confirm.release();
    expect((await run.end()).phase).toBe('completed');
  });

  test('evidence is written at every wait for a person and at the end, each file with the next number', async () => {
    const run = await suite.share(
      { writeShare: [done(), refusal], undoShare: [inUse] },
      { method: 'share-then-attach', customerTokenRef: 'customer' },
    );
    const asked = await run.until('needs-operator');
    await run.tell('retry-compensation', { reason: 'again' });
    await run.until(
      'needs-operator',
      ({ waitingFor }) => waitingFor !== null && waitingFor.id !== asked.waitingFor?.id,
    );
    await run.tell('accept-as-is', { reason: 'fine' });
    await run.end();
    expect(suite.fakes.inputs(run.businessId, 'checkShare')[0]?.evidenceNumber).toBe(1);
    const files = suite.fakes.inputs(run.businessId, 'writeCreditEvidence');
    expect(files.map(({ evidenceNumber }) => evidenceNumber)).toEqual([2, 3, 4]);
    expect(files.map(({ state }) => state.phase)).toEqual(['needs-operator', 'needs-operator', 'completed']);
    expect(files.map(({ previousPath }) => previousPath)).toEqual(['/e/1.json', '/e/2.json', '/e/3.json']);
    expect(files.at(-1)?.state.outcome?.left).toMatchObject([{ id: ALLOCATION }]);
    expect(files.at(-1)?.fbtraceIds).toEqual(['trace-1']);
  });

  test('every activity and every timer of a run says what it is for', async () => {
    const throttled = { kind: 'not-sent-yet', why: 'throttled', waitMs: 60_000, text: 'Throttled.' } as const;
    const run = await suite.share({ writeShare: [throttled, done()] });
    await run.end();
    const { events } = await run.handle.fetchHistory();
    const told = (events ?? []).filter(
      (event) => event.activityTaskScheduledEventAttributes ?? event.timerStartedEventAttributes,
    );
    expect(told.length).toBeGreaterThan(4);
    for (const event of told) expect(event.userMetadata?.summary?.data?.length ?? 0).toBeGreaterThan(3);
  });
}
