/** What runs need of Temporal, as findings. */
import { counted } from '../../domain/counted';
import { RETENTION_DAYS, TASK_QUEUES } from '../../domain/ids';
import { isWabaMigrationsError } from '../errors';
import type { Calls } from '../temporal/calls';
import { lookAt, notLookedAt, unwell, well, type Finding } from './findings';
import { lookAtNamespace, lookAtSearchAttributes, lookAtServer, lookForPollers } from './temporal-looks';

/** What is looked at, in this order. */
export const TEMPORAL_FINDINGS = [
  'temporal',
  'namespace',
  'retention',
  'search-attributes',
  'workflow-workers',
  'activity-workers',
] as const;
/** What is looked at. */
export type TemporalFinding = (typeof TEMPORAL_FINDINGS)[number];

/** Below this, whoever comes back from a holiday finds no report. */
const SHORT_RETENTION_DAYS = 30;
/** The oldest server that has what the workflows use. */
const OLDEST_SERVER = [1, 31] as const;

/** Looks at Temporal. Never throws an error of the client; ends within a few times the limit of `calls`. */
export async function examineTemporal(calls: Calls, now: Date): Promise<readonly Finding<TemporalFinding>[]> {
  const temporal = await lookAt('temporal', async () => serverFinding(await lookAtServer(calls)));
  if (temporal.status === 'fail') return [temporal, ...withoutTemporal(temporal.found)];
  const [[namespace, retention], attributes, workflows, activities] = await Promise.all([
    examineNamespace(calls),
    lookAt('search-attributes', async () => {
      await lookAtSearchAttributes(calls);
      return 'all are registered';
    }),
    lookAt('workflow-workers', async () => polled(await lookForPollers(calls, 'workflow', now), TASK_QUEUES.workflows)),
    lookAt('activity-workers', async () => polled(await lookForPollers(calls, 'activity', now), TASK_QUEUES.graph)),
  ]);
  return [temporal, namespace, retention, attributes, workflows, activities];
}

/** The findings behind `temporal`, where it does not answer. */
export function withoutTemporal(why: string): readonly Finding<TemporalFinding>[] {
  return TEMPORAL_FINDINGS.filter((name) => name !== 'temporal').map((name) => notLookedAt(name, why));
}

const polled = (pollers: number, queue: string): string => `${counted(pollers, 'poller')} of task queue ${queue}`;

function serverFinding(version: string): Finding<'temporal'> {
  const [, major = '', minor = ''] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  const [oldestMajor, oldestMinor] = OLDEST_SERVER;
  const isOld =
    major !== '' && (Number(major) < oldestMajor || (Number(major) === oldestMajor && Number(minor) < oldestMinor));
  const found = `answers; server ${version}`;
  return isOld
    ? unwell('temporal', 'warn', found, `Use server ${OLDEST_SERVER.join('.')} or newer: this one was never tried.`)
    : well('temporal', found);
}

async function examineNamespace(calls: Calls): Promise<[Finding<'namespace'>, Finding<'retention'>]> {
  const { namespace } = calls.client.options;
  try {
    const { retentionDays } = await lookAtNamespace(calls);
    return [well('namespace', `${namespace} is there`), retentionFinding(namespace, retentionDays)];
  } catch (error) {
    if (!isWabaMigrationsError(error)) throw error;
    return [unwell('namespace', 'fail', error.message, error.fix), notLookedAt('retention', error.message)];
  }
}

function retentionFinding(namespace: string, days: number): Finding<'retention'> {
  const found = `closed runs are kept for ${counted(Math.floor(days), 'day')}`;
  if (days >= SHORT_RETENTION_DAYS) return well('retention', found);
  const command = `temporal operator namespace update --namespace ${namespace} --retention ${RETENTION_DAYS}d`;
  return unwell('retention', 'warn', found, `Keep them longer: ${command}`);
}
