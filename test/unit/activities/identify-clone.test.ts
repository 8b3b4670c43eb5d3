/** Which attached migration is this run's: a sibling's is refused before anything is read of it. */
import { CLONE, createBench, MIGRATION, RUN, SOURCE, type Bench } from '../../helpers/activity-bench';
import { OWNER } from '../../helpers/fake-graph';

const input = (bench: Bench, ownerBusinessId: string | null = OWNER) => ({
  run: bench.run,
  migrationId: MIGRATION,
  targetCurrency: 'INR',
  ownerBusinessId,
  intentAt: '2026-11-22T11:00:00.000Z',
});
const sibling = { workflowId: 'migrate-waba/150', runId: 'run-150', sourceWabaId: '150' };
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

test('is ours when Meta names a new account of the same owner in the target currency', async () => {
  const bench = createBench();
  expect(await bench.call('identifyClone', input(bench))).toEqual({
    kind: 'ours',
    destinationWabaId: CLONE,
    status: 'READY_TO_COMPLETE',
  });
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
  const bench = createBench();
  const own = { workflowId: `migrate-waba/${SOURCE}`, runId: RUN, sourceWabaId: SOURCE };
  bench.runs.holding.set(MIGRATION, [own]);
  bench.runs.naming.set(CLONE, [own]);
  expect(await bench.call('identifyClone', input(bench))).toMatchObject({ kind: 'ours' });
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
])('is not ours when %s', async (_why, arrange, reason) => {
  const bench = createBench();
  arrange(bench);
  const result = await bench.call('identifyClone', input(bench));
  expect(result).toEqual({ kind: 'not-ours', reason: expect.stringContaining(reason) as unknown });
});

test('is not ours when the owner of the source is not known', async () => {
  const bench = createBench();
  expect(await bench.call('identifyClone', input(bench, null))).toMatchObject({ kind: 'not-ours' });
});

test("is ours when the owner's list of accounts shows the clone, or its time of creation is not shown or just before", async () => {
  const bench = createBench();
  set(bench, { ownerBusinessId: undefined, creationTime: '2026-11-22T10:58:00Z' });
  bench.graph.owned.set(OWNER, [SOURCE, CLONE]);
  expect(await bench.call('identifyClone', input(bench))).toMatchObject({ kind: 'ours' });
});

test.each([
  ['named', (bench: Bench) => show(bench, 'IN_PROGRESS')],
  ['shown with its currency', (bench: Bench) => set(bench, { currency: undefined })],
])('waits until the clone is %s', async (_what, arrange) => {
  const bench = createBench();
  arrange(bench);
  expect(await bench.failing('identifyClone', input(bench))).toMatchObject({
    type: 'StillInProgress',
    category: 'BENIGN',
  });
});
