/** The worker of `npm start`: a process of its own. */
import { join } from 'node:path';
import type { EmbeddedServer } from '../../runtime/embedded-server';
import type { ClientSettings } from '../../runtime/settings';
import { startChild, type Child, type Teardown } from './child-process';
import { temporalEnv } from './own-server';
import { simulatedMeta } from './simulated';

/** As long as a worker may take to finish its writes, and a little. */
const PATIENCE_MS = 90_000;

/** What {@link startWorker} takes beside the settings: our server and the simulator, where the caller has neither. */
export interface WorkerChildOptions {
  readonly server: EmbeddedServer | undefined;
  readonly simulatorUrl: string | undefined;
  readonly teardown: Teardown;
}

/** Starts a worker; nobody waits for it, since runs do. */
export function startWorker(
  { stateDir, evidenceDir, publicUrl }: Pick<ClientSettings, 'stateDir' | 'evidenceDir' | 'publicUrl'>,
  { server, simulatorUrl, teardown }: WorkerChildOptions,
): Child {
  const child = startChild({
    name: 'worker',
    script: 'worker',
    logPath: join(stateDir, 'worker.log'),
    env: {
      ...process.env,
      STATE_DIR: stateDir,
      EVIDENCE_DIR: evidenceDir,
      PUBLIC_URL: publicUrl,
      ...(server && temporalEnv(server)),
      ...(simulatorUrl !== undefined && simulatedMeta(simulatorUrl, process.env)),
    },
  });
  teardown.push(() => child.stop(PATIENCE_MS));
  return child;
}
