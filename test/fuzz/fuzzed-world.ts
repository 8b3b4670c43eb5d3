/** What is fuzzed: an API process with keys of every role, over a world with runs in it that stand at different places. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld, CREDIT_LINE, type Child, type World } from '../e2e/harness';
import { startProcess } from '../e2e/harness/child-process';
import { entries, makeKeys } from './entries';
import type { FuzzOptions } from './fuzz';

/** A server to fuzz, and what a run needs to know of it. */
export interface FuzzedWorld extends Required<Pick<FuzzOptions, 'url' | 'keys' | 'roles' | 'known'>> {
  readonly folder: string;
  readonly api: Child;
  close(): Promise<void>;
}

/** Starts it. */
export async function createFuzzedWorld(): Promise<FuzzedWorld> {
  const world = await createWorld();
  const folder = await mkdtemp(join(tmpdir(), 'waba-fuzz-'));
  const keysFile = join(folder, 'keys.json');
  const keys = await makeKeys(keysFile);
  const own = { EVIDENCE_DIR: world.evidenceDir, STATE_DIR: folder, API_KEYS_FILE: keysFile, PORT: '0' };
  const api = startProcess('api', [], { cwd: folder, env: { ...world.server.env, ...own } });
  const { url } = JSON.parse(await api.line(/"url"/)) as { url: string };
  return {
    url,
    api,
    folder,
    keys,
    roles: entries(),
    known: await fillWorld(world),
    async close() {
      await api.end('SIGTERM');
      await world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One account that waits for an approval, one that was rejected, one that was only assessed, and some left alone. */
async function fillWorld(world: World): Promise<FuzzedWorld['known']> {
  const [waiting, rejected, assessed, ...alone] = await Promise.all(
    Array.from({ length: 6 }, () => world.addAccount()),
  );
  const customer = await world.addCustomer({ wabas: 3 });
  if (waiting === undefined || rejected === undefined || assessed === undefined) throw new Error('no accounts');
  for (const { id } of [waiting, rejected]) await world.start(id);
  await world.start(assessed.id, '--dry-run');
  for (const { id } of [waiting, rejected]) await world.waitForPhase(id, 'awaiting-approval');
  await world.wabactl('migrate', 'reject', rejected.id, '--reason', 'not this year');
  const ids = [waiting, rejected, assessed, ...alone, ...customer.wabas].map(({ id }) => id);
  return {
    'path.wabaId': ids,
    'body.wabaId': ids,
    'body.extendedCreditId': [CREDIT_LINE],
    'body.targetCurrency': ['INR', 'BRL'],
    // Ids of businesses and of lines have the same name in a path.
    'path.id': [customer.businessId, waiting.businessId, CREDIT_LINE],
    'query.tokenRef': ['default'],
    'body.tokenRef': ['default'],
  };
}
