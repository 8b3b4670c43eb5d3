/**
 * `npm run build`: compiles the sources into `dist/`, bundles the workflows for the workers' sandbox, and puts beside
 * them what is no source. Does nothing where no source has changed since.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, say, StepFailed } from './build-step.mjs';
import { buildDashboard } from './build-dashboard.mjs';
import { withCheckoutLock } from './checkout-lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const SOURCE_ROOMS = ['domain', 'workflows', 'activities', 'worker', 'client', 'runtime', 'simulator', 'main'];
const TOOL_ROOMS = ['bench', 'test', 'docs'];
const CONFIGURATION = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'tsconfig.tools.json'];

/** Every file under a room with its size and time, as a text that changes when one of them does. */
function listFiles(rooms) {
  const files = rooms
    .map((room) => join(root, room))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const configuration = CONFIGURATION.map((name) => join(root, name)).filter((path) => existsSync(path));
  return [...files, ...configuration].sort().map((path) => {
    const { size, mtimeMs } = statSync(path);
    return { path: relative(root, path), stamp: `${size}:${mtimeMs}` };
  });
}

/** Builds `dist/`; with `tools` also the benchmark and the docs. Rejects with `StepFailed`. */
export async function build({ tools = false } = {}) {
  const files = listFiles(tools ? [...SOURCE_ROOMS, ...TOOL_ROOMS] : SOURCE_ROOMS);
  const stampPath = join(dist, tools ? '.built-tools.json' : '.built.json');
  const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex');
  const last = readStamp(stampPath);
  if (last?.digest === digest) return;

  const paths = files.map(({ path }) => path);
  // What a removed source left in dist/ would still be found by path.
  if (last?.paths.some((path) => !paths.includes(path))) rmSync(dist, { recursive: true, force: true });
  say('Building…');
  await compile('tsconfig.build.json');
  if (tools) await compile('tsconfig.tools.json');
  copyAssets();
  await bundleWorkflows();
  await buildDashboard(root);
  const cli = join(dist, 'main', 'cli.js');
  if (existsSync(cli)) chmodSync(cli, 0o755);
  writeFileSync(stampPath, JSON.stringify({ digest, paths }));
}

function readStamp(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const compile = (project) =>
  run('The TypeScript compiler', process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], { cwd: root });

/** What the server finder builds from and other files that are no source lie beside the code that reads them. */
function copyAssets() {
  const from = join(root, 'runtime', 'servers');
  if (!existsSync(from)) return;
  const to = join(dist, 'runtime', 'servers');
  cpSync(from, to, { recursive: true, filter: (path) => statSync(path).isDirectory() || extname(path) !== '.ts' });
}

/**
 * Bundles the workflows twice: with encryption, failures are converted inside the sandbox by another converter, and a
 * worker that is given a bundle cannot change the one in it.
 */
async function bundleWorkflows() {
  const workflowsPath = join(dist, 'workflows', 'index.js');
  if (!existsSync(workflowsPath)) return;
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const logger = new DefaultLogger('ERROR');
  const failureConverterPath = join(dist, 'runtime', 'failure-converter.js');
  try {
    const plain = await bundleWorkflowCode({ workflowsPath, logger });
    writeAtomically(join(dist, 'workflow-bundle.js'), plain.code);
    const encrypted = await bundleWorkflowCode({ workflowsPath, logger, failureConverterPath });
    writeAtomically(join(dist, 'workflow-bundle-encrypted.js'), encrypted.code);
  } catch (error) {
    throw new StepFailed(`The workflows cannot be bundled: ${error.message}`);
  }
}

/** A worker that starts meanwhile reads the old bundle or the new one, never a part. */
function writeAtomically(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await withCheckoutLock(root, () => build());
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
