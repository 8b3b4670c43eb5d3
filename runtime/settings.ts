/**
 * Settings from the environment and a `.env` file, parsed once with zod. A bad or missing one is a {@link SettingsError}
 * of one line that names the variable and the fix and never shows its value, which may be a secret in the wrong place.
 */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { z } from 'zod';
import { durationMs, durationSchema } from '../domain/durations';
import { graphIdSchema } from '../domain/input';
import { parsePayloadKeys, type PayloadKeys } from './data-converter';

/** A setting that is missing or wrong. The message is one line: the variable, what is wrong, the fix. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(
    /** The variable to change. */
    readonly setting: string,
    problem: string,
  ) {
    super(`${setting}: ${problem.replace(/\s+/g, ' ').trim()}`);
  }
}

/** Where Temporal is, and how to get in. */
export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
  /** API key, TLS and headers for `Connection.connect` and `NativeConnection.connect`, address included. */
  readonly connection: NativeConnectionOptions & { readonly address: string };
  /** Who named the address: the caller, a live `npm start` in this folder, or nobody. */
  readonly foundBy: 'settings' | 'local-session' | 'default';
}

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
  /** Whether who starts a migration may never approve it: fills `policy.secondPerson` of every start. */
  readonly requireSecondPerson: boolean;
  readonly logLevel: LogLevel;
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
  /** `host:port` on which Prometheus may scrape the worker. */
  readonly metricsAddress: string | undefined;
  /** Worker Deployment version; without it the worker is unversioned. */
  readonly deployment: { readonly name: string; readonly buildId: string } | undefined;
}

/** Where to read from; the defaults are this process and its folder. */
export interface SettingsOptions {
  /** Folder of `.env`, and base of relative paths. */
  readonly cwd?: string;
  /** Leave `temporal.toml` and its profiles out: `npm start` and tests must not reach a caller's cluster by accident. */
  readonly ignoreTemporalProfiles?: boolean;
}

/** Levels of `LOG_LEVEL`. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
/** A level of `LOG_LEVEL`. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What `npm start` leaves in its state folder, so that commands in the same folder find its servers. */
export const localSessionSchema = z.object({
  /** Process id of `npm start`; the file counts only while that process lives. */
  pid: z.number().int().positive(),
  temporalAddress: z.string(),
  namespace: z.string(),
  temporalUiUrl: z.string(),
  simulatorUrl: z.string().nullable(),
});
/** See {@link localSessionSchema}. */
export type LocalSession = z.infer<typeof localSessionSchema>;

/** The path of the {@link LocalSession} of a state folder. */
export const localSessionPath = (stateDir: string): string => join(stateDir, 'dev.json');

/** Whether a process with this id exists, no matter whose. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The `npm start` that runs on this state folder now, or undefined. */
export function readLocalSession(stateDir: string): LocalSession | undefined {
  try {
    const parsed = localSessionSchema.safeParse(JSON.parse(readFileSync(localSessionPath(stateDir), 'utf8')));
    return parsed.success && isProcessAlive(parsed.data.pid) ? parsed.data : undefined;
  } catch {
    return undefined; // absent, or half of an older format: no session
  }
}

/** Who gives a verb from this machine when nobody says: `local:<system user>`. */
export function localUser(): string {
  return `local:${userInfo().username}`;
}

const TEMPORAL_FILES = [
  'TEMPORAL_CONFIG_FILE',
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
] as const;
/** Each may also come as `<NAME>_FILE`. */
const SECRETS = ['META_APP_SECRET', 'GRAPH_TOKEN', 'PAYLOAD_KEYS', 'TEMPORAL_API_KEY'] as const;

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'is not an http(s) URL; write one like https://example.com' })
  .transform((url) => url.replace(/\/+$/, ''));
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
  REQUIRE_SECOND_PERSON: boolean.default(false),
  LOG_LEVEL: z.enum(LOG_LEVELS, `write one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

const workerTable = clientTable.extend({
  GRAPH_API_URL: httpUrl.default('https://graph.facebook.com'),
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
    requireSecondPerson: table.REQUIRE_SECOND_PERSON,
    logLevel: table.LOG_LEVEL,
  };
}

/** The caller's address or profile, else the `npm start` of this folder and nothing else, else the default profile. */
function temporalSettings(
  source: SettingsSource,
  session: LocalSession | undefined,
  options: SettingsOptions,
): TemporalSettings {
  if (session !== undefined && !source.isSet('TEMPORAL_ADDRESS') && !source.isSet('TEMPORAL_PROFILE')) {
    const { temporalAddress: address, namespace } = session;
    return { address, namespace, connection: { address }, foundBy: 'local-session' };
  }
  for (const name of TEMPORAL_FILES) source.checkReadable(name);
  const config = loadProfile(source, options.ignoreTemporalProfiles ?? false);
  const { address = 'localhost:7233' } = config.connectionOptions;
  return {
    address,
    namespace: config.namespace ?? 'default',
    connection: { ...config.connectionOptions, address },
    foundBy: config.connectionOptions.address === undefined ? 'default' : 'settings',
  };
}

function loadProfile(source: SettingsSource, disableFile: boolean): ClientConnectConfig {
  try {
    return loadClientConnectConfig({ disableFile, overrideEnvVars: source.temporalVariables() });
  } catch (error) {
    const isNamed = source.isSet('TEMPORAL_PROFILE');
    // The library stumbles over a file without any profile, as /dev/null is one.
    if (error instanceof TypeError && !isNamed && !disableFile) return loadProfile(source, true);
    // The reason may quote a line of the file, and with it the API key.
    const setting = isNamed ? 'TEMPORAL_PROFILE' : 'TEMPORAL_CONFIG_FILE';
    throw new SettingsError(setting, 'cannot be read from temporal.toml; compare `temporal config list`');
  }
}

/** The environment over `.env`, with `<NAME>_FILE` of secrets read in; an empty text counts as unset. */
class SettingsSource {
  private readonly values: ReadonlyMap<string, string>;
  private readonly cwd: string;

  constructor(env: NodeJS.ProcessEnv, options: SettingsOptions) {
    this.cwd = options.cwd ?? process.cwd();
    const merged = { ...this.dotenv(), ...definedOf(env) };
    for (const name of SECRETS) {
      const file = merged[`${name}_FILE`];
      if (!file) continue;
      if (merged[name]) throw new SettingsError(name, `is set twice, also as ${name}_FILE; keep one of them`);
      merged[name] = this.readText(`${name}_FILE`, file).trim();
      if (!merged[name]) throw new SettingsError(`${name}_FILE`, 'names an empty file; put the value into it');
    }
    this.values = new Map(Object.entries(merged).filter(([, value]) => value !== ''));
  }

  isSet(name: string): boolean {
    return this.values.has(name);
  }

  /** A path relative to the folder that settings are read in. */
  path(text: string): string {
    return resolve(this.cwd, text);
  }

  parse<T extends z.ZodObject>(table: T): z.output<T> {
    const parsed = table.safeParse(Object.fromEntries(this.values));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new SettingsError(String(issue?.path[0] ?? 'environment'), issue?.message ?? 'is wrong');
  }

  temporalVariables(): Record<string, string> {
    const home = ['HOME', 'USERPROFILE', 'APPDATA', 'XDG_CONFIG_HOME'];
    return Object.fromEntries([...this.values].filter(([name]) => name.startsWith('TEMPORAL_') || home.includes(name)));
  }

  checkReadable(name: string): void {
    const file = this.values.get(name);
    if (file !== undefined) this.readText(name, file);
  }

  payloadKeys(text: string | undefined): PayloadKeys | undefined {
    if (text === undefined) return undefined;
    const keys = parsePayloadKeys(text);
    if (keys === undefined)
      throw new SettingsError(
        'PAYLOAD_KEYS',
        'cannot be parsed; write keyId:key[,older…], each key 32 bytes in base64',
      );
    return keys;
  }

  tokens(file: string | undefined, token: string | undefined): (tokenRef: string) => string | undefined {
    if (file === undefined && token === undefined)
      throw new SettingsError(
        'GRAPH_TOKEN',
        "is missing; set it to the system user's token, or name GRAPH_TOKENS_FILE",
      );
    const fromFile = this.lookup('GRAPH_TOKENS_FILE', file, 'token reference');
    if (token !== undefined && fromFile('default') !== undefined)
      throw new SettingsError('GRAPH_TOKEN', 'is set beside a `default` in GRAPH_TOKENS_FILE; keep one of them');
    return (tokenRef) => (tokenRef === 'default' && token !== undefined ? token : fromFile(tokenRef));
  }

  /** A JSON object of texts as a function, so that no log line or dump of the settings shows what it holds. */
  lookup(name: string, file: string | undefined, of: string): (key: string) => string | undefined {
    if (file === undefined) return () => undefined;
    const shape = `write a JSON object that gives each ${of} a text`;
    let entries: Map<string, string>;
    try {
      const parsed = z.record(z.string().min(1), z.string().min(1)).parse(JSON.parse(this.readText(name, file)));
      entries = new Map(Object.entries(parsed));
    } catch (error) {
      throw error instanceof SettingsError ? error : new SettingsError(name, `is not as expected; ${shape}`);
    }
    return (key) => entries.get(key);
  }

  private readText(name: string, file: string): string {
    try {
      return readFileSync(this.path(file), 'utf8');
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
      throw new SettingsError(name, `names a file that cannot be read (${code}); check the path and its permissions`);
    }
  }

  private dotenv(): Record<string, string> {
    try {
      return definedOf(parseEnv(readFileSync(join(this.cwd, '.env'), 'utf8')));
    } catch (error) {
      const { code = 'unreadable' } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return {};
      // What it sets would be missing without a word, and a default in its place.
      throw new SettingsError('.env', `cannot be read (${code}); correct its permissions, or take it away`);
    }
  }
}

function definedOf(env: NodeJS.ProcessEnv | NodeJS.Dict<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
