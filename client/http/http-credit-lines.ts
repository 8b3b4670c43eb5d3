/** Lines of credit over the HTTP API. */
import { businessCreditSchema, radiusSchema, type BusinessCredit, type Radius } from '../../domain/credit/funding';
import { shareInputSchema, type ShareStart } from '../../domain/credit/input';
import {
  creditLineDetailsSchema,
  creditLinesSchema,
  type CreditLineDetails,
  type CreditLines as CreditLineList,
} from '../../domain/credit/questions';
import { creditStateDocumentSchema, type CreditStateDocument } from '../../domain/credit/state';
import type { CreditVerb } from '../../domain/credit/verbs';
import { creditLineWorkflowId } from '../../domain/ids';
import { graphIdSchema } from '../../domain/input';
import { creditOperationListSchema, startedOperationSchema } from '../answer-schemas';
import {
  parseBusinessId,
  parseCreditVerbInput,
  revokeRequestSchema,
  type CreditVerbArgs,
  type RevokeRequest,
} from '../credit/input';
import type { CreditOperationPage } from '../credit/list';
import { parseInput } from '../input';
import type { CreditLines, TokenChoice } from '../migrations';
import { subjectOf } from '../run-names';
import type { VerbOptions } from '../runs/verbs';
import type { StartedRun, StartOptions } from '../start/start-run';
import { creditListFilterSchema, type CreditListFilter } from '../visibility/query';
import { waitIn, type WaitOptions, type WatchOptions } from '../watch/follow';
import { startHeaders, verbHeaders } from './change-headers';
import type { Connection } from './connection';
import type { paths } from './openapi';
import { tokenQuery } from './token-query';
import { signedStart, signedVerb, withoutDecider, withoutStarter, type Unsigned, type UnsignedVerb } from './unsigned';
import { watchOverHttp } from './watch';

/** As every client tells an operation what was decided, but that who decides is whom the key belongs to. */
type GiveCreditVerbByKey<V extends CreditVerb> = (
  businessId: string,
  input: UnsignedVerb<CreditVerbArgs<V>>,
  options?: VerbOptions,
) => Promise<CreditStateDocument>;

type ListQuery = NonNullable<paths['/v1/credit-operations']['get']['parameters']['query']>;

/** The path of each verb; all take and answer alike, so one stands for the rest below. */
type VerbPath = { [V in CreditVerb]: `/v1/businesses/{id}/credit/operation/${V}` }[CreditVerb] & keyof paths;
const pathOf = (verb: CreditVerb): '/v1/businesses/{id}/credit/operation/cancel' =>
  `/v1/businesses/{id}/credit/operation/${verb}` satisfies VerbPath as '/v1/businesses/{id}/credit/operation/cancel';

/** Lines of credit over HTTP. Who starts and decides is whom the API key belongs to, whatever an input says. */
export class HttpCreditLines implements CreditLines {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async share(input: Unsigned<ShareStart>, options: StartOptions = {}): Promise<StartedRun> {
    parseInput(shareInputSchema, signedStart(input));
    const { businessId, ...body } = withoutStarter(input);
    return this.#connection.call(startedOperationSchema, askedOf(businessId), (api) =>
      api.POST('/v1/businesses/{id}/credit/share', {
        params: { path: { id: businessId }, header: startHeaders(options) },
        body: body as never,
      }),
    );
  }

  async revoke(input: Unsigned<RevokeRequest>, options: StartOptions = {}): Promise<StartedRun> {
    parseInput(revokeRequestSchema, signedStart(input));
    const { businessId, ...body } = withoutStarter(input);
    return this.#connection.call(startedOperationSchema, askedOf(businessId), (api) =>
      api.POST('/v1/businesses/{id}/credit/revoke', {
        params: { path: { id: businessId }, header: startHeaders(options) },
        body: body as never,
      }),
    );
  }

  async get(businessId: string): Promise<CreditStateDocument> {
    const id = parseBusinessId(businessId);
    return this.#connection.call(creditStateDocumentSchema, askedOf(id), (api) =>
      api.GET('/v1/businesses/{id}/credit/operation', { params: { path: { id } } }),
    );
  }

  async list(filter: CreditListFilter = {}): Promise<CreditOperationPage> {
    // What is undefined is not sent.
    const params = { query: parseInput(creditListFilterSchema, filter, 'filter') as ListQuery };
    return this.#connection.call(creditOperationListSchema, { subject: 'list of credit operations' }, (api) =>
      api.GET('/v1/credit-operations', { params }),
    );
  }

  async wait(businessId: string, options: WaitOptions<CreditStateDocument> = {}): Promise<CreditStateDocument> {
    return waitIn(this.watch(businessId, options), options);
  }

  watch(businessId: string, options: WatchOptions = {}): AsyncGenerator<CreditStateDocument, void, void> {
    const { subject } = askedOf(parseBusinessId(businessId));
    return watchOverHttp(() => this.get(businessId), subject, options);
  }

  async lines(choice: TokenChoice = {}): Promise<CreditLineList> {
    const asked = { subject: 'lines of credit' };
    return this.#connection.call(creditLinesSchema, asked, (api) =>
      api.GET('/v1/credit-lines', { params: { query: tokenQuery(choice) } }),
    );
  }

  async line(lineId: string, choice: TokenChoice = {}): Promise<CreditLineDetails> {
    const id = parseInput(graphIdSchema, lineId, 'lineId');
    return this.#connection.call(creditLineDetailsSchema, { subject: `line of credit ${id}` }, (api) =>
      api.GET('/v1/credit-lines/{id}', { params: { path: { id }, query: tokenQuery(choice) } }),
    );
  }

  async business(businessId: string, choice: TokenChoice = {}): Promise<BusinessCredit> {
    const id = parseBusinessId(businessId);
    return this.#connection.call(businessCreditSchema, { subject: `credit of business ${id}` }, (api) =>
      api.GET('/v1/businesses/{id}/credit', { params: { path: { id }, query: tokenQuery(choice) } }),
    );
  }

  async radius(businessId: string, choice: TokenChoice = {}): Promise<Radius> {
    const id = parseBusinessId(businessId);
    return this.#connection.call(radiusSchema, { subject: `radius of business ${id}` }, (api) =>
      api.GET('/v1/businesses/{id}/credit/radius', { params: { path: { id }, query: tokenQuery(choice) } }),
    );
  }

  readonly retryVerification = this.#verb('retry-verification');
  readonly acceptAsIs = this.#verb('accept-as-is');
  readonly retryCompensation = this.#verb('retry-compensation');
  readonly confirmRadius = this.#verb('confirm-radius');
  readonly cancel = this.#verb('cancel');

  #verb<V extends CreditVerb>(verb: V): GiveCreditVerbByKey<V> {
    return async (businessId, input, options = {}) => {
      const id = parseBusinessId(businessId);
      parseCreditVerbInput(verb, signedVerb(input));
      const params = { path: { id }, header: verbHeaders(options, input) };
      const asked = { ...askedOf(id), verb };
      // Checked by the verb's own schema just now.
      const body = withoutDecider(input) as never;
      return this.#connection.call(creditStateDocumentSchema, asked, (api) => api.POST(pathOf(verb), { params, body }));
    };
  }
}

const askedOf = (businessId: string): { subject: string } => ({ subject: subjectOf(creditLineWorkflowId(businessId)) });
