/**
 * `npm run bench [-- <file>]`: migrates accounts of three sizes on a real server against the simulator, asks the HTTP API
 * of thousands of runs, prints what each cost, and writes it as JSON. It measures and judges nothing: the exit status is 1 only where it could not run.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createWorld } from '../test/e2e/harness';
import { measureApi, READERS, RUNS, type ApiCost } from './api';
import { measure, type Measured, type Size } from './measure';
import { apiTable, callsTable, EVENTS_GOAL, sizesTable } from './tables';

const SIZES: readonly Size[] = [
  { numbers: 1, templates: 0, flows: 0 },
  { numbers: 3, templates: 12, flows: 2 },
  { numbers: 20, templates: 250, flows: 5 },
];

/** This file runs as `dist/bench/index.js`. */
const LATEST = join(__dirname, '..', '..', 'bench', 'results', 'latest.json');

async function main(file: string): Promise<void> {
  const results: Measured[] = [];
  let api: readonly ApiCost[];
  const world = await createWorld();
  try {
    for (const size of SIZES) {
      process.stderr.write(`Migrating ${size.numbers} numbers and ${size.templates} templates…\n`);
      results.push(await measure(world, size));
    }
    process.stderr.write(`Asking the API with ${RUNS} runs and ${READERS} readers…\n`);
    api = await measureApi(world);
  } finally {
    await world.close();
  }
  process.stdout.write(`${sizesTable(results)}\n${callsTable(results)}\n${apiTable(api)}\n`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ goal: { events: EVENTS_GOAL }, results, api }, null, 2)}\n`);
  process.stdout.write(`${file}\n`);
}

main(resolve(process.argv[2] ?? LATEST)).catch((error: unknown) => {
  process.stderr.write(`The benchmark could not run: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
