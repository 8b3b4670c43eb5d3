/** Settings of an API process. */
import { z } from 'zod';
import { clientSettings, clientVariables, type ClientSettings } from './client';
import { listenerVariables, portSchema, type ListenerSettings } from './listener';
import { graphApiUrl } from './meta';
import { SettingsSource, type SettingsOptions } from './source';

/** What an API process needs: of Meta it knows the address alone. */
export interface ApiSettings extends ClientSettings, ListenerSettings {
  /** Base URL of the Graph API that the workers use, to be shown; an API process never calls it. */
  readonly graphApiUrl: string;
}

const apiTable = z.object({
  ...clientVariables,
  ...listenerVariables,
  PORT: portSchema.default(3000),
  GRAPH_API_URL: graphApiUrl,
});

/** Settings of an API process. Throws `SettingsError`. */
export function readApiSettings(env: NodeJS.ProcessEnv = process.env, options: SettingsOptions = {}): ApiSettings {
  const source = new SettingsSource(env, options);
  const table = source.parse(apiTable);
  const { HOST: host, PORT: port, SESSION_SECRET: sessionSecret, GRAPH_API_URL: graphApiUrl } = table;
  return { ...clientSettings(source, table, options), host, port, sessionSecret, graphApiUrl };
}
