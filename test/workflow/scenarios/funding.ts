/** Who pays for the clone: Meta within the grace, else the share that the run starts, else a person. */
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CreditActivities } from '../../../activities/credit/contract';
import { shareInputSchema } from '../../../domain/credit/input';
import { creditLineWorkflowId } from '../../../domain/ids';
import type { CreditRunState } from '../../../domain/credit/state';
import type { RunState } from '../../../domain/state';
import { creditStateQuery, creditVerbUpdates } from '../../../workflows/messages';
import {
  ALLOCATION,
  DIGEST as RADIUS,
  done,
  happened,
  lost,
  notToBeDone,
  notVerified,
  radiusOf,
  refusal,
  type CreditScript,
} from '../credit/faked';
import { assessed, CLONE, held as heldAnswer, SOURCE, verified, type Script } from '../faked-activities';
import { held, silence, throws } from '../scripted';
import type { Run, Suite } from '../suite';

const LINE = '1972385232742146';
const LIMIT_MS = 20_000;
const unpaid = verified({ 'clone-funding': 'mismatch' }, undefined, 'nobody');

/** A digest is an activity's business; what it is of is not. */
const prepareShare: CreditActivities['prepareShare'] = async ({ customerTokenRef, run: _run, ...asked }) => ({
  input: shareInputSchema.parse({ ...asked, ...(customerTokenRef === null ? {} : { customerTokenRef }) }),
  inputDigest: 'c'.repeat(64),
});

/** How many shares a run has started once it has acted on the answer of an activity: the task after it is done. */
async function sharesStartedAfter(run: Run, activity: string): Promise<number> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const events = (await run.handle.fetchHistory()).events ?? [];
    const asked = events.find(
      ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name === activity,
    );
    const answered = events.findIndex(
      ({ activityTaskCompletedEventAttributes: completed }) =>
        completed != null && String(completed.scheduledEventId) === String(asked?.eventId),
    );
    const acted = events.findIndex(
      ({ workflowTaskCompletedEventAttributes: task }, index) => answered >= 0 && index > answered && task != null,
    );
    if (acted >= 0)
      return events.filter((event) => event.startChildWorkflowExecutionInitiatedEventAttributes != null).length;
    if (Date.now() > end) throw new Error(`the run has not acted on ${activity}`);
    await delay(15);
  }
}

export function funding(suite: Suite): void {
  /** A migration whose clone comes unfunded, of a business of its own. */
  const unfunded = async (credit: CreditScript, more: { script?: Script; input?: object } = {}) => {
    const businessId = String(randomInt(1e12, 9e12));
    suite.credit.script(businessId, { prepareShare: [prepareShare], ...credit });
    const source = { ...SOURCE, ownerBusinessId: businessId };
    const run = await suite.start(
      { assess: [{ ...(assessed() as object), source } as never], verify: [unpaid, verified()], ...more.script },
      { extendedCreditId: LINE, ...more.input },
      // The looks at the clone's funding name the account, everything else the business.
      { awaitFunding: credit.awaitFunding ?? [{ kind: 'unfunded' }] },
    );
    return { run, businessId };
  };

  const shareOf = (businessId: string) => suite.handleOf(creditLineWorkflowId(businessId));
  const abandoned = async (run: Run) => {
    await run.tell('abandon', { reason: 'not wanted' });
    return await run.end();
  };

  test('a clone that somebody pays for costs no look at its funding', async () => {
    const run = await suite.start({}, { extendedCreditId: LINE });
    await run.until('awaiting-approval');
    expect(suite.credit.names(run.wabaId)).toEqual([]);
    await abandoned(run);
  });

  test('a clone that nobody pays for is none of its business where the start names no line', async () => {
    const run = await suite.start({ verify: [unpaid] });
    expect((await run.until('needs-operator')).waitingFor?.reason).toContain('clone-funding');
    expect(suite.credit.names(run.wabaId)).toEqual([]);
    await abandoned(run);
  });

  test('Meta funds it within the grace: it is verified anew, and nothing is shared', async () => {
    const notYet = throws('NotYetConfirmed', 'nobody pays yet', { nextRetryDelayMs: 60_000 });
    const { run, businessId } = await unfunded({ awaitFunding: [notYet, notYet, { kind: 'funded' }] });
    await run.untilSkipping('awaiting-approval');
    expect(suite.credit.inputs(run.wabaId, 'awaitFunding')[0]).toMatchObject({
      destinationWabaId: CLONE,
      graceMs: 600_000,
    });
    expect(suite.fakes.inputs(run.wabaId, 'verify')).toHaveLength(2);
    expect(suite.credit.names(businessId)).toEqual([]);
    await abandoned(run);
  });

  test('funding that cannot be read is for the verification to tell', async () => {
    const { run, businessId } = await unfunded(
      { awaitFunding: [{ kind: 'unknown' }] },
      { script: { verify: [unpaid] } },
    );
    expect((await run.until('needs-operator')).waitingFor?.reason).toContain('clone-funding');
    expect(suite.credit.names(businessId)).toEqual([]);
    await abandoned(run);
  });

  test('else the line is shared with the owner for the clone, and the outcome lists what was made', async () => {
    const { run, businessId } = await unfunded({});
    await run.until('awaiting-approval');
    expect(suite.credit.inputs(businessId, 'checkShare')[0]?.input).toMatchObject({
      businessId,
      wabaId: CLONE,
      currency: 'INR',
      extendedCreditId: LINE,
      method: 'attach',
      startedBy: 'test:starter',
    });
    // One share for one verification.
    expect(suite.credit.inputs(businessId, 'checkShare')).toHaveLength(1);
    expect(await sharesStartedAfter(run, 'prepareShare')).toBe(1);
    const { memo } = await shareOf(businessId).describe();
    expect(memo).toMatchObject({ inputDigest: 'c'.repeat(64), startedBy: 'test:starter' });
    expect((await abandoned(run)).outcome?.allocations).toEqual([{ id: ALLOCATION, businessId }]);
  });

  test.each([
    ['refused', { checkShare: [notToBeDone('Line 1 is not ours.')] }, 'Line 1 is not ours.'],
    ['compensated', { writeShare: [done(), refusal] }, 'Meta refused to attach'],
    [
      'failed',
      {
        writeShare: [throws('RunWasReset', 'The run was reset.')],
        settleShare: [{ kind: 'did-not-happen', allocationId: null, text: '.' }],
      },
      'The run was reset.',
    ],
  ] as const)('a share that ends %s needs a person, who may retry', async (phase, credit, why) => {
    const { run, businessId } = await unfunded(credit as unknown as CreditScript, {
      script: { verify: [unpaid] },
      input: { creditMethod: 'share-then-attach', customerTokenRef: 'customer' },
    });
    const asked = await run.untilSkipping('needs-operator');
    expect(asked.waitingFor?.reason).toContain(why);
    expect(asked.waitingFor?.reason).toContain(phase);
    expect(asked.waitingFor?.reason).toContain('retry --step verify');
    suite.credit.script(businessId, { prepareShare: [prepareShare] });
    suite.fakes.script(run.wabaId, { verify: [unpaid, verified()] });
    await run.tell('retry', { step: 'verify' });
    await run.until('awaiting-approval');
    expect((await abandoned(run)).outcome?.allocations).toEqual([{ id: ALLOCATION, businessId }]);
  });

  const untilShared = (run: Run) =>
    run.until('verifying', ({ timeline }) => timeline.some(({ text }) => text.includes('the line is shared by')));
  const acceptShare = async (businessId: string) => {
    const share = shareOf(businessId);
    const isAsking = async () => (await share.query(creditStateQuery)).needsOperator;
    while (!(await isAsking())) await delay(15);
    while ((await share.describe()).raw.pendingActivities?.length) await delay(5);
    const accept = { by: 'test:operator', reason: 'fine' };
    await share.executeUpdate(creditVerbUpdates['accept-as-is'], { args: [accept] });
  };

  test('a share that a person accepts without proof is no funding: a person is asked, and what it leaves is listed', async () => {
    const { run, businessId } = await unfunded({ verifyFunding: [notVerified] }, { script: { verify: [unpaid] } });
    await untilShared(run);
    await acceptShare(businessId);
    const asked = await run.until('needs-operator');
    expect(asked.waitingFor?.reason).toContain('is not proven to be funded');
    expect(asked.waitingFor?.reason).toContain('ended completed: Accepted as it is: fine');
    expect(suite.fakes.inputs(run.wabaId, 'verify')).toHaveLength(1);
    expect((await abandoned(run)).outcome?.allocations).toEqual([{ id: ALLOCATION, businessId }]);
  });

  test('what a lost answer of the share left is listed, though nothing proves who made it', async () => {
    const { run, businessId } = await unfunded(
      { writeShare: [lost], settleShare: [happened()], verifyFunding: [notVerified] },
      { script: { verify: [unpaid] } },
    );
    await untilShared(run);
    await acceptShare(businessId);
    await run.until('needs-operator');
    const { outcome } = await shareOf(businessId).query(creditStateQuery);
    expect(outcome).toMatchObject({ made: [], left: [{ id: ALLOCATION }] });
    expect((await abandoned(run)).outcome?.allocations).toEqual([{ id: ALLOCATION, businessId }]);
  });

  test('while the business has an open revoke it waits, and shares once that has ended', async () => {
    const businessId = String(randomInt(1e12, 9e12));
    const read = held<CreditActivities, 'readRadius'>({
      graphOrigin: 'g',
      runId: 'r',
      evidencePath: null,
      radius: { businessId, allocations: [], wabas: [], unreadable: [], digest: RADIUS, openRuns: [], numbers: 0 },
    });
    suite.credit.script(businessId, { prepareShare: [prepareShare], readRadius: [read.answer] });
    const revoke = await suite.startOther('revokeCreditLine', creditLineWorkflowId(businessId), {
      businessId,
      radius: RADIUS,
      startedBy: 'test:other',
    });
    await read.reached;
    const source = { ...SOURCE, ownerBusinessId: businessId };
    const run = await suite.start(
      { assess: [{ ...(assessed() as object), source } as never], verify: [unpaid, verified()] },
      { extendedCreditId: LINE },
      { awaitFunding: [{ kind: 'unfunded' }] },
    );
    const isTaken = ({ waitingFor }: RunState) =>
      waitingFor?.reason.includes(creditLineWorkflowId(businessId)) ?? false;
    expect((await run.until('verifying', isTaken)).waitingFor?.verbs).toContain('abandon');
    read.release();
    await revoke.result();
    await run.untilSkipping('awaiting-approval');
    expect((await abandoned(run)).outcome?.allocations).toEqual([{ id: ALLOCATION, businessId }]);
  });

  describe('after a revoke that was forced past it', () => {
    /** Revokes the business of a migration that is open, and waits for the end. */
    const revokePast = async (businessId: string, { wabaId, handle }: Run) => {
      const { runId } = await handle.describe();
      const openRuns = [{ workflowId: `migrate-waba/${wabaId}`, runId, phase: 'awaiting-approval' }];
      suite.credit.script(businessId, {
        prepareShare: [prepareShare],
        readRadius: [radiusOf([{ id: ALLOCATION }], { digest: RADIUS, openRuns }), radiusOf([])],
      });
      const input = { businessId, radius: RADIUS, forceRuns: [openRuns[0]?.workflowId], startedBy: 'test:other' };
      const revoke = await suite.startOther('revokeCreditLine', creditLineWorkflowId(businessId), input);
      return (await revoke.result()) as CreditRunState;
    };
    test('nothing is shared again until a person says so', async () => {
      const look = held<CreditActivities, 'awaitFunding'>({ kind: 'unfunded' });
      const { run, businessId } = await unfunded({ awaitFunding: [look.answer] });
      await look.reached;
      const revoked = await revokePast(businessId, run);
      expect(revoked.timeline.map(({ text }) => text)).toContainEqual(
        expect.stringContaining(`migrate-waba/${run.wabaId} is still open: it asks a person`),
      );
      look.release();
      const asked = await run.until('needs-operator');
      expect(asked.waitingFor?.reason).toContain(`${creditLineWorkflowId(businessId)} revoked the lines`);
      expect(suite.credit.names(businessId)).not.toContain('checkShare');
      suite.fakes.script(run.wabaId, { verify: [unpaid, verified()] });
      await run.tell('retry', { step: 'verify' });
      await run.until('awaiting-approval');
      expect(suite.credit.names(businessId)).toContain('checkShare');
      expect((await abandoned(run)).outcome?.allocations).toEqual([{ id: ALLOCATION, businessId }]);
    });

    test('it asks before it gives Meta time', async () => {
      const first = heldAnswer<'verify'>(unpaid);
      const { run, businessId } = await unfunded({}, { script: { verify: [first.answer] } });
      await first.reached;
      await revokePast(businessId, run);
      first.release();
      await run.until('needs-operator');
      expect(suite.credit.names(run.wabaId)).not.toContain('awaitFunding');
      await abandoned(run);
    });

    test('a run whose clone somebody pays for goes on', async () => {
      const { run, businessId } = await unfunded({}, { script: { verify: [verified()] } });
      await run.until('awaiting-approval');
      await revokePast(businessId, run);
      expect((await run.state()).phase).toBe('awaiting-approval');
      await abandoned(run);
    });
  });

  test('abandoned while the share waits for a person, it ends at once, lists what was made, and the share goes on', async () => {
    const { run, businessId } = await unfunded({ verifyFunding: [notVerified] });
    await run.until('verifying', ({ timeline }) => timeline.some(({ text }) => text.includes(ALLOCATION)));
    const state = await abandoned(run);
    expect(state).toMatchObject({ phase: 'abandoned', outcome: { allocations: [{ id: ALLOCATION, businessId }] } });
    expect((await shareOf(businessId).describe()).status.name).toBe('RUNNING');
    await acceptShare(businessId);
    await shareOf(businessId).result();
  });

  test('abandoned while it gives Meta time, nothing is shared', async () => {
    const { run, businessId } = await unfunded({ awaitFunding: [silence] });
    await run.until('verifying', () => suite.credit.names(run.wabaId).includes('awaitFunding'));
    expect((await abandoned(run)).outcome?.allocations).toEqual([]);
    expect(suite.credit.names(businessId)).toEqual([]);
  });

  test('paused, it starts no share before it goes on', async () => {
    const look = held<CreditActivities, 'awaitFunding'>({ kind: 'unfunded' });
    const { run, businessId } = await unfunded({ awaitFunding: [look.answer] });
    await look.reached;
    await run.tell('pause', {});
    look.release();
    expect(await sharesStartedAfter(run, 'prepareShare')).toBe(0);
    expect(suite.credit.names(businessId)).not.toContain('checkShare');
    await run.tell('unpause', {});
    await run.until('awaiting-approval');
    await abandoned(run);
  });
}
