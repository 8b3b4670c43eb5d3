/**
 * The worker process: `wabactl worker` starts this file. It waits for Temporal as long as it takes, polls until SIGTERM
 * or SIGINT, and then finishes what it has begun. Exit status: 0 stopped, 1 failed, 2 wrong settings.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { Runtime, type NativeConnection } from '@temporalio/worker';
import type { ActivityDeps } from '../activities/deps';
import { createGraphClient } from '../activities/graph';
import { createHooks, type LinkedRun } from '../activities/hooks';
import { createRunDirectory } from '../activities/runs';
import { runUrl } from '../client/runs/run-url';
import { connectWorker, ensureNamespace, TemporalUnavailableError } from '../runtime/connection';
import { createDataConverter } from '../runtime/data-converter';
import { createLogger, redact, type Logger } from '../runtime/logger';
import { readWorkerSettings, SettingsError, type WorkerSettings } from '../runtime/settings';
import { createWorkers, installRuntime } from '../worker';
import { createGraphMetrics } from '../worker/graph-metrics';
import { stopSignal } from './stop-signal';

async function main(): Promise<void> {
  const settings = readWorkerSettings();
  const logger = createLogger({ level: settings.logLevel, name: 'worker' });
  const stopping = stopSignal((signal) => logger.info({ signal }, 'worker stops: it finishes what it has begun'));
  if (settings.payloadKeys === undefined)
    logger.warn('PAYLOAD_KEYS is not set: whoever can read Temporal can read what runs carry');
  installRuntime({ logger, metricsAddress: settings.metricsAddress });
  const connection = await connectPatiently(settings, logger, stopping);
  if (connection === undefined) return;
  try {
    await prepareNamespace(connection, settings, logger);
    const workers = await createWorkers({ settings, connection, deps: activityDeps(connection, settings, logger) });
    stopping.addEventListener('abort', () => workers.shutdown());
    if (stopping.aborted) return;
    const running = workers.run();
    logger.info({ temporal: settings.temporal.address, graph: settings.graph.baseUrl }, 'worker is ready');
    await running;
  } finally {
    await connection.close();
  }
  logger.info('worker has stopped');
}

/** What the activities are given; one Graph client, since it counts the app's budgets. */
function activityDeps(connection: NativeConnection, settings: WorkerSettings, logger: Logger): ActivityDeps {
  const { temporal, graph, meta } = settings;
  const dataConverter = createDataConverter(settings.payloadKeys);
  const measure = createGraphMetrics(Runtime.instance().metricMeter);
  return {
    graph: createGraphClient({
      baseUrl: graph.baseUrl,
      version: graph.version,
      appId: meta.appId,
      appSecret: meta.appSecret,
      log(call) {
        measure(call);
        logger.debug({ call }, 'called Meta');
      },
    }),
    tokens: settings.tokens,
    verifyTokens: settings.verifyTokens,
    ownBusinessId: meta.businessId,
    runs: createRunDirectory(new Client({ connection, namespace: temporal.namespace, dataConverter })),
    evidenceDir: settings.evidenceDir,
    poll: settings.poll,
    dashboardUrl: settings.publicUrl,
    hooks: createHooks({ ...settings.hooks, linkTo: (run) => linkTo(settings, run) }),
  };
}

/** Where people look at a run: the dashboard where its address is known, else Temporal's Web UI. */
function linkTo({ publicUrl, temporalUiUrl: uiUrl, temporal }: WorkerSettings, run: LinkedRun): string | null {
  if (publicUrl !== undefined) return `${publicUrl}/migrations/${run.wabaId}`;
  return uiUrl === undefined ? null : runUrl({ uiUrl, namespace: temporal.namespace }, run);
}

const LONGEST_PAUSE_MS = 10_000;

async function connectPatiently(
  settings: WorkerSettings,
  logger: Logger,
  stopping: AbortSignal,
): Promise<NativeConnection | undefined> {
  for (let pauseMs = 500; !stopping.aborted; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await connectWorker(settings);
    } catch (error) {
      if (!(error instanceof TemporalUnavailableError)) throw error;
      logger.warn({ retryInMs: pauseMs }, error.message);
      await sleep(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  return undefined;
}

/** Without its search attributes no run can start; on a managed cluster only an administrator may register them. */
async function prepareNamespace(connection: NativeConnection, settings: WorkerSettings, logger: Logger): Promise<void> {
  const { namespace } = settings.temporal;
  try {
    const { registered } = await ensureNamespace(connection, namespace, { ownServer: false });
    if (registered.length > 0) logger.info({ namespace, registered }, 'registered search attributes');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn(
      { namespace, reason },
      'search attributes cannot be checked: see `temporal operator search-attribute list`',
    );
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`worker: ${redact(message).replace(/\s*\n\s*/g, ' ')}\n`);
    process.exit(error instanceof SettingsError ? 2 : 1);
  },
);
