/** The client of migrations that goes over the HTTP API, for services and people without access to Temporal. */
import { z } from 'zod';
import { accountFactsSchema, type AccountFacts } from '../../domain/account-facts';
import { migrationWorkflowId } from '../../domain/ids';
import { startInputSchema, type StartInput } from '../../domain/input';
import { stateDocumentSchema, type StateDocument } from '../../domain/state';
import type { Verb } from '../../domain/verbs';
import { migrationListSchema, readinessSchema, startedSchema, type MigrationList } from '../answer-schemas';
import { ApiUnavailable } from '../errors';
import { parseInput, parseVerbInput, parseWabaId } from '../input';
import type { CountFilter, CreditLines, RunChoice, TokenChoice, VerbArgs, WabaMigrations } from '../migrations';
import type { Readiness } from '../readiness-checks';
import { subjectOf } from '../run-names';
import type { VerbOptions } from '../runs/verbs';
import type { StartResult } from '../start/start-migration';
import type { StartOptions } from '../start/start-run';
import type { MigrationPage, PhaseCounts } from '../visibility/list';
import { listFilterSchema, type ListFilter } from '../visibility/query';
import { waitIn, type WaitOptions, type WatchOptions } from '../watch/follow';
import { startHeaders, verbHeaders } from './change-headers';
import { Connection, type ConnectionOptions } from './connection';
import { readEvents, type EventOptions, type MigrationEvent } from './events';
import { HttpCreditLines } from './http-credit-lines';
import type { paths } from './openapi';
import { tokenQuery } from './token-query';
import { signedStart, signedVerb, withoutDecider, withoutStarter, type Unsigned, type UnsignedVerb } from './unsigned';
import { watchOverHttp } from './watch';

const meSchema = z.object({
  name: z.string(),
  role: z.string(),
  permissions: z.array(z.string()),
  version: z.string(),
  temporalUi: z.object({ uiUrl: z.string(), namespace: z.string() }).nullable(),
});
/** Whom the API takes the caller for, and where Temporal's Web UI shows the runs. */
export type Me = Readonly<z.output<typeof meSchema>>;

/** As every client tells a run what was decided, but that who decides is whom the key belongs to. */
type GiveVerbByKey<V extends Verb> = (
  wabaId: string,
  input: UnsignedVerb<VerbArgs<V>>,
  options?: VerbOptions,
) => Promise<StateDocument>;

type ListQuery = NonNullable<paths['/v1/migrations']['get']['parameters']['query']>;

/** The path of each verb; all take and answer alike, so one stands for the rest below. */
type VerbPath = { [V in Verb]: `/v1/migrations/{wabaId}/${V}` }[Verb] & keyof paths;
const pathOf = (verb: Verb): '/v1/migrations/{wabaId}/pause' =>
  `/v1/migrations/{wabaId}/${verb}` satisfies VerbPath as '/v1/migrations/{wabaId}/pause';

/** Migrations over HTTP. Who starts and decides is whom the API key belongs to, whatever an input says. */
export class HttpMigrations implements WabaMigrations {
  readonly #connection: Connection;
  readonly credit: CreditLines;

  constructor(options: ConnectionOptions) {
    this.#connection = new Connection(options);
    this.credit = new HttpCreditLines(this.#connection);
  }

  /** As every client starts a migration; a start that is repeated after a lost answer says `started: false`. */
  async start(input: Unsigned<StartInput>, options: StartOptions = {}): Promise<StartResult> {
    const { wabaId, dryRun } = parseInput(startInputSchema, signedStart(input));
    const asked = { subject: subjectOf(migrationWorkflowId(wabaId, { dryRun })) };
    // As the caller wrote it: which defaults it left out matters to the server.
    const body = withoutStarter(input) as never;
    return this.#connection.call(startedSchema, asked, (api) =>
      api.POST('/v1/migrations', { params: { header: startHeaders(options) }, body }),
    );
  }

  async get(wabaId: string, { dryRun = false }: RunChoice = {}): Promise<StateDocument> {
    const id = parseWabaId(wabaId);
    const asked = { subject: subjectOf(migrationWorkflowId(id, { dryRun })) };
    return this.#connection.call(stateDocumentSchema, asked, (api) =>
      api.GET('/v1/migrations/{wabaId}', { params: { path: { wabaId: id }, query: dryRun ? { dryRun } : {} } }),
    );
  }

  async list(filter: ListFilter = {}): Promise<MigrationPage> {
    const query = { ...parseInput(listFilterSchema, filter, 'filter'), counts: false };
    const { migrations, nextPageToken } = await this.#list(query);
    return { migrations, nextPageToken };
  }

  async count(filter: CountFilter = {}): Promise<PhaseCounts> {
    const query = { ...parseInput(listFilterSchema, filter, 'filter'), pageSize: 1, counts: true };
    const { counts } = await this.#list(query);
    if (counts === null)
      throw new ApiUnavailable('The API did not count', 'Run client and server from the same version.');
    return counts;
  }

  async wait(wabaId: string, options: WaitOptions & RunChoice = {}): Promise<StateDocument> {
    return waitIn(this.watch(wabaId, options), options);
  }

  watch(wabaId: string, options: WatchOptions & RunChoice = {}): AsyncGenerator<StateDocument, void, void> {
    const { dryRun = false } = options;
    const subject = subjectOf(migrationWorkflowId(parseWabaId(wabaId), { dryRun }));
    return watchOverHttp(() => this.get(wabaId, { dryRun }), subject, options);
  }

  async account(wabaId: string, choice: TokenChoice = {}): Promise<AccountFacts> {
    const id = parseWabaId(wabaId);
    return this.#connection.call(accountFactsSchema, { subject: `account ${id}` }, (api) =>
      api.GET('/v1/accounts/{wabaId}', { params: { path: { wabaId: id }, query: tokenQuery(choice) } }),
    );
  }

  async readiness(): Promise<Readiness> {
    const asked = { subject: 'readiness' };
    return this.#connection.call(readinessSchema, asked, (api) => api.GET('/readyz'), { alsoRead: [503] });
  }

  /** Hears of changes until the caller stops: a snapshot, then a hint for each run that entered another phase or closed. */
  events(options: EventOptions = {}): AsyncGenerator<MigrationEvent, void, void> {
    const asked = { subject: 'event stream' };
    return readEvents((signal) => this.#connection.open('/v1/events', asked, signal), options);
  }

  /** Whom the API takes the caller for. */
  async me(): Promise<Me> {
    return this.#connection.call(meSchema, { subject: 'caller' }, (api) => api.GET('/v1/me'));
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

  async #list(query: { readonly [K in keyof ListQuery]: ListQuery[K] | undefined }): Promise<MigrationList> {
    const asked = { subject: 'list of migrations' };
    // What is undefined is not sent.
    const params = { query: query as ListQuery };
    return this.#connection.call(migrationListSchema, asked, (api) => api.GET('/v1/migrations', { params }));
  }

  #verb<V extends Verb>(verb: V): GiveVerbByKey<V> {
    return async (wabaId, input, options = {}) => {
      const id = parseWabaId(wabaId);
      parseVerbInput(verb, signedVerb(input));
      const asked = { subject: subjectOf(migrationWorkflowId(id)), verb };
      const params = { path: { wabaId: id }, header: verbHeaders(options, input) };
      // Checked by the verb's own schema just now.
      const body = withoutDecider(input) as never;
      return this.#connection.call(stateDocumentSchema, asked, (api) => api.POST(pathOf(verb), { params, body }));
    };
  }
}
