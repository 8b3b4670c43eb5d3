/**
 * The dashboard's part of the build: bundled by Vite, then packed once, so that no process has to compress a file at each
 * request. Left alone where nothing that goes into it has changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { StepFailed } from './build-step.mjs';

const PACKED = ['.js', '.css', '.svg'];

/** Builds `dist/client/dashboard`. Rejects with `StepFailed`. */
export async function buildDashboard(root) {
  const sources = join(root, 'client', 'dashboard');
  if (!existsSync(sources)) return;
  const stampPath = join(root, 'dist', '.built-dashboard');
  const digest = digestOf([...filesUnder(sources), ...configuration(root)], root);
  const built = join(root, 'dist', 'client', 'dashboard');
  const last = existsSync(stampPath) && existsSync(built) ? readFileSync(stampPath, 'utf8') : '';
  if (last === digest) return;
  // Loaded where it is needed only: it takes a while, and most builds leave the dashboard alone.
  const { build } = await import('vite');
  try {
    await build({ configFile: join(root, 'main', 'vite.config.mjs') });
  } catch (error) {
    throw new StepFailed(`The dashboard cannot be built: ${error.message}`);
  }
  pack(join(built, 'assets'));
  writeFileSync(stampPath, digest);
}

/** What else the result depends on: the compiler, its options, and how it is called. */
const configuration = (root) =>
  ['package-lock.json', 'tsconfig.json', 'main/vite.config.mjs', 'main/build-dashboard.mjs'].map((name) =>
    join(root, name),
  );

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function digestOf(paths, root) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function pack(folder) {
  for (const path of filesUnder(folder)) {
    if (!PACKED.includes(extname(path))) continue;
    const content = readFileSync(path);
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}
