/**
 * A world for one test file: a real Temporal server, the simulator, workers and `wabactl`, each a process of its own,
 * all ended by `close`. `finish` after each test asks the checker about the accounts that the test made.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { createWabaMigrations, type WabaMigrations } from '../../../client';
import type { CheckerInput } from '../../checker';
import { createDataConverter, createEncryptionCodec, parsePayloadKeys } from '../../../runtime/data-converter';
import { startTestServer, type TestServer } from '../../helpers/temporal-servers';
import { wholeOrNothing, type EndLater } from '../../helpers/whole-or-nothing';
import {
  accountSpec,
  APP_ID,
  APP_SECRET,
  BUSINESS_ID,
  CREDIT_LINE,
  customerSpec,
  TOKEN,
  type AccountChanges,
  type CustomerChanges,
} from './account-spec';
import type { Child } from './child-process';
import { createCreditOrders, type CreditOrders } from './credit-orders';
import { createCustomerBook, type Customer } from './customers';
import { openDeedBook } from './deed-book';
import { judge } from './judge';
import { createNotedFetch, type NotedFetch, type NoteOrder } from './orders';
import { createPhaseWaits, type PhaseWaits } from './phase-waits';
import { startSimulator, type SimulatedWaba, type SimulatorProcess } from './simulator-process';
import { runWabactl, type WabactlResult } from './wabactl';
import { createWorkers } from './workers';

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
export interface World extends PhaseWaits {
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

  const workers = createWorkers({ cwd: dir, env: workerEnv });
  endLater(() => workers.end());
  const book = openDeedBook(simulator);

  const wabactlWith: World['wabactlWith'] = (env, ...args) =>
    book.noteWabactl(() => runWabactl(args, { cwd: dir, env: { ...clientEnv, ...env } }));
  const wabactl: World['wabactl'] = (...args) => wabactlWith({}, ...args);

  const addAccounts = async (
    { businessId, tokenRef, token }: Omit<Customer, 'wabas'>,
    changes: CustomerChanges,
  ): Promise<readonly SimulatedWaba[]> => {
    const own = { businessId, token: { ref: tokenRef, token } };
    const { wabas } = await simulator.addCustomer(customerSpec({ ...own, ...changes }));
    book.noteAccounts(...wabas);
    return wabas;
  };

  const credit = createCreditOrders(migrations, (order, start) =>
    book.note(order, start, (run) => ({ accepted: true, run })),
  );

  workers.start();
  return {
    server,
    simulator,
    client,
    migrations,
    evidenceDir,
    wabactl,
    wabactlWith,
    credit,
    note: book.note,
    fetch: createNotedFetch(book.note),
    ...createPhaseWaits(migrations, workers.lastWords),
    startWorker: workers.start,
    killWorker: workers.kill,
    workerLog: workers.log,
    close,
    async addAccount(changes = {}) {
      const waba = await simulator.addWaba(accountSpec(changes));
      book.noteAccounts(waba);
      return waba;
    },
    async addCustomer(changes = {}) {
      const identity = customers.next();
      const customer = { ...identity, wabas: await addAccounts(identity, changes) };
      book.noteCustomer(customer);
      return customer;
    },
    addAccountsOf: (customer, changes = {}) => addAccounts(customer, changes),
    start: (wabaId, ...more) =>
      wabactl('migrate', 'start', '--waba', wabaId, '--to', 'INR', '--credit-line', CREDIT_LINE, ...more),
    async approve(wabaId, ...more) {
      const { report } = await migrations.get(wabaId);
      return wabactl('migrate', 'approve', wabaId, '--digest', report?.digest ?? 'none', ...more);
    },
    async finish() {
      const said = workers.takeOutput();
      const { deeds, customers: made } = await book.takeDeeds();
      // The search takes every secret as a key for every other one, so a few of many alike must do.
      const customerTokens = made.slice(0, 2).map(({ token }) => token);
      return judge(
        { ...deeds, texts: [...said, ...deeds.texts] },
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
