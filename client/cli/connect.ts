/** Connects the command line to Temporal, as the settings say. */
import { createWabaMigrations, TemporalUnavailable } from '..';
import { connectClient, TemporalUnavailableError } from '../../runtime/connection';
import { readClientSettings } from '../../runtime/settings';
import type { OpenMigrations } from './context';

/** Reads the settings and connects. Throws `SettingsError` before, and `TemporalUnavailable` after trying. */
export async function connectMigrations(env: NodeJS.ProcessEnv): Promise<OpenMigrations> {
  const settings = readClientSettings(env);
  try {
    const connected = await connectClient(settings);
    return { migrations: createWabaMigrations({ client: connected.client }), close: () => connected.close() };
  } catch (error) {
    if (!(error instanceof TemporalUnavailableError)) throw error;
    throw new TemporalUnavailable(error.message, null, { cause: error });
  }
}
