/** `wabactl --api`: every command over HTTP, against a server that listens on loopback; Temporal is not there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccess, createKey } from '../../../client/access';
import { connectMigrations, readCliSettings } from '../../../client/cli/connect';
import { runCli } from '../../../client/cli/run';
import { createLogger } from '../../../runtime/logger';
import { creditState, stateDocument, type Answers } from '../api/faked-migrations';
import { serve, type Served } from '../api/served';
import { listen, nobodyAt } from '../http/both-clients';
import { DIGEST, report, words } from './typed';

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `wabactl` as its process does, with an environment of its own. */
async function run(line: string, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  let stdout = '';
  let stderr = '';
  // An address that nobody answers: whoever contacts Temporal fails.
  const whole = { TEMPORAL_ADDRESS: '127.0.0.1:1', TEMPORAL_CONFIG_FILE: '/dev/null', ...env };
  const status = await runCli(words(line), {
    env: whole,
    stdout: { write: (text) => void (stdout += text) },
    stderr: { write: (text) => void (stderr += text) },
    isTty: false,
    version: '1.2.3',
    readSettings: (typed) => readCliSettings(whole, typed),
    createMigrations: (typed) => connectMigrations(whole, typed),
    runProcess: () => Promise.resolve(0),
  });
  return { status, stdout, stderr };
}

async function serving(answers: Answers = {}): Promise<Served & { readonly url: string }> {
  const temporalUi = { uiUrl: 'http://ui.test', namespace: 'prod' };
  const served = await serve(answers, { temporalUi });
  return { ...served, url: await listen(served.api) };
}

const ended = () =>
  stateDocument({
    phase: 'completed',
    outcome: { reason: 'done', by: null, numbers: [], testMessage: null, allocations: [], evidencePath: '/e/1.json' },
  });

const COMMANDS: readonly (readonly [line: string, method: string])[] = [
  ['migrate start --waba 1001 --to INR', 'start'],
  ['migrate show 1001', 'get'],
  ['migrate show 1001 --watch', 'get'],
  ['migrate list --needs-operator', 'list'],
  ['migrate report 1001', 'get'],
  [`migrate approve 1001 --digest ${DIGEST}`, 'approve'],
  ['migrate reject 1001 --reason no', 'reject'],
  ['migrate waive 1001 --check flows --reason ok', 'waive'],
  ['migrate retry 1001 --step verify', 'retry'],
  ['migrate attach 1001 --migration-id 17', 'attach'],
  ['migrate pause 1001', 'pause'],
  ['migrate unpause 1001', 'unpause'],
  ['migrate abandon 1001 --reason no', 'abandon'],
  ['migrate conclude 1001 --reason no', 'conclude'],
  ['credit lines', 'credit.lines'],
  ['credit line 5', 'credit.line'],
  ['credit show --business 77', 'credit.business'],
  ['credit share --business 77 --waba 1001 --currency INR', 'credit.share'],
  ['credit revoke --business 77 --dry-run', 'credit.radius'],
  [`credit revoke --business 77 --confirm 77 --radius ${DIGEST}`, 'credit.revoke'],
  ['credit list --needs-operator', 'credit.list'],
  ['credit operation --business 77', 'credit.get'],
  ['credit operation retry-verification --business 77 --reason slow', 'credit.retryVerification'],
  ['credit operation retry-compensation --business 77 --reason slow', 'credit.retryCompensation'],
  ['credit operation accept-as-is --business 77 --reason fine', 'credit.acceptAsIs'],
  ['credit operation cancel --business 77 --reason no', 'credit.cancel'],
  [`credit confirm-radius --business 77 --radius ${DIGEST}`, 'credit.confirmRadius'],
];

test.each(COMMANDS)('%s works over HTTP', async (line, method) => {
  const { url, noted } = await serving({ get: () => ({ ...ended(), report }), credit: { get: () => creditState() } });
  const typed = await run(`${line} --api ${url} --json`);
  expect(typed.stderr).toBe('');
  expect(typed.status).toBe(0);
  expect(JSON.parse(typed.stdout)).toEqual(expect.any(Object));
  expect(noted.map(({ name }) => name)).toContain(method);
});

test('the address may stand before the command or in WABA_API_URL, and what was typed counts', async () => {
  const { url } = await serving();
  expect(await run(`--api ${url} migrate show 1001`)).toMatchObject({ status: 0, stderr: '' });
  expect(await run('migrate show 1001', { WABA_API_URL: url })).toMatchObject({ status: 0, stderr: '' });
  const other = { WABA_API_URL: 'http://127.0.0.1:1' };
  expect(await run(`migrate show 1001 --api ${url}`, other)).toMatchObject({ status: 0, stderr: '' });
});

test('who does it is taken from the key: --by is wrong usage, by option or by setting', async () => {
  const { url, noted } = await serving();
  for (const [line, env] of [
    [`migrate pause 1001 --by me --api ${url}`, {}],
    ['credit share --business 77 --waba 1001 --currency INR --by me', { WABA_API_URL: url }],
  ] as const) {
    const typed = await run(line, env);
    expect(typed.status).toBe(2);
    expect(typed.stderr).toContain('--by cannot be given beside --api or WABA_API_URL');
  }
  expect(noted).toEqual([]);
  await run(`migrate pause 1001 --api ${url}`);
  expect(noted[0]?.args[1]).toMatchObject({ by: 'local:tester' });
});

test('links lead to the Web UI that the API names', async () => {
  const { url } = await serving();
  const { stdout } = await run(`migrate start --waba 1001 --to INR --api ${url}`, {
    TEMPORAL_UI_URL: 'http://wrong.test',
  });
  expect(stdout).toContain('http://ui.test/namespaces/prod/workflows/migrate-waba%2F1001/run-1/history');
});

test.each([
  ['migrate show 1001 --api nowhere', '--api'],
  ['migrate show 1001 --api http://me:secret@api.test', '--api'],
  ['--api http://127.0.0.1:1 keys list', '--api'],
])('%s is wrong usage, and nothing is contacted', async (line, named) => {
  const { status, stderr } = await run(line);
  expect(status).toBe(2);
  expect(stderr).toContain(named);
  expect(stderr).not.toContain('secret');
});

test('a wrong setting names the setting', async () => {
  const wrong = await run('migrate show 1001', { WABA_API_URL: 'nowhere' });
  expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining('WABA_API_URL') });
  const key = 'not a key\u0007';
  const env = { WABA_API_URL: 'http://127.0.0.1:1', WABA_API_KEY: key };
  const badKey = await run('migrate show 1001', env);
  expect(badKey).toMatchObject({ status: 2, stderr: expect.stringContaining('WABA_API_KEY') });
  expect(badKey.stderr).not.toContain(key);
});

test('without the right key nothing is ordered, and the setting for it is named; with it the key decides who did it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waba-keys-'));
  const apiKeysFile = join(folder, 'keys.json');
  const { key } = await createKey(apiKeysFile, { name: 'ada', role: 'operator', expires: null }, new Date());
  const none = { sessionSecret: undefined, publicUrl: undefined, localName: 'local:nobody' };
  const logger = createLogger({ level: 'error', name: 'api' });
  const access = createAccess({ host: '127.0.0.1', apiKeysFile, logger, ...none });
  const { api, noted } = await serve({}, { access });
  rmSync(folder, { recursive: true });
  const line = `migrate pause 1001 --api ${await listen(api)}`;
  for (const env of [{}, { WABA_API_KEY: `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}` }]) {
    const { status, stderr } = await run(line, env);
    expect(status).toBe(1);
    expect(stderr).toContain('Give a key of that server in WABA_API_KEY.');
    expect(stderr).not.toContain(key.slice(0, -1));
  }
  expect(noted).toEqual([]);
  expect(await run(line, { WABA_API_KEY: key })).toMatchObject({ status: 0, stderr: '' });
  expect(noted[0]?.args[1]).toMatchObject({ by: 'ada' });
});

test('an API that does not answer is status 1, with the address and what to do', async () => {
  const url = await nobodyAt();
  const { status, stderr } = await run(`migrate list --api ${url}`);
  expect(status).toBe(1);
  expect(stderr).toContain(`The API at ${url} does not answer: ECONNREFUSED`);
  expect(stderr).toContain('does it run?');
});
