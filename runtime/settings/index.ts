/**
 * Settings from the environment and a `.env` file, parsed once with zod: one file per process that has some, beside what
 * several share. A bad or missing one is a {@link SettingsError} of one line that names the variable and the fix and
 * never shows its value, which may be a secret in the wrong place.
 */
export { readApiSettings, type ApiSettings } from './api';
export { readClientSettings, type ClientSettings, type LogLevel } from './client';
export { readCodecSettings } from './codec';
export { localSessionPath, type LocalSession } from './local-session';
export { localUser } from './local-user';
export { hasMetaToken } from './meta';
export { readRemoteSettings, type RemoteSettings } from './remote';
export { SettingsError } from './source';
export type { TemporalSettings } from './temporal';
export { readWorkerSettings, type WorkerSettings } from './worker';
