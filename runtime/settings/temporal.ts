/** Settings of the connection to Temporal: from the environment, a profile of `temporal.toml`, or a live `npm start`. */
import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { z } from 'zod';
import { hostPort, httpUrl } from './formats';
import type { LocalSession } from './local-session';
import { SettingsError, type SettingsOptions, type SettingsSource } from './source';

/** Where Temporal is, and how to get in. */
export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
  /** API key, TLS and headers for `Connection.connect` and `NativeConnection.connect`, address included. */
  readonly connection: NativeConnectionOptions & { readonly address: string };
  /** Who named the address: the caller, a live `npm start` in this folder, or nobody. */
  readonly foundBy: 'settings' | 'local-session' | 'default';
}

const flag = z.enum(['true', 'false', '1', '0'], 'write true or false');

/** The variables whose form is ours to check, for the tables of every client; the library reads the others by itself. */
export const temporalVariables = {
  TEMPORAL_ADDRESS: hostPort.optional(),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: flag.optional(),
  TEMPORAL_UI_URL: httpUrl.optional(),
};

const TEMPORAL_FILES = [
  'TEMPORAL_CONFIG_FILE',
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
] as const;

/**
 * The caller's address or profile, else the `npm start` of this folder and nothing else, else the default profile.
 * Throws {@link SettingsError}.
 */
export function temporalSettings(
  source: SettingsSource,
  session: LocalSession | undefined,
  options: SettingsOptions,
): TemporalSettings {
  if (session !== undefined && !source.isSet('TEMPORAL_ADDRESS') && !source.isSet('TEMPORAL_PROFILE')) {
    const { temporalAddress: address, namespace } = session;
    return { address, namespace, connection: { address }, foundBy: 'local-session' };
  }
  for (const name of TEMPORAL_FILES) source.checkReadable(name);
  const config = loadProfile(source, options.ignoreTemporalProfiles ?? false);
  const { address = 'localhost:7233' } = config.connectionOptions;
  return {
    address,
    namespace: config.namespace ?? 'default',
    connection: { ...config.connectionOptions, address },
    foundBy: config.connectionOptions.address === undefined ? 'default' : 'settings',
  };
}

function loadProfile(source: SettingsSource, disableFile: boolean): ClientConnectConfig {
  try {
    return loadClientConnectConfig({ disableFile, overrideEnvVars: source.temporalVariables() });
  } catch (error) {
    const isNamed = source.isSet('TEMPORAL_PROFILE');
    // The library stumbles over a file without any profile, as /dev/null is one.
    if (error instanceof TypeError && !isNamed && !disableFile) return loadProfile(source, true);
    // The reason may quote a line of the file, and with it the API key.
    const setting = isNamed ? 'TEMPORAL_PROFILE' : 'TEMPORAL_CONFIG_FILE';
    throw new SettingsError(setting, 'cannot be read from temporal.toml; compare `temporal config list`');
  }
}
