/** Connects the command line to Temporal, as the settings say. */
import { createWabaMigrations, TemporalUnavailable } from '..';
import { connectClient, TemporalUnavailableError } from '../../runtime/connection';
import { readClientSettings } from '../../runtime/settings';
import type { CliSettings, OpenMigrations } from './context';
import { splitFix } from './errors';

/** Reads what the command line needs of the settings. Throws `SettingsError`. */
export function readCliSettings(env: NodeJS.ProcessEnv): CliSettings {
  const { requireSecondPerson, temporalUiUrl: uiUrl, temporal, apiKeysFile } = readClientSettings(env);
  const temporalUi = uiUrl === undefined ? null : { uiUrl, namespace: temporal.namespace };
  return { requireSecondPerson, temporalUi, apiKeysFile };
}

/** Reads the settings and connects. Throws `SettingsError` before, and `TemporalUnavailable` after trying. */
export async function connectMigrations(env: NodeJS.ProcessEnv): Promise<OpenMigrations> {
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
