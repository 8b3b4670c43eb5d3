/** The whole product for browser tests: Temporal, simulator, worker, one API process that serves the dashboard, Chromium. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey, type Role } from '../../../client/access';
import { createWorld, until, type Child, type World, type WorldChoice } from '../../e2e/harness';
import { startProcess } from '../../e2e/harness/child-process';
import { wholeOrNothing, type EndLater } from '../../helpers/whole-or-nothing';
import { noteOrders } from './orders';
import { startBrowser, type Reader, type ReaderChoice, type TestBrowser } from './browser';

/** What a site has that others have not. */
export interface SiteChoice extends WorldChoice {
  /** Whether people have to sign in; then {@link Site.keys} has a key for each role. */
  readonly hasKeys?: boolean;
  /** Settings of the API process. */
  readonly apiEnv?: Readonly<Record<string, string>>;
}

/** Everything that a browser test needs. */
export interface Site {
  readonly world: World;
  /** The dashboard's address; the same after {@link Site.restartApi}. */
  readonly url: string;
  /** An API key for each role; empty texts on a site without keys. */
  readonly keys: Readonly<Record<Role, string>>;
  /** A new reader with cookies of its own; what it complains of fails {@link Site.finish}. */
  reader(choice?: ReaderChoice): Promise<Reader>;
  /** Ends the API process as a kill does. */
  killApi(): Promise<void>;
  /** Starts it again, at the same address and with the same sessions. */
  restartApi(): Promise<void>;
  /** Closes the readers, fails where a page complained, and asks the checker about the accounts of the test. */
  finish(): Promise<void>;
  /** Ends every process and removes every folder. */
  close(): Promise<void>;
}

const ROLES: readonly Role[] = ['viewer', 'operator', 'approver', 'admin'];

/** Starts a site. Whatever has been started is ended where a part of it does not start. */
export async function createSite(choice: SiteChoice = {}): Promise<Site> {
  return await wholeOrNothing((endLater, close) => build(endLater, close, choice));
}

async function build(
  endLater: EndLater,
  close: () => Promise<void>,
  { hasKeys = false, apiEnv = {}, ...worldChoice }: SiteChoice,
): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'waba-site-'));
  endLater(() => rm(folder, { recursive: true, force: true }));
  const browser: TestBrowser = await startBrowser();
  endLater(() => browser.close());
  const world = await createWorld(worldChoice);
  endLater(() => world.close());

  const keysFile = join(folder, 'keys.json');
  const keys: Record<Role, string> = { viewer: '', operator: '', approver: '', admin: '' };
  if (hasKeys)
    for (const role of ROLES)
      keys[role] = (await createKey(keysFile, { name: `the ${role}`, role, expires: null }, new Date())).key;

  const env = {
    ...worldChoice.env,
    ...world.server.env,
    EVIDENCE_DIR: world.evidenceDir,
    STATE_DIR: folder,
    GRAPH_API_URL: world.simulator.url,
    SESSION_SECRET: 'a secret of the tests that is long enough',
    ...(hasKeys && { API_KEYS_FILE: keysFile }),
    ...apiEnv,
  };
  let api: { readonly child: Child; readonly url: string };
  const startApi = async (port: string): Promise<void> => {
    const child = startProcess('api', [], { cwd: folder, env: { ...env, PORT: port } });
    const { url } = JSON.parse(await child.line(/"url"/)) as { url: string };
    api = { child, url };
  };
  await startApi('0');
  endLater(() => api.child.end('SIGKILL'));
  const { url } = api!;
  // Until a worker polls, every page says so; what is tried here begins where all is well.
  await until('a site that is ready', 120_000, async () =>
    (await fetch(`${url}/readyz`)).status === 200 ? true : undefined,
  );

  const readers: Reader[] = [];
  return {
    world,
    url,
    keys,
    close,
    async reader(readerChoice) {
      const reader = await browser.reader(url, readerChoice);
      await noteOrders(reader.context, world);
      readers.push(reader);
      return reader;
    },
    async killApi() {
      await api.child.end('SIGKILL');
    },
    restartApi: () => startApi(new URL(url).port),
    async finish() {
      const complaints = readers.flatMap((reader) => reader.complaints);
      for (const reader of readers.splice(0)) await reader.close();
      if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join('\n')}`);
      await world.finish();
    },
  };
}
