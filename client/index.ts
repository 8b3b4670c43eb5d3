/**
 * The typed client for other services: starts, lists, watches and steers migrations and credit operations, straight on a
 * Temporal server or over the HTTP API. It holds no token of Meta and calls Meta never; workers do.
 *
 * @example
 * const migrations = createWabaMigrations({ client });
 * await migrations.start({ wabaId: '102290129340398', targetCurrency: 'INR', startedBy: 'billing-service' });
 * const state = await migrations.wait('102290129340398', { until: 'person' });
 */
import { TemporalMigrations, type WabaMigrationsOptions } from './temporal-migrations';

export type { RecentChanges, RunChange } from './visibility/changes';
export {
  parseBusinessId,
  parseCreditVerbInput,
  parseQuestion,
  parseRevokeRequest,
  parseShareStart,
  revokeRequestSchema,
  type CreditVerbArgs,
  type RevokeRequest,
} from './credit/input';
export type { CreditOperationPage, CreditOperationSummary } from './credit/list';
export type { Finding, FindingName, FindingStatus } from './doctor';
export * from './errors';
export { hasEnded, type WaitOptions, type WaitUntil, type WatchOptions } from './watch/follow';
export {
  createHttpWabaMigrations,
  type EventOptions,
  HttpMigrations,
  type HttpWabaMigrationsOptions,
  type Me,
  type MigrationEvent,
} from './http';
export { inputDigest } from './start/input-digest';
export { complaintsAbout, parseInput, parseStartInput, parseVerbInput, parseWabaId } from './input';
export type { MigrationPage, MigrationSummary, PhaseCounts } from './visibility/list';
export type {
  CountFilter,
  CreditLines,
  GiveCreditVerb,
  GiveVerb,
  RunChoice,
  TokenChoice,
  VerbArgs,
  WabaMigrations,
} from './migrations';
export { READINESS_CHECKS, type Readiness, type ReadinessCheck } from './readiness-checks';
export { showCommand } from './run-names';
export { runUrl, type TemporalUi } from './runs/run-url';
export { demandSecondPerson } from './start/second-person';
export type { StartResult } from './start/start-migration';
export type { StartedRun, StartOptions } from './start/start-run';
export { TemporalMigrations, type WabaMigrationsOptions } from './temporal-migrations';
export type { VerbOptions } from './runs/verbs';
export {
  creditListFilterSchema,
  listFilterSchema,
  MAX_PAGE_SIZE,
  type CreditListFilter,
  type ListFilter,
} from './visibility/query';
export { createDataConverter, parsePayloadKeys, type PayloadKeys } from '../runtime/data-converter';
export type { AccountFacts } from '../domain/account-facts';
export type { BusinessCredit, Radius } from '../domain/credit/funding';
export type { RevokeInput, ShareInput, ShareStart } from '../domain/credit/input';
export type { CreditOperation, CreditPhase } from '../domain/credit/phases';
export type { CreditLineDetails, CreditLines as CreditLineList, CreditLineSummary } from '../domain/credit/questions';
export type { CreditOutcome, CreditStateDocument, CreditWaitingFor } from '../domain/credit/state';
export type { CreditVerb } from '../domain/credit/verbs';
export type { MigrationInput, Policy, StartInput } from '../domain/input';
export type { Phase, TerminalPhase } from '../domain/phases';
export type { Report, StateDocument, WaitingFor } from '../domain/state';
export type { Verb } from '../domain/verbs';

/** Makes a client of migrations from a connected client of Temporal. */
export function createWabaMigrations(options: WabaMigrationsOptions): TemporalMigrations {
  return new TemporalMigrations(options);
}
