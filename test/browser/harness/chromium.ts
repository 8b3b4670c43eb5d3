/** Finds the browser that the tests drive: the one that the machine has, else Debian's. */
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const DEBIAN = '/usr/bin/chromium';
/** Generous, since packages may come slowly: it only keeps a suite from hanging. */
const INSTALL_PATIENCE_MS = 10 * 60_000;

/**
 * The path of Chromium: `CHROMIUM_PATH`, the first on the `PATH`, or Debian's, which is installed where this is Debian and
 * we are root. Throws with one line that says what was looked for.
 */
export function findChromium(): string {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return given;
    throw new Error(`CHROMIUM_PATH: there is no file ${given}; name a Chromium, or leave it unset`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync);
  if (found !== undefined) return found;
  if (existsSync(DEBIAN)) return DEBIAN;
  if (isRoot() && existsSync('/usr/bin/apt-get')) return installOnDebian();
  throw new Error(
    'The browser tests need Chromium: there is none in CHROMIUM_PATH and on the PATH. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH.',
  );
}

/** Chromium's sandbox refuses to run as root. */
export const isRoot = (): boolean => process.getuid?.() === 0;

function installOnDebian(): string {
  process.stderr.write('Installing Chromium for the browser tests (apt-get install chromium) …\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options: ExecFileSyncOptions = { stdio: ['ignore', 'ignore', 'inherit'], timeout: INSTALL_PATIENCE_MS, env };
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  } catch (error) {
    throw new Error('The browser tests need Chromium, and apt-get could not install it. Set CHROMIUM_PATH.', {
      cause: error,
    });
  }
  if (!existsSync(DEBIAN)) throw new Error(`apt-get installed Chromium, but not as ${DEBIAN}. Set CHROMIUM_PATH.`);
  return DEBIAN;
}
