/** Who may use a server: API keys, roles and sessions, for the HTTP API, the command line and whoever else serves browsers. */
export { createAccess, type Access, type AccessOptions } from './access';
export type { ApiKey } from './key-file';
export type { KeyRing, KeyVerdict } from './key-ring';
export * from './roles';
export { keyOfSession, SESSION_LASTS_S, sessionOf, type Session, type SessionCookie } from './sessions';
export { isLoopback } from './loopback';
