/** Takes secrets out of text that came from elsewhere: Meta quotes a malformed token in its message. */

import { percentEncode } from './encode';

/** The prefix and alphabet of Meta's access tokens; long enough that no id or word is hit. */
const ACCESS_TOKEN = /\bEA[A-Za-z0-9]{2}[A-Za-z0-9_-]{16,}/g;
const HIDDEN = '[redacted]';

/**
 * A text on one line, of at most `maxLength` characters, without the given secrets (as they are and percent-encoded)
 * and without anything that looks like an access token.
 */
export function redact(text: string, secrets: readonly string[], maxLength = 600): string {
  let clean = text;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret === '') continue;
    clean = clean.replaceAll(secret, HIDDEN).replaceAll(percentEncode(secret), HIDDEN);
  }
  clean = clean
    .replace(ACCESS_TOKEN, HIDDEN)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}
