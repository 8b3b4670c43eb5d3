/** Makes the Temporal workers of this program from workflows and activities: composition and nothing else. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type NativeConnection,
  type WorkerOptions,
} from '@temporalio/worker';
import { createActivities } from '../activities';
import type { ActivityDeps } from '../activities/deps';
import { TASK_QUEUES } from '../domain/ids';
import { createDataConverter } from '../runtime/data-converter';
import { temporalLogger, type Logger } from '../runtime/logger';
import type { WorkerSettings } from '../runtime/settings';
import { WAIT_BUCKETS } from './graph-metrics';

/** What {@link createWorkers} composes. */
export interface WorkersOptions {
  readonly settings: WorkerSettings;
  readonly connection: NativeConnection;
  readonly deps: ActivityDeps;
}

/** The workers of one process. */
export interface MigrationWorkers {
  /** Polls until {@link shutdown}, or until a worker fails; the other one is then drained before this rejects. */
  run(): Promise<void>;
  /** Takes no new task, lets running ones finish. Safe to repeat, and before `run`. */
  shutdown(): void;
}

/**
 * Longer than a write to Meta may take (30 s): one that is cut off at shutdown would leave its outcome unknown. After it
 * reads are aborted; a write that was preceded by slow reads still has until the force time.
 */
const SHUTDOWN_GRACE = '40s';
const SHUTDOWN_FORCE = '80s';

/** Sets up logging and metrics of Temporal's runtime: once per process, before the first connection. */
export function installRuntime(options: {
  readonly logger: Logger;
  readonly metricsAddress: string | undefined;
}): void {
  const { logger, metricsAddress: bindAddress } = options;
  const metrics = {
    prometheus: {
      bindAddress: bindAddress ?? '',
      countersTotalSuffix: true,
      useSecondsForDurations: true,
      histogramBucketOverrides: WAIT_BUCKETS,
    },
  };
  Runtime.install({
    logger: temporalLogger(logger),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN' }) },
      ...(bindAddress === undefined ? {} : { metrics }),
    },
    // The process decides what a signal means; it may still be waiting for Temporal.
    shutdownSignals: [],
  });
}

/** Two workers in one process: one for workflows and their files, one for everything that calls Meta. */
export async function createWorkers({ settings, connection, deps }: WorkersOptions): Promise<MigrationWorkers> {
  const { temporal, deployment } = settings;
  const dataConverter = createDataConverter(settings.payloadKeys);
  const activities = createActivities(deps);
  const common = {
    connection,
    namespace: temporal.namespace,
    dataConverter,
    activities,
    shutdownGraceTime: SHUTDOWN_GRACE,
    shutdownForceTime: SHUTDOWN_FORCE,
    activityTaskPollerBehavior: { type: 'autoscaling' },
    ...(deployment && {
      workerDeploymentOptions: {
        version: { deploymentName: deployment.name, buildId: deployment.buildId },
        useWorkerVersioning: true,
        defaultVersioningBehavior: 'AUTO_UPGRADE',
      },
    }),
  } satisfies Partial<WorkerOptions>;
  const workers = await Promise.all([
    Worker.create({
      ...common,
      ...workflowCode(settings),
      taskQueue: TASK_QUEUES.workflows,
      workflowTaskPollerBehavior: { type: 'autoscaling' },
    }),
    Worker.create({ ...common, taskQueue: TASK_QUEUES.graph }),
  ]);
  const shutdown = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return { run: () => runAll(workers, shutdown), shutdown };
}

/** Where one worker fails the other one is drained, so that the process ends and its supervisor starts a whole one. */
async function runAll(workers: readonly Worker[], shutdown: () => void): Promise<void> {
  const runs = workers.map((worker) =>
    worker.run().catch((error: unknown) => {
      shutdown();
      throw error;
    }),
  );
  const failed = (await Promise.allSettled(runs)).find((run) => run.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * The bundle that the build made, or the workflows by path. There are two bundles: inside the sandbox, failures are
 * converted by the bundle's own converter, which differs with encryption.
 */
function workflowCode(settings: WorkerSettings): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  const name = settings.payloadKeys === undefined ? 'workflow-bundle.js' : 'workflow-bundle-encrypted.js';
  const codePath = join(__dirname, '..', name);
  return existsSync(codePath) ? { workflowBundle: { codePath } } : { workflowsPath: require.resolve('../workflows') };
}
