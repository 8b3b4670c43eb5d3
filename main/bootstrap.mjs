/**
 * Each of the npm scripts `start`, `test`, `bench`, `docs` and `record-histories` as the first and only command in a
 * fresh clone: installs the locked dependencies where they are missing or out of date, builds what has changed, and
 * hands over.
 *
 * Plain JavaScript on Node's own modules: nothing is installed yet when it runs. What it says goes to standard error.
 */
import { existsSync, lstatSync, statSync } from 'node:fs';
import Module from 'node:module';
import { devNull } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { say, StepFailed, run } from './build-step.mjs';
import { withCheckoutLock } from './checkout-lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...args] = process.argv.slice(2);

/** Versions that can `require` an ES module without a flag, which some dependencies are. */
function isNodeSupported(version) {
  const [major, minor] = version.split('.').map(Number);
  return major >= 23 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}

/** Why `npm ci` has to run, or undefined. npm writes its hidden lock file last, so an interrupted install has none. */
function whyInstall() {
  const modules = join(root, 'node_modules');
  // Installing through a link would empty the folder of another checkout.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  const installed = join(modules, '.package-lock.json');
  if (!existsSync(installed)) return 'node_modules is missing or incomplete';
  const isOlder = statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs;
  return isOlder ? 'package-lock.json is newer than node_modules' : undefined;
}

async function install() {
  const why = whyInstall();
  if (why === undefined) return;
  say(`Installing the locked dependencies: ${why}. This takes about a minute.`);
  // The npm that started us, where it did; NODE_ENV=production must not leave the compiler out.
  const npm = process.env.npm_execpath ?? '';
  const ci = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const isWindows = process.platform === 'win32';
  await (basename(npm).startsWith('npm-cli')
    ? run('npm ci', process.execPath, [npm, ...ci], { cwd: root })
    : run('npm ci', isWindows ? 'npm.cmd' : 'npm', ci, { cwd: root, shell: isWindows }));
}

const prepare = (options) =>
  withCheckoutLock(root, async () => {
    await install();
    if (options.build) await build(options);
  });

/** Becomes the program at this path: same process, so signals and exit status are its own. */
function become(script, scriptArgs) {
  process.argv = [process.argv[0], script, ...scriptArgs];
  Module.runMain(script);
}

const COMMANDS = {
  async start() {
    await prepare({ build: true });
    // A profile of the caller's would lead a first try to somebody's cluster.
    process.env.TEMPORAL_CONFIG_FILE = devNull;
    delete process.env.TEMPORAL_PROFILE;
    become(join(root, 'dist', 'main', 'dev.js'), args);
  },
  async test() {
    // The tests build for themselves, so that a build that fails is counted.
    await prepare({ build: false });
    become(join(root, 'test', 'run.mjs'), args);
  },
  async bench() {
    await prepare({ build: true, tools: true });
    become(join(root, 'dist', 'bench', 'index.js'), args);
  },
  async 'record-histories'() {
    await prepare({ build: true, tools: true });
    become(join(root, 'dist', 'test', 'replay', 'record.js'), args);
  },
  async docs() {
    await prepare({ build: true, tools: true });
    become(join(root, 'dist', 'docs', 'phase-diagram.js'), args);
  },
};

if (!isNodeSupported(process.versions.node)) {
  say(`waba-migrations needs Node.js 20.19, 22.12 or newer; this is ${process.versions.node}.`);
  process.exitCode = 2;
} else if (!Object.hasOwn(COMMANDS, command ?? '')) {
  say(`Usage: node main/bootstrap.mjs ${Object.keys(COMMANDS).join('|')}`);
  process.exitCode = 2;
} else {
  try {
    await COMMANDS[command]();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
    if (command === 'test') console.log('0 passed, 1 failed');
    process.exitCode = 1;
  }
}
