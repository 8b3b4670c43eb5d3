/** Workflows with one bug seeded by hand: copies of the real ones with one place changed. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { WorkflowBundle } from '@temporalio/worker';
import { bundleWorkflows } from '../skipping-server';

const ROOT = resolve(__dirname, '../../..');

/** A bug: in which file of `workflows/` which text, that must be there once, becomes which. */
export interface Bug {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Bundles the workflows with a bug in them. */
export async function bundleBroken({ file, from, to }: Bug): Promise<WorkflowBundle> {
  const folder = await mkdtemp(join(tmpdir(), 'broken-workflows-'));
  try {
    for (const room of ['workflows', 'domain']) await cp(join(ROOT, room), join(folder, room), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    const path = join(folder, 'workflows', file);
    const parts = (await readFile(path, 'utf8')).split(from);
    if (parts.length !== 2) throw new Error(`${file} holds the place of the bug ${parts.length - 1} times: ${from}`);
    await writeFile(path, parts.join(to));
    return await bundleWorkflows({ workflowsPath: join(folder, 'workflows/index.ts') });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
