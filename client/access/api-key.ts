/**
 * API keys as text: `wm_<id>_<secret>`. The id finds the key, the secret proves it, and only a hash of both is stored.
 *
 * The hash is plain SHA-256. A slow one protects passwords, which can be guessed; a secret of 256 random bits cannot be,
 * so a slow hash would add nothing but a way to keep the server busy without a key.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new key: what is stored of it, and the text that is shown once. */
export interface NewApiKey {
  readonly id: string;
  /** The whole key; nobody can show it again. */
  readonly text: string;
  readonly sha256: string;
}

/** The shape of a key's id, which is no secret: it stands in lists and logs. */
export const API_KEY_ID = /^[0-9a-f]{12}$/;

const API_KEY = /^wm_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

/** Makes a key of 256 random bits. */
export function generateApiKey(): NewApiKey {
  const id = randomBytes(6).toString('hex');
  const text = `wm_${id}_${randomBytes(32).toString('base64url')}`;
  return { id, text, sha256: digestOf(text).toString('hex') };
}

/** The id in a key's text; undefined where the text is no key. */
export function apiKeyIdOf(text: string): string | undefined {
  return API_KEY.exec(text)?.[1];
}

/** Compared with where no key has the id, so that a known id takes no longer to refuse than an unknown one. */
const NO_DIGEST = Buffer.alloc(32);

/** Whether a text is the key with this hash, compared in constant time. `sha256` is undefined where no key has its id. */
export function provesApiKey(text: string, sha256: string | undefined): boolean {
  const stored = sha256 === undefined ? NO_DIGEST : Buffer.from(sha256, 'hex');
  return timingSafeEqual(digestOf(text), stored) && sha256 !== undefined;
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
