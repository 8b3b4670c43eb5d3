/** Callback URLs as people and files may see them: their query and their user name may hold a token. */
import { createHash } from 'node:crypto';

/** Enough of a hash to tell two URLs apart, and too little to look anything up by. */
const HASH_DIGITS = 12;

/** What may be kept of a callback URL. */
export interface ShownCallback {
  /** Origin and path; null where the text is no URL. */
  readonly address: string | null;
  /** The first digits of the SHA-256 of the whole text, so that a change of what is not shown is still seen. */
  readonly hash: string;
}

/** What may be kept of a callback URL: never its query, fragment, user name or password. Compare the whole instead. */
export function shownCallback(url: string): ShownCallback {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const hash = createHash('sha256').update(url).digest('hex').slice(0, HASH_DIGITS);
  return { address: parsed === undefined ? null : `${parsed.protocol}//${parsed.host}${parsed.pathname}`, hash };
}

/** A callback URL in a sentence, as in `https://hooks.example.com/waba (hash 1f2e3d4c5b6a)`. */
export function callbackText(url: string): string {
  const { address, hash } = shownCallback(url);
  return `${address ?? 'a text that is no URL'} (hash ${hash})`;
}
