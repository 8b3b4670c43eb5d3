/**
 * A Temporal server of our own: `temporal server start-dev` with its database in the state folder. It ends with us,
 * however hard we are killed, and the next start on the same folder goes on where it stopped.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { ensureNamespace, openConnection } from './connection';
import { freePort, HOST, isFree } from './ports';
import { SERVERS_DIR, type Progress } from './server-cache';
import { findServer, type FoundServer } from './server-finder';
import { isProcessAlive } from './settings/local-session';

/** What to start, and where. */
export interface EmbeddedServerOptions {
  /** Folder of the database and of the server's log. One process at a time. */
  readonly stateDir: string;
  readonly log: Progress;
  /** The program; found as `npm start` finds it by default. */
  readonly binary?: FoundServer;
  /** First port to try for Temporal (7233) and for its Web UI (8233); a busy one means the next free one. */
  readonly port?: number;
  readonly uiPort?: number;
  /** Where the Web UI has payloads decoded; nowhere by default. */
  readonly codecUrl?: string | undefined;
}

/** A server that runs. */
export interface EmbeddedServer {
  readonly address: string;
  readonly uiUrl: string;
  readonly namespace: string;
  /** Process id of the server itself. */
  readonly pid: number;
  /** Temporal's server version. */
  readonly version: string;
  /** Resolves when the server has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Ends the server and frees the state folder. Safe to repeat. */
  stop(): Promise<void>;
}

/** The state folder is in use by another process. The message names it and says what to do. */
export class StateDirInUseError extends Error {
  override readonly name = 'StateDirInUseError';
}

/** The server was started and did not come to serve. The message names its log. */
export class ServerStartError extends Error {
  override readonly name = 'ServerStartError';
}

const NAMESPACE = 'default';
const START_TIMEOUT_MS = 60_000;
/** Several servers may be started at once, so a port that was free a moment ago can be taken. */
const START_ATTEMPTS = 3;

/**
 * A file that belongs to the database of one server version. What the database's runs are about is kept under the same
 * version: an empty database must not meet accounts that have moved, nor a kept one accounts that have not.
 */
export function versionedFile(stateDir: string, version: string, name: 'temporal.db' | 'simulator.json'): string {
  const { name: stem, ext } = parse(name);
  return join(stateDir, `${stem}-${version}${ext}`);
}

/** Starts the server and waits until it really serves: namespace, retention and search attributes included. */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { stateDir, log } = options;
  const binary = options.binary ?? (await findServer({ log }));
  await mkdir(stateDir, { recursive: true });
  const release = await lockStateDir(stateDir);
  try {
    for (let attempt = 1; ; attempt += 1) {
      const port = await freePort(options.port ?? 7233, log, 'Temporal');
      const uiPort = await freePort(options.uiPort ?? 8233, log, 'the Temporal Web UI', port);
      try {
        return await startOn({ binary, stateDir, port, uiPort, codecUrl: options.codecUrl, release });
      } catch (error) {
        if (attempt >= START_ATTEMPTS || ((await isFree(port)) && (await isFree(uiPort)))) throw error;
      }
    }
  } catch (error) {
    await release();
    throw error;
  }
}

async function startOn(given: {
  readonly binary: FoundServer;
  readonly stateDir: string;
  readonly port: number;
  readonly uiPort: number;
  readonly codecUrl: string | undefined;
  readonly release: () => Promise<void>;
}): Promise<EmbeddedServer> {
  const { binary, stateDir, port, uiPort, codecUrl, release } = given;
  const address = `${HOST}:${port}`;
  const ui = ['--ui-port', String(uiPort), ...(codecUrl === undefined ? [] : ['--ui-codec-endpoint', codecUrl])];
  const { guard, pid } = await spawnGuarded(binary, stateDir, port, ui);
  const ended = once(guard, 'exit').then(() => undefined);
  await writeFileAtomic(recordPath(stateDir), JSON.stringify({ owner: process.pid, server: pid, port }));
  const stop = async (): Promise<void> => {
    if (guard.connected) guard.send('stop');
    await ended;
    await release();
  };
  const serving = waitUntilServing(address, () => guard.exitCode === null && guard.signalCode === null);
  try {
    await Promise.race([
      serving,
      ended.then(() => {
        throw new ServerStartError(`The Temporal server ended while starting; see ${logPath(stateDir)}.`);
      }),
    ]);
  } catch (error) {
    if (guard.connected) guard.send('stop');
    await Promise.allSettled([ended, serving]);
    throw error;
  }
  return {
    address,
    uiUrl: `http://${HOST}:${uiPort}`,
    namespace: NAMESPACE,
    pid,
    version: binary.version,
    ended,
    stop,
  };
}

/** Starts the program under `guard.cjs`, in a session of its own: a Ctrl-C in the terminal is for us to pass on. */
async function spawnGuarded(
  { path, version }: FoundServer,
  stateDir: string,
  port: number,
  ui: readonly string[],
): Promise<{ guard: ChildProcess; pid: number }> {
  const args = ['server', 'start-dev', '--ip', HOST, '--port', String(port), ...ui];
  // The schema belongs to the version; another version gets a file of its own instead of breaking this one.
  const more = [
    '--namespace',
    NAMESPACE,
    '--db-filename',
    versionedFile(stateDir, version, 'temporal.db'),
    // The default of ten a second is less than what a few readers of lists, events and metrics need.
    '--dynamic-config-value',
    'frontend.namespaceRPS.visibility=100',
    // Nothing is asked of another host.
    '--ui-disable-news-fetch',
    '--log-level',
    'error',
  ];
  const out = openSync(logPath(stateDir), 'a');
  try {
    const guard = fork(join(SERVERS_DIR, 'guard.cjs'), [path, ...args, ...more], {
      detached: true,
      execArgv: [],
      stdio: ['ignore', out, out, 'ipc'],
    });
    const started = await Promise.race([
      once(guard, 'message').then(([message]) => z.object({ pid: z.number() }).parse(message)),
      once(guard, 'exit').then(() => undefined),
    ]);
    if (!started) throw new ServerStartError(`${path} cannot be started; see ${logPath(stateDir)}.`);
    return { guard, pid: started.pid };
  } finally {
    closeSync(out);
  }
}

async function waitUntilServing(address: string, isRunning: () => boolean): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      const connection = await openConnection({ address }, 2_000);
      try {
        await connection.withDeadline(Date.now() + 10_000, async () => {
          await ensureNamespace(connection, NAMESPACE, { ownServer: true });
          // Search attributes are registered before they can be asked for.
          await connection.workflowService.countWorkflowExecutions({
            namespace: NAMESPACE,
            query: 'NeedsOperator = true',
          });
        });
        return;
      } finally {
        await connection.close();
      }
    } catch (cause) {
      if (Date.now() > deadline || !isRunning())
        throw new ServerStartError(
          `The Temporal server at ${address} does not come to serve; its log is temporal.log.`,
          { cause },
        );
      await sleep(100);
    }
  }
}

const logPath = (stateDir: string): string => join(stateDir, 'temporal.log');
const recordPath = (stateDir: string): string => join(stateDir, 'temporal.json');
const recordSchema = z.object({ owner: z.number(), server: z.number(), port: z.number() });

const STALE_MS = 5_000;

/** One process per state folder: two servers on one SQLite file would destroy it. */
async function lockStateDir(stateDir: string): Promise<() => Promise<void>> {
  const record = recordSchema.safeParse(
    await readFile(recordPath(stateDir), 'utf8')
      .then(JSON.parse)
      .catch(() => undefined),
  ).data;
  const inUse = `${stateDir} is in use${record ? ` by process ${record.owner}` : ''}: stop that one, or set STATE_DIR to another folder.`;
  // The lock of a process that was killed goes stale after a while; one that lives is refused at once.
  const waits = record !== undefined && !isProcessAlive(record.owner) ? Math.ceil(STALE_MS / 250) + 8 : 0;
  const release = await lock(stateDir, {
    lockfilePath: join(stateDir, 'temporal.lock'),
    stale: STALE_MS,
    update: 1_000,
    retries: { retries: waits, factor: 1, minTimeout: 250, maxTimeout: 250 },
    onCompromised: () => undefined, // a laptop that slept: nobody else can have started, the record names us
  }).catch((cause: unknown) => {
    throw (cause as NodeJS.ErrnoException).code === 'ELOCKED' ? new StateDirInUseError(inUse, { cause }) : cause;
  });
  // The guard ends the server when its parent dies; should both have been killed, the server may still be there.
  if (record !== undefined && isProcessAlive(record.server) && !(await isFree(record.port))) {
    await waitForLeftover(record.server, record.port);
    if (!(await isFree(record.port)) && isProcessAlive(record.server)) {
      await release();
      throw new StateDirInUseError(
        `${stateDir} is in use by a Temporal server (process ${record.server}): stop it first.`,
      );
    }
  }
  let released: Promise<void> | undefined;
  return () => (released ??= release().catch(() => undefined));
}

/** Gives a server whose starter has just died the time to end. */
async function waitForLeftover(pid: number, port: number): Promise<void> {
  const deadline = Date.now() + 12_000;
  while (isProcessAlive(pid) && !(await isFree(port)) && Date.now() < deadline) await sleep(200);
}
