/** Settings of the command line where it goes over the HTTP API in place of Temporal. */
import { z } from 'zod';
import { httpUrl } from './formats';
import { SettingsSource, type SettingsOptions } from './source';

/** Which API, and what it is asked with. */
export interface RemoteSettings {
  /** Base URL of the API; undefined where nobody named one. */
  readonly apiUrl: string | undefined;
  /** Undefined for a server without keys. */
  readonly apiKey: string | undefined;
  /** Absolute path of the file that API keys are kept in; undefined where there are none. */
  readonly apiKeysFile: string | undefined;
}

const remoteTable = z.object({
  WABA_API_URL: httpUrl.optional(),
  WABA_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'is no API key; give the whole key as it was shown when it was made')
    .optional(),
  API_KEYS_FILE: z.string().optional(),
});

/** Which API to use in place of Temporal, if any. Throws `SettingsError`. */
export function readRemoteSettings(
  env: NodeJS.ProcessEnv = process.env,
  options: SettingsOptions = {},
): RemoteSettings {
  const source = new SettingsSource(env, options);
  const { WABA_API_URL: apiUrl, WABA_API_KEY: apiKey, API_KEYS_FILE: file } = source.parse(remoteTable);
  return { apiUrl, apiKey, apiKeysFile: file === undefined ? undefined : source.path(file) };
}
