/** The API of `npm start`: a process of its own, beside the worker. */
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from '../../runtime/ports';
import type { ApiSettings } from '../../runtime/settings';
import { startChild, type Child, type Teardown } from './child-process';

/** As long as an API may take to finish the requests under way, and a little. */
const PATIENCE_MS = 20_000;
/** What only workers need. */
const WORKERS_SECRETS = [
  ...['GRAPH_TOKEN', 'GRAPH_TOKEN_FILE', 'GRAPH_TOKENS_FILE', 'META_APP_SECRET', 'META_APP_SECRET_FILE'],
  ...['WEBHOOK_VERIFY_TOKENS_FILE', 'CUTOVER_HOOK_URL', 'CUTOVER_HOOK_SECRETS', 'CUTOVER_HOOK_SECRETS_FILE'],
  ...['NOTIFY_URL', 'NOTIFY_SECRETS', 'NOTIFY_SECRETS_FILE'],
];

/** The caller's environment without what only workers need. */
export const withoutWorkersSecrets = (): NodeJS.ProcessEnv => ({
  ...process.env,
  ...Object.fromEntries(WORKERS_SECRETS.map((name) => [name, ''])),
});

/** What {@link startApi} takes. */
export interface ApiChildOptions {
  readonly settings: ApiSettings;
  /** How it finds Temporal, where that is no setting of the caller's. */
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly teardown: Teardown;
}

/** Starts the API on `PORT` or the next free one; answers once it listens. */
export async function startApi({
  settings,
  env,
  say,
  teardown,
}: ApiChildOptions): Promise<{ url: string; child: Child }> {
  const { stateDir, evidenceDir } = settings;
  const port = settings.port === 0 ? 0 : await freePort(settings.port, say, 'the API');
  const child = startChild({
    name: 'API',
    script: 'api',
    logPath: join(stateDir, 'api.log'),
    env: {
      ...withoutWorkersSecrets(),
      STATE_DIR: stateDir,
      EVIDENCE_DIR: evidenceDir,
      PORT: String(port),
      ...env,
    },
  });
  teardown.push(() => child.stop(PATIENCE_MS));
  const { url } = z.object({ url: z.url() }).parse(JSON.parse(await child.firstLine));
  return { url, child };
}
