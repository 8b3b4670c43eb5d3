/** Hashes of values that two parties must compute alike. */
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';

/** SHA-256 over the canonical JSON (RFC 8785) of a value, in hexadecimal. */
export function sha256Of(value: unknown): string {
  return createHash('sha256').update(canonicalize(value)).digest('hex');
}
