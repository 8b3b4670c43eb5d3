/** `wabactl doctor`: every finding with its fix, and a status that scripts can rely on. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TemporalUnavailable } from '../../../client';
import { FINDINGS, type Finding, type FindingName } from '../../../client/doctor';
import { type, type TypedOptions } from './typed';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'doctor-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const findings = (changed: Partial<Record<FindingName, Finding<FindingName>>> = {}): readonly Finding[] =>
  FINDINGS.map((name) => changed[name] ?? { name, status: 'ok', found: 'well', fix: null });
// Only a client that is connected to Temporal can do this.
const examining = (found: readonly Finding[]) =>
  ({ examine: async () => found }) as NonNullable<TypedOptions['migrations']>;
const doctor = (argv: readonly string[], found: readonly Finding[], more: TypedOptions = {}) =>
  type(['doctor', ...argv], { env: { EVIDENCE_DIR: folder }, migrations: examining(found), ...more });

test('everything well is status 0, and says so', async () => {
  const typed = await doctor([], findings());
  expect(typed).toMatchObject({ status: 0, stderr: '', connections: { opened: 1, closed: 1 } });
  expect(typed.stdout).toContain('Everything is well.');
  for (const name of ['node', 'evidence', ...FINDINGS]) expect(typed.stdout).toContain(name);
  expect(readdirSync(folder)).toEqual([]);
});

test('a warning is shown with its fix, and is status 0', async () => {
  const fix = 'Keep them longer.';
  const retention = { name: 'retention', status: 'warn', found: 'closed runs are kept for 3 days', fix } as const;
  const typed = await doctor([], findings({ retention }));
  expect(typed.status).toBe(0);
  expect(typed.stdout).toMatch(/warn.*retention.*3 days/);
  expect(typed.stdout).toContain(`retention: ${fix}`);
});

test('a failure is status 1, and its fix is printed', async () => {
  const fix = 'Start one with: wabactl worker.';
  const worker = { name: 'workflow-workers', status: 'fail', found: 'none', fix } as const;
  const typed = await doctor([], findings({ 'workflow-workers': worker }));
  expect(typed.status).toBe(1);
  expect(typed.stdout).toContain(`workflow-workers: ${fix}`);
});

test('--json prints one document with every finding in order', async () => {
  const typed = await doctor(['--json'], findings());
  const { healthy, checks } = typed.json() as { healthy: boolean; checks: Finding[] };
  expect(healthy).toBe(true);
  expect(checks.map(({ name }) => name)).toEqual(['node', 'evidence', ...FINDINGS]);
  for (const check of checks) expect(Object.keys(check).sort()).toEqual(['fix', 'found', 'name', 'status']);
});

test('a Temporal that cannot be reached is a finding, not an error, and what rests on it was not looked at', async () => {
  const connect = async (): Promise<never> => {
    throw new TemporalUnavailable('Temporal does not answer at localhost:1', 'Is the server running?');
  };
  const typed = await doctor(['--json'], [], { connect });
  expect(typed.status).toBe(1);
  const { checks } = typed.json() as { checks: Finding[] };
  expect(checks.map(({ name }) => name)).toEqual(['node', 'evidence', ...FINDINGS]);
  expect(checks.filter(({ status }) => status === 'fail')).toEqual([
    {
      name: 'temporal',
      status: 'fail',
      found: 'Temporal does not answer at localhost:1',
      fix: 'Is the server running?',
    },
  ]);
});

test('a client that reaches the API only sees what the API says of itself', async () => {
  const readiness = async () => ({
    ready: false,
    checks: [
      { name: 'temporal', ok: true, detail: 'answers' },
      { name: 'workflow-workers', ok: false, detail: 'No worker polls. Start one.' },
    ],
  });
  const typed = await doctor(['--api', 'https://waba.example.com', '--json'], [], { migrations: { readiness } });
  expect(typed.status).toBe(1);
  const { checks } = typed.json() as { checks: Finding[] };
  const of = (name: string) => checks.find((check) => check.name === name);
  expect(of('temporal')).toMatchObject({ status: 'ok', found: 'answers' });
  expect(of('workflow-workers')).toMatchObject({ status: 'fail', found: 'No worker polls. Start one.' });
  expect(of('token')).toMatchObject({ status: 'warn', found: expect.stringContaining('reaches the API only') });
});

test('a token reference that is none is wrong usage, found before anything is contacted', async () => {
  const typed = await doctor(['--token-ref', 'a b'], findings());
  expect(typed).toMatchObject({ status: 2, connections: { opened: 0 } });
  expect(typed.stderr).toMatch(/--token-ref/);
});

test('a setting that is wrong is status 2, found before anything is contacted', async () => {
  const typed = await doctor([], findings(), { env: { TEMPORAL_ADDRESS: 'nowhere' } });
  expect(typed).toMatchObject({ status: 2, connections: { opened: 0 } });
  expect(typed.stderr).toMatch(/TEMPORAL_ADDRESS/);
});
