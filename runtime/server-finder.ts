/**
 * Finds a Temporal server that can be started here, and the time-skipping test server likewise: what the caller names,
 * the PATH, the user's cache, the SDK's download, and last what the toolchains on this machine can make.
 */
import { execFile } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import envPaths from 'env-paths';
import {
  buildWithGo,
  cachedFolder,
  copyWithMaven,
  downloadWithSdk,
  dropFromCache,
  PINNED,
  placeInCache,
  type Progress,
  type Tool,
} from './server-cache';
import { SettingsError } from './settings';

/** A server program on this machine. */
export interface FoundServer {
  /** Absolute path of the executable. */
  readonly path: string;
  /** Temporal's server version, as in `1.31.2`; the release of the artifact for the test server. */
  readonly version: string;
  readonly foundBy: 'setting' | 'path' | 'cache' | 'download' | 'go' | 'maven';
}

/** Where to look; the defaults are this process and the user's cache. */
export interface FinderOptions {
  readonly log: Progress;
  readonly env?: NodeJS.ProcessEnv;
  readonly cacheDir?: string;
}

/** Nothing worked. The message lists what was tried, why each failed, and what to install. */
export class ServerNotFoundError extends Error {
  override readonly name = 'ServerNotFoundError';
  constructor(
    what: string,
    readonly tried: readonly Attempt[],
    install: string,
  ) {
    super([`${what} was not found. Tried:`, ...tried.map(({ way, why }) => `  - ${way}: ${why}`), install].join('\n'));
  }
}

/** One way that led nowhere. */
export interface Attempt {
  readonly way: string;
  readonly why: string;
}

/** The oldest server that has everything that the workflows use. */
export const OLDEST_SERVER = '1.31';

/** The folder of servers that were downloaded or built, shared by all checkouts of a user. */
export const serverCacheDir = (): string => join(envPaths('waba-migrations', { suffix: '' }).cache, 'servers');

type Way = readonly [way: string, look: () => Promise<FoundServer | string>];

/** A Temporal server (the Temporal CLI). Throws {@link ServerNotFoundError}, or {@link SettingsError} for a wrong path. */
export async function findServer(options: FinderOptions): Promise<FoundServer> {
  const { log, env = process.env, cacheDir = serverCacheDir() } = options;
  const target = cachedFolder(cacheDir, 'temporal-cli', PINNED.cli);
  const binary = join(target, 'temporal');
  // One that does not run here would stand in the way of the next one for good.
  const probeCached = async (foundBy: FoundServer['foundBy']) => {
    const found = await probe(binary, foundBy, log);
    if (typeof found === 'string')
      await dropFromCache(target, async () => typeof (await probe(binary, foundBy)) === 'string', log);
    return found;
  };
  const place = async (make: (folder: string) => Promise<void>, foundBy: FoundServer['foundBy']) => {
    await placeInCache(target, make, log);
    return probeCached(foundBy);
  };
  const ways: Way[] = [
    ['TEMPORAL_CLI_PATH', async () => named('TEMPORAL_CLI_PATH', env, (path) => probe(path, 'setting', log))],
    [
      'temporal on the PATH',
      async () => onPath('temporal', env).then((path) => (path ? probe(path, 'path', log) : 'not there')),
    ],
    [`the cache (${cacheDir})`, async () => (existsSync(target) ? probeCached('cache') : 'empty')],
    [
      "the Temporal SDK's download",
      async () => {
        log(`Downloading the Temporal CLI ${PINNED.cli} (once, about 50 MB) …`);
        const what = { kind: 'cli', version: `v${PINNED.cli}`, name: 'temporal' } as const;
        return place((folder) => downloadWithSdk(what, folder, log), 'download');
      },
    ],
    [
      'building it with Go',
      async () => {
        const go = await findGo(env);
        if (typeof go === 'string') return go;
        log(`Building the Temporal CLI ${PINNED.cli} with Go (once, takes one to ten minutes) …`);
        return place((folder) => buildWithGo(go, folder, log), 'go');
      },
    ],
  ];
  const install =
    `Install the Temporal CLI (server ${OLDEST_SERVER} or newer; https://docs.temporal.io/cli) or Go ${PINNED.go} or newer, ` +
    'or set TEMPORAL_ADDRESS to a server that runs.';
  return firstOf('A Temporal server', ways, install);
}

/** The time-skipping test server. Throws {@link ServerNotFoundError}, or {@link SettingsError} for a wrong path. */
export async function findTestServer(options: FinderOptions): Promise<FoundServer> {
  const { log, env = process.env, cacheDir = serverCacheDir() } = options;
  const version = PINNED.testServer;
  const target = cachedFolder(cacheDir, 'temporal-test-server', version);
  const path = join(target, 'temporal-test-server');
  const ways: Way[] = [
    [
      'TEMPORAL_TEST_SERVER_PATH',
      async () =>
        named('TEMPORAL_TEST_SERVER_PATH', env, (given) => ({ path: given, version: 'unknown', foundBy: 'setting' })),
    ],
    [
      `the cache (${cacheDir})`,
      async () => {
        // It tells no version, so whether it runs is known only once it is started.
        if (await isExecutable(path)) return { path, version, foundBy: 'cache' };
        await dropFromCache(target, async () => !(await isExecutable(path)), log);
        return 'empty';
      },
    ],
    [
      "the Temporal SDK's download",
      async () => {
        log(`Downloading Temporal's test server ${version} (once, about 50 MB) …`);
        const what = { kind: 'test-server', version: `v${version}`, name: 'temporal-test-server' } as const;
        await placeInCache(target, (folder) => downloadWithSdk(what, folder, log), log);
        return { path, version, foundBy: 'download' };
      },
    ],
    [
      'Java and Maven',
      async () => {
        const java = await onPath('java', env);
        const maven = await onPath('mvn', env);
        if (!java) return 'Java is not on the PATH';
        if (!maven) return 'Java is there, but Maven (mvn) is not on the PATH';
        log(`Fetching Temporal's test server ${version} with Maven (once, up to a minute) …`);
        await placeInCache(target, (folder) => copyWithMaven({ path: maven, env }, folder, log), log);
        return { path, version, foundBy: 'maven' };
      },
    ],
  ];
  const install = 'Install Java 8 or newer and Maven, or set TEMPORAL_TEST_SERVER_PATH to the server of your platform.';
  return firstOf("Temporal's time-skipping test server", ways, install);
}

async function firstOf(what: string, ways: readonly Way[], install: string): Promise<FoundServer> {
  const tried: Attempt[] = [];
  for (const [way, look] of ways) {
    const found = await look().catch((error: unknown) => {
      if (error instanceof SettingsError) throw error;
      return error instanceof Error ? error.message : String(error);
    });
    if (typeof found !== 'string') return found;
    tried.push({ way, why: found });
  }
  throw new ServerNotFoundError(what, tried, install);
}

async function named(
  setting: string,
  env: NodeJS.ProcessEnv,
  look: (path: string) => FoundServer | string | Promise<FoundServer | string>,
): Promise<FoundServer | string> {
  const path = env[setting];
  if (!path) return 'not set';
  if (!(await isExecutable(path))) throw new SettingsError(setting, 'names no executable file; correct or unset it');
  return look(path);
}

/** Asks a Temporal CLI for its server; a text says why it does not fit, which the user is told at once. */
async function probe(
  path: string,
  foundBy: FoundServer['foundBy'],
  log: Progress = () => undefined,
): Promise<FoundServer | string> {
  const said = await output(path, ['--version']);
  const version = said === undefined ? undefined : parseServerVersion(said);
  if (version !== undefined && isAtLeast(version, OLDEST_SERVER)) return { path, version, foundBy };
  const why =
    version === undefined
      ? `${path} does not tell its server version`
      : `${path} has Temporal server ${version}, older than ${OLDEST_SERVER}`;
  log(`Passed over: ${why}.`);
  return why;
}

/** The server version in the output of `temporal --version`, as in `temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)`. */
export function parseServerVersion(said: string): string | undefined {
  return /\(Server v?(\d+\.\d+(?:\.\d+)?)/i.exec(said)?.[1];
}

/** Compares dotted versions by number. */
export function isAtLeast(version: string, oldest: string): boolean {
  return version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}

async function findGo(env: NodeJS.ProcessEnv): Promise<Tool | string> {
  const path = await onPath('go', env);
  if (!path) return 'Go is not on the PATH';
  const version = /go version go(\d+\.\d+(?:\.\d+)?)/.exec((await output(path, ['version'])) ?? '')?.[1];
  if (version === undefined) return `${path} does not tell its version`;
  return isAtLeast(version, PINNED.go) ? { path, env } : `Go ${version} is older than ${PINNED.go}`;
}

async function onPath(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean))
    for (const file of names) if (await isExecutable(join(folder, file))) return join(folder, file);
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function output(path: string, args: readonly string[]): Promise<string | undefined> {
  return promisify(execFile)(path, args, { timeout: 20_000 }).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}
