/** Everything that decides who may use a server, made from its settings. */
import { SettingsError } from '../../runtime/settings';
import { createKeyRing, type KeyRing, type KeyRingLogger } from './key-ring';
import { isLoopback } from './loopback';
import { sessionCookieFor, sessionKeyFrom, type SessionCookie } from './sessions';

/** Who may use a server, and how browsers keep being recognised. */
export interface Access {
  /** The API keys; undefined where the server has none and answers whoever is on this machine. */
  readonly keys: KeyRing | undefined;
  /** Whom requests are from where there are no keys, as in `local:ops`. */
  readonly localName: string;
  /** Encrypts session cookies; 32 bytes. */
  readonly sessionKey: Buffer;
  readonly sessionCookie: SessionCookie;
  /** Origins of the pages that may use a session, beside the one that a request was sent to. */
  readonly publicOrigin: string | undefined;
}

/** What {@link createAccess} takes: settings as they were read. */
export interface AccessOptions {
  /** The address that the server will listen on (`HOST`). */
  readonly host: string;
  /** Absolute path of `API_KEYS_FILE`. */
  readonly apiKeysFile: string | undefined;
  readonly sessionSecret: string | undefined;
  readonly publicUrl: string | undefined;
  readonly localName: string;
  readonly logger: KeyRingLogger;
}

/**
 * Throws `SettingsError` where the settings would let in everybody who reaches the server, or let in nobody. Says in the
 * log what was not set.
 */
export function createAccess(options: AccessOptions): Access {
  const { host, apiKeysFile, sessionSecret, publicUrl, localName, logger } = options;
  if (apiKeysFile === undefined && !isLoopback(host))
    throw new SettingsError(
      'HOST',
      'may be another address than loopback only with API keys; name API_KEYS_FILE, or take 127.0.0.1',
    );
  if (apiKeysFile === undefined && publicUrl !== undefined && !isLoopback(new URL(publicUrl).hostname))
    throw new SettingsError(
      'PUBLIC_URL',
      'may be another host than localhost only with API keys, since a proxy lets in whoever reaches it; name API_KEYS_FILE',
    );
  const sessionKey = sessionKeyFrom(sessionSecret);
  const keys = apiKeysFile === undefined ? undefined : createKeyRing({ file: apiKeysFile, logger });
  if (keys === undefined)
    logger.warn({ host }, `no API_KEYS_FILE: whoever is on this machine may do everything, as ${localName}`);
  else if (sessionSecret === undefined)
    logger.info({}, 'no SESSION_SECRET: browser sessions end with this process, and no other process knows them');
  return {
    keys,
    localName,
    sessionKey,
    sessionCookie: sessionCookieFor(host, publicUrl),
    publicOrigin: publicUrl === undefined ? undefined : new URL(publicUrl).origin,
  };
}
