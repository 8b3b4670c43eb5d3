/**
 * The programs that the images of the compose file hold, as this machine has them: PostgreSQL from the distribution,
 * Temporal's server and SQL tool built from their Go module at the version of the image's tag, the Temporal CLI.
 */
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runOrThrow } from './processes.mjs';

const MODULE = 'go.temporal.io/server';

/** Links every program under the name that its image has it by into `bin`; answers with where the rest is. */
export async function gatherTools(bin, version, { say, signal }) {
  mkdirSync(bin);
  const postgres = findPostgres();
  for (const name of ['initdb', 'postgres', 'pg_isready']) symlinkSync(join(postgres, name), join(bin, name));
  symlinkSync(await findCli(say), join(bin, 'temporal'));
  symlinkSync(process.execPath, join(bin, 'node'));

  const { folder, source } = await buildTemporal(version, { say, signal });
  symlinkSync(join(folder, 'server'), join(bin, 'temporal-server'));
  symlinkSync(join(folder, 'sql'), join(bin, 'temporal-sql-tool'));
  // What the server's image starts with lies in the module.
  return { entrypoint: join(source, 'docker/scripts/sh/entrypoint.sh') };
}

/** Debian keeps the programs of each version in a folder of its own, which is not on the PATH. */
function findPostgres() {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(versions, version, 'bin'))
    : [];
  const onPath = (process.env.PATH ?? '').split(delimiter);
  const found = [...debian, ...onPath].find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined) throw new Error('PostgreSQL is not installed here: apt-get install postgresql');
  return found;
}

/** The Temporal CLI, found, downloaded or built as `npm start` does it. */
async function findCli(log) {
  const { findServer } = createRequire(import.meta.url)('../../dist/runtime/server-finder.js');
  return (await findServer({ log })).path;
}

/** Built once for each version; from empty caches it takes some minutes. */
async function buildTemporal(version, { say, signal }) {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'waba-migrations', 'by-hand', `temporal-${version}`);
  const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0' };
  if (!existsSync(join(folder, 'server')) || !existsSync(join(folder, 'sql'))) {
    say(`building Temporal ${version} from its Go module; this can take some minutes`);
    await runOrThrow(
      [
        'go',
        'install',
        '-trimpath',
        '-ldflags=-s -w',
        `${MODULE}/cmd/server@v${version}`,
        `${MODULE}/cmd/tools/sql@v${version}`,
      ],
      { env, signal },
    );
  }
  const { Dir: source } = JSON.parse(
    await runOrThrow(['go', 'mod', 'download', '-json', `${MODULE}@v${version}`], { env, signal }),
  );
  return { folder, source };
}
