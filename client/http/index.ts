/**
 * The same client over the HTTP API, for services that have no access to Temporal. It loads nothing of Temporal.
 *
 * @example
 * const migrations = createHttpWabaMigrations({ baseUrl: 'https://migrations.example', apiKey });
 * await migrations.start({ wabaId: '102290129340398', targetCurrency: 'INR' });
 * const state = await migrations.wait('102290129340398', { until: 'person' });
 */
import type { ConnectionOptions } from './connection';
import { HttpMigrations } from './http-migrations';

export * from '../errors';
export { hasEnded, type WaitOptions, type WaitUntil, type WatchOptions } from '../watch/follow';
export type { CreditLines, WabaMigrations } from '../migrations';
export type { Phase } from '../../domain/phases';
export type { Report, StateDocument, WaitingFor } from '../../domain/state';
export { baseUrlSchema } from './base-url';
export type { ConnectionOptions as HttpWabaMigrationsOptions } from './connection';
export type { EventOptions, MigrationEvent } from './events';
export { HttpMigrations, type Me } from './http-migrations';
export type { RetryLimits } from './retry';

/** Makes a client of migrations from the address of an API and a key of it; contacts nobody yet. */
export function createHttpWabaMigrations(options: ConnectionOptions): HttpMigrations {
  return new HttpMigrations(options);
}
