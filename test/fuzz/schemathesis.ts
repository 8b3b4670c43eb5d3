/**
 * Finds Schemathesis, which fuzzes an HTTP API by its OpenAPI document: in a virtual environment of its own in the
 * user's cache, made once from pinned versions with their checksums (`requirements.txt`).
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cachedFolder, dropFromCache, placeInCache, type Progress } from '../../runtime/server-cache';
import { serverCacheDir } from '../../runtime/server-finder';

const execute = promisify(execFile);

const REQUIREMENTS = join(__dirname, 'requirements.txt');
/** The oldest Python that the pinned Schemathesis runs on. */
const OLDEST_MINOR = 11;

/** What to do where no Python fits. */
const INSTALL =
  `Install Python 3.${OLDEST_MINOR} or newer with its venv module ` +
  '(Debian and Ubuntu: apt-get install python3-venv; macOS: brew install python3).';

/** Where to look; the defaults are this process and the user's cache. */
export interface SchemathesisOptions {
  readonly log: Progress;
  readonly env?: NodeJS.ProcessEnv;
  readonly cacheDir?: string;
}

/**
 * The Python that has Schemathesis: run it with `-m schemathesis.cli`. Throws with one line that says what to install
 * where there is no Python, or with pip's own complaint.
 */
export async function findSchemathesis(options: SchemathesisOptions): Promise<string> {
  const { log, env = process.env, cacheDir = serverCacheDir() } = options;
  const version = await pythonVersion(env);
  const pins = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex');
  // An environment belongs to the Python that made it.
  const target = cachedFolder(cacheDir, 'schemathesis', `${pins.slice(0, 12)}-python${version}`);
  // Reached by its path, not by its scripts, which would name the folder that it was made in.
  const python = join(target, 'bin', 'python');
  const isBroken = async (): Promise<boolean> => !(await runs(python, ['-c', 'import schemathesis'], env));
  if (await isBroken()) await dropFromCache(target, isBroken, log);
  await placeInCache(target, (folder) => install(folder, { env, log }), log);
  return python;
}

/** As in `3.11`. */
async function pythonVersion(env: NodeJS.ProcessEnv): Promise<string> {
  const told = await execute('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { env }).catch(
    () => undefined,
  );
  if (told === undefined) throw new Error(`The fuzz needs Python, and python3 is not on the PATH. ${INSTALL}`);
  const version = told.stdout.trim();
  const [major, minor] = version.split('.').map(Number);
  if (major !== 3 || (minor ?? 0) < OLDEST_MINOR) throw new Error(`Python ${version} is too old. ${INSTALL}`);
  // Debian splits both from Python itself.
  if (!(await runs('python3', ['-c', 'import venv, ensurepip'], env)))
    throw new Error(`Python ${version} is there, but its venv module is not. ${INSTALL}`);
  return version;
}

async function install(folder: string, { env, log }: { env: NodeJS.ProcessEnv; log: Progress }): Promise<void> {
  log('Installing Schemathesis into a virtual environment (once, about 20 MB) …');
  await execute('python3', ['-m', 'venv', folder], { env });
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
  const pinned = ['--require-hashes', '--only-binary', ':all:', '--requirement', REQUIREMENTS];
  await execute(join(folder, 'bin', 'python'), [...pip, ...pinned], { env, timeout: 300_000 }).catch(
    ({ stderr, message }: { stderr?: string; message: string }) => {
      const said = stderr?.trim().split('\n').at(-1) ?? '';
      throw new Error(`Schemathesis could not be installed: ${said === '' ? message : said}`);
    },
  );
}

const runs = async (command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> =>
  execute(command, args, { env, timeout: 60_000 }).then(
    () => true,
    () => false,
  );
