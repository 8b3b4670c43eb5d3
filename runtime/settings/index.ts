/**
 * Settings from the environment and a `.env` file, parsed once with zod. A bad or missing one is a {@link SettingsError}
 * of one line that names the variable and the fix and never shows its value, which may be a secret in the wrong place.
 */
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { durationMs, durationSchema } from '../../domain/durations';
import { graphIdSchema } from '../../domain/input';
import type { PayloadKeys } from '../data-converter';
import { hookVariables, readHookSettings, type HookSettings } from './hooks';
import { hostSchema, portSchema } from './listener';
import { readLocalSession } from './local-session';
import { SettingsError, SettingsSource, type SettingsOptions } from './source';
import { temporalSettings, type TemporalSettings } from './temporal';

export { localSessionPath, type LocalSession } from './local-session';
export { SettingsError } from './source';
export type { TemporalSettings } from './temporal';

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

/** What an API process needs on top. */
export interface ApiSettings extends ClientSettings {
  /** The address to listen on. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Encrypts session cookies, the same for all API processes; undefined for one that is random per process. */
  readonly sessionSecret: string | undefined;
  /** Base URL of the Graph API that the workers use, to be shown; an API process never calls it. */
  readonly graphApiUrl: string;
}

/** What a codec server needs: like an API process it answers browsers, but it never asks Temporal. */
export interface CodecSettings
  extends Omit<ClientSettings, 'payloadKeys'>, Pick<ApiSettings, 'host' | 'port' | 'sessionSecret'> {
  readonly payloadKeys: PayloadKeys;
}

/** What the command line needs where it goes over the HTTP API in place of Temporal. */
export interface RemoteSettings {
  /** Base URL of the API; undefined where nobody named one. */
  readonly apiUrl: string | undefined;
  /** Undefined for a server without keys. */
  readonly apiKey: string | undefined;
  /** As in {@link ClientSettings}. */
  readonly apiKeysFile: string | undefined;
}

/** What a worker needs on top: it alone holds Meta's tokens. */
export interface WorkerSettings extends ClientSettings {
  readonly graph: { readonly baseUrl: string; readonly version: string };
  readonly meta: {
    readonly appId: string | undefined;
    readonly appSecret: string | undefined;
    readonly businessId: string | undefined;
  };
  /** The token under a reference; undefined where this worker holds none. */
  readonly tokens: (tokenRef: string) => string | undefined;
  /** The verify token of a callback URL; undefined where none is known, so that an override cannot be set again. */
  readonly verifyTokens: (callbackUri: string) => string | undefined;
  readonly poll: { readonly intervalMs: number; readonly maxIntervalMs: number };
  /** Other systems that are told of migrations. */
  readonly hooks: HookSettings;
  /** `host:port` on which Prometheus may scrape the worker. */
  readonly metricsAddress: string | undefined;
  /** Worker Deployment version; without it the worker is unversioned. */
  readonly deployment: { readonly name: string; readonly buildId: string } | undefined;
}

/** Levels of `LOG_LEVEL`. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
/** A level of `LOG_LEVEL`. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Who gives a verb from this machine when nobody says: `local:<system user>`. */
export function localUser(): string {
  return `local:${userInfo().username}`;
}

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'is not an http(s) URL; write one like https://example.com' })
  .transform((url) => url.replace(/\/+$/, ''));
const graphApiUrl = httpUrl.default('https://graph.facebook.com');
const hostPort = z
  .string()
  .regex(/^[^\s/:]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/, 'write host:port, as in localhost:7233');
const word = z.string().regex(/^[\w.-]{1,200}$/, 'write up to 200 letters, digits and _ . -');
const flag = z.enum(['true', 'false', '1', '0'], 'write true or false');
const boolean = z.enum(['true', 'false'], 'write true or false').transform((text) => text === 'true');

const clientTable = z.object({
  TEMPORAL_ADDRESS: hostPort.optional(),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: flag.optional(),
  TEMPORAL_UI_URL: httpUrl.optional(),
  PUBLIC_URL: httpUrl.optional(),
  STATE_DIR: z.string().default('.state'),
  EVIDENCE_DIR: z.string().optional(),
  PAYLOAD_KEYS: z.string().optional(),
  API_KEYS_FILE: z.string().optional(),
  REQUIRE_SECOND_PERSON: boolean.default(false),
  LOG_LEVEL: z.enum(LOG_LEVELS, `write one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

const listenerTable = clientTable.extend({
  HOST: hostSchema.default('127.0.0.1'),
  SESSION_SECRET: z.string().optional(),
});

const apiTable = listenerTable.extend({
  PORT: portSchema.default(3000),
  GRAPH_API_URL: graphApiUrl,
});

const codecTable = listenerTable.extend({
  CODEC_PORT: portSchema.default(8081),
});

const remoteTable = z.object({
  WABA_API_URL: httpUrl.optional(),
  WABA_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'is no API key; give the whole key as it was shown when it was made')
    .optional(),
  API_KEYS_FILE: z.string().optional(),
});

const workerTable = clientTable.extend({
  GRAPH_API_URL: graphApiUrl,
  GRAPH_API_VERSION: z
    .string()
    .regex(/^v\d{1,3}\.\d{1,2}$/, 'write a version like v26.0')
    .default('v26.0'),
  META_APP_ID: graphIdSchema.optional(),
  META_APP_SECRET: z.string().optional(),
  META_BUSINESS_ID: graphIdSchema.optional(),
  GRAPH_TOKENS_FILE: z.string().optional(),
  GRAPH_TOKEN: z.string().optional(),
  WEBHOOK_VERIFY_TOKENS_FILE: z.string().optional(),
  POLL_INTERVAL: durationSchema.default(durationSchema.parse('30s')),
  POLL_MAX_INTERVAL: durationSchema.default(durationSchema.parse('15m')),
  ...hookVariables,
  METRICS_ADDRESS: hostPort.optional(),
  DEPLOYMENT_NAME: word.optional(),
  BUILD_ID: word.optional(),
});

/** Settings of a client of Temporal: the command line, the API. Throws {@link SettingsError}. */
export function readClientSettings(
  env: NodeJS.ProcessEnv = process.env,
  options: SettingsOptions = {},
): ClientSettings {
  const source = new SettingsSource(env, options);
  return clientSettings(source, source.parse(clientTable), options);
}

/** Settings of an API process. Throws {@link SettingsError}. */
export function readApiSettings(env: NodeJS.ProcessEnv = process.env, options: SettingsOptions = {}): ApiSettings {
  const source = new SettingsSource(env, options);
  const table = source.parse(apiTable);
  const { HOST: host, PORT: port, SESSION_SECRET: sessionSecret, GRAPH_API_URL: graphApiUrl } = table;
  return { ...clientSettings(source, table, options), host, port, sessionSecret, graphApiUrl };
}

/** Settings of a codec server. Throws {@link SettingsError}, also without keys: it would have nothing to decrypt with. */
export function readCodecSettings(env: NodeJS.ProcessEnv = process.env, options: SettingsOptions = {}): CodecSettings {
  const source = new SettingsSource(env, options);
  const table = source.parse(codecTable);
  const { payloadKeys, ...client } = clientSettings(source, table, options);
  if (payloadKeys === undefined)
    throw new SettingsError('PAYLOAD_KEYS', "is missing; give the codec server the workers' keys");
  return { ...client, payloadKeys, host: table.HOST, port: table.CODEC_PORT, sessionSecret: table.SESSION_SECRET };
}

/** Which API to use in place of Temporal, if any. Throws {@link SettingsError}. */
export function readRemoteSettings(
  env: NodeJS.ProcessEnv = process.env,
  options: SettingsOptions = {},
): RemoteSettings {
  const source = new SettingsSource(env, options);
  const { WABA_API_URL: apiUrl, WABA_API_KEY: apiKey, API_KEYS_FILE: file } = source.parse(remoteTable);
  return { apiUrl, apiKey, apiKeysFile: file === undefined ? undefined : source.path(file) };
}

/** Settings of a worker. Throws {@link SettingsError}, also where no token of Meta is given. */
export function readWorkerSettings(
  env: NodeJS.ProcessEnv = process.env,
  options: SettingsOptions = {},
): WorkerSettings {
  const source = new SettingsSource(env, options);
  const table = source.parse(workerTable);
  const poll = { intervalMs: durationMs(table.POLL_INTERVAL), maxIntervalMs: durationMs(table.POLL_MAX_INTERVAL) };
  if (poll.intervalMs < 100)
    throw new SettingsError('POLL_INTERVAL', 'is under 100ms; Meta counts every poll, so take 30s');
  if (poll.maxIntervalMs < poll.intervalMs)
    throw new SettingsError('POLL_MAX_INTERVAL', 'is shorter than POLL_INTERVAL; make it at least as long');
  const { DEPLOYMENT_NAME: name, BUILD_ID: buildId } = table;
  if (name === undefined && buildId !== undefined)
    throw new SettingsError('DEPLOYMENT_NAME', 'is missing beside BUILD_ID; set both or neither');
  if (name !== undefined && buildId === undefined)
    throw new SettingsError('BUILD_ID', 'is missing beside DEPLOYMENT_NAME; set both or neither');
  return {
    ...clientSettings(source, table, options),
    graph: { baseUrl: table.GRAPH_API_URL, version: table.GRAPH_API_VERSION },
    meta: { appId: table.META_APP_ID, appSecret: table.META_APP_SECRET, businessId: table.META_BUSINESS_ID },
    tokens: source.tokens(table.GRAPH_TOKENS_FILE, table.GRAPH_TOKEN),
    verifyTokens: source.lookup('WEBHOOK_VERIFY_TOKENS_FILE', table.WEBHOOK_VERIFY_TOKENS_FILE, 'callback URL'),
    poll,
    hooks: readHookSettings(table),
    metricsAddress: table.METRICS_ADDRESS,
    deployment: name === undefined || buildId === undefined ? undefined : { name, buildId },
  };
}

/** Whether the caller gave a token of Meta, by whichever way: then nothing may be pointed at a simulator. */
export function hasMetaToken(env: NodeJS.ProcessEnv = process.env, options: SettingsOptions = {}): boolean {
  const source = new SettingsSource(env, options);
  return ['GRAPH_TOKEN', 'GRAPH_TOKENS_FILE'].some((name) => source.isSet(name));
}

function clientSettings(
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
