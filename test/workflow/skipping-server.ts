/** A time-skipping server with workers on both queues, for one group of workflow tests. */
import type { WorkflowClient, WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { TASK_QUEUES } from '../../domain/ids';
import { addSearchAttributes } from '../../runtime/connection';
import { shownTooLittle } from '../checker/shown-too-little';
import { createTimeSkippingEnvironment } from '../helpers/temporal-servers';

/** Temporal's runtime is installed once per process. */
let quietRuntime: Runtime | undefined;

/** Which workflows to bundle, and with which modules of interceptors; the real ones with none. */
interface BundleChoice {
  readonly workflowsPath?: string;
  readonly interceptors?: string[];
}

/** The workflows as a worker runs them; bundle once for all groups of a file. */
export function bundleWorkflows({
  workflowsPath = require.resolve('../../workflows/index.ts'),
  interceptors = [],
}: BundleChoice = {}): Promise<WorkflowBundle> {
  quietRuntime ??= Runtime.install({ logger: new DefaultLogger('ERROR') });
  const logger = new DefaultLogger('ERROR');
  return bundleWorkflowCode({ workflowsPath, workflowInterceptorModules: interceptors, logger });
}

/** What tests start their runs with: what clients write there is a test of theirs. */
export const STARTED_BY_A_TEST = 'Started by a test';

/** Fails the test where people would miss something in the history of a run. This server keeps no summary of a child. */
export async function expectWellShown(handle: WorkflowHandle): Promise<void> {
  const { events } = await handle.fetchHistory();
  const kept = (events ?? []).filter((event) => !event.startChildWorkflowExecutionInitiatedEventAttributes);
  expect(shownTooLittle({ events: kept })).toEqual([]);
}

/** Server and workers. */
export class SkippingServer {
  private constructor(
    private readonly env: TestWorkflowEnvironment,
    private readonly stopWorkers: () => Promise<void>,
    private readonly addWorker: (queue: string, bundle?: WorkflowBundle) => Promise<void>,
  ) {}

  /**
   * Starts a server of its own for a group of tests: runs that a group leaves open play their polls whenever a later
   * test skips days, and an activity that outlives its run stops the server's clock.
   */
  static async start(workflowBundle: WorkflowBundle, activities: object): Promise<SkippingServer> {
    const env = await createTimeSkippingEnvironment();
    const { nativeConnection: connection } = env;
    const namespace = env.namespace ?? 'default';
    await addSearchAttributes(env.connection, namespace);
    const running: { readonly worker: Worker; readonly end: Promise<void> }[] = [];
    const addWorker = async (taskQueue: string, bundle?: WorkflowBundle): Promise<void> => {
      const code = bundle ? { workflowBundle: bundle } : {};
      const options = { connection, namespace, taskQueue, activities, shutdownForceTime: '1s' as const };
      const worker = await Worker.create({ ...options, ...code });
      running.push({ worker, end: worker.run() });
    };
    await Promise.all([addWorker(TASK_QUEUES.workflows, workflowBundle), addWorker(TASK_QUEUES.graph)]);
    const stop = async (): Promise<void> => {
      for (const { worker } of running) worker.shutdown();
      await Promise.allSettled(running.map(({ end }) => end));
    };
    return new SkippingServer(env, stop, addWorker);
  }

  get client(): WorkflowClient {
    return this.env.client.workflow;
  }

  /** Runs other workflows on a queue of their own, with the same activities. */
  async alsoRun(taskQueue: string, bundle: WorkflowBundle): Promise<void> {
    await this.addWorker(taskQueue, bundle);
  }

  /** Skips time. */
  async sleep(duration: string | number): Promise<void> {
    await this.env.sleep(duration as never);
  }

  async stop(): Promise<void> {
    await this.stopWorkers();
    await this.env.teardown();
  }
}
