/** Which attached migration is this run's: a sibling's is refused before anything is read of it. */
import { CLONE, createBench, MIGRATION, RUN, SOURCE, type Bench } from '../../../helpers/activity-bench';
import { OWNER } from '../../../helpers/fake-graph';

const input = (bench: Bench, ownerBusinessId: string | null = OWNER) => ({
  run: bench.run,
  migrationId: MIGRATION,
  targetCurrency: 'INR',
  ownerBusinessId,
  intentAt: '2026-11-22T11:00:00.000Z',
});
const sibling = { workflowId: 'migrate-waba/150', runId: 'run-150', sourceWabaId: '150' };
/** A bench whose clone was made after the intent. */
const benchWithNewClone = () => {
  const bench = createBench();
  set(bench, { creationTime: '2026-11-22T11:00:02+0000' });
  return bench;
};
const set = (bench: Bench, more: object) => {
  const clone = bench.graph.accounts.get(CLONE)!;
  clone.waba = { ...clone.waba, ...more };
};
const show = (bench: Bench, status: string, id?: string) =>
  bench.graph.migrations.set(MIGRATION, {
    id: MIGRATION,
    status,
    ...(id === undefined ? {} : { destination: { id } }),
  });

/** The second look, at which "no other run holds it" is believed. */
const SECOND = { attempt: 2, ageMs: 2_000 };

test('is ours when Meta names a new account of the same owner in the target currency', async () => {
  const bench = benchWithNewClone();
  expect(await bench.call('identifyClone', input(bench), SECOND)).toEqual({
    kind: 'ours',
    destinationWabaId: CLONE,
    status: 'READY_TO_COMPLETE',
  });
});

test('is never ours at the first look, since a run that was given it at the same time is not seen yet', async () => {
  const bench = benchWithNewClone();
  const failure = await bench.failing('identifyClone', input(bench));
  expect(failure).toMatchObject({ type: 'StillInProgress', category: 'BENIGN', nextRetryDelay: 2_000 });
  bench.runs.holding.set(MIGRATION, [sibling]);
  expect(await bench.call('identifyClone', input(bench), SECOND)).toMatchObject({ kind: 'not-ours' });
});

test('is refused at once when another run holds it, also while its clone is not named', async () => {
  const bench = createBench();
  show(bench, 'IN_PROGRESS');
  bench.runs.holding.set(MIGRATION, [sibling]);
  const result = await bench.call('identifyClone', input(bench));
  expect(result).toEqual({ kind: 'not-ours', reason: 'migration mig-1 is held by migrate-waba/150' });
  expect(bench.graph.calls).toEqual([]);
});

test('is ours when only this run holds it', async () => {
  const bench = benchWithNewClone();
  const own = { workflowId: `migrate-waba/${SOURCE}`, runId: RUN, sourceWabaId: SOURCE };
  bench.runs.holding.set(MIGRATION, [own]);
  bench.runs.naming.set(CLONE, [own]);
  expect(await bench.call('identifyClone', input(bench), SECOND)).toMatchObject({ kind: 'ours' });
});

test.each([
  ['another run knows its clone', (bench: Bench) => bench.runs.naming.set(CLONE, [sibling]), 'migrate-waba/150'],
  ['its clone is the source', (bench: Bench) => show(bench, 'READY_TO_COMPLETE', SOURCE), 'the source itself'],
  ['its clone has another owner', (bench: Bench) => set(bench, { ownerBusinessId: '501' }), 'business 501'],
  [
    'nothing shows the owner of its clone',
    (bench: Bench) => set(bench, { ownerBusinessId: undefined }),
    'nothing shows',
  ],
  ['its clone is billed in another currency', (bench: Bench) => set(bench, { currency: 'EUR' }), 'EUR'],
  [
    'its clone is older (Unix seconds)',
    (bench: Bench) => set(bench, { creationTime: '1763800000' }),
    'before this run',
  ],
  [
    'its clone is older (ISO)',
    (bench: Bench) => set(bench, { creationTime: '2026-11-22T10:00:00+0000' }),
    'before this run',
  ],
  ['Meta does not show it', (bench: Bench) => bench.graph.migrations.clear(), 'Meta shows no migration'],
  ['it failed without a clone', (bench: Bench) => show(bench, 'FAILED'), 'ended as FAILED'],
  [
    'the time of creation of its clone is not shown',
    (bench: Bench) => set(bench, { creationTime: undefined }),
    'does not show when its clone 200 was made',
  ],
  [
    'the time of creation of its clone cannot be understood',
    (bench: Bench) => set(bench, { creationTime: 'yesterday' }),
    'does not show when',
  ],
])('is not ours when %s', async (_why, arrange, reason) => {
  const bench = benchWithNewClone();
  arrange(bench);
  const result = await bench.call('identifyClone', input(bench));
  expect(result).toEqual({ kind: 'not-ours', reason: expect.stringContaining(reason) as unknown });
});

test.each(['permission', 'parameter', 'missing-or-forbidden', 'invalid-answer'] as const)(
  'is not ours when Meta answers the look at it with %s, and says so',
  async (kind) => {
    const bench = benchWithNewClone();
    bench.graph.fail('getMigration', { kind });
    expect(await bench.call('identifyClone', input(bench))).toEqual({
      kind: 'not-ours',
      reason: `Meta shows no migration mig-1 to this token (getMigration of mig-1: ${kind})`,
    });
  },
);

test.each(['throttled', 'unavailable'] as const)('is looked at again when Meta answers %s', async (kind) => {
  const bench = benchWithNewClone();
  bench.graph.fail('getMigration', { kind });
  expect(await bench.failing('identifyClone', input(bench))).toMatchObject({ nonRetryable: false });
});

test('is not ours when the id is that of something else with a status', async () => {
  const bench = createBench();
  show(bench, 'CONNECTED');
  expect(await bench.failing('identifyClone', input(bench), { attempt: 3 })).toMatchObject({ type: 'StillInProgress' });
  expect(await bench.call('identifyClone', input(bench), { attempt: 4 })).toEqual({
    kind: 'not-ours',
    reason: 'mig-1 is no migration: its status is CONNECTED, and Meta shows no clone of it',
  });
});

test('is not ours when the owner of the source is not known', async () => {
  const bench = benchWithNewClone();
  expect(await bench.call('identifyClone', input(bench, null))).toMatchObject({ kind: 'not-ours' });
});

test("is ours when the owner's list of accounts shows what the clone itself does not", async () => {
  const bench = benchWithNewClone();
  set(bench, { ownerBusinessId: undefined, creationTime: '2026-11-22T10:58:00Z' });
  bench.graph.owned.set(OWNER, [SOURCE, CLONE]);
  expect(await bench.call('identifyClone', input(bench), SECOND)).toMatchObject({ kind: 'ours' });
});

describe.each([
  ['named', (bench: Bench) => show(bench, 'IN_PROGRESS'), 'Meta has not named its clone'],
  ['readable', (bench: Bench) => bench.graph.fail('getWaba', { kind: 'permission' }), 'its clone 200 cannot be read'],
  ['shown with its currency', (bench: Bench) => set(bench, { currency: undefined }), 'the currency of its clone 200'],
])('a clone that is not %s', (_what, arrange, reason) => {
  test('is waited for', async () => {
    const bench = benchWithNewClone();
    arrange(bench);
    const failure = await bench.failing('identifyClone', input(bench), { attempt: 30, ageMs: 3_590_000 });
    expect(failure).toMatchObject({ type: 'StillInProgress', category: 'BENIGN', nextRetryDelay: 10_000 });
    expect(failure.message).toContain(reason);
  });

  test('is waited for no longer than an hour, and then the reason is told', async () => {
    const bench = benchWithNewClone();
    arrange(bench);
    const result = await bench.call('identifyClone', input(bench), { attempt: 31, ageMs: 3_600_000 });
    expect(result).toEqual({ kind: 'not-ours', reason: expect.stringContaining(reason) as unknown });
  });
});
