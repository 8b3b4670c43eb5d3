/** The codec server of `npm start`, where payloads are encrypted: a process of its own, for the Web UI of our server. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { EmbeddedServer } from '../../runtime/embedded-server';
import { freePort, HOST } from '../../runtime/ports';
import { readCodecSettings, type ApiSettings } from '../../runtime/settings';
import { withoutWorkersSecrets } from './api-child';
import { startChild, type Child, type Teardown } from './child-process';

const PATIENCE_MS = 10_000;

/** Where the codec server of this session will be. */
export interface CodecPlan {
  readonly port: number;
  readonly url: string;
}

/**
 * Chooses the port, before the Temporal server is started: its Web UI is told where to ask. Undefined without payload
 * keys, since nothing is encrypted then.
 */
export async function planCodecServer(
  settings: Pick<ApiSettings, 'payloadKeys'>,
  say: (line: string) => void,
): Promise<CodecPlan | undefined> {
  if (settings.payloadKeys === undefined) return undefined;
  const { port: first } = readCodecSettings(process.env, { ignoreTemporalProfiles: true });
  const port = await freePort(first, say, 'the codec server');
  return { port, url: `http://${HOST}:${port}` };
}

/** A secret for the sessions of API and codec server, where the caller gave none: each would make one of its own. */
export const sharedSessions = ({ sessionSecret }: Pick<ApiSettings, 'sessionSecret'>): NodeJS.ProcessEnv =>
  sessionSecret === undefined ? { SESSION_SECRET: randomBytes(32).toString('base64') } : {};

/** What {@link startCodecServer} takes beside its plan. */
export interface CodecChildOptions {
  readonly settings: Pick<ApiSettings, 'stateDir'>;
  /** Whose Web UI may use it. */
  readonly server: Pick<EmbeddedServer, 'uiUrl'>;
  /** What the API gets beside the caller's environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly teardown: Teardown;
}

/** Starts it for the Web UI of a server; answers once it listens. */
export async function startCodecServer({ port }: CodecPlan, options: CodecChildOptions): Promise<Child> {
  const { settings, server, env, teardown } = options;
  const { stateDir } = settings;
  const child = startChild({
    name: 'codec server',
    script: 'codec-server',
    logPath: join(stateDir, 'codec-server.log'),
    env: {
      ...withoutWorkersSecrets(),
      ...env,
      STATE_DIR: stateDir,
      // The Web UI asks on loopback, wherever the API listens.
      HOST,
      CODEC_PORT: String(port),
      TEMPORAL_UI_URL: server.uiUrl,
    },
  });
  teardown.push(() => child.stop(PATIENCE_MS));
  z.object({ url: z.url() }).parse(JSON.parse(await child.firstLine));
  return child;
}

/** What to set in the browser; nothing without API keys, where nobody has to sign in. */
export function browserHint({ apiKeysFile }: Pick<ApiSettings, 'apiKeysFile'>, apiUrl: string): string {
  if (apiKeysFile === undefined) return 'the Web UI shows payloads in the clear to whoever is on this machine';
  return `sign in at ${apiUrl}; in the Web UI press the glasses, use your browser setting with this address, and include cross-origin credentials`;
}
