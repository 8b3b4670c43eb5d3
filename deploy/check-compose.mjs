/**
 * Checks `docker-compose.yml` with the library that Docker Compose itself is made from, where Go is installed:
 *
 *   node deploy/check-compose.mjs
 *
 * Once as it is, and once with its variables filled in. Says what is wrong, and ends with 1 then. The first run builds the
 * checker from its Go modules (`deploy/check`), and needs the network for that.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readComposeFile } from './compose-file.mjs';
import { runOrThrow } from './by-hand/processes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const file = join(dirname(here), 'docker-compose.yml');
const folder = mkdtempSync(join(tmpdir(), 'check-compose-'));

const check = (...args) =>
  runOrThrow(
    ['go', 'run', '-C', join(here, 'check'), '-mod=readonly', 'github.com/compose-spec/compose-go/v2/cmd', ...args],
    {
      env: process.env,
    },
  );

try {
  // The checker's own command line fills in nothing from its environment.
  await check('-no-interpolation', file);
  const filled = join(folder, 'docker-compose.json');
  writeFileSync(filled, JSON.stringify(readComposeFile(file, { META_APP_ID: '1', META_BUSINESS_ID: '2' })));
  await check('-no-path-resolution', filled);
  console.log('docker-compose.yml is as Compose wants it');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
