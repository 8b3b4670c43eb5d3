/** The digest that tells whether two starts ask for the same. */
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import { inputIdentity, type MigrationInput } from '../domain/input';

/** SHA-256, in hexadecimal, over the canonical JSON (RFC 8785) of a filled input without who asks. */
export function inputDigest(input: MigrationInput): string {
  return createHash('sha256')
    .update(canonicalize(inputIdentity(input)))
    .digest('hex');
}
