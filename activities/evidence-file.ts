/** Evidence files: where they lie, and how one is written and read back. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { log } from '@temporalio/activity';
import writeFileAtomic from 'write-file-atomic';
import { evidenceSchema, type Evidence } from '../domain/evidence';
import { applicationFailure } from './failures';

/** Where an evidence file lies: `<dir>/<wabaId>/<runId>-<number>.json`. Fails with `InvalidInput` on ids that are none. */
export function evidencePath(dir: string, file: { wabaId: string; runId: string; number: number }): string {
  // Both become names of files: an id with a path in it would lead out of the folder.
  if (!/^[0-9]+$/.test(file.wabaId) || !/^[A-Za-z0-9-]+$/.test(file.runId)) {
    throw applicationFailure(
      'InvalidInput',
      `No evidence file can be named after WABA ${file.wabaId}, run ${file.runId}`,
    );
  }
  return join(dir, file.wabaId, `${file.runId}-${file.number}.json`);
}

/**
 * Writes an evidence file whole or not at all, after checking it against its schema. Running twice writes the same file
 * again. Fails with `EvidenceNotWritten`, which is tried again.
 */
export async function writeEvidenceFile(dir: string, wabaId: string, evidence: Evidence): Promise<string> {
  const path = evidencePath(dir, { wabaId, runId: evidence.runId, number: evidence.number });
  try {
    const checked = evidenceSchema.parse(evidence);
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, `${JSON.stringify(checked, null, 2)}\n`);
    return path;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw applicationFailure(
      'EvidenceNotWritten',
      `The evidence file ${path} could not be written (${why}). Make the folder writable for the worker (EVIDENCE_DIR); ` +
        'it is tried again.',
    );
  }
}

/** Writes an evidence file beside a look that counts without it; null where it could not be written. */
export async function writeEvidenceIfPossible(dir: string, wabaId: string, evidence: Evidence): Promise<string | null> {
  try {
    return await writeEvidenceFile(dir, wabaId, evidence);
  } catch (error) {
    log.warn('Evidence was not written', { wabaId, why: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** Reads an evidence file back; undefined where it is not there or not readable, as on another host. */
export async function readEvidenceFile(path: string): Promise<Evidence | undefined> {
  try {
    const parsed = evidenceSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
