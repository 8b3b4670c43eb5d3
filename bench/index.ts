/**
 * `npm run bench [-- <file>]`: migrates accounts of three sizes on a real server against the simulator, opens the dashboard
 * in Chromium, asks the HTTP API of thousands of runs, prints what each cost, and writes it as JSON. It measures and judges
 * nothing: the exit status is 1 only where it could not run.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createWorld } from '../test/e2e/harness';
import { measureApi, READERS, type ApiCost } from './api';
import { measureDashboard, type PageCost } from './dashboard';
import { measure, type Measured, type Size } from './measure';
import { serve } from './serve';
import { apiTable, callsTable, EVENTS_GOAL, pagesTable, sizesTable } from './tables';

/** Runs that pages list, and runs that the API is asked of. */
const LISTED_RUNS = 1_000;
const RUNS = 5_000;

const SIZES: readonly Size[] = [
  { numbers: 1, templates: 0, flows: 0 },
  { numbers: 3, templates: 12, flows: 2 },
  { numbers: 20, templates: 250, flows: 5 },
];

/** This file runs as `dist/bench/index.js`. */
const LATEST = join(__dirname, '..', '..', 'bench', 'results', 'latest.json');

async function main(file: string): Promise<void> {
  const results: Measured[] = [];
  let pages: readonly PageCost[];
  let api: readonly ApiCost[];
  const world = await createWorld();
  try {
    for (const size of SIZES) {
      process.stderr.write(`Migrating ${size.numbers} numbers and ${size.templates} templates…\n`);
      results.push(await measure(world, size));
    }
    const served = await serve(world);
    try {
      process.stderr.write(`Opening the dashboard with ${LISTED_RUNS} runs…\n`);
      await served.grow(LISTED_RUNS);
      pages = await measureDashboard(world, served);
      process.stderr.write(`Asking the API with ${RUNS} runs and ${READERS} readers…\n`);
      await served.grow(RUNS);
      api = await measureApi(world, served);
    } finally {
      await served.close();
    }
  } finally {
    await world.close();
  }
  process.stdout.write(`${sizesTable(results)}\n${callsTable(results)}\n${pagesTable(pages)}\n${apiTable(api)}\n`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ goal: { events: EVENTS_GOAL }, results, pages, api }, null, 2)}\n`);
  process.stdout.write(`${file}\n`);
}

main(resolve(process.argv[2] ?? LATEST)).catch((error: unknown) => {
  process.stderr.write(`The benchmark could not run: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
