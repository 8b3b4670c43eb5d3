/**
 * The typed client for other services: starts, lists, watches and steers migrations and credit operations on a Temporal
 * server. It holds no token of Meta and calls Meta never; workers do.
 *
 * @example
 * const migrations = createWabaMigrations({ client });
 * await migrations.start({ wabaId: '102290129340398', targetCurrency: 'INR', startedBy: 'billing-service' });
 * const state = await migrations.wait('102290129340398', { until: 'person' });
 */
import type { Client } from '@temporalio/client';
import { migrationWorkflowId } from '../domain/ids';
import type { StartInput } from '../domain/input';
import type { StateDocument } from '../domain/state';
import type { Verb, verbInputs } from '../domain/verbs';
import type { z } from 'zod';
import type { Calls } from './calls';
import { readChanges, type RecentChanges } from './changes';
import { askGraph } from './credit/ask-graph';
import { CreditLines, type TokenChoice } from './credit/credit-lines';
import { parseQuestion } from './credit/input';
import { examine, type Finding, type FindingName } from './doctor';
import { parseInput, parseStartInput, parseVerbInput, parseWabaId } from './input';
import { countMigrations, listMigrations, type MigrationPage, type PhaseCounts } from './list';
import { MIGRATION_RUN } from './migration-run';
import { readOldestWait } from './oldest-wait';
import { readReadiness, type Readiness } from './readiness';
import { startMigration, type StartResult } from './start';
import type { StartOptions } from './start-run';
import { composeState, describeRun } from './state-document';
import { giveVerb, type VerbOptions } from './verbs';
import { listFilterSchema, type ListFilter } from './visibility-query';
import { waitForRun, watchRun, type WaitOptions, type WatchOptions } from './watch';

export type { RecentChanges, RunChange } from './changes';
export { CreditLines, type TokenChoice } from './credit/credit-lines';
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
export type { Finding, FindingName, FindingStatus } from './doctor';
export * from './errors';
export { inputDigest } from './input-digest';
export { complaintsAbout, parseInput, parseStartInput, parseVerbInput, parseWabaId } from './input';
export type { MigrationPage, MigrationSummary, PhaseCounts } from './list';
export { READINESS_CHECKS, type Readiness, type ReadinessCheck } from './readiness';
export { showCommand } from './run-names';
export { runUrl, type TemporalUi } from './run-url';
export { demandSecondPerson } from './second-person';
export type { StartResult } from './start';
export type { StartedRun, StartOptions } from './start-run';
export type { VerbOptions } from './verbs';
export { listFilterSchema, MAX_PAGE_SIZE, type ListFilter } from './visibility-query';
export { createDataConverter, parsePayloadKeys, type PayloadKeys } from '../runtime/data-converter';
export { hasEnded, type WaitOptions, type WaitUntil, type WatchOptions } from './watch';
export type { BusinessCredit, Radius } from '../domain/credit/funding';
export type { RevokeInput, ShareInput, ShareStart } from '../domain/credit/input';
export type { CreditPhase } from '../domain/credit/phases';
export type { CreditLineDetails, CreditLines as CreditLineList, CreditLineSummary } from '../domain/credit/questions';
export type { CreditOutcome, CreditStateDocument, CreditWaitingFor } from '../domain/credit/state';
export type { CreditVerb } from '../domain/credit/verbs';
export type { MigrationInput, Policy, StartInput } from '../domain/input';
export type { Phase, TerminalPhase } from '../domain/phases';
export type { Report, StateDocument, WaitingFor } from '../domain/state';
export type { Verb } from '../domain/verbs';

/** What {@link createWabaMigrations} takes. */
export interface WabaMigrationsOptions {
  /** A connected client of Temporal, with the data converter that the workers use. */
  readonly client: Client;
  /** For calls that the server answers by itself (default 15 s). */
  readonly serverTimeoutMs?: number;
  /** For queries and verbs, which a worker must answer (default 15 s). */
  readonly workerTimeoutMs?: number;
}

/** Which run of an account: the migration, or its newest dry run. */
export interface RunChoice {
  readonly dryRun?: boolean;
}

/** The input of a verb as a caller writes it. */
export type VerbArgs<V extends Verb> = z.input<(typeof verbInputs)[V]>;

/** Everything that starts, steers and watches migrations. Every method parses its input before it contacts Temporal. */
export class WabaMigrations {
  readonly #calls: Calls;
  /** Lines of credit: who has one, sharing and revoking. */
  readonly credit: CreditLines;

  constructor({ client, serverTimeoutMs, workerTimeoutMs }: WabaMigrationsOptions) {
    this.#calls = { client, serverTimeoutMs: serverTimeoutMs ?? 15_000, workerTimeoutMs: workerTimeoutMs ?? 15_000 };
    this.credit = new CreditLines(this.#calls);
  }

  /**
   * Starts a migration or a dry run. A run that is there already and asks for the same is answered with
   * `started: false`; throws `Conflict` where it asks for something else.
   */
  async start(input: StartInput, options: StartOptions = {}): Promise<StartResult> {
    return startMigration(this.#calls, parseStartInput(input), options);
  }

  /** The state document of the newest run of an account. */
  async get(wabaId: string, choice: RunChoice = {}): Promise<StateDocument> {
    return composeState(this.#calls, MIGRATION_RUN, await describeRun(this.#calls, idOf(wabaId, choice)));
  }

  /** One page of migrations: open runs, then closed ones, each newest first. Runs appear within seconds of their start. */
  async list(filter: ListFilter = {}): Promise<MigrationPage> {
    return listMigrations(this.#calls, parseInput(listFilterSchema, filter, 'filter'));
  }

  /** How many migrations stand in each phase; phases that are not terminal count open runs only. */
  async count(filter: Omit<ListFilter, 'phase' | 'pageSize' | 'pageToken'> = {}): Promise<PhaseCounts> {
    return countMigrations(this.#calls, parseInput(listFilterSchema, filter, 'filter'));
  }

  /** Waits for the end of a run or, with `until: 'person'`, also for the moment when a person is needed. */
  async wait(wabaId: string, options: WaitOptions & RunChoice = {}): Promise<StateDocument> {
    return waitForRun(this.#calls, MIGRATION_RUN, idOf(wabaId, options), options);
  }

  /** The state document now and after each change, until the run ends. */
  watch(wabaId: string, options: WatchOptions & RunChoice = {}): AsyncGenerator<StateDocument, void, void> {
    return watchRun(this.#calls, MIGRATION_RUN, idOf(wabaId, options), options);
  }

  /** Lets the numbers move, for the digest that the report shows. */
  approve = this.#verb('approve');
  /** Ends a run that waits for approval; nothing moves. */
  reject = this.#verb('reject');
  /** Sets one check aside that may be waived. */
  waive = this.#verb('waive');
  /** Takes a step again that a run stands still at. */
  retry = this.#verb('retry');
  /** Names the migration of a lost initiate. */
  attach = this.#verb('attach');
  /** Stops before the next write; reads go on. */
  pause = this.#verb('pause');
  /** Goes on after a pause. */
  unpause = this.#verb('unpause');
  /** Ends a run before its numbers were told to move. */
  abandon = this.#verb('abandon');
  /** Ends a run that stands still after its numbers were told to move, and states where each is. */
  conclude = this.#verb('conclude');

  /** Runs that entered another phase or closed after a moment, dry runs and credit operations among them. */
  async changes(since: Date): Promise<RecentChanges> {
    return readChanges(this.#calls, since);
  }

  /** Since when the migration has waited that has waited longest for a person; null where none waits. */
  async oldestWait(): Promise<Date | null> {
    return readOldestWait(this.#calls, new Date());
  }

  /** Whether runs can be started, told and moved now. Never throws; answers within three seconds. */
  async readiness(): Promise<Readiness> {
    const serverTimeoutMs = Math.min(this.#calls.serverTimeoutMs, 3_000);
    return readReadiness({ ...this.#calls, serverTimeoutMs }, new Date());
  }

  /**
   * Looks at everything that runs need: Temporal, its namespace and workers, and through a worker Meta and the token.
   * What is not well is a finding with its fix, never an error. Ends within a minute and a half.
   */
  async examine({ tokenRef }: TokenChoice = {}): Promise<readonly Finding<FindingName>[]> {
    const question = parseQuestion({ kind: 'token', tokenRef });
    const serverTimeoutMs = Math.min(this.#calls.serverTimeoutMs, 5_000);
    return examine({ ...this.#calls, serverTimeoutMs }, () => askGraph(this.#calls, question), new Date());
  }

  #verb<V extends Verb>(
    verb: V,
  ): (wabaId: string, input: VerbArgs<V>, options?: VerbOptions) => Promise<StateDocument> {
    return async (wabaId, args, options = {}) => {
      const workflowId = idOf(wabaId, {});
      return giveVerb(this.#calls, MIGRATION_RUN, workflowId, { verb, input: parseVerbInput(verb, args) }, options);
    };
  }
}

function idOf(wabaId: string, { dryRun = false }: RunChoice): string {
  return migrationWorkflowId(parseWabaId(wabaId), { dryRun });
}

/** Makes a client of migrations from a connected client of Temporal. */
export function createWabaMigrations(options: WabaMigrationsOptions): WabaMigrations {
  return new WabaMigrations(options);
}
