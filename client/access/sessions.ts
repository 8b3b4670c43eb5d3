/**
 * Browser sessions: what the cookie is, and what it holds. Nothing about a session is stored on the server: the cookie
 * is encrypted, names the key that signed in, and counts only while that key does.
 */
import { hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { SettingsError } from '../../runtime/settings';
import type { ApiKey } from './key-file';
import type { KeyRing } from './key-ring';
import { isLoopback } from './loopback';

/** How long a session lasts after sign-in, in seconds; using it does not prolong it. */
export const SESSION_LASTS_S = 12 * 3_600;

const SHORTEST_SECRET = 32;

/**
 * The key that cookies are encrypted with (32 bytes for XSalsa20-Poly1305), from `SESSION_SECRET`: the same for every
 * process that has the same secret. Without one it is random, so sessions end with the process. HKDF stretches nothing,
 * so a short secret is a `SettingsError`.
 */
export function sessionKeyFrom(secret: string | undefined): Buffer {
  if (secret === undefined) return randomBytes(32);
  if (secret.length < SHORTEST_SECRET)
    throw new SettingsError(
      'SESSION_SECRET',
      `is under ${SHORTEST_SECRET} characters; take \`openssl rand -base64 32\``,
    );
  return Buffer.from(hkdfSync('sha256', secret, '', 'waba-migrations session cookie v1', 32));
}

/** The session cookie of a server. */
export interface SessionCookie {
  readonly name: string;
  /** For `Set-Cookie`; `maxAge` in seconds. */
  readonly attributes: {
    readonly httpOnly: true;
    readonly sameSite: 'strict';
    readonly secure: boolean;
    readonly path: '/';
    readonly maxAge: number;
  };
}

/**
 * The cookie for a server that listens on `host` and that people reach under `publicUrl`. It is `Secure` everywhere but
 * on plain HTTP over loopback, where some browsers would not keep it; there nothing leaves the machine.
 */
export function sessionCookieFor(host: string, publicUrl: string | undefined): SessionCookie {
  const url = publicUrl === undefined ? undefined : new URL(publicUrl);
  const plainLoopback =
    isLoopback(host) && (url === undefined || (url.protocol === 'http:' && isLoopback(url.hostname)));
  const secure = !plainLoopback;
  return {
    // Browsers take a cookie with this prefix only from this very host, over HTTPS.
    name: secure ? '__Host-waba_session' : 'waba_session',
    attributes: { httpOnly: true, sameSite: 'strict', secure, path: '/', maxAge: SESSION_LASTS_S },
  };
}

const sessionSchema = z.object({
  keyId: z.string(),
  /** The stored hash of the key that signed in: another key under the same id does not inherit its sessions. */
  sha256: z.string(),
  /** Seconds since 1970. */
  until: z.number().int(),
});
/** What a session cookie holds. */
export type Session = z.infer<typeof sessionSchema>;

/** The session of somebody who signs in now. */
export function sessionOf({ id, sha256 }: ApiKey, now: Date): Session {
  return { keyId: id, sha256, until: Math.floor(now.getTime() / 1_000) + SESSION_LASTS_S };
}

/** The key whose session this is, where session and key still count; looked up anew at every request. */
export function keyOfSession(value: unknown, keys: KeyRing, now: Date): { key: ApiKey; session: Session } | undefined {
  const parsed = sessionSchema.safeParse(value);
  if (!parsed.success || parsed.data.until * 1_000 <= now.getTime()) return undefined;
  const key = keys.live(parsed.data.keyId);
  return key?.sha256 === parsed.data.sha256 ? { key, session: parsed.data } : undefined;
}
