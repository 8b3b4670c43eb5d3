import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from '../../../client/cli/processes/run-script';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'wabactl-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const script = (text: string): string => {
  const file = join(folder, 'script.js');
  writeFileSync(file, text);
  return file;
};

test('the exit status of the process is passed on', async () => {
  expect(await runScript(script('process.exit(7)'), { isTerminal: false })).toBe(7);
  expect(await runScript(script(''), { isTerminal: false })).toBe(0);
});

test('a process that a signal ended has the status that a shell gives it', async () => {
  const file = script('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)');
  expect(await runScript(file, { isTerminal: false })).toBe(137);
});

test('a signal to the command line reaches the process, and its listeners are gone afterwards', async () => {
  const before = process.listenerCount('SIGTERM');
  const running = runScript(script('process.on("SIGTERM", () => process.exit(5)); setInterval(() => {}, 1000)'), {
    isTerminal: false,
  });
  expect(process.listenerCount('SIGTERM')).toBe(before + 1);
  // The script needs a moment to listen; until then the signal would end it with 143.
  const again = setInterval(() => process.emit('SIGTERM', 'SIGTERM'), 1_000);
  expect([5, 143]).toContain(await running);
  clearInterval(again);
  expect(process.listenerCount('SIGTERM')).toBe(before);
});

test('Ctrl-C reaches a process in the terminal by itself, so it is not sent twice', async () => {
  const file = script('process.on("SIGINT", () => process.exit(9)); setTimeout(() => process.exit(0), 3000)');
  const running = runScript(file, { isTerminal: true });
  const again = setInterval(() => process.emit('SIGINT', 'SIGINT'), 500);
  expect(await running).toBe(0);
  clearInterval(again);
});
