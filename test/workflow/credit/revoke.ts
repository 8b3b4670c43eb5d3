/** Revokes: what was confirmed and nothing else, record by record, with a report of what stayed. */
import type { CreditActivities } from '../../../activities/credit/contract';
import { held, silence, throws } from '../scripted';
import { DIGEST, gone, lost, radiusOf, refusal, stillThere, throttled, unreadable, type CreditAnswer } from './faked';
import type { CreditSuite, Operation } from './suite';

const OTHER = 'e'.repeat(64);
const THIRD = 'f'.repeat(64);
const two = [{ id: '71' }, { id: '72' }];
const deleted = { kind: 'deleted' } as const;

/** Answers for one record differently from the others. */
const forRecord =
  (id: string, first: CreditAnswer<'deleteAllocation'>): CreditAnswer<'deleteAllocation'> =>
  (input) =>
    input.allocationId === id ? (typeof first === 'function' ? first(input) : first) : deleted;

export function revokes(suite: CreditSuite): void {
  const deletes = (run: Operation): string[] =>
    suite.fakes.inputs(run.businessId, 'deleteAllocation').map(({ allocationId }) => allocationId);

  test('every live record of the business is deleted, in order, and confirmed', async () => {
    const run = await suite.revoke();
    const state = await run.end();
    expect(state).toMatchObject({ phase: 'completed', operation: 'revoke', wabaId: null, creditLineId: null });
    expect(state.outcome?.report).toEqual({
      revoked: ['71', '72'],
      alreadyRevoked: [],
      failed: [],
      notAttributable: [],
    });
    expect(deletes(run)).toEqual(['71', '72']);
    expect(suite.fakes.inputs(run.businessId, 'confirmDeleted')).toHaveLength(2);
  });

  test('records of other businesses and of nobody are not touched, and those of nobody end it failed', async () => {
    const records = [{ id: '71' }, { id: '8', receivingBusinessId: null }, { id: '9', status: 'DELETED' }];
    const run = await suite.revoke({ readRadius: [radiusOf(records)] });
    const state = await run.end();
    expect(run.failureType).toBe('CreditLineFailed');
    expect(deletes(run)).toEqual(['71']);
    expect(state.outcome?.report).toMatchObject({ revoked: ['71'], alreadyRevoked: ['9'], notAttributable: ['8'] });
  });

  test('nothing to revoke completes without a write', async () => {
    const run = await suite.revoke({ readRadius: [radiusOf([{ id: '9', status: 'DELETED' }])] });
    expect(await run.end()).toMatchObject({ phase: 'completed', outcome: { report: { alreadyRevoked: ['9'] } } });
    expect(deletes(run)).toEqual([]);
  });

  test('nothing but a record of nobody ends failed: it may be the one', async () => {
    const run = await suite.revoke({ readRadius: [radiusOf([{ id: '8', receivingBusinessId: null }])] });
    expect(await run.end()).toMatchObject({ phase: 'failed', outcome: { report: { notAttributable: ['8'] } } });
  });

  test('an open migration refuses it, named with what forces it', async () => {
    const openRuns = [{ workflowId: 'migrate-waba/1', runId: 'r', phase: 'cloning' }];
    const run = await suite.revoke({ readRadius: [radiusOf(two, { openRuns })] });
    const state = await run.end();
    expect(run.failureType).toBe('CreditLineRefused');
    expect(state.outcome?.reason).toContain('migrate-waba/1 (cloning)');
    expect(state.outcome?.reason).toContain('--force-run migrate-waba/1');
    expect(deletes(run)).toEqual([]);
  });

  test('open migrations do not stop it where each is forced, and one that is not does', async () => {
    const openRuns = ['1', '2'].map((id) => ({ workflowId: `migrate-waba/${id}`, runId: 'r', phase: null }));
    const readRadius = [radiusOf(two, { openRuns })];
    const both = await suite.revoke({ readRadius }, { forceRuns: ['migrate-waba/1', 'migrate-waba/2'] });
    expect((await both.end()).phase).toBe('completed');
    const one = await suite.revoke({ readRadius }, { forceRuns: ['migrate-waba/1'] });
    const state = await one.end();
    expect(state.phase).toBe('refused');
    expect(state.outcome?.reason).not.toContain('--force-run migrate-waba/1');
  });

  test('a radius that changed is asked about; confirmed, it is read again before anything is deleted', async () => {
    const grown = radiusOf([...two, { id: '73' }], { digest: OTHER });
    const run = await suite.revoke({ readRadius: [grown] });
    const asked = await run.until('needs-operator');
    expect(asked).toMatchObject({ radius: { digest: OTHER }, waitingFor: { verbs: ['confirm-radius', 'cancel'] } });
    expect(asked.waitingFor?.reason).toContain('3 allocations');
    expect(await run.refusal('confirm-radius', { radius: DIGEST })).toContain(OTHER);
    await run.tell('confirm-radius', { radius: OTHER });
    expect((await run.end()).outcome?.report?.revoked).toEqual(['71', '72', '73']);
    const called = suite.fakes.names(run.businessId);
    const before = called.slice(0, called.indexOf('deleteAllocation'));
    expect(before.filter((name) => name === 'readRadius')).toHaveLength(2);
  });

  test('a radius that changed again after it was confirmed is asked about again', async () => {
    const run = await suite.revoke({
      readRadius: [radiusOf(two, { digest: OTHER }), radiusOf(two, { digest: THIRD })],
    });
    await run.until('needs-operator');
    await run.tell('confirm-radius', { radius: OTHER });
    const asked = await run.until('needs-operator', ({ radius }) => radius?.digest === THIRD);
    expect(deletes(run)).toEqual([]);
    expect(asked.waitingFor?.id).toBeDefined();
    await run.tell('confirm-radius', { radius: THIRD });
    expect((await run.end()).phase).toBe('completed');
  });

  test.each([
    ['the verb', (run: Operation): Promise<unknown> => run.tell('cancel', { reason: 'no' })],
    ['Temporal', (run: Operation): Promise<unknown> => run.cancel()],
  ])('cancelled by %s while it asks, it ends refused', async (_way, cancel) => {
    const run = await suite.revoke({ readRadius: [radiusOf(two, { digest: OTHER })] });
    await run.until('needs-operator');
    await cancel(run);
    expect((await run.end()).phase).toBe('refused');
    expect(deletes(run)).toEqual([]);
  });

  test('cancelled while it reads the radius, it ends refused', async () => {
    const run = await suite.revoke({ readRadius: [silence] });
    await run.until('checking');
    await run.cancel();
    expect((await run.end()).phase).toBe('refused');
  });

  test('cancelled before the first DELETE is sent, it ends refused', async () => {
    const run = await suite.revoke({ deleteAllocation: [throttled] });
    await run.until('writing', ({ waitingFor }) => waitingFor !== null);
    await run.cancel();
    expect((await run.end()).phase).toBe('refused');
  });

  test('cancelled between two DELETEs, the rest stays and is listed', async () => {
    const first = held<CreditActivities, 'deleteAllocation'>(deleted);
    const run = await suite.revoke({ deleteAllocation: [first.answer, deleted] });
    await first.reached;
    await run.cancel();
    // The time-skipping server loses the task of a run that cancels an activity which answers at that very moment.
    await run.until('writing', ({ timeline }) => timeline.some(({ text }) => text.startsWith('To be cancelled')));
    first.release();
    const state = await run.end();
    expect(run.failureType).toBe('CreditLineFailed');
    expect(deletes(run)).toEqual(['71']);
    expect(state.outcome?.report).toMatchObject({
      revoked: ['71'],
      failed: [{ id: '72', why: 'cancelled before it was revoked' }],
    });
  });

  test('a cancellation once every DELETE was sent is only noted', async () => {
    const confirm = held<CreditActivities, 'confirmDeleted'>(gone);
    const run = await suite.revoke({ confirmDeleted: [confirm.answer] });
    await confirm.reached;
    await run.cancel();
    await run.until('verifying', ({ timeline }) => timeline.some(({ text }) => text.includes('came too late')));
    confirm.release();
    expect((await run.end()).phase).toBe('completed');
  });

  test('one refused DELETE does not keep the others, and ends it failed', async () => {
    const seen: CreditAnswer<'confirmDeleted'> = ({ allocationId }) => (allocationId === '71' ? stillThere : gone);
    const run = await suite.revoke({ deleteAllocation: [forRecord('71', refusal)], confirmDeleted: [seen] });
    const state = await run.end();
    expect(run.failureType).toBe('CreditLineFailed');
    expect(state.outcome?.report).toMatchObject({
      revoked: ['72'],
      failed: [{ id: '71', why: '(#200) Permissions error.' }],
    });
    expect(state.outcome?.reason).toContain('71: (#200) Permissions error.');
  });

  test.each([
    [
      'and the record cannot be read',
      refusal,
      unreadable,
      1,
      { failed: [{ id: '71', why: '(#200) Permissions error.' }] },
    ],
    ['and the record reads DELETED: somebody else did it', refusal, gone, 1, { alreadyRevoked: ['71'], revoked: [] }],
    ['by us before it went out, no look is needed', { ...refusal, sent: false }, gone, 0, { failed: [{ id: '71' }] }],
  ] as const)('a DELETE that is refused %s', async (_how, answer, seen, looks, report) => {
    const run = await suite.revoke({
      readRadius: [radiusOf([{ id: '71' }])],
      deleteAllocation: [answer],
      confirmDeleted: [seen],
    });
    const state = await run.end();
    expect(state.outcome?.report).toMatchObject(report);
    expect(state.phase).toBe('failed' in report ? 'failed' : 'completed');
    const asked = suite.fakes.inputs(run.businessId, 'confirmDeleted');
    expect(asked).toHaveLength(looks);
    // One look and no patience: there is nothing that would show later.
    expect(asked.every(({ patienceMs }) => patienceMs === 0)).toBe(true);
  });

  test('a refused repeat of a DELETE whose answer was lost counts as revoked by this run where the record is gone', async () => {
    const run = await suite.revoke({
      readRadius: [radiusOf([{ id: '71' }])],
      deleteAllocation: [lost, refusal],
      confirmDeleted: [stillThere, gone],
    });
    expect(await run.end()).toMatchObject({ phase: 'completed', outcome: { report: { revoked: ['71'] } } });
  });

  test('a record that came to be while it ran is not deleted, and ends it failed, listed', async () => {
    const more = [...two, { id: '73' }, { id: '74', receivingBusinessId: null }, { id: '75', status: 'DELETED' }];
    const run = await suite.revoke({ readRadius: [radiusOf(two), radiusOf(more)] });
    const state = await run.end();
    expect(run.failureType).toBe('CreditLineFailed');
    expect(deletes(run)).toEqual(['71', '72']);
    expect(state.outcome?.report).toEqual({
      revoked: ['71', '72'],
      alreadyRevoked: [],
      failed: [{ id: '73', why: 'it came to be while the revoke ran, or was listed only later' }],
      notAttributable: ['74'],
    });
    expect(state.outcome?.reason).toContain('73: it came to be while the revoke ran');
    const asked = suite.fakes.inputs(run.businessId, 'readRadius').map(({ evidenceNumber }) => evidenceNumber);
    expect(asked).toEqual([1, null]);
  });

  test('a record that is listed as live though it reads DELETED is not listed twice', async () => {
    const run = await suite.revoke({ readRadius: [radiusOf(two), radiusOf(two)] });
    expect(await run.end()).toMatchObject({
      phase: 'completed',
      outcome: { report: { revoked: ['71', '72'], failed: [] } },
    });
  });

  test('nothing to revoke is looked at twice: a record that shows only then ends it failed', async () => {
    const run = await suite.revoke({ readRadius: [radiusOf([]), radiusOf([{ id: '73' }])] });
    expect(await run.end()).toMatchObject({ phase: 'failed', outcome: { report: { failed: [{ id: '73' }] } } });
    expect(deletes(run)).toEqual([]);
  });

  test.each<readonly [string, CreditAnswer<'readRadius'>, string]>([
    ['Meta refuses it', throws('GraphRefused', '(#200) no.'), '(#200) no.'],
    ['nothing answers for an hour', throws('Throttled', 'Throttled.', { nextRetryDelayMs: 600_000 }), 'Throttled.'],
    [
      'it would be another Graph’s answer',
      (input) => ({ ...radiusOf([])(input), graphOrigin: 'other.test/2' }),
      'other.test/2',
    ],
  ])(
    'where the last look cannot be made since %s, it ends failed and says what is not known',
    async (_why, look, text) => {
      const run = await suite.revoke({ readRadius: [radiusOf(two), look] });
      const state = await run.end();
      expect(run.failureType).toBe('CreditLineFailed');
      expect(state.outcome?.report).toMatchObject({ revoked: ['71', '72'], failed: [], notAttributable: [] });
      expect(state.outcome?.reason).toContain('Whether the business has another record by now cannot be read');
      expect(state.outcome?.reason).toContain(text);
      expect(state.outcome?.reason).toContain(`credit revoke --business ${run.businessId} --dry-run`);
    },
  );

  test('what reads DELETED already is told apart, and what shows another owner is not touched', async () => {
    const answer: CreditAnswer<'deleteAllocation'> = ({ allocationId }) =>
      allocationId === '71'
        ? { kind: 'already-deleted' }
        : { kind: 'not-attributable', text: 'it pays for business 5.' };
    const state = await (await suite.revoke({ deleteAllocation: [answer] })).end();
    expect(state.outcome?.report).toMatchObject({ revoked: [], alreadyRevoked: ['71'], notAttributable: ['72'] });
  });

  test.each([
    ['happened', [lost], [gone], 1, { revoked: ['71'], failed: [] }],
    ['did not happen', [lost, deleted], [stillThere, gone], 2, { revoked: ['71'], failed: [] }],
    ['is lost again', [lost], [stillThere], 2, { revoked: [], failed: [{ id: '71', why: 'it reads APPROVED.' }] }],
    ['cannot be read', [lost], [unreadable], 1, { revoked: [], failed: [{ id: '71', why: '(#100) not readable.' }] }],
    [
      'is found done before it is sent again',
      [lost, { kind: 'already-deleted' }],
      [stillThere],
      2,
      { revoked: ['71'] },
    ],
  ] as const)('a lost DELETE that %s is decided by reading', async (_truth, answers, seen, sends, report) => {
    const run = await suite.revoke({
      readRadius: [radiusOf([{ id: '71' }])],
      deleteAllocation: [...answers],
      confirmDeleted: [...seen],
    });
    expect((await run.end()).outcome?.report).toMatchObject(report);
    expect(deletes(run)).toHaveLength(sends);
  });

  test.each([
    ['stays', stillThere],
    ['cannot be read', throws('GraphRefused', 'no')],
  ])('a record that Meta said was deleted and that %s counts as not revoked', async (_how, seen) => {
    const run = await suite.revoke({ readRadius: [radiusOf([{ id: '71' }])], confirmDeleted: [seen] });
    expect((await run.end()).outcome?.report?.failed).toMatchObject([{ id: '71' }]);
  });

  test('a throttled DELETE is delayed, not failed', async () => {
    const run = await suite.revoke({ deleteAllocation: [throttled, throttled, deleted] });
    expect((await run.end()).phase).toBe('completed');
  });

  test('a radius that Meta refuses to show ends refused, for nothing was changed', async () => {
    const run = await suite.revoke({ readRadius: [throws('GraphRefused', '(#200) no.')] });
    expect((await run.end()).outcome?.reason).toContain('(#200) no.');
    expect(run.failureType).toBe('CreditLineRefused');
  });

  test('a run that was reset between two DELETEs ends failed and lists what it does not know to be gone', async () => {
    const reset = throws('RunWasReset', 'The run was reset.');
    const run = await suite.revoke({ deleteAllocation: [deleted, reset] });
    const state = await run.end();
    expect(state.outcome?.reason).toBe('The run was reset.');
    expect(state.outcome?.report?.failed.map(({ id }) => id)).toEqual(['71', '72']);
  });
}
