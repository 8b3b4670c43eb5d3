/** Settings of every process that steers or watches runs: where Temporal is, what reads its payloads, where files lie. */
import { join } from 'node:path';
import { z } from 'zod';
import type { PayloadKeys } from '../data-converter';
import { httpUrl, trueOrFalse } from './formats';
import { readLocalSession } from './local-session';
import { SettingsSource, type SettingsOptions } from './source';
import { temporalSettings, temporalVariables, type TemporalSettings } from './temporal';

/** What a process needs that steers and watches runs: nothing of Meta. */
export interface ClientSettings {
  readonly temporal: TemporalSettings;
  /** Base URL of the Temporal Web UI, for links; undefined where unknown. */
  readonly temporalUiUrl: string | undefined;
  /** Base URL under which people reach the API and the dashboard, for links. */
  readonly publicUrl: string | undefined;
  /** Absolute path of the local run's database and caches. */
  readonly stateDir: string;
  /** Absolute path of the evidence files. */
  readonly evidenceDir: string;
  readonly payloadKeys: PayloadKeys | undefined;
  /** Absolute path of the file that API keys are kept in; undefined where there are none. */
  readonly apiKeysFile: string | undefined;
  /** Whether who starts a migration may never approve it: fills `policy.secondPerson` of every start. */
  readonly requireSecondPerson: boolean;
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
/** A level of `LOG_LEVEL`. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The variables, for the tables of every process that is a client too. */
export const clientVariables = {
  ...temporalVariables,
  PUBLIC_URL: httpUrl.optional(),
  STATE_DIR: z.string().default('.state'),
  EVIDENCE_DIR: z.string().optional(),
  PAYLOAD_KEYS: z.string().optional(),
  API_KEYS_FILE: z.string().optional(),
  REQUIRE_SECOND_PERSON: trueOrFalse.default(false),
  LOG_LEVEL: z.enum(LOG_LEVELS, `write one of ${LOG_LEVELS.join(', ')}`).default('info'),
};
const clientTable = z.object(clientVariables);

/** Settings of a client of Temporal, as the command line is one. Throws `SettingsError`. */
export function readClientSettings(
  env: NodeJS.ProcessEnv = process.env,
  options: SettingsOptions = {},
): ClientSettings {
  const source = new SettingsSource(env, options);
  return clientSettings(source, source.parse(clientTable), options);
}

/** What a process needs as a client, from its own table. Throws `SettingsError`. */
export function clientSettings(
  source: SettingsSource,
  table: z.infer<typeof clientTable>,
  options: SettingsOptions,
): ClientSettings {
  const stateDir = source.path(table.STATE_DIR);
  const session = readLocalSession(stateDir);
  const temporal = temporalSettings(source, session, options);
  return {
    temporal,
    temporalUiUrl:
      table.TEMPORAL_UI_URL ?? (temporal.address === session?.temporalAddress ? session.temporalUiUrl : undefined),
    publicUrl: table.PUBLIC_URL,
    stateDir,
    evidenceDir: table.EVIDENCE_DIR === undefined ? join(stateDir, 'evidence') : source.path(table.EVIDENCE_DIR),
    payloadKeys: source.payloadKeys(table.PAYLOAD_KEYS),
    apiKeysFile: table.API_KEYS_FILE === undefined ? undefined : source.path(table.API_KEYS_FILE),
    requireSecondPerson: table.REQUIRE_SECOND_PERSON,
    logLevel: table.LOG_LEVEL,
  };
}
