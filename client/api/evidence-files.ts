/** Finds evidence files, `<EVIDENCE_DIR>/<wabaId>/<runId>-<n>.json`, on this host. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** An evidence file as it lies there; `name` is its file's. */
export interface EvidenceFile {
  readonly name: string;
  readonly text: string;
}

const NAME = /^([0-9A-Za-z-]{1,64})-(\d{1,9})\.json$/;

/**
 * The file that a run names; undefined where it is not here. The worker's folder may be mounted elsewhere on this host,
 * so only the file's own name counts, and it leads nowhere but into the account's folder.
 */
export async function readNamedEvidence(dir: string, wabaId: string, path: string): Promise<EvidenceFile | undefined> {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return NAME.test(name) ? read(dir, wabaId, name) : undefined;
}

/** The newest file of an account, or of one of its runs; undefined where there is none here. */
export async function readNewestEvidence(
  dir: string,
  wabaId: string,
  runId?: string,
): Promise<EvidenceFile | undefined> {
  const names = await readdir(join(dir, wabaId)).catch(() => []);
  const found = names.flatMap((name) => {
    const [, ofRun, number] = NAME.exec(name) ?? [];
    return ofRun === undefined || (runId !== undefined && ofRun !== runId) ? [] : [{ name, number: Number(number) }];
  });
  const dated = await Promise.all(
    found.map(async ({ name, number }) => ({
      name,
      number,
      at: runId === undefined ? await writtenAt(dir, wabaId, name) : 0,
    })),
  );
  const [newest] = dated.sort((a, b) => b.at - a.at || b.number - a.number);
  return newest && read(dir, wabaId, newest.name);
}

async function writtenAt(dir: string, wabaId: string, name: string): Promise<number> {
  return stat(join(dir, wabaId, name)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function read(dir: string, wabaId: string, name: string): Promise<EvidenceFile | undefined> {
  try {
    return { name, text: await readFile(join(dir, wabaId, name), 'utf8') };
  } catch {
    return undefined; // gone, or not readable by this process
  }
}
