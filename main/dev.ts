/**
 * `npm start`: everything on one machine. Finds or gets a Temporal server, starts a worker and the HTTP API, and, where no
 * token of Meta is set and the server is our own, a simulator and two sample migrations. Runs until Ctrl-C; runs survive it.
 *
 * Exit status: 0 stopped, 1 something ended by itself or could not be started, 2 wrong settings.
 */
import { mkdir } from 'node:fs/promises';
import { createWabaMigrations } from '../client';
import { connectClient } from '../runtime/connection';
import { redact } from '../runtime/logger';
import { hasMetaToken, readApiSettings, readWorkerSettings, SettingsError } from '../runtime/settings';
import { sayAddresses } from './start/addresses';
import { startApi } from './start/api-child';
import type { Teardown } from './start/child-process';
import { browserHint, planCodecServer, sharedSessions, startCodecServer } from './start/codec-child';
import { announce, connectionOf, startOwnServer, temporalEnv } from './start/own-server';
import { playSamples } from './start/samples';
import { startSimulator } from './start/simulator-child';
import { stopSignal } from './stop-signal';
import { startWorker } from './start/worker-child';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const stopping = stopSignal(() => say('\nStopping …'));
  const teardown: (() => Promise<void>)[] = [];
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
  const { stateDir, apiKeysFile } = settings;
  const isSimulated = settings.temporal.foundBy !== 'settings' && !hasMetaToken();
  // Said before minutes go into a server.
  if (!isSimulated) readWorkerSettings(process.env, { ignoreTemporalProfiles: true });
  await mkdir(stateDir, { recursive: true });

  const isOwn = settings.temporal.foundBy !== 'settings';
  const codec = isOwn ? await planCodecServer(settings, say) : undefined;
  const server = isOwn ? await startOwnServer(settings, codec?.url, { say, teardown }) : undefined;
  const temporal = server ? connectionOf(server) : settings.temporal;
  // Never closed: calls that are under way would fall over a closed connection, and it ends with the process.
  const { client } = await connectClient({ ...settings, temporal });
  const simulator = isSimulated && server ? await startSimulator(settings, server, teardown) : undefined;
  if (server) await announce(server, simulator?.url ?? null, { stateDir, teardown });
  const env = {
    ...(server && { ...temporalEnv(server), TEMPORAL_UI_URL: server.uiUrl, ...(codec && sharedSessions(settings)) }),
    ...(simulator && { GRAPH_API_URL: simulator.url }),
  };
  const api = await startApi({ settings, env, say, teardown });
  // After the API, whose address runs show as a link.
  const publicUrl = settings.publicUrl ?? api.url;
  const worker = startWorker({ ...settings, publicUrl }, { server, simulatorUrl: simulator?.url, teardown });
  const decoder = server && codec ? await startCodecServer(codec, { settings, server, env, teardown }) : undefined;
  const codecLine = codec && `${codec.url}: ${browserHint(settings, api.url)}`;
  sayAddresses(
    { stateDir, apiKeysFile, temporal, server, simulatorUrl: simulator?.url, apiUrl: api.url, codecLine },
    say,
  );

  const endings = [
    worker.unexpectedEnd,
    api.child.unexpectedEnd,
    ...(simulator ? [simulator.child.unexpectedEnd] : []),
    ...(decoder ? [decoder.unexpectedEnd] : []),
  ];
  if (server) endings.push(server.ended.then(() => fail(`The Temporal server has ended: see ${stateDir}.`)));
  const ended = Promise.race(endings);
  if (simulator && server) {
    const migrations = createWabaMigrations({ client });
    // Samples that can no longer be started or shown are no reason to stop the rest.
    playSamples(migrations, { server, dashboardUrl: api.url, say, signal: ending }).catch(
      (error: unknown) => ending.aborted || say(oneLine(error)),
    );
  }
  await ended;
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
