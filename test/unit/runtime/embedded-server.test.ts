import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServerStartError, startEmbeddedServer } from '../../../runtime/embedded-server';
import { freePort, isFree } from '../../../runtime/ports';
import { SERVERS_DIR } from '../../../runtime/server-cache';
import { isProcessAlive } from '../../../runtime/settings/local-session';

const silent = (): void => undefined;
const dirs: string[] = [];
const newDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'embedded-'));
  dirs.push(dir);
  return dir;
};
afterAll(() => dirs.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

async function listen(port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

async function untilGone(pid: number): Promise<void> {
  while (isProcessAlive(pid)) await sleep(50);
}

test('a server that cannot start is one clear error, and the state folder is free again', async () => {
  const stateDir = newDir();
  const path = join(stateDir, 'broken');
  writeFileSync(path, '#!/bin/sh\necho cannot >&2\nexit 3\n');
  chmodSync(path, 0o755);
  const start = () =>
    startEmbeddedServer({
      stateDir,
      log: silent,
      port: 39_100,
      uiPort: 39_200,
      binary: { path, version: '1.31.2', foundBy: 'path' },
    });
  await expect(start()).rejects.toThrow(ServerStartError);
  await expect(start()).rejects.toThrow(/temporal\.log/);
  expect(readFileSync(join(stateDir, 'temporal.log'), 'utf8')).toContain('cannot');
});

test('a busy port means the next free one, and a line that says so', async () => {
  const { server, port } = await listen();
  const lines: string[] = [];
  const free = await freePort(port, (line) => lines.push(line), 'Temporal');
  expect(free).toBeGreaterThan(port);
  expect(lines).toEqual([`Port ${port} is busy; Temporal takes ${free}.`]);
  expect(await freePort(free, silent, 'the UI', free)).toBeGreaterThan(free);
  server.close();
});

test('port 0 is any free one, known before it is taken', async () => {
  const free = await freePort(0, silent, 'the codec server');
  expect(free).toBeGreaterThan(1_023);
  expect(await isFree(free)).toBe(true);
});

test('a guarded program ends when the parent of its guard is killed', async () => {
  const dir = newDir();
  // A parent that only holds the guard, as npm start holds the server.
  const parentFile = join(dir, 'parent.cjs');
  const guard = JSON.stringify(join(SERVERS_DIR, 'guard.cjs'));
  writeFileSync(
    parentFile,
    `const g = require('node:child_process').fork(${guard}, ['sleep', '600'], { detached: true });
     g.on('message', (m) => process.send(m));`,
  );
  const parent = fork(parentFile, { execArgv: [] });
  const [{ pid }] = (await once(parent, 'message')) as [{ pid: number }];
  expect(isProcessAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await untilGone(pid);
  expect(isProcessAlive(pid)).toBe(false);
});
