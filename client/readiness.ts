/** Whether runs can be started, told and moved now: what a load balancer and an operator want to know. */
import { optionalTsToDate } from '@temporalio/common/lib/time';
import { SEARCH_ATTRIBUTES, TASK_QUEUES } from '../domain/ids';
import type { Calls } from './calls';
import { isWabaMigrationsError, NoWorker } from './errors';
import { callTemporal } from './temporal-errors';

/** What is looked at. */
export const READINESS_CHECKS = ['temporal', 'search-attributes', 'workflow-workers', 'activity-workers'] as const;

/** One thing that runs need. */
export interface ReadinessCheck {
  readonly name: (typeof READINESS_CHECKS)[number];
  readonly ok: boolean;
  /** What was seen and, where it is not well, what to do. */
  readonly detail: string;
}

/** Everything that runs need. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly ReadinessCheck[];
}

/** Temporal's numbers for the kinds of task queue (temporal.api.enums.v1.TaskQueueType). */
const QUEUE_TYPES = { workflow: 1, activity: 2 } as const;

/** A worker's poll lasts a minute at most, so one that polls has been seen since. */
const SEEN_WITHIN_MS = 75_000;

/** Looks at everything that runs need; never throws, and ends within the limit of `calls`. */
export async function readReadiness(calls: Calls, now: Date): Promise<Readiness> {
  const checks = await Promise.all([
    check('temporal', async () => {
      const { client } = calls;
      await server(calls, () => client.workflowService.describeNamespace({ namespace: client.options.namespace }));
      return 'answers';
    }),
    check('search-attributes', async () => {
      // A query that names an attribute which is not registered is refused; to list them is for administrators.
      const query = Object.keys(SEARCH_ATTRIBUTES).map((name) => `${name} IS NULL`);
      await server(calls, () => calls.client.workflow.count(query.join(' AND ')));
      return 'are registered';
    }),
    check('workflow-workers', () => poller(calls, TASK_QUEUES.workflows, 'workflow', now)),
    check('activity-workers', () => poller(calls, TASK_QUEUES.graph, 'activity', now)),
  ]);
  return { ready: checks.every(({ ok }) => ok), checks };
}

async function check(name: ReadinessCheck['name'], look: () => Promise<string>): Promise<ReadinessCheck> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    if (!isWabaMigrationsError(error)) throw error;
    return { name, ok: false, detail: error.fix === null ? error.message : `${error.message}. ${error.fix}` };
  }
}

const server = <R>({ client, serverTimeoutMs: timeoutMs }: Calls, call: () => Promise<R>): Promise<R> =>
  callTemporal(client, { subject: 'namespace', answerer: 'server', timeoutMs }, call);

/** Throws where nobody has polled a task queue lately. */
async function poller(calls: Calls, name: string, kind: keyof typeof QUEUE_TYPES, now: Date): Promise<string> {
  const { workflowService, options } = calls.client;
  const { pollers = [] } = await server(calls, () =>
    workflowService.describeTaskQueue({
      namespace: options.namespace,
      taskQueue: { name },
      taskQueueType: QUEUE_TYPES[kind],
    }),
  );
  const seen = (pollers ?? []).map(({ lastAccessTime }) => optionalTsToDate(lastAccessTime)?.getTime() ?? 0);
  if (Math.max(0, ...seen) >= now.getTime() - SEEN_WITHIN_MS) return `poll task queue ${name}`;
  throw new NoWorker(`No worker polls task queue ${name}, so runs do not move`, 'Start one with: wabactl worker.');
}
