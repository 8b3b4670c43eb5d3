/** Connects the command line to Temporal or to the HTTP API, as the settings and what was typed say. */
import { createHttpWabaMigrations, createWabaMigrations, isUnauthorized, TemporalUnavailable, Unauthorized } from '..';
import { connectClient, TemporalUnavailableError } from '../../runtime/connection';
import { readClientSettings, readRemoteSettings, type RemoteSettings } from '../../runtime/settings';
import type { CliSettings, OpenMigrations, TypedSettings } from './context';
import { splitFix } from './errors';

/** Reads what the command line needs of the settings. Throws `SettingsError`. */
export function readCliSettings(env: NodeJS.ProcessEnv, typed: TypedSettings = {}): CliSettings {
  const { apiUrl, apiKeysFile } = remoteSettings(env, typed);
  // The server knows what it demands and where Temporal is; settings of Temporal do not matter here.
  if (apiUrl !== undefined) return { requireSecondPerson: false, temporalUi: null, apiKeysFile, apiUrl };
  const { requireSecondPerson, temporalUiUrl: uiUrl, temporal } = readClientSettings(env);
  const temporalUi = uiUrl === undefined ? null : { uiUrl, namespace: temporal.namespace };
  return { requireSecondPerson, temporalUi, apiKeysFile };
}

/** Reads the settings and connects. Throws `SettingsError` before, and an error of the client after trying. */
export async function connectMigrations(env: NodeJS.ProcessEnv, typed: TypedSettings = {}): Promise<OpenMigrations> {
  const { apiUrl, apiKey } = remoteSettings(env, typed);
  return apiUrl === undefined ? connectTemporal(env) : connectApi(apiUrl, apiKey);
}

/** An address that was typed counts, whatever the environment says. */
function remoteSettings(env: NodeJS.ProcessEnv, { apiUrl }: TypedSettings): RemoteSettings {
  return readRemoteSettings(apiUrl === undefined ? env : { ...env, WABA_API_URL: apiUrl });
}

async function connectTemporal(env: NodeJS.ProcessEnv): Promise<OpenMigrations> {
  const settings = readClientSettings(env);
  try {
    const connected = await connectClient(settings);
    return { migrations: createWabaMigrations({ client: connected.client }), close: () => connected.close() };
  } catch (error) {
    if (!(error instanceof TemporalUnavailableError)) throw error;
    const [message, fix] = splitFix(error.message, ': ', 'Is the server running?');
    throw new TemporalUnavailable(message, fix, { cause: error });
  }
}

/** Asks who one is first, once: a wrong address or key is told at once, before anything is ordered. */
async function connectApi(baseUrl: string, apiKey: string | undefined): Promise<OpenMigrations> {
  const first = createHttpWabaMigrations({ baseUrl, apiKey, retry: { attempts: 1 } });
  const { temporalUi } = await first.me().catch((error: unknown) => {
    if (!isUnauthorized(error)) throw error;
    throw new Unauthorized(error.message, 'Give a key of that server in WABA_API_KEY.', { cause: error });
  });
  const migrations = createHttpWabaMigrations({ baseUrl, apiKey });
  return { migrations, temporalUi, close: () => Promise.resolve() };
}
