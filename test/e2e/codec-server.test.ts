/** `wabactl codec-server` as a process, beside a run whose payloads are encrypted, with Temporal's own command line. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createKey, type Role } from '../../client/access';
import { findServer } from '../../runtime/server-finder';
import { createWorld, type Child, type World } from './harness';
import { startProcess } from './harness/child-process';

const NAME = 'Jasper and Sons';
const PAYLOAD_KEYS = `autumn:${randomBytes(32).toString('base64')}`;

let world: World;
let folder: string;
let codec: { readonly child: Child; readonly url: string };
let cli: string;
let wabaId: string;
const keys = {} as Record<Role, string>;

beforeAll(async () => {
  world = await createWorld({ env: { PAYLOAD_KEYS } });
  folder = await mkdtemp(join(tmpdir(), 'waba-codec-'));
  const apiKeysFile = join(folder, 'keys.json');
  for (const role of ['viewer', 'admin'] as const)
    keys[role] = (await createKey(apiKeysFile, { name: role, role, expires: null }, new Date())).key;
  const env = { PAYLOAD_KEYS, API_KEYS_FILE: apiKeysFile, CODEC_PORT: '0', TEMPORAL_UI_URL: world.server.uiUrl };
  const child = startProcess('codec-server', [], { cwd: folder, env });
  codec = { child, ...(JSON.parse(await child.line(/"url"/)) as { url: string }) };
  cli = (await findServer({ log: () => undefined })).path;
  const waba = await world.addAccount({ name: NAME });
  wabaId = waba.id;
  await world.start(wabaId);
  await world.waitForPhase(wabaId, 'awaiting-approval');
}, 600_000);

afterAll(async () => {
  await codec?.child.end('SIGTERM');
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The history of the run as `temporal workflow show` prints it. */
async function shown(...options: readonly string[]): Promise<string> {
  const run = ['workflow', 'show', '--workflow-id', `migrate-waba/${wabaId}`, '--output', 'json'];
  const env = { PATH: process.env['PATH'], HOME: folder, TEMPORAL_CONFIG_FILE: join(folder, 'none.toml') };
  const { address, namespace } = world.server;
  const args = [...run, '--address', address, '--namespace', namespace, ...options];
  const { stdout, stderr } = await promisify(execFile)(cli, args, { env, maxBuffer: 64 * 1024 * 1024 }).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  return `${stdout}${stderr}`;
}

const isReadable = (output: string): boolean =>
  output.includes(NAME) || output.includes(Buffer.from(`"${NAME}"`).toString('base64'));

test("Temporal's command line shows a run in plain text with a key, and none of it without", async () => {
  const codecOptions = ['--codec-endpoint', codec.url];
  expect(isReadable(await shown())).toBe(false);
  expect(isReadable(await shown(...codecOptions))).toBe(false);
  expect(isReadable(await shown(...codecOptions, '--codec-auth', `Bearer ${keys.viewer}x`))).toBe(false);
  expect(isReadable(await shown(...codecOptions, '--codec-auth', `Bearer ${keys.viewer}`))).toBe(true);
  const log = codec.child.output();
  expect(log).toContain('"by":"viewer"');
  expect([keys.viewer, keys.admin, NAME].filter((text) => log.includes(text))).toEqual([]);
});

test('what an admin has encoded for a run is encrypted in its history, and the worker reads it', async () => {
  const { address, namespace } = world.server;
  const update = (name: string) => [
    'workflow',
    'update',
    'execute',
    '--workflow-id',
    `migrate-waba/${wabaId}`,
    '--name',
    name,
  ];
  const server = ['--address', address, '--namespace', namespace];
  const options = ['--codec-endpoint', codec.url, '--codec-auth', `Bearer ${keys.admin}`];
  const env = { PATH: process.env['PATH'], HOME: folder };
  for (const name of ['pause', 'unpause'])
    await promisify(execFile)(cli, [...update(name), '--input', '{"by": "the admin"}', ...server, ...options], { env });
  const { timeline } = await world.migrations.get(wabaId);
  expect(timeline.slice(-2).map(({ by }) => by)).toEqual(['the admin', 'the admin']);

  const { events } = await world.client.workflow.getHandle(`migrate-waba/${wabaId}`).fetchHistory();
  const inputs = (events ?? []).flatMap(
    ({ workflowExecutionUpdateAcceptedEventAttributes: accepted }) =>
      accepted?.acceptedRequest?.input?.args?.payloads ?? [],
  );
  const encodings = inputs.map(({ metadata }) => Buffer.from(metadata?.['encoding'] ?? []).toString());
  expect(encodings).toEqual(['binary/encrypted', 'binary/encrypted']);
});

test('it stops when it is told to, and answers nobody afterwards', async () => {
  const { child, url } = codec;
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
  expect(await child.end('SIGTERM')).toEqual({ code: 0, signal: null });
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test.each([
  ['no keys', {}, /^codec-server: PAYLOAD_KEYS: is missing/],
  ['keys that cannot be parsed', { PAYLOAD_KEYS: 'autumn:short' }, /^codec-server: PAYLOAD_KEYS: cannot be parsed/],
  ['another address without API keys', { PAYLOAD_KEYS, HOST: '0.0.0.0' }, /^codec-server: HOST: /],
  ['a port that is taken', { PAYLOAD_KEYS, CODEC_PORT: 'taken' }, /^codec-server: CODEC_PORT: /],
])('with %s it ends at once with one line that names the setting', async (_what, env, line) => {
  const taken = new URL(world.server.uiUrl).port;
  const given = Object.fromEntries(
    Object.entries<string>(env).map(([name, value]) => [name, value === 'taken' ? taken : value]),
  );
  const child = startProcess('codec-server', [], { cwd: folder, env: { LOG_LEVEL: 'error', ...given } });
  expect((await child.ended).code).toBe(line.source.includes('CODEC_PORT') ? 1 : 2);
  expect(child.stdout()).toBe('');
  expect(child.stderr().trim().split('\n')).toEqual([expect.stringMatching(line)]);
});
