/**
 * `npm start`: everything on one machine. Finds or gets a Temporal server, starts a worker and the HTTP API, and, where no
 * token of Meta is set and the server is our own, a simulator and two sample migrations. Runs until Ctrl-C; runs survive it.
 *
 * Exit status: 0 stopped, 1 something ended by itself or could not be started, 2 wrong settings.
 */
import { mkdir, rm } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { createWabaMigrations, runUrl, type WabaMigrations } from '../client';
import { firstRequest } from '../client/api/first-request';
import { connectClient } from '../runtime/connection';
import { startEmbeddedServer, type EmbeddedServer } from '../runtime/embedded-server';
import { redact } from '../runtime/logger';
import {
  hasMetaToken,
  localSessionPath,
  readApiSettings,
  readWorkerSettings,
  SettingsError,
  type ClientSettings,
  type LocalSession,
  type TemporalSettings,
} from '../runtime/settings';
import { startApi } from './api-child';
import { startChild, type Child } from './child-process';
import { browserHint, planCodecServer, sharedSessions, startCodecServer } from './codec-child';
import { cloneNamed, SAMPLES, showSample, startSample } from './samples';
import { simulatedMeta, simulatorEnv } from './simulated';
import { stopSignal } from './stop-signal';

/** As long as a worker may take to finish its writes, and a little. */
const WORKER_PATIENCE_MS = 90_000;
const SIMULATOR_PATIENCE_MS = 5_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What has to be undone, last one first. */
type Teardown = (() => Promise<void>)[];

async function main(): Promise<void> {
  const stopping = stopSignal(() => say('\nStopping …'));
  const teardown: Teardown = [];
  const stopped = new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
  const ending = new AbortController();
  try {
    await Promise.race([stopped, run(teardown, ending.signal)]);
  } finally {
    ending.abort();
    for (const undo of teardown.reverse()) await undo().catch((error: unknown) => say(oneLine(error)));
  }
  say('Stopped. Everything is kept; `npm start` goes on where it was.');
}

async function run(teardown: Teardown, ending: AbortSignal): Promise<void> {
  const settings = readApiSettings(process.env, { ignoreTemporalProfiles: true });
  const isSimulated = settings.temporal.foundBy !== 'settings' && !hasMetaToken();
  // Said before minutes go into a server.
  if (!isSimulated) readWorkerSettings(process.env, { ignoreTemporalProfiles: true });
  await mkdir(settings.stateDir, { recursive: true });

  const isOwn = settings.temporal.foundBy !== 'settings';
  const codec = isOwn ? await planCodecServer(settings, say) : undefined;
  const server = isOwn ? await ownServer(settings, codec?.url, teardown) : undefined;
  const temporal = server ? ownTemporal(server) : settings.temporal;
  // Never closed: calls that are under way would fall over a closed connection, and it ends with the process.
  const { client } = await connectClient({ ...settings, temporal });
  const simulator = isSimulated && server ? await startSimulator(settings, server, teardown) : undefined;
  if (server) await announce(settings, server, simulator?.url ?? null, teardown);
  const env = {
    ...(server && { ...temporalEnv(server), TEMPORAL_UI_URL: server.uiUrl, ...(codec && sharedSessions(settings)) }),
    ...(simulator && { GRAPH_API_URL: simulator.url }),
  };
  const api = await startApi({ settings, env, say, teardown });
  // After the API, whose address runs show as a link.
  const publicUrl = settings.publicUrl ?? api.url;
  const worker = startWorker({ ...settings, publicUrl }, server, simulator?.url, teardown);
  const decoder = server && codec ? await startCodecServer(codec, { settings, server, env, teardown }) : undefined;
  const codecLine = codec && `${codec.url}: ${browserHint(settings, api.url)}`;
  sayAddresses({
    stateDir: settings.stateDir,
    apiKeysFile: settings.apiKeysFile,
    temporal,
    server,
    simulatorUrl: simulator?.url,
    apiUrl: api.url,
    codecLine,
  });

  const endings = [
    worker.unexpectedEnd,
    api.child.unexpectedEnd,
    ...(simulator ? [simulator.child.unexpectedEnd] : []),
    ...(decoder ? [decoder.unexpectedEnd] : []),
  ];
  if (server) endings.push(server.ended.then(() => fail(`The Temporal server has ended: see ${settings.stateDir}.`)));
  const ended = Promise.race(endings);
  if (simulator && server) {
    const migrations = createWabaMigrations({ client });
    // Samples that can no longer be started or shown are no reason to stop the rest.
    playSamples(migrations, server, ending).catch((error: unknown) => ending.aborted || say(oneLine(error)));
  }
  await ended;
}

async function ownServer(
  { stateDir }: ClientSettings,
  codecUrl: string | undefined,
  teardown: Teardown,
): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ stateDir, log: say, codecUrl });
  teardown.push(() => server.stop());
  return server;
}

const ownTemporal = ({ address, namespace }: EmbeddedServer): TemporalSettings => ({
  address,
  namespace,
  connection: { address },
  foundBy: 'local-session',
});

async function startSimulator(
  { stateDir }: ClientSettings,
  server: EmbeddedServer,
  teardown: Teardown,
): Promise<{ readonly url: string; readonly child: Child }> {
  const child = startChild({
    name: 'simulator',
    script: join(__dirname, 'simulator.js'),
    logPath: join(stateDir, 'simulator.log'),
    env: { ...process.env, ...simulatorEnv(stateDir, server, process.env) },
  });
  teardown.push(() => child.stop(SIMULATOR_PATIENCE_MS));
  const { url } = z.object({ url: z.url() }).parse(JSON.parse(await child.firstLine));
  return { url, child };
}

function startWorker(
  settings: ClientSettings,
  server: EmbeddedServer | undefined,
  simulatorUrl: string | undefined,
  teardown: Teardown,
): Child {
  const child = startChild({
    name: 'worker',
    script: join(__dirname, 'worker.js'),
    logPath: join(settings.stateDir, 'worker.log'),
    env: {
      ...process.env,
      STATE_DIR: settings.stateDir,
      EVIDENCE_DIR: settings.evidenceDir,
      PUBLIC_URL: settings.publicUrl,
      ...(server && temporalEnv(server)),
      ...(simulatorUrl !== undefined && simulatedMeta(simulatorUrl, process.env)),
    },
  });
  teardown.push(() => child.stop(WORKER_PATIENCE_MS));
  return child;
}

/** Our server and nothing of the caller's: an API key or a certificate of theirs would not fit it. */
function temporalEnv({ address, namespace }: EmbeddedServer): NodeJS.ProcessEnv {
  const theirs = Object.keys(process.env).filter((name) => name.startsWith('TEMPORAL_'));
  const blank = Object.fromEntries([...theirs, 'TEMPORAL_API_KEY', 'TEMPORAL_API_KEY_FILE'].map((name) => [name, '']));
  return { ...blank, TEMPORAL_CONFIG_FILE: devNull, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
}

/** Lets `wabactl` in this folder find the server without a setting, for as long as this process lives. */
async function announce(
  { stateDir }: ClientSettings,
  server: EmbeddedServer,
  simulatorUrl: string | null,
  teardown: Teardown,
): Promise<void> {
  const session: LocalSession = {
    pid: process.pid,
    temporalAddress: server.address,
    namespace: server.namespace,
    temporalUiUrl: server.uiUrl,
    simulatorUrl,
  };
  await writeFileAtomic(localSessionPath(stateDir), `${JSON.stringify(session, undefined, 2)}\n`);
  teardown.push(() => rm(localSessionPath(stateDir), { force: true }));
}

interface Addresses {
  readonly stateDir: string;
  readonly temporal: TemporalSettings;
  readonly server: EmbeddedServer | undefined;
  readonly simulatorUrl: string | undefined;
  readonly apiUrl: string;
  readonly apiKeysFile: string | undefined;
  /** Where the codec server is, and what to set in the browser; undefined where there is none. */
  readonly codecLine: string | undefined;
}

function sayAddresses(addresses: Addresses): void {
  const { stateDir, temporal, server, simulatorUrl, apiUrl, apiKeysFile, codecLine } = addresses;
  const lines: [string, string][] = [
    ['Dashboard', apiUrl],
    ['Temporal', server ? `${server.address} (server ${server.version}, state in ${stateDir})` : temporal.address],
    ...(server
      ? [['Temporal Web UI', `${server.uiUrl}/namespaces/${server.namespace}/workflows`] as [string, string]]
      : []),
    ['Graph API', simulatorUrl === undefined ? "Meta's own: writes are real" : `${simulatorUrl} (a simulator)`],
    ...(codecLine === undefined ? [] : [['Codec server', codecLine] as [string, string]]),
    ['HTTP API', `${apiUrl} (reference: ${apiUrl}/docs)`],
    ['Logs', `${join(stateDir, 'worker.log')}, api.log`],
    ['Try', 'npx wabactl migrate list'],
    ...firstRequest(apiUrl, apiKeysFile).map((line): [string, string] => ['', line]),
    ['Stop', 'Ctrl-C'],
  ];
  say('');
  for (const [what, where] of lines) say(`  ${what.padEnd(17)}${where}`);
  say('');
}

async function playSamples(migrations: WabaMigrations, server: EmbeddedServer, ending: AbortSignal): Promise<void> {
  const shows: Promise<void>[] = [];
  for (const [index, sample] of SAMPLES.entries()) {
    const { workflowId, runId, isNew } = await startSample(migrations, sample);
    const url = runUrl(server, { workflowId, runId });
    say(`${isNew ? 'Started' : 'Found'} the sample ${sample.wabaId}, approval ${sample.approval}: ${url}`);
    const show = showSample(migrations, sample, { isNew, say, signal: ending });
    // Awaited below; until then an end of it must not take the process down.
    show.catch(() => undefined);
    shows.push(show);
    if (isNew && index < SAMPLES.length - 1) await cloneNamed(migrations, sample, ending);
  }
  await Promise.all(shows);
}

function fail(message: string): never {
  throw new Error(message);
}

function oneLine(error: unknown): string {
  return redact(error instanceof Error ? error.message : String(error)).trim();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${oneLine(error)}\n`);
    process.exit(error instanceof SettingsError ? 2 : 1);
  },
);
