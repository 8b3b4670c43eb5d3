/** Where settings come from: the environment over a `.env` file, and the files that some of them name. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { parsePayloadKeys, type PayloadKeys } from '../data-converter';

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

/** Where to read from; the defaults are this process and its folder. */
export interface SettingsOptions {
  /** Folder of `.env`, and base of relative paths. */
  readonly cwd?: string;
  /** Leave `temporal.toml` and its profiles out: `npm start` and tests must not reach a caller's cluster by accident. */
  readonly ignoreTemporalProfiles?: boolean;
}

/** Each may also come as `<NAME>_FILE`. */
const SECRETS = [
  'META_APP_SECRET',
  'GRAPH_TOKEN',
  'PAYLOAD_KEYS',
  'TEMPORAL_API_KEY',
  'SESSION_SECRET',
  'WABA_API_KEY',
  'CUTOVER_HOOK_SECRETS',
  'NOTIFY_SECRETS',
] as const;

/** The environment over `.env`, with `<NAME>_FILE` of secrets read in; an empty text counts as unset. */
export class SettingsSource {
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
