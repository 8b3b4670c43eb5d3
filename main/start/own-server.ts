/** The Temporal server of `npm start`, where the caller names none: started, told to children, announced to its folder. */
import { rm } from 'node:fs/promises';
import { devNull } from 'node:os';
import writeFileAtomic from 'write-file-atomic';
import { startEmbeddedServer, type EmbeddedServer } from '../../runtime/embedded-server';
import {
  localSessionPath,
  type ClientSettings,
  type LocalSession,
  type TemporalSettings,
} from '../../runtime/settings';
import type { Teardown } from './child-process';

/** Finds or gets a server and starts it; its Web UI asks the codec server at `codecUrl`, where there is one. */
export async function startOwnServer(
  { stateDir }: Pick<ClientSettings, 'stateDir'>,
  codecUrl: string | undefined,
  options: { readonly say: (line: string) => void; readonly teardown: Teardown },
): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ stateDir, log: options.say, codecUrl });
  options.teardown.push(() => server.stop());
  return server;
}

/** How this process connects to it. */
export const connectionOf = ({ address, namespace }: EmbeddedServer): TemporalSettings => ({
  address,
  namespace,
  connection: { address },
  foundBy: 'local-session',
});

/** Our server and nothing of the caller's: an API key or a certificate of theirs would not fit it. */
export function temporalEnv({ address, namespace }: EmbeddedServer): NodeJS.ProcessEnv {
  const theirs = Object.keys(process.env).filter((name) => name.startsWith('TEMPORAL_'));
  const blank = Object.fromEntries([...theirs, 'TEMPORAL_API_KEY', 'TEMPORAL_API_KEY_FILE'].map((name) => [name, '']));
  return { ...blank, TEMPORAL_CONFIG_FILE: devNull, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
}

/** Lets `wabactl` in this folder find the server without a setting, for as long as this process lives. */
export async function announce(
  server: EmbeddedServer,
  simulatorUrl: string | null,
  { stateDir, teardown }: Pick<ClientSettings, 'stateDir'> & { readonly teardown: Teardown },
): Promise<void> {
  const session: LocalSession = {
    pid: process.pid,
    temporalAddress: server.address,
    namespace: server.namespace,
    temporalUiUrl: server.uiUrl,
    simulatorUrl,
  };
  await writeFileAtomic(localSessionPath(stateDir), `${JSON.stringify(session, undefined, 2)}\n`);
  teardown.push(() => rm(localSessionPath(stateDir), { force: true }));
}
