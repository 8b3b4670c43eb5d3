import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { transformFileSync } from '@swc/core';

const root = resolve(__dirname, '../../..');
let built: string;

// The process is started as it is shipped, so its files are compiled first: into a cache where packages resolve.
beforeAll(() => {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  built = mkdtempSync(join(cache, 'simulator-process-'));
  const simulator = join(root, 'simulator');
  const sources = readdirSync(simulator, { recursive: true, encoding: 'utf8' }).map((file) => join(simulator, file));
  for (const source of [...sources.filter((file) => file.endsWith('.ts')), join(root, 'main/simulator.ts')]) {
    const { code } = transformFileSync(source, {
      swcrc: false,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    const target = join(built, relative(root, source)).replace(/\.ts$/, '.js');
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [join(built, 'main/simulator.js')], {
    env: { PATH: process.env['PATH'], SIMULATOR_PORT: '0', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function urlOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no standard output');
  for await (const line of createInterface({ input: child.stdout })) return (JSON.parse(line) as { url: string }).url;
  throw new Error('the simulator ended without printing its URL');
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => child.once('exit', (code) => done(code)));

test('prints its URL as JSON when it listens, answers, and ends with 0 on SIGTERM and SIGINT', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const child = start({});
    const url = await urlOf(child);
    expect((await fetch(`${url}/v26.0/me?access_token=sim-system-token`)).status).toBe(200);
    const exit = exitOf(child);
    child.kill(signal);
    expect(await exit).toBe(0);
  }
});

test('goes on from its state file after a kill', async () => {
  const env = { SIMULATOR_STATE_FILE: join(built, 'state/simulator.json'), SIMULATOR_SPEED: '10' };
  const first = start(env);
  const made = await fetch(`${await urlOf(first)}/_sim/wabas`, {
    method: 'POST',
    body: JSON.stringify({ id: '4711' }),
  });
  expect(made.status).toBe(200);
  const stopped = exitOf(first);
  first.kill('SIGTERM');
  await stopped;
  const second = start(env);
  const account = await fetch(`${await urlOf(second)}/_sim/wabas/4711`);
  expect(account.status).toBe(200);
  const killed = exitOf(second);
  second.kill('SIGKILL');
  await killed;
  expect((await fetch(`${await urlOf(start(env))}/_sim/wabas/4711`)).status).toBe(200);
});

test('starts without accounts where SIMULATOR_EMPTY is 1', async () => {
  const state = await fetch(`${await urlOf(start({ SIMULATOR_EMPTY: '1' }))}/_sim/state`);
  expect(await state.json()).toMatchObject({ wabas: [] });
});

test('ends when its parent closes its input, where it was asked to', async () => {
  const child = start({ SIMULATOR_EXIT_WITH_PARENT: '1' });
  await urlOf(child);
  const exit = exitOf(child);
  child.stdin?.end();
  expect(await exit).toBe(0);
});

test.each([
  ['SIMULATOR_PORT', 'many'],
  ['SIMULATOR_SPEED', '0'],
  ['SIMULATOR_EMPTY', 'yes'],
])('a bad %s is one line that names it, and status 2', async (name, value) => {
  const child = start({ [name]: value });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  expect(await exitOf(child)).toBe(2);
  expect(errors.trim().split('\n')).toHaveLength(1);
  expect(errors).toContain(name);
});
