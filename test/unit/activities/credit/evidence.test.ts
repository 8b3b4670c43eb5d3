/** The evidence of a credit operation at its waits and its end. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { creditEvidenceSchema, type CreditEvidence } from '../../../../domain/credit/evidence';
import { creditRunStateSchema, type CreditRunState } from '../../../../domain/credit/state';
import { RUN, type Bench } from '../../../helpers/activity-bench';
import { OWNER } from '../../../helpers/fake-graph';
import { addAllocation, createCreditBench, shareInput, show, WABA } from './bench';

const state = (more: Partial<CreditRunState> = {}): CreditRunState => ({
  ...creditRunStateSchema.parse({
    workflowId: 'credit-line/500',
    runId: RUN,
    operation: 'share',
    businessId: OWNER,
    wabaId: WABA,
    currency: 'USD',
    creditLineId: '3001',
    phase: 'needs-operator',
    waitingFor: null,
    needsOperator: true,
    radius: null,
    timeline: [],
    outcome: null,
  }),
  ...more,
});
const asked = (previousPath: string | null = null, evidenceNumber = 2) => ({
  evidenceNumber,
  graphOrigin: null as string | null,
  tokenRef: 'default',
  state: state(),
  previousPath,
  fbtraceIds: ['trace-of-a-write'],
});
const file = (path: string): CreditEvidence => creditEvidenceSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
const first = async (bench: Bench): Promise<string> =>
  (await bench.call('checkShare', { input: shareInput(), evidenceNumber: 1 })).evidencePath!;

test('holds the state, what was there before and what is there now', async () => {
  const bench = createCreditBench();
  const before = await first(bench);
  addAllocation(bench, '4001');
  show(bench, WABA, { primaryFundingId: 'credential-of-4001' });
  const { path } = await bench.call('writeCreditEvidence', asked(before));
  expect(path).toBe(join(bench.deps.evidenceDir, 'credit-500', `${RUN}-2.json`));
  expect(file(path)).toMatchObject({
    number: 2,
    phase: 'needs-operator',
    state: { wabaId: WABA },
    before: { wabas: [{ wabaId: WABA, fundedBy: 'nobody' }], allocations: [] },
    after: { wabas: [{ wabaId: WABA, fundedBy: 'our-line' }], allocations: [{ id: '4001' }] },
    fbtraceIds: ['trace-of-a-write'],
  });
  expect(bench.graph.writes).toEqual([]);
});

test('a worker of another Graph reads nothing there, and still writes the file', async () => {
  const bench = createCreditBench();
  const before = await first(bench);
  const { path } = await bench.call('writeCreditEvidence', { ...asked(before), graphOrigin: 'elsewhere.test/1' });
  expect(file(path)).toMatchObject({ before: { wabas: [{ wabaId: WABA }] }, after: null });
});

test('written twice is the same file', async () => {
  const bench = createCreditBench();
  const before = await first(bench);
  const once = await bench.call('writeCreditEvidence', asked(before));
  const twice = await bench.call('writeCreditEvidence', asked(before), { attempt: 2 });
  expect(twice.path).toBe(once.path);
});

test.each([
  ['Meta throttles', (bench: Bench) => bench.graph.fail('listCreditLines', { kind: 'throttled' })],
  ['Meta does not answer', (bench: Bench) => bench.graph.fail('listAllocations', { kind: 'unavailable' })],
  ['Meta refuses', (bench: Bench) => bench.graph.fail('getWaba', { kind: 'permission' })],
])('is written where %s, and says what could not be read', async (_name, spoil) => {
  const bench = createCreditBench();
  const before = await first(bench);
  spoil(bench);
  const { path } = await bench.call('writeCreditEvidence', asked(before));
  expect(file(path).after?.unreadable).not.toEqual([]);
  expect(file(path).before?.unreadable).toEqual([]);
});

test('is written without a token, without asking Meta', async () => {
  const bench = createCreditBench({ tokens: () => undefined });
  const { path } = await bench.call('writeCreditEvidence', asked());
  expect(file(path)).toMatchObject({ before: null, after: null });
  expect(bench.graph.calls).toEqual([]);
});

test('keeps the trace ids of earlier files and of its own refused reads', async () => {
  const bench = createCreditBench();
  const { path } = await bench.call('writeCreditEvidence', asked());
  bench.graph.fail('listPhoneNumbers', { kind: 'permission' });
  const next = await bench.call('writeCreditEvidence', { ...asked(path, 3), fbtraceIds: ['another'] });
  expect(file(next.path).fbtraceIds).toEqual(['trace-of-a-write', 'another', 'trace-1']);
});

test.each(['absent', 'outside', 'broken'])('does without an earlier file that is %s', async (which) => {
  const bench = createCreditBench();
  const { evidenceDir } = bench.deps;
  const broken = join(evidenceDir, 'credit-500', 'broken.json');
  mkdirSync(join(evidenceDir, 'credit-500'), { recursive: true });
  writeFileSync(broken, '{}');
  const paths: Record<string, string> = {
    absent: join(evidenceDir, 'credit-500', 'none.json'),
    outside: join(evidenceDir, '..', 'elsewhere.json'),
    broken,
  };
  const { path } = await bench.call('writeCreditEvidence', asked(paths[which] ?? null));
  expect(file(path).before).toBeNull();
});

test('that cannot be written is tried again, and says which folder', async () => {
  const bench = createCreditBench({ evidenceDir: '/dev/null' });
  const failure = await bench.failing('writeCreditEvidence', asked());
  expect(failure).toMatchObject({ type: 'EvidenceNotWritten', nonRetryable: false });
  expect(failure.message).toContain('EVIDENCE_DIR');
});

test('is never written outside its folder, whatever a business is called', async () => {
  const bench = createCreditBench();
  const failure = await bench.failing('writeCreditEvidence', {
    ...asked(),
    state: state({ businessId: '../../etc' }),
  });
  expect(failure).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
});

test('holds no token', async () => {
  const bench = createCreditBench();
  const { path } = await bench.call('writeCreditEvidence', asked(await first(bench)));
  expect(readFileSync(path, 'utf8')).not.toContain('secret');
});
