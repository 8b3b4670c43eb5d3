/**
 * A world for one test file: a real Temporal server, the simulator, workers and `wabactl`, each a process of its own,
 * all ended by `close`. `finish` after each test asks the checker about the accounts that the test made.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { createWabaMigrations, type WabaMigrations } from '../../../client';
import { isTerminalCredit, type CreditPhase } from '../../../domain/credit/phases';
import type { CreditStateDocument } from '../../../domain/credit/state';
import type { Phase } from '../../../domain/phases';
import { isTerminal } from '../../../domain/phases';
import type { StateDocument } from '../../../domain/state';
import type { CheckerInput, Command } from '../../checker';
import { createDataConverter, createEncryptionCodec, parsePayloadKeys } from '../../../runtime/data-converter';
import { startTestServer, type TestServer } from '../../helpers/temporal-servers';
import { wholeOrNothing, type EndLater } from '../../helpers/whole-or-nothing';
import {
  accountSpec,
  CREDIT_LINE,
  customerSpec,
  TOKEN,
  type AccountChanges,
  type CustomerChanges,
} from './account-spec';
import { startProcess, type Child } from './child-process';
import { createCreditOrders, type CreditOrders } from './credit-orders';
import { createCustomerBook, type Customer } from './customers';
import { judge } from './judge';
import { createNotedFetch, type NotedFetch, type NoteOrder } from './orders';
import type { RunId } from './runs';
import { numberPlaces, startSimulator, type SimulatedWaba, type SimulatorProcess } from './simulator-process';
import { waitUntilIn, type WaitFor } from './waiting';
import { commandOf, runWabactl, type WabactlResult } from './wabactl';

/** The simulator's own app and system user: nothing of it exists at Meta. */
export const APP_SECRET = 'sim-app-secret';
export const APP_ID = '1000000000000001';
export const BUSINESS_ID = '2000000000000001';

/** Which run, and how long to wait for it. */
export interface WaitChoice extends WaitFor<StateDocument> {
  readonly dryRun?: boolean;
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
  /** Adds a customer with unfunded accounts and a business token; the checker will ask about it too. */
  addCustomer(changes?: CustomerChanges): Promise<Customer>;
  /** Adds accounts to a customer, as if they had been shared with the partner just now. */
  addAccountsOf(customer: Customer, changes?: CustomerChanges): Promise<readonly SimulatedWaba[]>;
  /** Runs `wabactl <args> --json`; an order is recorded for the checker. */
  wabactl(...args: readonly string[]): Promise<WabactlResult>;
  /** Orders about credit with the short patience of tests. */
  readonly credit: CreditOrders;
  /** Gives an order by a way of the test's own, and records it for the checker. */
  readonly note: NoteOrder;
  /** `fetch` for the API: an order is recorded for the checker. */
  readonly fetch: NotedFetch;
  /** Starts a migration to INR, the clone on the partner's line. */
  start(wabaId: string, ...more: readonly string[]): Promise<WabactlResult>;
  /** As {@link wabactl}, with other settings than the world's; an empty one counts as not set. */
  wabactlWith(env: Env, ...args: readonly string[]): Promise<WabactlResult>;
  /** Approves the digest that the report shows now. */
  approve(wabaId: string, ...more: readonly string[]): Promise<WabactlResult>;
  /** Waits until the newest run of an account is in a phase; fails as soon as it has ended in another. */
  waitForPhase(wabaId: string, phase: Phase | readonly Phase[], choice?: WaitChoice): Promise<StateDocument>;
  /** The same of the newest credit operation of a business. */
  waitForCredit(
    businessId: string,
    phase: CreditPhase | readonly CreditPhase[],
    choice?: WaitFor<CreditStateDocument>,
  ): Promise<CreditStateDocument>;
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
  return await wholeOrNothing((endLater, close) => build(endLater, close, choice));
}

async function build(endLater: EndLater, close: () => Promise<void>, choice: WorldChoice): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'waba-world-'));
  endLater(() => rm(dir, { recursive: true, force: true }));
  const evidenceDir = join(dir, 'evidence');
  await mkdir(evidenceDir);

  const server = await startTestServer();
  endLater(() => server.stop());
  const simulator = await startSimulator({ cwd: dir, env: {} });
  endLater(() => simulator.end());
  const connection = await Connection.connect({ address: server.address });
  endLater(() => connection.close());
  const { env: shared = {} } = choice;
  const payloadKeys = parsePayloadKeys(shared['PAYLOAD_KEYS'] ?? '');
  const dataConverter = createDataConverter(payloadKeys);
  const client = new Client({ connection, namespace: server.namespace, dataConverter });
  const migrations = createWabaMigrations({ client });

  const customers = await createCustomerBook(dir);
  const clientEnv = { ...shared, ...server.env, STATE_DIR: join(dir, 'state'), EVIDENCE_DIR: evidenceDir };
  const workerEnv = {
    ...clientEnv,
    GRAPH_API_URL: simulator.url,
    GRAPH_TOKEN: TOKEN,
    GRAPH_TOKENS_FILE: customers.tokensFile,
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
  endLater(() => Promise.all(workers.map(({ child }) => child.end('SIGKILL'))));

  const deeds = {
    accounts: [] as SimulatedWaba[],
    customers: [] as Customer[],
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
    const starts = ['start', 'share', 'revoke'].includes(command?.command ?? '');
    if (starts && command?.accepted) deeds.runs.push(result.json as RunId);
    deeds.answers.push(result);
    return result;
  };

  const wabactl: World['wabactl'] = (...args) => wabactlWith({}, ...args);

  const addAccounts = async (
    { businessId, tokenRef, token }: Omit<Customer, 'wabas'>,
    changes: CustomerChanges,
  ): Promise<readonly SimulatedWaba[]> => {
    const own = { businessId, token: { ref: tokenRef, token } };
    const { wabas } = await simulator.addCustomer(customerSpec({ ...own, ...changes }));
    deeds.accounts.push(...wabas);
    return wabas;
  };

  const note: NoteOrder = async (order, give, answerOf) => {
    const command = { ...order, at: new Date().toISOString(), journalSeq: await lastSeq() };
    try {
      const given = await give();
      const { accepted, run } = await answerOf(given);
      deeds.commands.push({ ...command, accepted });
      if (run !== undefined && deeds.runs.every(({ runId }) => runId !== run.runId)) deeds.runs.push(run);
      return given;
    } catch (error) {
      deeds.commands.push({ ...command, accepted: false });
      throw error;
    }
  };

  const credit = createCreditOrders(migrations, (order, start) =>
    note(order, start, (run) => ({ accepted: true, run })),
  );

  const workersSaid = (): string => workers.map(({ child }) => child.output().slice(-3_000)).join('\n');

  const waitForPhase: World['waitForPhase'] = async (wabaId, phase, { dryRun = false, ...choice } = {}) =>
    waitUntilIn(
      {
        who: wabaId,
        look: () => migrations.get(wabaId, { dryRun }),
        isTerminal: (state) => isTerminal(state.phase),
        describe(last) {
          const differing = last?.report?.checks.filter((check) => check.result !== 'match');
          return `${JSON.stringify({ ...last, report: differing }, null, 1)}\n${workersSaid()}`;
        },
      },
      phase,
      choice,
    );

  const waitForCredit: World['waitForCredit'] = async (businessId, phase, choice) =>
    waitUntilIn(
      {
        who: `credit of business ${businessId}`,
        look: () => migrations.credit.get(businessId),
        isTerminal: (state) => isTerminalCredit(state.phase),
        describe: (last) => `${JSON.stringify(last, null, 1)}\n${workersSaid()}`,
      },
      phase,
      choice,
    );

  startWorker();
  return {
    server,
    simulator,
    client,
    migrations,
    evidenceDir,
    wabactl,
    wabactlWith,
    credit,
    note,
    fetch: createNotedFetch(note),
    waitForPhase,
    waitForCredit,
    startWorker,
    close,
    async addAccount(changes = {}) {
      const waba = await simulator.addWaba(accountSpec(changes));
      deeds.accounts.push(waba);
      return waba;
    },
    async addCustomer(changes = {}) {
      const identity = customers.next();
      const customer = { ...identity, wabas: await addAccounts(identity, changes) };
      deeds.customers.push(customer);
      return customer;
    },
    addAccountsOf: (customer, changes = {}) => addAccounts(customer, changes),
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
      // The search takes every secret as a key for every other one, so a few of many alike must do.
      const customerTokens = deeds.customers.slice(0, 2).map(({ token }) => token);
      const businessIds = [
        ...accounts.map((waba) => waba.businessId),
        ...deeds.customers.map((each) => each.businessId),
      ];
      const texts = [
        ...workers.map(({ child, from }, index) => ({
          where: `log of worker ${index + 1}`,
          text: child.output().slice(from),
        })),
        ...answers.map(({ args, stdout, stderr }) => ({ where: `wabactl ${args.join(' ')}`, text: stdout + stderr })),
      ];
      deeds.accounts = [];
      deeds.customers = [];
      deeds.commands = [];
      deeds.runs = [];
      deeds.answers = [];
      deeds.sinceSeq = await lastSeq();
      workers.forEach((worker) => (worker.from = worker.child.output().length));
      return judge(
        {
          wabaIds: accounts.map(({ id }) => id),
          businessIds: [...new Set(businessIds)],
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
          secrets: [
            TOKEN,
            APP_SECRET,
            ...customerTokens,
            ...keyTexts(shared['PAYLOAD_KEYS']),
            ...(choice.secrets ?? []),
          ],
          codec: payloadKeys && createEncryptionCodec(payloadKeys),
          show: (wabaId, dryRun) =>
            runWabactl(['migrate', 'show', wabaId, ...(dryRun ? ['--dry-run'] : [])], { cwd: dir, env: clientEnv }),
          showCredit: (businessId) => migrations.credit.get(businessId),
        },
      );
    },
  };
}

/** The keys themselves, without their ids: they must be as secret as a token. */
function keyTexts(payloadKeys = ''): string[] {
  return payloadKeys.split(',').flatMap((entry) => entry.split(':')[1] ?? []);
}
