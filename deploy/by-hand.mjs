/**
 * Runs what `docker-compose.yml` says without Docker, to show that its steps, its environment and its order work:
 *
 *   npm run build && node deploy/by-hand.mjs
 *
 * Every process gets its service's environment, command and secrets from the file, on free loopback ports and in a
 * temporary folder: PostgreSQL, the schema, Temporal, the namespace, a worker, an API key, the API, the codec server. The
 * simulator stands in for Meta. Then `wabactl doctor`, and one migration through the HTTP API. Everything is stopped and deleted at the
 * end, also after Ctrl-C. Needs PostgreSQL and Go; ends with 0 where all went well.
 */
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readComposeFile, startOrder } from './compose-file.mjs';
import { callApi, migrateThroughApi } from './by-hand/migration.mjs';
import { freePorts, imageEntrypoint, makeAppFolder, Place, writeSecrets } from './by-hand/place.mjs';
import { Processes, run, runOrThrow } from './by-hand/processes.mjs';
import { gatherTools } from './by-hand/tools.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const began = Date.now();
const say = (line) => console.log(`${((Date.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${line}`);

/** The partner of the simulator's seed, and an account of it that needs no line of credit. */
const SIMULATED = { META_APP_ID: '1000000000000001', META_BUSINESS_ID: '2000000000000001', POLL_INTERVAL: '2s' };
const START = { wabaId: '102290129340399', targetCurrency: 'INR', approval: 'manual' };

/** PostgreSQL refuses to run as root; Debian has a user for it. */
async function postgresUser() {
  if (process.getuid?.() !== 0) return {};
  const id = async (option) => Number(await runOrThrow(['id', option, 'postgres']));
  return { uid: await id('-u'), gid: await id('-g') };
}

async function session(folder, processes, signal) {
  const bin = join(folder, 'bin');
  const path = join(root, 'docker-compose.yml');
  const secretsDir = join(folder, 'secrets');
  writeSecrets(secretsDir);
  const variables = { ...SIMULATED, SECRETS_DIR: secretsDir };
  const { image } = readComposeFile(path, variables).services.temporal;
  const { entrypoint } = await gatherTools(bin, image.split(':').at(-1), { say, signal });
  // What `nc -z` does, where there is none.
  writeFileSync(join(bin, 'nc'), '#!/bin/bash\n: </dev/tcp/"$2"/"$3"\n', { mode: 0o755 });
  const app = join(folder, 'app');
  makeAppFolder(app, root);
  for (const volume of ['postgres', 'evidence', 'keys'])
    mkdirSync(join(folder, 'volumes', volume), { recursive: true });

  const log = (name) => join(folder, `${name}.log`);
  const simulator = processes.start({
    name: 'simulator',
    argv: [process.execPath, join(root, 'dist/main/simulator.js')],
    log: log('simulator'),
    env: { SIMULATOR_PORT: '0', SIMULATOR_SPEED: '4' },
  });
  await processes.until(simulator, () => readFileSync(simulator.log, 'utf8').includes('"url"'));
  variables.GRAPH_API_URL = JSON.parse(readFileSync(simulator.log, 'utf8')).url;

  const compose = readComposeFile(path, variables);
  const [database, grpc, http, metrics, apiPort, codecPort, ...temporals] = await freePorts(13);
  const place = new Place({
    compose,
    root,
    folder,
    bin,
    names: {
      'POSTGRES_SEEDS=postgres': '127.0.0.1',
      5432: database,
      7233: grpc,
      'temporal:7233': `127.0.0.1:${grpc}`,
      'BIND_ON_IP=0.0.0.0': '127.0.0.1',
      '0.0.0.0:9464': `127.0.0.1:${metrics}`,
      'HOST=0.0.0.0': '127.0.0.1',
      'PORT=3000': String(apiPort),
      'CODEC_PORT=8081': String(codecPort),
    },
    files: { '/etc/temporal/entrypoint.sh': entrypoint },
  });
  // Containers have these ports each for themselves.
  const temporalPorts = { FRONTEND_GRPC_PORT: grpc, FRONTEND_HTTP_PORT: http };
  [
    'FRONTEND_MEMBERSHIP',
    'MATCHING_GRPC',
    'MATCHING_MEMBERSHIP',
    'HISTORY_GRPC',
    'HISTORY_MEMBERSHIP',
    'WORKER_GRPC',
    'WORKER_MEMBERSHIP',
  ].forEach((name, index) => (temporalPorts[`${name}_PORT`] = temporals[index]));
  const program = { entrypoint: imageEntrypoint(root) };
  const inContainer = (name) => ({ env: place.environment(name), cwd: app });
  const isHealthy = (name) => async () =>
    (await run(place.healthCheck(name), { ...inContainer(name), signal }).catch(() => ({ status: 1 }))).status === 0;
  const wabactl = (...command) =>
    runOrThrow(place.command('wabactl', { ...program, command }), { ...inContainer('wabactl'), signal });

  /** What differs from running the container, by service; all others are run as the file says. */
  const special = {
    postgres: () => startPostgres(),
    temporal: () =>
      // Its entry point is a script for Alpine's shell, which knows `pipefail`.
      processes.start({
        name: 'temporal',
        argv: place.command('temporal').flatMap((arg) => (arg === entrypoint ? ['bash', arg] : [arg])),
        log: log('temporal'),
        env: place.environment('temporal', temporalPorts),
        cwd: app,
      }),
  };

  async function startPostgres() {
    const user = await postgresUser();
    const data = join(folder, 'volumes/postgres/data');
    const env = place.environment('postgres');
    if (user.uid !== undefined)
      for (const owned of [dirname(data), env.POSTGRES_PASSWORD_FILE]) chownSync(owned, user.uid, user.gid);
    const options = { ...user, env, cwd: dirname(data) };
    const auth = ['--auth=scram-sha-256', `--username=${env.POSTGRES_USER}`, `--pwfile=${env.POSTGRES_PASSWORD_FILE}`];
    await runOrThrow(['initdb', '-D', data, '-E', 'UTF8', '--locale=C.UTF-8', ...auth], { ...options, signal });
    const listen = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
    return processes.start({
      name: 'postgres',
      argv: ['postgres', '-D', data, '-p', String(database), ...listen],
      log: log('postgres'),
      // A fast shutdown: it waits for no client.
      stopWith: 'SIGINT',
      ...options,
    });
  }

  let api;
  for (const name of startOrder(compose.services)) {
    const service = compose.services[name];
    if (service.profiles !== undefined) continue;
    if (name === 'temporal-ui') {
      say('temporal-ui: left out, it is not built here');
    } else if (service.restart.startsWith('on-failure')) {
      // Twice: every `docker compose up` runs it again.
      for (const times of ['first', 'second']) {
        await runOrThrow(place.command(name), { ...inContainer(name), signal });
        say(`${name}: ended well the ${times} time`);
      }
    } else {
      if (api === undefined && service.environment?.API_KEYS_FILE !== undefined) {
        const { key } = JSON.parse(await wabactl('keys', 'create', '--name', 'by-hand', '--role', 'admin', '--json'));
        api = { url: `http://127.0.0.1:${apiPort}`, key };
      }
      const process = await (special[name]?.() ??
        processes.start({
          name,
          argv: place.command(name, program),
          log: log(name),
          patienceMs: 90_000,
          ...inContainer(name),
        }));
      await processes.until(process, isHealthy(name));
      say(`${name}: healthy, by the check of the file`);
    }
  }

  const { healthy, checks } = JSON.parse(await wabactl('doctor', '--json'));
  for (const { name, status, found } of checks) say(`doctor: ${status.padEnd(4)} ${name}: ${found}`);
  if (!healthy) throw new Error('the doctor finds something that fails');
  const { ready } = await callApi(api, 'GET', '/readyz');
  say(`api: ready is ${ready}`);

  const { phase, outcome, destinationWabaId } = await migrateThroughApi(api, START, { say, signal });
  say(`migration: ${phase}; ${outcome.reason}`);
  if (phase !== 'completed') throw new Error('the migration did not complete');
  // The embedded server keeps its lists in SQLite: what PostgreSQL makes of a query is seen here only.
  for (const idPrefix of [START.wabaId, destinationWabaId, destinationWabaId.slice(0, -1)]) {
    const { migrations } = await callApi(api, 'GET', `/v1/migrations?idPrefix=${idPrefix}`);
    if (migrations.length !== 1) throw new Error(`${migrations.length} migrations are found by ${idPrefix}, not one`);
  }
  say(`found by its id, and by its clone's id ${destinationWabaId}`);
  const evidence = await callApi(api, 'GET', `/v1/migrations/${START.wabaId}/evidence`);
  say(`evidence, through the API: ${Object.keys(evidence).length} parts, approved by ${evidence.approvals?.[0]?.by}`);
}

async function main() {
  if (!existsSync(join(root, 'dist/main/cli.js'))) throw new Error('there is no build: run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'waba-by-hand-'));
  chmodSync(folder, 0o755);
  const processes = new Processes();
  const stopping = new AbortController();
  let ending;
  const end = () =>
    (ending ??= processes.stopAll().then((killed) => {
      rmSync(folder, { recursive: true, force: true });
      say(killed.length === 0 ? 'all stopped, nothing left' : `stopped; had to be killed: ${killed.join(', ')}`);
      if (killed.length > 0) process.exitCode = 1;
    }));
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      stopping.abort(new Error(`stopped by ${signal}`));
      void end();
    });
  try {
    await session(folder, processes, stopping.signal);
  } catch (error) {
    if (stopping.signal.aborted) throw stopping.signal.reason;
    for (const line of processes.ended()) say(line);
    throw error;
  } finally {
    await end();
  }
}

main().catch((error) => {
  say(`failed: ${error.message}`);
  process.exitCode = 1;
});
