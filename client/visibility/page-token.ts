/**
 * Page tokens. Temporal's own are opaque, and one that it cannot read fails like a server that is down: the call is
 * repeated to its deadline. So ours carry what they belong to, and are judged before anything is contacted.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** `t` is Temporal's token, `c` a checksum of it and of the query: together they fit one list. */
const tokenSchema = z.strictObject({ v: z.literal(1), t: z.base64url().min(1), c: z.string() });

const checksum = (query: string, token: string): string =>
  createHash('sha256')
    .update(JSON.stringify([query, token]))
    .digest('base64url')
    .slice(0, 16);

/** The token under which the list of a query goes on; null where Temporal gave none, for it was the last page. */
export function writePageToken(query: string, temporalToken: Uint8Array | null | undefined): string | null {
  if (temporalToken == null || temporalToken.length === 0) return null;
  const t = Buffer.from(temporalToken).toString('base64url');
  return Buffer.from(JSON.stringify({ v: 1, t, c: checksum(query, t) })).toString('base64url');
}

/** Temporal's token in one of ours; undefined where it is none, is damaged, or belongs to another query. */
export function readPageToken(query: string, token: string): Uint8Array | undefined {
  try {
    const { t, c } = tokenSchema.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    return c === checksum(query, t) ? Buffer.from(t, 'base64url') : undefined;
  } catch {
    return undefined; // no JSON, or not ours
  }
}
