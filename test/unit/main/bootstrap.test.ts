import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(__dirname, '../../../main');

/** A checkout with the bootstrap and nothing else in it, and an npm and a test runner that only say what they got. */
let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  for (const name of ['bootstrap', 'build', 'build-dashboard', 'build-step', 'checkout-lock'])
    cpSync(join(MAIN, `${name}.mjs`), join(checkout, 'main', `${name}.mjs`));
  mkdirSync(join(checkout, 'test'));
  writeFileSync(join(checkout, 'package-lock.json'), '{}');
  writeFileSync(
    join(checkout, 'test/run.mjs'),
    'console.log("tests", ...process.argv.slice(2)); process.exitCode = 7;\n',
  );
  writeFileSync(join(checkout, 'npm-cli.js'), 'console.log("npm", ...process.argv.slice(2));\n');
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

function bootstrap(args: readonly string[], options: { nodeArgs?: readonly string[] } = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...(options.nodeArgs ?? []), join(checkout, 'main/bootstrap.mjs'), ...args],
    { encoding: 'utf8', env: { ...process.env, npm_execpath: join(checkout, 'npm-cli.js') } },
  );
  return { status, stdout, stderr };
}

/** The hidden lock file that npm writes last, this much older or newer than the lock file. */
function installedAfter(seconds: number): void {
  const path = join(checkout, 'node_modules/.package-lock.json');
  mkdirSync(join(checkout, 'node_modules'), { recursive: true });
  writeFileSync(path, '{}');
  const time = Date.now() / 1_000 + seconds;
  utimesSync(path, time, time);
}

describe('the first command in a fresh clone', () => {
  test('installs the locked dependencies, says why, and hands over with the arguments', () => {
    const { status, stdout, stderr } = bootstrap(['test', 'unit', 'lint']);
    expect(stderr).toContain('node_modules is missing');
    expect(stderr).toContain('npm ci --include=dev');
    expect(stdout).toBe('tests unit lint\n');
    expect(status).toBe(7);
  });

  test('installs nothing where everything is there', () => {
    installedAfter(60);
    expect(bootstrap(['test'])).toEqual({ status: 7, stdout: 'tests\n', stderr: '' });
  });

  test('installs again where the lock file is newer', () => {
    installedAfter(-60);
    const { stderr } = bootstrap(['test']);
    expect(stderr).toContain('package-lock.json is newer');
    expect(stderr).toContain('npm ci');
  });

  test('fails with one more line where npm does, and still counts', () => {
    writeFileSync(join(checkout, 'npm-cli.js'), 'process.exitCode = 3;\n');
    const { status, stdout, stderr } = bootstrap(['test']);
    expect(stderr).toContain('npm ci failed (exit status 3).');
    expect(stdout).toBe('0 passed, 1 failed\n');
    expect(status).toBe(1);
  });

  test('refuses an older Node in one line before anything else', () => {
    const old = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"18.20.4"}})';
    const { status, stdout, stderr } = bootstrap(['start'], { nodeArgs: ['--import', old] });
    expect(stderr).toBe('waba-migrations needs Node.js 20.19, 22.12 or newer; this is 18.20.4.\n');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test.each([[[]], [['toString']], [['deploy']]])('%j is no command', (args) => {
    const { status, stderr } = bootstrap(args);
    expect(stderr).toMatch(/^Usage: .*start\|test\|bench/);
    expect(status).toBe(2);
  });
});
