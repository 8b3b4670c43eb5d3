/**
 * Looks at what runs need of Temporal, one at a time. Each ends within the limit of `calls`, answers with what it saw, and
 * throws an error of the client, with its fix, where that is not enough.
 */
import { optionalTsToDate, optionalTsToMs } from '@temporalio/common/lib/time';
import { SEARCH_ATTRIBUTES, TASK_QUEUES } from '../../domain/ids';
import { NoWorker } from '../errors';
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';

const DAY_MS = 86_400_000;

/** Temporal's numbers for the kinds of task queue (temporal.api.enums.v1.TaskQueueType). */
const QUEUE_TYPES = { workflow: 1, activity: 2 } as const;

/** A worker's poll lasts a minute at most, so one that polls has been seen since. */
const SEEN_WITHIN_MS = 75_000;

const ask = <R>({ client, serverTimeoutMs: timeoutMs }: Calls, call: () => Promise<R>): Promise<R> =>
  callTemporal(client, { subject: 'namespace', answerer: 'server', timeoutMs }, call);

/** The version of the server, as it calls itself. */
export async function lookAtServer(calls: Calls): Promise<string> {
  const { serverVersion } = await ask(calls, () => calls.client.workflowService.getSystemInfo({}));
  return serverVersion || 'unknown';
}

/** The namespace: for how many days it keeps closed runs. */
export async function lookAtNamespace(calls: Calls): Promise<{ readonly retentionDays: number }> {
  const { client } = calls;
  const { config } = await ask(calls, () =>
    client.workflowService.describeNamespace({ namespace: client.options.namespace }),
  );
  return { retentionDays: (optionalTsToMs(config?.workflowExecutionRetentionTtl) ?? 0) / DAY_MS };
}

/** Whether visibility knows our search attributes; where it does not, the error names one that is missing. */
export async function lookAtSearchAttributes(calls: Calls): Promise<void> {
  // A query that names an attribute which is not registered is refused; to list them is for administrators.
  const query = Object.keys(SEARCH_ATTRIBUTES).map((name) => `${name} IS NULL`);
  await ask(calls, () => calls.client.workflow.count(query.join(' AND ')));
}

/** How many pollers of a task queue were seen lately. Throws {@link NoWorker} where there is none. */
export async function lookForPollers(calls: Calls, kind: keyof typeof QUEUE_TYPES, now: Date): Promise<number> {
  const { workflowService, options } = calls.client;
  const name = kind === 'workflow' ? TASK_QUEUES.workflows : TASK_QUEUES.graph;
  const { pollers } = await ask(calls, () =>
    workflowService.describeTaskQueue({
      namespace: options.namespace,
      taskQueue: { name },
      taskQueueType: QUEUE_TYPES[kind],
    }),
  );
  const since = now.getTime() - SEEN_WITHIN_MS;
  const seen = (pollers ?? []).filter(
    ({ lastAccessTime }) => (optionalTsToDate(lastAccessTime)?.getTime() ?? 0) >= since,
  );
  if (seen.length > 0) return seen.length;
  throw new NoWorker(`No worker polls task queue ${name}, so runs do not move`, 'Start one with: wabactl worker.');
}
