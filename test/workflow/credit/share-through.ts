/** Shares that reach what they are for, early, late or because nothing is to do; and those that must not begin. */
import type { ShareCall } from '../../../activities/credit/contract';
import { throws } from '../scripted';
import {
  ALLOCATION,
  done,
  EARLIER,
  fundedAlready,
  LINE,
  notNeeded,
  notToBeDone,
  ready,
  SYSTEM_USER,
  throttled,
} from './faked';
import type { CreditSuite } from './suite';

export function sharesThatGoThrough(suite: CreditSuite): void {
  const callsOf = (businessId: string): ShareCall[] =>
    suite.fakes.inputs(businessId, 'writeShare').map(({ call }) => call);

  test('attach shares and attaches in one call, is verified, and tells what it made', async () => {
    const run = await suite.share();
    const state = await run.end();
    expect(state).toMatchObject({ phase: 'completed', operation: 'share', creditLineId: LINE, waitingFor: null });
    expect(state.outcome).toMatchObject({
      allocationId: ALLOCATION,
      made: [{ kind: 'allocation', id: ALLOCATION, wabaId: '102290129340398' }],
      undone: [],
      left: [],
      report: null,
      evidencePath: '/e/2.json',
    });
    expect(callsOf(run.businessId)).toEqual(['share-and-attach']);
  });

  test('share-then-attach makes two calls, in this order', async () => {
    const run = await suite.share({}, { method: 'share-then-attach', customerTokenRef: 'customer' });
    expect((await run.end()).outcome).toMatchObject({ allocationId: ALLOCATION });
    expect(callsOf(run.businessId)).toEqual(['share', 'attach']);
    expect(suite.fakes.inputs(run.businessId, 'writeShare')[1]?.run).toMatchObject({ customerTokenRef: 'customer' });
  });

  test('an allocation that was there before is used, and counts as nobody made it', async () => {
    const script = { checkShare: [ready({ allocationsBefore: [EARLIER] })], writeShare: [notNeeded(), done(EARLIER)] };
    const run = await suite.share(script, { method: 'share-then-attach', customerTokenRef: 'customer' });
    expect((await run.end()).outcome).toMatchObject({ allocationId: EARLIER, made: [] });
  });

  test('our system user is assigned first where it must be', async () => {
    const run = await suite.share({ checkShare: [ready({ mustAssign: true })] }, { assignSystemUser: true });
    const state = await run.end();
    expect(callsOf(run.businessId)).toEqual(['assign-system-user', 'share-and-attach']);
    expect(state.outcome?.made.map(({ id }) => id)).toEqual([SYSTEM_USER, ALLOCATION]);
  });

  test('an account that our line pays for already is a success without a write', async () => {
    const run = await suite.share({ checkShare: [fundedAlready] });
    const state = await run.end();
    expect(state).toMatchObject({ phase: 'completed', outcome: { allocationId: EARLIER, made: [], left: [] } });
    expect(suite.fakes.names(run.businessId)).toEqual(['checkShare', 'writeCreditEvidence']);
  });

  test('what must not be done ends refused, in the words of the check, and nothing is written', async () => {
    const run = await suite.share({ checkShare: [notToBeDone('Account 1 belongs to business 2.')] });
    const state = await run.end();
    expect(run.failureType).toBe('CreditLineRefused');
    expect(state).toMatchObject({ phase: 'refused', outcome: { reason: 'Account 1 belongs to business 2.' } });
    expect(suite.fakes.names(run.businessId)).toEqual(['checkShare', 'writeCreditEvidence']);
  });

  test('a check that Meta refuses for good ends refused, for nothing was changed', async () => {
    const run = await suite.share({ checkShare: [throws('GraphRefused', '(#190) The token has expired.')] });
    expect((await run.end()).outcome?.reason).toContain('(#190) The token has expired.');
    expect(run.failureType).toBe('CreditLineRefused');
  });

  test('a check that is throttled is made again', async () => {
    const wait = throws('Throttled', 'Throttled.', { nextRetryDelayMs: 900_000 });
    const run = await suite.share({ checkShare: [wait, wait, ready()] });
    expect((await run.end()).phase).toBe('completed');
  });

  test('a throttled write is sent later, and meanwhile the run says why it waits', async () => {
    const run = await suite.share({ writeShare: [throttled, throttled, throttled, done()] });
    const state = await run.end();
    expect(state.phase).toBe('completed');
    expect(callsOf(run.businessId)).toHaveLength(4);
  });

  test('a worker without the token is waited for, and the call is made once it has it', async () => {
    const run = await suite.share({ writeShare: [throws('TokenMissing', 'no token'), done()] });
    expect((await run.end()).phase).toBe('completed');
    expect(callsOf(run.businessId)).toHaveLength(2);
  });

  test('funding that shows late is waited for, and costs no history', async () => {
    const late = throws('NotYetConfirmed', 'not yet', { nextRetryDelayMs: 60_000 });
    const verified = { kind: 'verified', allocationId: ALLOCATION } as const;
    const run = await suite.share({ verifyFunding: [...Array<typeof late>(20).fill(late), verified] });
    expect((await run.end()).phase).toBe('completed');
    expect(suite.fakes.inputs(run.businessId, 'verifyFunding')).toHaveLength(21);
    expect((await run.handle.describe()).historyLength).toBeLessThan(40);
  });

  test('an evidence file that cannot be written delays the end and changes nothing', async () => {
    const broken = throws('EvidenceNotWritten', 'disk full');
    const run = await suite.share({ writeCreditEvidence: [broken, broken, broken, { path: '/e/last.json' }] });
    expect((await run.end()).outcome).toMatchObject({ allocationId: ALLOCATION, evidencePath: '/e/last.json' });
  });

  test('an input that no client would send fails with the field named', async () => {
    const run = await suite.share({}, { method: 'share-then-attach' });
    await expect(run.handle.result()).rejects.toMatchObject({
      cause: { type: 'InvalidInput', message: expect.stringContaining('customerTokenRef') },
    });
  });
}
