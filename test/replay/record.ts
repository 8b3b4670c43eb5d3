/**
 * `npm run record-histories`: plays the scenes on a real Temporal server, with a real worker and the simulator, and keeps
 * their raw histories for the replay tests. Files of earlier versions stay: runs of theirs may still be open somewhere.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { createWorld, fetchHistory } from '../e2e/harness';
import { neutralHistory } from './neutral-history';
import { SCENES } from './scenes';

/** This file runs as `dist/test/replay/record.js`. */
const ROOT = join(__dirname, '..', '..', '..');
const HISTORIES = join(ROOT, 'test', 'replay', 'histories');

async function main(): Promise<void> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  await mkdir(HISTORIES, { recursive: true });
  const world = await createWorld();
  try {
    for (const [what, play] of Object.entries(SCENES)) {
      const run = await play(world);
      const { history } = await fetchHistory(world.client, run);
      const text = neutralHistory(historyToJSON(history), [dirname(world.evidenceDir), ROOT]);
      const path = join(HISTORIES, `${what}-${version}.json`);
      await writeFile(path, text);
      process.stdout.write(`${path}: ${history.events?.length ?? 0} events, ${text.length} bytes\n`);
    }
  } finally {
    await world.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`The histories were not recorded: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
