/** What a migration starts its share with: the filled input, and the digest by which starts are compared. */
import { shareIdentity, shareInputSchema } from '../../domain/credit/input';
import { sha256Of } from '../canonical-hash';
import { applicationFailure } from '../failures';
import type { PrepareShareInput, PrepareShareResult } from './contract';

/**
 * Fills the input of a share and hashes it as a client does (SHA-256 over canonical JSON, RFC 8785), which a workflow
 * cannot. Calls nobody: running twice gives the same. Fails with `InvalidInput` on an input that no client could start.
 */
export function prepareShare(asked: PrepareShareInput): PrepareShareResult {
  const { customerTokenRef, run: _run, ...rest } = asked;
  const parsed = shareInputSchema.safeParse({ ...rest, ...(customerTokenRef === null ? {} : { customerTokenRef }) });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
    throw applicationFailure('InvalidInput', `No share of WABA ${asked.wabaId} can be started (${where})`);
  }
  return { input: parsed.data, inputDigest: sha256Of(shareIdentity(parsed.data)) };
}
