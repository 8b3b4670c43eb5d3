/** Who may use a server: API keys, roles and sessions, for the HTTP API, the command line and whoever else serves browsers. */
export { API_KEY_ID } from './api-key';
export { createAccess, type Access, type AccessOptions } from './access';
export { keyNameSchema, type ApiKey } from './key-file';
export type { KeyRing, KeyVerdict } from './key-ring';
export { createKey, listKeys, revokeKey, type CreatedKey, type ListedKey } from './manage-keys';
export * from './roles';
export { keyOfSession, SESSION_LASTS_S, sessionOf, type Session } from './sessions';
export { isLoopback } from './loopback';
