/**
 * A world for one test file: a real Temporal server, the simulator, workers and `wabactl`, each a process of its own,
 * all ended by `close`. `finish` after each test asks the checker about the accounts that the test made.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { createWabaMigrations, type WabaMigrations } from '../../../client';
import type { Phase } from '../../../domain/phases';
import { isTerminal } from '../../../domain/phases';
import type { StateDocument } from '../../../domain/state';
import type { CheckerInput, Command } from '../../checker';
import { createDataConverter, createEncryptionCodec, parsePayloadKeys } from '../../../runtime/data-converter';
import { startTestServer, type TestServer } from '../../helpers/temporal-servers';
import { accountSpec, CREDIT_LINE, TOKEN, type AccountChanges } from './account-spec';
import { startProcess, type Child } from './child-process';
import { judge } from './judge';
import type { RunId } from './runs';
import { numberPlaces, startSimulator, type SimulatedWaba, type SimulatorProcess } from './simulator-process';
import { until } from './until';
import { commandOf, runWabactl, type WabactlResult } from './wabactl';

/** The simulator's own app and system user: nothing of it exists at Meta. */
export const APP_SECRET = 'sim-app-secret';
export const APP_ID = '1000000000000001';
export const BUSINESS_ID = '2000000000000001';

/** Long enough for a run on two busy cores; nothing is measured by it. */
const PATIENCE_MS = 90_000;

/** Which run, and how long to wait for it. */
export interface WaitChoice {
  readonly dryRun?: boolean;
  readonly timeoutMs?: number;
  /** What must hold besides the phase. */
  readonly where?: (state: StateDocument) => boolean;
}

/** Settings of a process. */
export type Env = Readonly<Record<string, string>>;

/** What a world has that others have not. */
export interface WorldChoice {
  /** Settings of its workers and of `wabactl`; with `PAYLOAD_KEYS` in them everything is encrypted. */
  readonly env?: Env;
  /** Settings of its workers. */
  readonly workerEnv?: Env;
  /** Secrets beside the token and the app's, which must not leak either. */
  readonly secrets?: readonly string[];
}

/** Everything that an end-to-end test needs. */
export interface World {
  readonly server: TestServer;
  readonly simulator: SimulatorProcess;
  readonly client: Client;
  /** For looking only: orders are given through `wabactl`, so that the checker knows of them. */
  readonly migrations: WabaMigrations;
  readonly evidenceDir: string;
  /** Adds an account to the simulator; the checker will ask about it. */
  addAccount(changes?: AccountChanges): Promise<SimulatedWaba>;
  /** Runs `wabactl <args> --json`; an order is recorded for the checker. */
  wabactl(...args: readonly string[]): Promise<WabactlResult>;
  /** Starts a migration to INR, the clone on the partner's line. */
  start(wabaId: string, ...more: readonly string[]): Promise<WabactlResult>;
  /** As {@link wabactl}, with other settings than the world's; an empty one counts as not set. */
  wabactlWith(env: Env, ...args: readonly string[]): Promise<WabactlResult>;
  /** Approves the digest that the report shows now. */
  approve(wabaId: string, ...more: readonly string[]): Promise<WabactlResult>;
  /** Waits until the newest run of an account is in a phase; fails as soon as it has ended in another. */
  waitForPhase(wabaId: string, phase: Phase | readonly Phase[], choice?: WaitChoice): Promise<StateDocument>;
  /** Starts a worker, with settings of its own where a test needs them. */
  startWorker(env?: Env): Child;
  /** SIGKILL to every worker that runs; makes sure that this is what they died of, and answers with who they were. */
  killWorker(): Promise<readonly Pick<Child, 'pid' | 'ended'>[]>;
  /** Output of all workers since the last `finish`. */
  workerLog(): string;
  /** Asks the checker about the accounts made since the last call; throws with the promises that were broken. */
  finish(): Promise<CheckerInput>;
  /** Ends every process and removes every folder. */
  close(): Promise<void>;
}

/** Starts a world with one worker. Whatever has been started is ended where a part of it does not start. */
export async function createWorld(choice: WorldChoice = {}): Promise<World> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return await build(undo, close, choice);
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(
  undo: (() => Promise<unknown>)[],
  close: () => Promise<void>,
  choice: WorldChoice,
): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'waba-world-'));
  undo.push(() => rm(dir, { recursive: true, force: true }));
  const evidenceDir = join(dir, 'evidence');
  await mkdir(evidenceDir);

  const server = await startTestServer();
  undo.push(() => server.stop());
  const simulator = await startSimulator({ cwd: dir, env: {} });
  undo.push(() => simulator.end());
  const connection = await Connection.connect({ address: server.address });
  undo.push(() => connection.close());
  const { env: shared = {} } = choice;
  const payloadKeys = parsePayloadKeys(shared['PAYLOAD_KEYS'] ?? '');
  const dataConverter = createDataConverter(payloadKeys);
  const client = new Client({ connection, namespace: server.namespace, dataConverter });
  const migrations = createWabaMigrations({ client });

  const clientEnv = { ...shared, ...server.env, STATE_DIR: join(dir, 'state'), EVIDENCE_DIR: evidenceDir };
  const workerEnv = {
    ...clientEnv,
    GRAPH_API_URL: simulator.url,
    GRAPH_TOKEN: TOKEN,
    META_APP_ID: APP_ID,
    META_APP_SECRET: APP_SECRET,
    META_BUSINESS_ID: BUSINESS_ID,
    POLL_INTERVAL: '1s',
    POLL_MAX_INTERVAL: '2s',
    ...choice.workerEnv,
  };

  const workers: { readonly child: Child; from: number }[] = [];
  const startWorker: World['startWorker'] = (env = {}) => {
    const child = startProcess('worker', [], { cwd: dir, env: { ...workerEnv, ...env } });
    workers.push({ child, from: 0 });
    return child;
  };
  undo.push(() => Promise.all(workers.map(({ child }) => child.end('SIGKILL'))));

  const deeds = {
    accounts: [] as SimulatedWaba[],
    commands: [] as Command[],
    runs: [] as RunId[],
    answers: [] as WabactlResult[],
    sinceSeq: 0,
  };
  const lastSeq = async (): Promise<number> => (await simulator.journal()).at(-1)?.seq ?? 0;

  const wabactlWith: World['wabactlWith'] = async (env, ...args) => {
    const at = new Date().toISOString();
    const journalSeq = await lastSeq();
    const result = await runWabactl(args, { cwd: dir, env: { ...clientEnv, ...env } });
    const command = commandOf(result, at, journalSeq);
    if (command !== undefined) deeds.commands.push(command);
    if (command?.command === 'start' && command.accepted) deeds.runs.push(result.json as RunId);
    deeds.answers.push(result);
    return result;
  };

  const wabactl: World['wabactl'] = (...args) => wabactlWith({}, ...args);

  const waitForPhase: World['waitForPhase'] = async (wabaId, phase, choice = {}) => {
    const phases: readonly Phase[] = typeof phase === 'string' ? [phase] : phase;
    const { dryRun = false, timeoutMs = PATIENCE_MS, where = () => true } = choice;
    let last: StateDocument | undefined;
    const describe = () =>
      `${JSON.stringify({ ...last, report: last?.report?.checks.filter((check) => check.result !== 'match') }, null, 1)}\n` +
      workers.map(({ child }) => child.output().slice(-3_000)).join('\n');
    return until(
      `${wabaId} in ${phases.join(' or ')}`,
      timeoutMs,
      async () => {
        try {
          last = await migrations.get(wabaId, { dryRun });
        } catch {
          return undefined; // the server or the worker may be dead on purpose
        }
        if (phases.includes(last.phase) && where(last)) return last;
        if (isTerminal(last.phase)) {
          throw new Error(`${wabaId} ended as ${last.phase} instead of ${phases.join(' or ')}\n${describe()}`);
        }
        return undefined;
      },
      describe,
    );
  };

  startWorker();
  return {
    server,
    simulator,
    client,
    migrations,
    evidenceDir,
    wabactl,
    wabactlWith,
    waitForPhase,
    startWorker,
    close,
    async addAccount(changes = {}) {
      const waba = await simulator.addWaba(accountSpec(changes));
      deeds.accounts.push(waba);
      return waba;
    },
    start: (wabaId, ...more) =>
      wabactl('migrate', 'start', '--waba', wabaId, '--to', 'INR', '--credit-line', CREDIT_LINE, ...more),
    async approve(wabaId, ...more) {
      const { report } = await migrations.get(wabaId);
      return wabactl('migrate', 'approve', wabaId, '--digest', report?.digest ?? 'none', ...more);
    },
    async killWorker() {
      const killed = workers.map(({ child }) => child).filter((child) => child.isRunning());
      for (const child of killed) {
        const end = await child.end('SIGKILL');
        if (end.signal !== 'SIGKILL') throw new Error(`the worker ended by itself: ${JSON.stringify(end)}`);
      }
      return killed;
    },
    workerLog: () => workers.map(({ child, from }) => child.output().slice(from)).join(''),
    async finish() {
      const { accounts, commands, runs, answers, sinceSeq } = deeds;
      const texts = [
        ...workers.map(({ child, from }, index) => ({
          where: `log of worker ${index + 1}`,
          text: child.output().slice(from),
        })),
        ...answers.map(({ args, stdout, stderr }) => ({ where: `wabactl ${args.join(' ')}`, text: stdout + stderr })),
      ];
      deeds.accounts = [];
      deeds.commands = [];
      deeds.runs = [];
      deeds.answers = [];
      deeds.sinceSeq = await lastSeq();
      workers.forEach((worker) => (worker.from = worker.child.output().length));
      return judge(
        {
          wabaIds: accounts.map(({ id }) => id),
          numbersBefore: numberPlaces(accounts),
          commands,
          runs,
          sinceSeq,
          texts,
        },
        {
          simulator,
          client,
          evidenceDir,
          secrets: [TOKEN, APP_SECRET, ...keyTexts(shared['PAYLOAD_KEYS']), ...(choice.secrets ?? [])],
          codec: payloadKeys && createEncryptionCodec(payloadKeys),
          show: (wabaId, dryRun) =>
            runWabactl(['migrate', 'show', wabaId, ...(dryRun ? ['--dry-run'] : [])], { cwd: dir, env: clientEnv }),
        },
      );
    },
  };
}

/** The keys themselves, without their ids: they must be as secret as a token. */
function keyTexts(payloadKeys = ''): string[] {
  return payloadKeys.split(',').flatMap((entry) => entry.split(':')[1] ?? []);
}
