/** Evidence files: where they lie, and how one is written and read back. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { log } from '@temporalio/activity';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { creditEvidenceSchema, type CreditEvidence } from '../domain/credit/evidence';
import { evidenceSchema, type Evidence } from '../domain/evidence';
import { applicationFailure } from './failures';

const anyEvidence = z.discriminatedUnion('schema', [evidenceSchema, creditEvidenceSchema]);

/**
 * Where an evidence file lies: `<dir>/<folder>/<runId>-<number>.json`, the folder being a WABA's id, or
 * `credit-<business id>`. Fails with `InvalidInput` on names that are neither.
 */
export function evidencePath(dir: string, file: { folder: string; runId: string; number: number }): string {
  // Both become names of files: an id with a path in it would lead out of the folder.
  if (!/^(credit-)?[0-9]+$/.test(file.folder) || !/^[A-Za-z0-9-]+$/.test(file.runId)) {
    throw applicationFailure('InvalidInput', `No evidence file can be named after ${file.folder}, run ${file.runId}`);
  }
  return join(dir, file.folder, `${file.runId}-${file.number}.json`);
}

/**
 * Writes an evidence file whole or not at all, after checking it against its schema. Running twice writes the same file
 * again. Fails with `EvidenceNotWritten`, which is tried again.
 */
export async function writeEvidenceFile(
  dir: string,
  folder: string,
  evidence: Evidence | CreditEvidence,
): Promise<string> {
  const path = evidencePath(dir, { folder, runId: evidence.runId, number: evidence.number });
  try {
    const checked = anyEvidence.parse(evidence);
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
export async function writeEvidenceIfPossible(
  dir: string,
  folder: string,
  evidence: Evidence | CreditEvidence,
): Promise<string | null> {
  try {
    return await writeEvidenceFile(dir, folder, evidence);
  } catch (error) {
    log.warn('Evidence was not written', { folder, why: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/**
 * Reads an evidence file back; undefined where it is not there or not readable, as on another host, and where the path,
 * which comes from a history, leads out of the folder in which evidence lies.
 */
export async function readEvidenceFile<T>(dir: string, path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  if (!isInside(dir, path)) return undefined;
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function isInside(dir: string, path: string): boolean {
  const way = relative(dir, path);
  return way !== '' && !way.startsWith('..') && !way.startsWith('/');
}
