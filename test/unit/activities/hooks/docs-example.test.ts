/** The receiver in the docs takes what we send, and nothing else. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { createHooks } from '../../../../activities/hooks';

const ROOT = join(__dirname, '../../../..');
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

let dir: string;
let example: ChildProcess;
let lines: AsyncIterator<string>;
let port: number;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'docs-'));
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/hooks.md'), 'utf8')) ?? [];
  writeFileSync(join(dir, 'receiver.cjs'), code);
  const env = { ...process.env, NODE_PATH: join(ROOT, 'node_modules'), HOOK_SECRET: SECRET, PORT: '0' };
  example = spawn(process.execPath, [join(dir, 'receiver.cjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const output: Interface = createInterface({ input: example.stdout! });
  lines = output[Symbol.asyncIterator]();
  port = Number(/\d+$/.exec(await nextLine())?.[0]);
});
afterAll(() => {
  example.kill();
  rmSync(dir, { recursive: true, force: true });
});

const nextLine = async (): Promise<string> => String((await lines.next()).value);
const send = (secret: string) => {
  const target = { urls: [`http://127.0.0.1:${port}/`], secrets: () => [secret] };
  const hooks = createHooks({ routing: target, notified: undefined, allowPrivate: true, linkTo: () => null });
  return hooks.routing!.post('run-1-2', { type: 'migration.routing', source: '100' }, new AbortController().signal);
};

test('it takes a message of ours, and refuses one that is signed with another secret', async () => {
  expect(await send(SECRET)).toEqual({ kind: 'accepted' });
  expect(await nextLine()).toBe('run-1-2 migration.routing 100');
  expect(await send(`whsec_${randomBytes(32).toString('base64')}`)).toMatchObject({ kind: 'refused' });
});
