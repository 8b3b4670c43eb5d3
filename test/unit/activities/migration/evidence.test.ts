/** Evidence files: whole or not at all, checked, carried on, and never outside their folder. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WriteEvidenceInput } from '../../../../activities/contract';
import { makeCheck } from '../../../../domain/checks';
import { evidenceSchema, type Evidence } from '../../../../domain/evidence';
import { runStateSchema } from '../../../../domain/state';
import { createBench, RUN, SOURCE, type Bench } from '../../../helpers/activity-bench';
import { verifyInput } from './inputs';

const state = runStateSchema.parse({
  workflowId: `migrate-waba/${SOURCE}`,
  runId: RUN,
  wabaId: SOURCE,
  targetCurrency: 'INR',
  phase: 'completed',
  waitingFor: null,
  needsOperator: false,
  migrationId: 'mig-1',
  destinationWabaId: '200',
  orphans: [],
  report: null,
  timeline: [],
  outcome: {
    reason: 'done',
    by: null,
    numbers: [{ digits: '16315550001', sourceId: '1001', cloneId: '2001', on: 'clone', status: 'CONNECTED' }],
    testMessage: null,
    allocations: [],
    evidencePath: null,
  },
});
const input = (more: Partial<WriteEvidenceInput> = {}): WriteEvidenceInput => ({
  evidenceNumber: 3,
  wabaId: SOURCE,
  state,
  approvals: [{ by: 'local:ann', at: '2026-11-22T12:00:00.000Z', digest: 'd'.repeat(64), comment: null }],
  previousPath: null,
  fbtraceIds: ['trace-1', 'trace-1'],
  ...more,
});
const read = (path: string): Evidence => evidenceSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
const written = async (bench: Bench, more: Partial<WriteEvidenceInput> = {}) =>
  read((await bench.call('writeEvidence', input(more))).path);

test('lies under the account, named by run and number, and nothing else is left there', async () => {
  const bench = createBench();
  const { path } = await bench.call('writeEvidence', input());
  expect(path).toBe(join(bench.deps.evidenceDir, SOURCE, `${RUN}-3.json`));
  expect(readdirSync(join(bench.deps.evidenceDir, SOURCE))).toEqual([`${RUN}-3.json`]);
  expect(read(path)).toMatchObject({ number: 3, phase: 'completed', state, fbtraceIds: ['trace-1'], before: null });
});

test('is the same file when it is written twice', async () => {
  const bench = createBench();
  const first = await written(bench);
  expect(await written(bench)).toEqual(first);
  expect(readdirSync(join(bench.deps.evidenceDir, SOURCE))).toHaveLength(1);
});

test('carries on both accounts and the id map, with the ids that numbers have now', async () => {
  const bench = createBench();
  const { evidencePath } = await bench.call('verify', verifyInput(bench));
  const evidence = await written(bench, { previousPath: evidencePath });
  expect(evidence.before).toEqual(read(evidencePath!).before);
  expect(evidence.after).toEqual(read(evidencePath!).after);
  expect(evidence.idMap?.numbers).toEqual([
    { digits: '16315550001', source: '1001', clone: '2001' },
    { digits: '16315550002', source: '1002', clone: null },
  ]);
});

test('carries on what was verified while the run has no report of its own', async () => {
  const bench = createBench();
  bench.graph.fail('listFlows', { kind: 'permission' });
  const { evidencePath, digest, checks, differences } = await bench.call('verify', verifyInput(bench));
  const evidence = await written(bench, { previousPath: evidencePath });
  expect(evidence).toMatchObject({ digest, checks, differences, fbtraceIds: ['trace-1'] });
});

test("holds the run's own report where it has one, and not an older one", async () => {
  const bench = createBench();
  const { evidencePath, idMap } = await bench.call('verify', verifyInput(bench));
  const found = [makeCheck('has-numbers', 'mismatch', 'None.')].map((check) => ({ ...check, samples: [] }));
  const report = { digest: null, verdict: 'block' as const, checks: found, differences: [], idMap };
  const evidence = await written(bench, { previousPath: evidencePath, state: { ...state, report } });
  expect(evidence).toMatchObject({ digest: null, checks: found, differences: [] });
});

test.each([
  ['is not there', () => '/nowhere'],
  [
    'is no evidence',
    (bench: Bench) => {
      const path = join(bench.deps.evidenceDir, 'other.json');
      writeFileSync(path, '{}');
      return path;
    },
  ],
  [
    'is no JSON',
    (bench: Bench) => {
      const path = join(bench.deps.evidenceDir, 'other.json');
      writeFileSync(path, 'broken');
      return path;
    },
  ],
])('does without an earlier file that %s', async (_what, previous) => {
  const bench = createBench();
  const nothing = { before: null, idMap: null, digest: null, checks: null, differences: null };
  expect(await written(bench, { previousPath: previous(bench) })).toMatchObject(nothing);
});

test('reads no earlier file outside its folder', async () => {
  const elsewhere = createBench();
  const { evidencePath } = await elsewhere.call('verify', verifyInput(elsewhere));
  expect(await written(createBench(), { previousPath: evidencePath })).toMatchObject({ before: null });
});

test('that cannot be written is tried again, and names the folder and the setting', async () => {
  const failure = await createBench({ evidenceDir: '/dev/null/evidence' }).failing('writeEvidence', input());
  expect(failure).toMatchObject({ type: 'EvidenceNotWritten', nonRetryable: false });
  expect(failure.message).toContain('/dev/null/evidence');
  expect(failure.message).toContain('EVIDENCE_DIR');
});

test('that does not keep to its schema is not written', async () => {
  const bench = createBench();
  const bad = { ...state, phase: 'nonsense' } as unknown as typeof state;
  expect(await bench.failing('writeEvidence', input({ state: bad }))).toMatchObject({ type: 'EvidenceNotWritten' });
  expect(readdirSync(bench.deps.evidenceDir)).toEqual([]);
});

test.each(['../100', '', 'abc'])('is never named after an account id that is none (%j)', async (wabaId) => {
  const failure = await createBench().failing('writeEvidence', input({ wabaId }));
  expect(failure).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
});

test('asks nothing of Meta', async () => {
  const bench = createBench();
  await written(bench);
  expect(bench.graph.calls).toEqual([]);
});
