/**
 * `npm test`: types, lint and build, then the suites, each streaming what it says. The last line is
 * `N passed, N failed`; types, lint and build count as one each.
 *
 * With names (`npm test -- unit lint`) only those run. The fuzz takes `--examples N`, for how many requests it makes up
 * for each operation, and `--seed N`. The exit status is 1 where anything failed. A suite that cannot
 * run or finds no test has failed, and so has a skipped test: one that needs what Meta publishes says so in
 * its name (`needs ../shared/meta`) and may be skipped where that folder is absent.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { testEnvironment } from './environment.mjs';
import { countSuite } from './results.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (path) => join(root, 'node_modules', path);

/** Checks that are no tests: every command must succeed. */
const CHECKS = {
  types: [
    [bin('typescript/bin/tsc'), '--noEmit'],
    // The dashboard runs in browsers: it has their types, and Node's are unknown to it.
    [bin('typescript/bin/tsc'), '-p', join(root, 'client', 'dashboard')],
  ],
  lint: [
    [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
    [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    [bin('knip/bin/knip.js')],
  ],
  build: [[join(root, 'main', 'build.mjs')]],
};
const SUITES = ['unit', 'lint', 'workflow', 'replay', 'e2e', 'browser', 'fuzz'];
/** Suites that run what is built. */
const NEED_BUILD = ['workflow', 'replay', 'e2e', 'browser', 'fuzz'];

/** Runs a script with Node, its output on ours; resolves with its exit status, 1 where a signal ended it. */
function runNode(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: testEnvironment(process.env) });
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
}

async function runCheck(name) {
  console.log(`\n# ${name}`);
  for (const command of CHECKS[name]) {
    if ((await runNode(command)) !== 0) return { passed: 0, failed: 1 };
  }
  return { passed: 1, failed: 0 };
}

async function runSuite(name, folder) {
  console.log(`\n# ${name} tests`);
  const outputFile = join(folder, `${name}.json`);
  const status = await runNode([
    bin('jest/bin/jest.js'),
    '--ci',
    '--selectProjects',
    name,
    '--json',
    '--outputFile',
    outputFile,
  ]);
  const report = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : undefined;
  const { passed, failed, notes } = countSuite(report, status, {
    specsAreAbsent: !existsSync(join(root, '../shared/meta')),
  });
  for (const note of notes) console.log(`${name}: ${note}`);
  return { passed, failed };
}

async function runTests(selected) {
  const known = new Set([...Object.keys(CHECKS), ...SUITES]);
  const unknown = selected.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    console.log(`There is no ${unknown.join(', ')}; choose from ${[...known].join(', ')}.`);
    return { passed: 0, failed: 1 };
  }
  const isWanted = (name) => selected.length === 0 || selected.includes(name);
  const isCheckWanted = (name) => isWanted(name) || (name === 'build' && NEED_BUILD.some(isWanted));

  const folder = mkdtempSync(join(tmpdir(), 'waba-migrations-test-'));
  const counts = [];
  try {
    for (const name of Object.keys(CHECKS).filter(isCheckWanted)) counts.push(await runCheck(name));
    for (const name of SUITES.filter(isWanted)) counts.push(await runSuite(name, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}

/** Settings of the fuzz, which its suite reads from the environment. */
const FUZZ_OPTIONS = { examples: 'FUZZ_EXAMPLES', seed: 'FUZZ_SEED' };

/** The names that were given; options go into the environment of the suites. Throws where one is no number. */
function readArguments(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { examples: { type: 'string' }, seed: { type: 'string' } },
  });
  for (const [option, variable] of Object.entries(FUZZ_OPTIONS)) {
    const value = values[option];
    if (value === undefined) continue;
    if (!/^[1-9]\d{0,8}$/.test(value)) throw new Error(`--${option} takes a whole number above 0.`);
    process.env[variable] = value;
  }
  return positionals;
}

async function runWith(args) {
  let names;
  try {
    names = readArguments(args);
  } catch (error) {
    console.log(error.message);
    return { passed: 0, failed: 1 };
  }
  return runTests(names);
}

const { passed, failed } = await runWith(process.argv.slice(2));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
