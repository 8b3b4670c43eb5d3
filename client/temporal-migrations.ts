/** The client of migrations that goes straight to Temporal. */
import type { Client } from '@temporalio/client';
import type { AccountFacts } from '../domain/account-facts';
import { migrationWorkflowId } from '../domain/ids';
import type { StartInput } from '../domain/input';
import type { StateDocument } from '../domain/state';
import type { Verb } from '../domain/verbs';
import { askGraph } from './credit/ask-graph';
import { TemporalCreditLines } from './credit/credit-lines';
import { parseQuestion } from './credit/input';
import { examine, type Finding, type FindingName } from './doctor';
import { readReadiness } from './doctor/readiness';
import { parseInput, parseStartInput, parseVerbInput, parseWabaId } from './input';
import type { CountFilter, GiveVerb, RunChoice, TokenChoice, WabaMigrations } from './migrations';
import type { Readiness } from './readiness-checks';
import { MIGRATION_RUN } from './runs/migration-run';
import { composeState, describeRun } from './runs/state-document';
import { giveVerb } from './runs/verbs';
import { startMigration, type StartResult } from './start/start-migration';
import type { StartOptions } from './start/start-run';
import type { Calls } from './temporal/calls';
import { readChanges, type RecentChanges } from './visibility/changes';
import { countMigrations, listMigrations, type MigrationPage, type PhaseCounts } from './visibility/list';
import { readOldestWait } from './visibility/oldest-wait';
import { listFilterSchema, migrationsQuery, type ListFilter } from './visibility/query';
import type { WaitOptions, WatchOptions } from './watch/follow';
import { waitForRun, watchRun } from './watch/watch';

/** What {@link TemporalMigrations} takes. */
export interface WabaMigrationsOptions {
  /** A connected client of Temporal, with the data converter that the workers use. */
  readonly client: Client;
  /** For calls that the server answers by itself (default 15 s). */
  readonly serverTimeoutMs?: number;
  /** For queries and verbs, which a worker must answer (default 15 s). */
  readonly workerTimeoutMs?: number;
}

/** Migrations by a connection to Temporal. Every method parses its input before it contacts Temporal. */
export class TemporalMigrations implements WabaMigrations {
  readonly #calls: Calls;
  readonly credit: TemporalCreditLines;

  constructor({ client, serverTimeoutMs, workerTimeoutMs }: WabaMigrationsOptions) {
    this.#calls = { client, serverTimeoutMs: serverTimeoutMs ?? 15_000, workerTimeoutMs: workerTimeoutMs ?? 15_000 };
    this.credit = new TemporalCreditLines(this.#calls);
  }

  async start(input: StartInput, options: StartOptions = {}): Promise<StartResult> {
    return startMigration(this.#calls, parseStartInput(input), options);
  }

  async get(wabaId: string, choice: RunChoice = {}): Promise<StateDocument> {
    return composeState(this.#calls, MIGRATION_RUN, await describeRun(this.#calls, idOf(wabaId, choice)));
  }

  async list(filter: ListFilter = {}): Promise<MigrationPage> {
    return listMigrations(this.#calls, parseInput(listFilterSchema, filter, 'filter'));
  }

  async count(filter: CountFilter = {}): Promise<PhaseCounts> {
    return countMigrations(this.#calls, parseInput(listFilterSchema, filter, 'filter'));
  }

  async wait(wabaId: string, options: WaitOptions & RunChoice = {}): Promise<StateDocument> {
    return waitForRun(this.#calls, MIGRATION_RUN, idOf(wabaId, options), options);
  }

  watch(wabaId: string, options: WatchOptions & RunChoice = {}): AsyncGenerator<StateDocument, void, void> {
    return watchRun(this.#calls, MIGRATION_RUN, idOf(wabaId, options), options);
  }

  readonly approve = this.#verb('approve');
  readonly reject = this.#verb('reject');
  readonly waive = this.#verb('waive');
  readonly retry = this.#verb('retry');
  readonly attach = this.#verb('attach');
  readonly pause = this.#verb('pause');
  readonly unpause = this.#verb('unpause');
  readonly abandon = this.#verb('abandon');
  readonly conclude = this.#verb('conclude');

  async account(wabaId: string, { tokenRef }: TokenChoice = {}): Promise<AccountFacts> {
    return askGraph(this.#calls, parseQuestion({ kind: 'account', wabaId, tokenRef }));
  }

  /** Runs that entered another phase or closed after a moment, dry runs and credit operations among them. */
  async changes(since: Date): Promise<RecentChanges> {
    return readChanges(this.#calls, since);
  }

  /** Since when the migration has waited that has waited longest for a person; null where none waits. */
  async oldestWait(): Promise<Date | null> {
    return readOldestWait(this.#calls, migrationsQuery({ needsOperator: true }), new Date());
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

  #verb<V extends Verb>(verb: V): GiveVerb<V> {
    return async (wabaId, args, options = {}) => {
      const workflowId = idOf(wabaId, {});
      return giveVerb(this.#calls, MIGRATION_RUN, workflowId, { verb, input: parseVerbInput(verb, args) }, options);
    };
  }
}

function idOf(wabaId: string, { dryRun = false }: RunChoice): string {
  return migrationWorkflowId(parseWabaId(wabaId), { dryRun });
}
