/** The simulator of `npm start`, where no token of Meta is set: a process of its own. */
import { join } from 'node:path';
import { z } from 'zod';
import type { EmbeddedServer } from '../../runtime/embedded-server';
import type { ClientSettings } from '../../runtime/settings';
import { startChild, type Child, type Teardown } from './child-process';
import { simulatorEnv } from './simulated';

const PATIENCE_MS = 5_000;

/** Starts it on a free port, with the accounts of the server's database; answers once it listens. */
export async function startSimulator(
  { stateDir }: Pick<ClientSettings, 'stateDir'>,
  server: Pick<EmbeddedServer, 'version'>,
  teardown: Teardown,
): Promise<{ readonly url: string; readonly child: Child }> {
  const child = startChild({
    name: 'simulator',
    script: 'simulator',
    logPath: join(stateDir, 'simulator.log'),
    env: { ...process.env, ...simulatorEnv(stateDir, server, process.env) },
  });
  teardown.push(() => child.stop(PATIENCE_MS));
  const { url } = z.object({ url: z.url() }).parse(JSON.parse(await child.firstLine));
  return { url, child };
}
