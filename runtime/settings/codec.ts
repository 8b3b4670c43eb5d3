/** Settings of a codec server. */
import { z } from 'zod';
import type { PayloadKeys } from '../data-converter';
import { clientSettings, clientVariables, type ClientSettings } from './client';
import { listenerVariables, portSchema, type ListenerSettings } from './listener';
import { SettingsError, SettingsSource, type SettingsOptions } from './source';

/** What a codec server needs: like an API process it answers browsers, but it never asks Temporal. */
export interface CodecSettings extends Omit<ClientSettings, 'payloadKeys'>, ListenerSettings {
  readonly payloadKeys: PayloadKeys;
}

const codecTable = z.object({
  ...clientVariables,
  ...listenerVariables,
  CODEC_PORT: portSchema.default(8081),
});

/** Settings of a codec server. Throws `SettingsError`, also without keys: it would have nothing to decrypt with. */
export function readCodecSettings(env: NodeJS.ProcessEnv = process.env, options: SettingsOptions = {}): CodecSettings {
  const source = new SettingsSource(env, options);
  const table = source.parse(codecTable);
  const { payloadKeys, ...client } = clientSettings(source, table, options);
  if (payloadKeys === undefined)
    throw new SettingsError('PAYLOAD_KEYS', "is missing; give the codec server the workers' keys");
  return { ...client, payloadKeys, host: table.HOST, port: table.CODEC_PORT, sessionSecret: table.SESSION_SECRET };
}
