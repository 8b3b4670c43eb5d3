/** Runs every line of `docs/api.md` against the API of a whole world, in the order in which it stands there. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createKey } from '../../client/access';
import { startProcess } from './harness/child-process';
import { createWorld, CREDIT_LINE, type Child, type World } from './harness';

let world: World;
let api: Child;
let url: string;
let guarded: { readonly child: Child; readonly url: string };
let key: string;
let folder: string;
let doc: string;

beforeAll(async () => {
  await promisify(execFile)('sh', ['-c', 'command -v curl']).catch(() => {
    throw new Error('The lines of docs/api.md need curl and sh: install them');
  });
  world = await createWorld();
  folder = await mkdtemp(join(tmpdir(), 'waba-api-'));
  const env = { ...world.server.env, EVIDENCE_DIR: world.evidenceDir, STATE_DIR: folder, PORT: '0' };
  const startApi = async (more: Readonly<Record<string, string>> = {}) => {
    const child = startProcess('api', [], { cwd: folder, env: { ...env, ...more } });
    return { child, ...(JSON.parse(await child.line(/"url"/)) as { url: string }) };
  };
  ({ child: api, url } = await startApi());
  const keysFile = join(folder, 'keys.json');
  ({ key } = await createKey(keysFile, { name: 'reader', role: 'viewer', expires: null }, new Date()));
  guarded = await startApi({ API_KEYS_FILE: keysFile });
  doc = await readFile(join(__dirname, '..', '..', 'docs', 'api.md'), 'utf8');
}, 600_000);

afterAll(async () => {
  await api?.end('SIGTERM');
  await guarded?.child.end('SIGTERM');
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The lines of a section's shell blocks. */
function linesOf(section: string): string[] {
  const [, text] = doc.split(`\n## ${section}\n`);
  if (text === undefined) throw new Error(`docs/api.md has no section ${section}`);
  const [own = ''] = text.split('\n## ');
  return [...own.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) => block.trim().split('\n'));
}

interface Ran {
  readonly line: string;
  /** Null of a line that only sets a variable. */
  readonly status: number | null;
  readonly body: string;
}

/** What a test waits for before it runs a line. */
type Before = (line: string) => Promise<unknown>;

/** Runs the lines of a section in one shell each, with what earlier lines of it have set. */
async function run(section: string, env: Readonly<Record<string, string>>, before?: Before): Promise<Ran[]> {
  const known: Record<string, string> = { PATH: process.env['PATH'] ?? '', API: url, LINE: CREDIT_LINE, ...env };
  const ran: Ran[] = [];
  for (const line of linesOf(section)) {
    await before?.(line);
    const [, variable] = /^([A-Z]+)=\$\(/.exec(line) ?? [];
    const command = variable === undefined ? `${line} -w '\\n%{http_code}'` : `${line}; printf '%s' "$${variable}"`;
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: folder, env: known }).catch(
      // curl ends with 28 where an event stream goes on: it was told to.
      (error: { stdout: string }) => error,
    );
    if (variable !== undefined) {
      known[variable] = stdout;
      const shape = variable === 'CSRF' ? /^[\w.-]{20,}$/ : /^[0-9a-f]{64}$/;
      expect([line, stdout]).toEqual([line, expect.stringMatching(shape)]);
      continue;
    }
    const at = stdout.lastIndexOf('\n');
    ran.push({ line, status: Number(stdout.slice(at + 1)), body: stdout.slice(0, at) });
  }
  return ran;
}

const statuses = (ran: readonly Ran[]) => ran.map(({ status }) => status);

test('the lines of the page take an account from a dry run to its move, and another to where it is rejected', async () => {
  const [waba, other] = [await world.addAccount(), await world.addAccount()];
  const env = { WABA: waba.id };
  const [looked] = await run('Look at an account', env);
  expect([looked?.status, JSON.parse(looked?.body ?? '')]).toMatchObject([200, { wabaId: waba.id, currency: 'USD' }]);
  const started = await run('Start a migration', env);
  expect(statuses(started)).toEqual([201, 200, 201]);
  expect(JSON.parse(started[2]?.body ?? '')).toMatchObject({ wabaId: waba.id, started: true });
  await run('Start a migration', { WABA: other.id });

  await world.waitForPhase(waba.id, 'awaiting-approval');
  const followed = await run('Follow it', env);
  expect(statuses(followed)).toEqual(followed.map(() => 200));
  expect(JSON.parse(followed[4]?.body ?? '')).toMatchObject({
    timeline: [{ by: expect.stringMatching(/^local:/) }, {}, {}, {}, {}],
  });

  const approved = await run('Approve it', env);
  expect(statuses(approved)).toEqual([200]);
  const { timeline } = JSON.parse(approved[0]?.body ?? '') as { timeline: { text: string; by: string }[] };
  expect(timeline.at(-1)).toMatchObject({ text: 'Approved: ticket 4711.', by: expect.stringMatching(/^local:/) });
  await world.waitForPhase(waba.id, 'completed');
  // The key of the start, with another request: not a conflict, but a mistake of who sent it.
  const reused = await fetch(`${url}/v1/migrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `order-4711-${waba.id}` },
    body: JSON.stringify({ wabaId: waba.id, targetCurrency: 'BRL' }),
  });
  expect([reused.status, await reused.json()]).toMatchObject([422, { type: '/problems#idempotency-key-reused' }]);

  await world.waitForPhase(other.id, 'awaiting-approval');
  const decided = await run('Decide otherwise', { WABA: other.id });
  const byVerb = Object.fromEntries(decided.map(({ line, status }) => [/\/(\w+)"/.exec(line)?.[1], status]));
  expect(byVerb).toEqual({
    pause: 200,
    unpause: 200,
    waive: 409,
    retry: 409,
    attach: 409,
    conclude: 409,
    reject: 200,
    abandon: 409,
  });
  await world.waitForPhase(other.id, 'abandoned');
});

test('the lines about credit share a line with a customer and revoke it', async () => {
  const customer = await world.addCustomer();
  const env = { BUSINESS: customer.businessId, SHARED: customer.wabas[0]?.id ?? '' };
  const ended = () => world.migrations.credit.wait(customer.businessId);
  const ran = await run('Lines of credit', env, (line) =>
    /retry-verification|RADIUS=|confirm-radius/.test(line) ? ended() : Promise.resolve(),
  );
  const told = ran.filter(({ line }) => line.includes('/operation/'));
  const others = ran.filter((one) => !told.includes(one));
  expect(statuses(others)).toEqual([200, 200, 200, 201, 200, 200, 200, 201]);
  // Each of them comes after the end of its operation, and is told how that ended.
  expect(statuses(told)).toEqual(told.map(() => 409));
  for (const { body } of told)
    expect(JSON.parse(body)).toMatchObject({ type: '/problems#run-closed', closedRun: { phase: 'completed' } });
});

test('the lines for operators answer, and the stream begins with a snapshot', async () => {
  const ran = await run('Operations', {});
  expect(statuses(ran)).toEqual(ran.map(() => 200));
  const [stream] = await run('Events', {});
  expect(stream?.body).toMatch(/^retry:3000\n\nevent:snapshot\n/);
});

test('the lines about sessions sign in, say who one is, and sign out', async () => {
  const ran = await run('Keys, roles, sessions', { API: guarded.url, WABA_API_KEY: key });
  expect(statuses(ran)).toEqual([200, 204]);
  expect(JSON.parse(ran[0]?.body ?? '')).toMatchObject({ name: 'reader', role: 'viewer', recognisedBy: 'session' });
});

test('every path of the OpenAPI document has a line in the page', async () => {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: Record<string, unknown> };
  const written = doc.replace(/\$WABA/g, '{wabaId}').replace(/\$(LINE|BUSINESS)/g, '{id}');
  const missing = Object.keys(paths).filter(
    (path) => !new RegExp(`\\$API${path.replace(/[{}]/g, '\\$&')}["?]`).test(written),
  );
  expect(missing).toEqual([]);
});
