/** The digests that tell whether two starts ask for the same. */
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import { revokeIdentity, shareIdentity, type RevokeInput, type ShareInput } from '../../domain/credit/input';
import type { GraphQuestion } from '../../domain/credit/questions';
import { inputIdentity, type MigrationInput } from '../../domain/input';

/** SHA-256, in hexadecimal, over canonical JSON (RFC 8785). */
function sha256(content: unknown): string {
  return createHash('sha256').update(canonicalize(content)).digest('hex');
}

/** The digest of a filled start of a migration without who asks. */
export const inputDigest = (input: MigrationInput): string => sha256(inputIdentity(input));
/** The digest of a filled share without who asks. */
export const shareDigest = (input: ShareInput): string => sha256(shareIdentity(input));
/** The digest of a filled revoke without who asks. */
export const revokeDigest = (input: RevokeInput): string => sha256(revokeIdentity(input));
/** The digest of a question to Meta. */
export const questionDigest = (question: GraphQuestion): string => sha256(question);
