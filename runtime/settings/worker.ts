/** Settings of a worker. */
import { z } from 'zod';
import { durationMs, durationSchema } from '../../domain/durations';
import { clientSettings, clientVariables, type ClientSettings } from './client';
import { hostPort } from './formats';
import { hookVariables, readHookSettings, type HookSettings } from './hooks';
import { metaSettings, metaVariables, type MetaSettings } from './meta';
import { SettingsError, SettingsSource, type SettingsOptions } from './source';

/** What a worker needs: it alone reaches Meta, and tells others of migrations. */
export interface WorkerSettings extends ClientSettings, MetaSettings {
  readonly poll: { readonly intervalMs: number; readonly maxIntervalMs: number };
  /** Other systems that are told of migrations. */
  readonly hooks: HookSettings;
  /** `host:port` on which Prometheus may scrape the worker. */
  readonly metricsAddress: string | undefined;
  /** Worker Deployment version; without it the worker is unversioned. */
  readonly deployment: { readonly name: string; readonly buildId: string } | undefined;
}

const word = z.string().regex(/^[\w.-]{1,200}$/, 'write up to 200 letters, digits and _ . -');

const workerTable = z.object({
  ...clientVariables,
  ...metaVariables,
  POLL_INTERVAL: durationSchema.default(durationSchema.parse('30s')),
  POLL_MAX_INTERVAL: durationSchema.default(durationSchema.parse('15m')),
  ...hookVariables,
  METRICS_ADDRESS: hostPort.optional(),
  DEPLOYMENT_NAME: word.optional(),
  BUILD_ID: word.optional(),
});
type WorkerTable = z.output<typeof workerTable>;

/** Settings of a worker. Throws `SettingsError`, also where no token of Meta is given. */
export function readWorkerSettings(
  env: NodeJS.ProcessEnv = process.env,
  options: SettingsOptions = {},
): WorkerSettings {
  const source = new SettingsSource(env, options);
  const table = source.parse(workerTable);
  const poll = pollSettings(table);
  const deployment = deploymentOf(table);
  return {
    ...clientSettings(source, table, options),
    ...metaSettings(source, table),
    poll,
    hooks: readHookSettings(table),
    metricsAddress: table.METRICS_ADDRESS,
    deployment,
  };
}

function pollSettings(table: WorkerTable): WorkerSettings['poll'] {
  const poll = { intervalMs: durationMs(table.POLL_INTERVAL), maxIntervalMs: durationMs(table.POLL_MAX_INTERVAL) };
  if (poll.intervalMs < 100)
    throw new SettingsError('POLL_INTERVAL', 'is under 100ms; Meta counts every poll, so take 30s');
  if (poll.maxIntervalMs < poll.intervalMs)
    throw new SettingsError('POLL_MAX_INTERVAL', 'is shorter than POLL_INTERVAL; make it at least as long');
  return poll;
}

function deploymentOf({ DEPLOYMENT_NAME: name, BUILD_ID: buildId }: WorkerTable): WorkerSettings['deployment'] {
  if (name === undefined && buildId === undefined) return undefined;
  if (name === undefined) throw new SettingsError('DEPLOYMENT_NAME', 'is missing beside BUILD_ID; set both or neither');
  if (buildId === undefined)
    throw new SettingsError('BUILD_ID', 'is missing beside DEPLOYMENT_NAME; set both or neither');
  return { name, buildId };
}
