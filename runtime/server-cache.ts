/**
 * How a server gets into the user's cache: downloaded by Temporal's SDK, built with Go, or copied by Maven. Each is made
 * in a folder of its own under a lock, and then renamed into place, so that nobody ever finds half of one.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';
import { formatMs } from '../domain/durations';

/** Tells the user what goes on, a line at a time. */
export type Progress = (line: string) => void;

/** The pinned releases. A change of one changes its folder in the cache, so old and new do not meet. */
export const PINNED = { cli: '1.8.2', testServer: '1.38.0', go: '1.26.4' } as const;

/** Checksums of what is built from: `go.sum` pins every module that the build may use. */
const PINNED_SHA256 = {
  'go.mod': '96749295dece86f8b448ab8a515cf56c812aba9ddd53e43fe4022fd709bccb24',
  'go.sum': '4226a486b2733e2662b14aac56d68eb8d7edd215262d79effbde27282d746bcb',
} as const;

/** The folder `runtime/servers` of this package, seen from the sources and from `dist` alike. */
export const SERVERS_DIR = findServersDir(__dirname);

function findServersDir(from: string): string {
  const candidate = join(from, 'runtime', 'servers');
  if (existsSync(join(candidate, 'guard.cjs'))) return candidate;
  const up = dirname(from);
  if (up === from) throw new Error('The package is incomplete: runtime/servers is missing. Install it again.');
  return findServersDir(up);
}

/**
 * Gives `target`, a folder in the cache, made by `make` where it is absent. A second process waits for the first one and
 * then finds its result. What `make` throws is passed on, and leaves nothing behind.
 */
export async function placeInCache(
  target: string,
  make: (folder: string) => Promise<void>,
  log: Progress,
): Promise<string> {
  if (existsSync(target)) return target;
  await mkdir(dirname(target), { recursive: true });
  const release = await lockCache(target, log);
  try {
    if (existsSync(target)) return target;
    await removePartials(target);
    const folder = await mkdtemp(`${target}.partial-`);
    try {
      await make(folder);
      await rename(folder, target);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return target;
  } finally {
    await release();
  }
}

/** The folder of a server in the cache; machines of several kinds may share a home. */
export const cachedFolder = (cacheDir: string, name: string, version: string): string =>
  join(cacheDir, `${name}-${version}-${process.platform}-${process.arch}`);

/** Takes `target` out of the cache where it is still broken once nobody else is preparing it. */
export async function dropFromCache(target: string, isBroken: () => Promise<boolean>, log: Progress): Promise<void> {
  if (!existsSync(target)) return;
  const release = await lockCache(target, log);
  try {
    if (!(await isBroken())) return;
    log(`${basename(target)} in the cache is broken; it is removed.`);
    await rm(target, { recursive: true, force: true });
  } finally {
    await release();
  }
}

/** What a process that was killed left behind; under the lock, nobody else is making one. */
async function removePartials(target: string): Promise<void> {
  const partials = (await readdir(dirname(target))).filter((name) => name.startsWith(`${basename(target)}.partial-`));
  await Promise.all(partials.map((name) => rm(join(dirname(target), name), { recursive: true, force: true })));
}

/** Longer than any build takes, so that a crashed one (its lock goes stale) or a hanging one ends the wait. */
const LONGEST_WAIT_S = 1_200;

async function lockCache(target: string, log: Progress): Promise<() => Promise<void>> {
  const options = { realpath: false, lockfilePath: `${target}.lock`, stale: 20_000, update: 5_000 };
  try {
    return await lock(target, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    log(`Another process is preparing ${basename(target)} already; waiting for it.`);
    const retries = { retries: LONGEST_WAIT_S, factor: 1, minTimeout: 1_000, maxTimeout: 1_000 };
    return lock(target, { ...options, retries });
  }
}

/** Downloads a server with Temporal's SDK to `folder/name`. Throws with one line where it cannot be reached. */
export async function downloadWithSdk(
  what: { readonly kind: 'cli' | 'test-server'; readonly version: string; readonly name: string },
  folder: string,
  log: Progress,
): Promise<void> {
  const args = [join(SERVERS_DIR, 'download.cjs'), what.kind, folder, what.version];
  // The SDK reports a failure to start the server too; what counts is whether the file has come.
  const failed = await run(process.execPath, args, {
    label: 'Downloading',
    timeoutMs: 300_000,
    stalledAfterMs: 20_000,
    watch: folder,
    log,
  }).then(
    () => undefined,
    (error: Error) => error,
  );
  const file = (await readdir(folder)).find((name) => name.startsWith('temporal-') && !name.includes('downloading'));
  if (file === undefined) throw failed ?? new Error('the download left no file');
  await rename(join(folder, file), join(folder, what.name));
  await chmod(join(folder, what.name), 0o755);
}

/** A toolchain on this machine: the executable, and the environment to run it in. */
export interface Tool {
  readonly path: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Builds the pinned Temporal CLI with the Go toolchain to `folder/temporal`, from pinned modules only. */
export async function buildWithGo(
  go: Tool,
  folder: string,
  log: Progress,
  sources = join(SERVERS_DIR, 'temporal-cli'),
): Promise<void> {
  for (const [name, sha256] of Object.entries(PINNED_SHA256)) await checkSha256(join(sources, name), sha256);
  const args = ['build', '-mod=readonly', '-trimpath', '-ldflags=-s -w', '-o', join(folder, 'temporal')];
  await run(go.path, [...args, 'github.com/temporalio/cli/cmd/temporal'], {
    label: 'Building the Temporal CLI',
    cwd: sources,
    // A caller's workspace, flags or other toolchain must not change what is built.
    env: { ...go.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOTOOLCHAIN: 'local' },
    timeoutMs: 1_200_000,
    log,
  });
}

/** Copies the time-skipping server and its jars with Maven to `folder`, checks them, and puts the starter beside them. */
export async function copyWithMaven(maven: Tool, folder: string, log: Progress): Promise<void> {
  const sources = join(SERVERS_DIR, 'temporal-test-server');
  const lib = join(folder, 'lib');
  // A copy, because Maven writes beside its project file, and the package's folder may be read-only.
  await copyFile(join(sources, 'pom.xml'), join(folder, 'pom.xml'));
  const args = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`];
  await run(maven.path, args, {
    label: 'Fetching the test server',
    cwd: folder,
    env: maven.env,
    timeoutMs: 600_000,
    log,
  });
  const sums = (await readFile(join(sources, 'SHA256SUMS'), 'utf8')).trim().split('\n');
  const jars = new Map(sums.map((line) => [line.slice(66), line.slice(0, 64)] as const));
  for (const name of await readdir(lib)) await checkSha256(join(lib, name), jars.get(name) ?? 'none');
  await copyFile(join(sources, 'temporal-test-server'), join(folder, 'temporal-test-server'));
  await chmod(join(folder, 'temporal-test-server'), 0o755);
}

async function checkSha256(path: string, expected: string): Promise<void> {
  const sum = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  if (sum !== expected)
    throw new Error(`${basename(path)} has another checksum than the pinned one: nothing is made from it`);
}

interface RunOptions {
  readonly label: string;
  readonly timeoutMs: number;
  readonly log: Progress;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Give up when the files in this folder have not grown for so long. */
  readonly watch?: string;
  readonly stalledAfterMs?: number;
}

const HEARTBEAT_MS = 15_000;

/** Runs a tool to its end with a sign of life now and then; throws with the last line that it wrote. */
async function run(command: string, args: readonly string[], options: RunOptions): Promise<void> {
  const { label, log, timeoutMs, cwd, env } = options;
  const started = Date.now();
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const keep = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-4_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let gaveUp: string | undefined;
  const giveUp = (why: string): void => {
    gaveUp = why;
    child.kill('SIGKILL');
  };
  // A tool that goes on without us would write where the next one begins.
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const timers = [
    setTimeout(() => giveUp(`not done after ${formatMs(timeoutMs)}`), timeoutMs),
    setInterval(() => log(`${label}: ${formatMs(Date.now() - started)} so far …`), HEARTBEAT_MS),
  ];
  const { watch, stalledAfterMs } = options;
  if (watch !== undefined && stalledAfterMs !== undefined) {
    let [size, grownAt] = [-1, Date.now()];
    const look = async (): Promise<void> => {
      const now = await folderSize(watch);
      if (now !== size) [size, grownAt] = [now, Date.now()];
      else if (now === 0 && Date.now() - grownAt > stalledAfterMs)
        giveUp(`nothing came for ${formatMs(stalledAfterMs)}`);
    };
    timers.push(setInterval(() => void look(), 1_000));
  }
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (gaveUp !== undefined) throw new Error(gaveUp);
    if (code !== 0) throw new Error(said.trim().split('\n').at(-1)?.slice(0, 300) || `it ended with status ${code}`);
  } finally {
    timers.forEach(clearInterval);
    process.off('exit', endWithUs);
  }
}

async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (file) => file.size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
