/** An API process over a world in which one migration waits for its approval and many others are known. */
import { startProcess } from '../test/e2e/harness/child-process';
import type { World } from '../test/e2e/harness';
import { gatherCrowd } from './crowd';

/** What is asked. */
export interface Served {
  /** The address of the API, which serves the dashboard too. */
  readonly url: string;
  /** The account whose migration waits. */
  readonly wabaId: string;
  /** Adds runs until there are so many. */
  grow(runs: number): Promise<void>;
  /** Ends the API process. */
  close(): Promise<void>;
}

/** Starts it. Throws where a process does not start. */
export async function serve(world: World): Promise<Served> {
  const { client, server, evidenceDir, simulator } = world;
  const { id } = await world.addAccount();
  await world.start(id);
  await world.waitForPhase(id, 'awaiting-approval');

  const settings = { EVIDENCE_DIR: evidenceDir, STATE_DIR: server.stateDir, GRAPH_API_URL: simulator.url, PORT: '0' };
  const api = startProcess('api', [], { cwd: server.stateDir, env: { ...server.env, ...settings } });
  const line = await api.line(/"url"/).catch(async (error: unknown) => {
    await api.end('SIGTERM');
    throw error;
  });
  const { url } = JSON.parse(line) as { url: string };
  let runs = 0;
  return {
    url,
    wabaId: id,
    async grow(wanted) {
      await gatherCrowd(client, wanted, runs);
      runs = wanted;
    },
    close: () => api.end('SIGTERM').then(() => undefined),
  };
}
