/** The machine that the examination runs on, as findings. */
import { constants } from 'node:fs';
import { access, mkdtemp, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unwell, well, type Finding } from './findings';

/** Node.js versions that the package is tested with: 20.19 and later 20.x, 22.12 and newer. */
export function examineNode(version: string): Finding<'node'> {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isFit = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return isFit
    ? well('node', `Node.js ${version}`)
    : unwell('node', 'fail', `Node.js ${version}`, 'Install Node.js 20.19, 22.12 or newer.');
}

/**
 * The folder of evidence files. Workers write it and the API reads it; a machine with neither needs none, so what a
 * worker cannot do without is only worth a look elsewhere.
 */
export async function examineEvidence(options: {
  /** Absolute path. */
  readonly folder: string;
  /** Whether this process has what a worker has: a token of Meta. */
  readonly isWorker: boolean;
}): Promise<Finding<'evidence'>> {
  const { folder, isWorker } = options;
  const mode = await accessTo(folder);
  switch (mode) {
    case 'writable':
      return well('evidence', `${folder} can be written`);
    case 'absent':
      return well('evidence', `${folder} is not there yet; the first evidence file makes it`);
    case 'readable':
      return unwell(
        'evidence',
        isWorker ? 'fail' : 'warn',
        `${folder} can be read, but not written`,
        'That is enough for the API. A worker must be able to write it: correct its owner, or its mount.',
      );
    case 'closed':
      return unwell(
        'evidence',
        isWorker ? 'fail' : 'warn',
        `${folder} can be neither read nor written`,
        'Workers and the API need it: correct EVIDENCE_DIR, or the permissions of the folder.',
      );
  }
}

/** Tried by writing: permissions alone do not tell of a file system that is mounted read-only. */
async function accessTo(folder: string): Promise<'writable' | 'readable' | 'absent' | 'closed'> {
  try {
    await rmdir(await mkdtemp(join(folder, '.doctor-')));
    return 'writable';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
  }
  try {
    await access(folder, constants.R_OK | constants.X_OK);
    return 'readable';
  } catch {
    return 'closed';
  }
}
