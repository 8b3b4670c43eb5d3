import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moduleUrl, runModule } from '../../helpers/run-module';

const LOCK = `import { withCheckoutLock } from '${moduleUrl('main/checkout-lock.mjs')}';`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkout-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that notes when it enters and leaves, with some time between. */
const visit = (): Promise<string> =>
  runModule(`${LOCK}
    import { appendFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    const note = (what) => appendFileSync(${JSON.stringify(join(folder, 'visits'))}, \`\${what} \${process.pid}\\n\`);
    await withCheckoutLock(${JSON.stringify(folder)}, async () => { note('in'); await sleep(30); note('out'); });
  `);

const visits = (): string[][] =>
  readFileSync(join(folder, 'visits'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '));

/** Each visit must be over before the next one begins. */
function expectOneAtATime(count: number): void {
  const lines = visits();
  expect(lines).toHaveLength(2 * count);
  for (let index = 0; index < lines.length; index += 2) {
    expect([lines[index]?.[0], lines[index + 1]?.[0]]).toEqual(['in', 'out']);
    expect(lines[index]?.[1]).toBe(lines[index + 1]?.[1]);
  }
}

describe('the lock of a checkout', () => {
  test('lets processes in one at a time, and all of them in the end', async () => {
    await Promise.all([visit(), visit(), visit(), visit()]);
    expectOneAtATime(4);
    expect(existsSync(join(folder, '.state/checkout.lock'))).toBe(false);
  });

  test('of a process that died holds nobody up, however many wait for it', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    mkdirSync(join(folder, '.state'));
    writeFileSync(join(folder, '.state/checkout.lock'), `${dead}\n`);
    await Promise.all([visit(), visit(), visit()]);
    expectOneAtATime(3);
  });

  test('of a process that was killed while it worked is taken over', async () => {
    const holder = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `${LOCK} await withCheckoutLock(${JSON.stringify(folder)}, () => new Promise((done) => { setTimeout(done, 60_000); console.log('in'); }));`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    expect(await once(holder, 'exit')).toEqual([null, 'SIGKILL']);
    expect(existsSync(join(folder, '.state/checkout.lock'))).toBe(true);
    await visit();
    expectOneAtATime(1);
  });

  test('under the process id of somebody else, who never touches it, counts no longer', async () => {
    const path = join(folder, '.state/checkout.lock');
    mkdirSync(join(folder, '.state'));
    writeFileSync(path, `${process.pid}\n`);
    const anHourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(path, anHourAgo, anHourAgo);
    await visit();
    expectOneAtATime(1);
  });

  test('is given back by work that fails, which still fails', async () => {
    const failing = runModule(
      `${LOCK} await withCheckoutLock(${JSON.stringify(folder)}, async () => { throw new Error('no disk'); });`,
    );
    await expect(failing).rejects.toThrow('no disk');
    expect(existsSync(join(folder, '.state/checkout.lock'))).toBe(false);
  });
});
