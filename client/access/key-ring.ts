/**
 * The API keys that count now. The file is looked at again at most once a second, when somebody asks, so a key that was
 * made or revoked counts within a second, in every process, without a restart.
 */
import { statSync } from 'node:fs';
import { SettingsError } from '../../runtime/settings';
import { apiKeyIdOf, provesApiKey } from './api-key';
import { apiKeyState, readKeyFile, type ApiKey } from './key-file';

/** What a key's text proves. Why a key does not count is told only to who has it. */
export type KeyVerdict =
  { readonly state: 'live' | 'expired' | 'revoked'; readonly key: ApiKey } | { readonly state: 'unknown' };

/** The API keys of one process. */
export interface KeyRing {
  /** What a text proves that claims to be a key. */
  recognise(text: string): KeyVerdict;
  /** The key with an id, where it counts now. */
  live(id: string): ApiKey | undefined;
}

/** Where a key ring writes what it finds. */
export interface KeyRingLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What {@link createKeyRing} takes. */
export interface KeyRingOptions {
  /** Absolute path of the file. */
  readonly file: string;
  readonly logger: KeyRingLogger;
  readonly now?: () => Date;
  /** For how long the file is not looked at again (default 1 s). */
  readonly lookEveryMs?: number;
}

/** Reads the keys; throws `SettingsError` where the file is missing or broken. Later faults keep the last good keys. */
export function createKeyRing(options: KeyRingOptions): KeyRing {
  const { file, logger, now = () => new Date(), lookEveryMs = 1_000 } = options;
  let stamp = stampOf(file);
  let keys = byId(readKeyFile(file));
  let lookedAt = now().getTime();
  warnOfWriters(file, logger);
  if (![...keys.values()].some((key) => apiKeyState(key, now()) === 'live'))
    logger.warn({ file }, 'no API key counts: make one with `wabactl keys create`');

  function current(): ReadonlyMap<string, ApiKey> {
    const at = now().getTime();
    // A clock that was set back must not keep old keys alive.
    if (Math.abs(at - lookedAt) < lookEveryMs) return keys;
    lookedAt = at;
    const found = stampOf(file);
    if (found === stamp) return keys;
    // Taken before the file is read: what changes meanwhile is seen at the next look.
    stamp = found;
    try {
      keys = byId(readKeyFile(file));
      logger.info({ file, keys: keys.size }, 'API keys were read again');
      warnOfWriters(file, logger);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      logger.error({ file, reason: error.message }, 'API keys cannot be read: those from before still count');
    }
    return keys;
  }

  return {
    recognise(text) {
      const id = apiKeyIdOf(text);
      const key = id === undefined ? undefined : current().get(id);
      if (!provesApiKey(text, key?.sha256) || key === undefined) return { state: 'unknown' };
      return { state: apiKeyState(key, now()), key };
    },
    live(id) {
      const key = current().get(id);
      return key !== undefined && apiKeyState(key, now()) === 'live' ? key : undefined;
    },
  };
}

const byId = (keys: readonly ApiKey[]): ReadonlyMap<string, ApiKey> => new Map(keys.map((key) => [key.id, key]));

/** What tells one state of the file from another; a file that is replaced has another inode. */
function stampOf(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? 'missing' : [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}

/** Whoever may write the file can make themselves an admin. */
function warnOfWriters(file: string, logger: KeyRingLogger): void {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  if (process.platform !== 'win32' && (mode & 0o022) !== 0)
    logger.warn({ file }, 'API_KEYS_FILE can be written by others than its owner: run chmod 600 on it');
}
