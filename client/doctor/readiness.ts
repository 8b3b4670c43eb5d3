/** Whether runs can be started, told and moved now: what a load balancer and an operator want to know. */
import { TASK_QUEUES } from '../../domain/ids';
import { isWabaMigrationsError } from '../errors';
import type { Readiness, ReadinessCheck } from '../readiness-checks';
import type { Calls } from '../temporal/calls';
import { lookAtNamespace, lookAtSearchAttributes, lookForPollers } from './temporal-looks';

/** Looks at everything that runs need; never throws, and ends within the limit of `calls`. */
export async function readReadiness(calls: Calls, now: Date): Promise<Readiness> {
  const checks = await Promise.all([
    check('temporal', async () => {
      await lookAtNamespace(calls);
      return 'answers';
    }),
    check('search-attributes', async () => {
      await lookAtSearchAttributes(calls);
      return 'are registered';
    }),
    check('workflow-workers', async () => {
      await lookForPollers(calls, 'workflow', now);
      return `poll task queue ${TASK_QUEUES.workflows}`;
    }),
    check('activity-workers', async () => {
      await lookForPollers(calls, 'activity', now);
      return `poll task queue ${TASK_QUEUES.graph}`;
    }),
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
