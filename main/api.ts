/**
 * The API process: `wabactl api` starts this file. It listens at once, whether or not Temporal answers yet, says on
 * standard output where, and serves until SIGTERM or SIGINT. Then it ends event streams, lets requests finish, and stops.
 * Exit status: 0 stopped, 1 failed, 2 wrong settings. It holds no token of Meta; what is read live, a worker reads.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { createWabaMigrations } from '../client';
import { createAccess } from '../client/access';
import { graphHostOf } from '../client/api/graph-host';
import { createApi } from '../client/api/server';
import { createDataConverter } from '../runtime/data-converter';
import { createLogger } from '../runtime/logger';
import { localUser, readApiSettings, SettingsError } from '../runtime/settings';
import { complaintOf } from './complaint';
import { stopSignal } from './stop-signal';
import { readVersion } from './version';

/** Beside this file's folder, where the build puts both. */
const DASHBOARD_DIR = join(__dirname, '..', 'client', 'dashboard');
/** Callers wait for as long as this, so it is shorter than a proxy's patience. */
const SERVER_TIMEOUT_MS = 5_000;
const WORKER_TIMEOUT_MS = 10_000;
/** For how long requests under way may take once the process is told to stop: longer than any of them. */
const FINISH_WITHIN_MS = 15_000;

async function main(): Promise<void> {
  const settings = readApiSettings();
  const { host, port, temporal, temporalUiUrl: uiUrl } = settings;
  const logger = createLogger({ level: settings.logLevel, name: 'api' });
  const stopping = stopSignal((signal) => logger.info({ signal }, 'API stops: it finishes what it has begun'));
  const stopped = new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
  const access = createAccess({ ...settings, localName: localUser(), logger });

  // Lazy: an API that waits for Temporal could tell nobody that it does.
  const connection = Connection.lazy({ ...temporal.connection });
  const dataConverter = createDataConverter(settings.payloadKeys);
  const client = new Client({ connection, namespace: temporal.namespace, dataConverter });
  const api = await createApi({
    migrations: createWabaMigrations({
      client,
      serverTimeoutMs: SERVER_TIMEOUT_MS,
      workerTimeoutMs: WORKER_TIMEOUT_MS,
    }),
    logger,
    access,
    evidenceDir: settings.evidenceDir,
    requireSecondPerson: settings.requireSecondPerson,
    temporalUi: uiUrl === undefined ? null : { uiUrl, namespace: temporal.namespace },
    graph: graphHostOf(settings.graphApiUrl),
    dashboardDir: DASHBOARD_DIR,
    publicUrl: settings.publicUrl,
    version: readVersion(),
  });
  const url = await api.listen({ host, port, listenTextResolver: (address) => `API listens at ${address}` });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
  await stopped;
  await Promise.race([api.close(), sleep(FINISH_WITHIN_MS)]);
  await connection.close();
  logger.info('API has stopped');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`api: ${complaintOf(error, 'PORT')}\n`);
    process.exit(error instanceof SettingsError ? 2 : 1);
  },
);
