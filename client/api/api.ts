/** What every route works with. */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { TemporalMigrations, TemporalUi } from '..';
import type { Verb } from '../../domain/verbs';
import type { EventHub } from './events/hub';
import type { GraphHost } from './graph-host';

/** The server, with requests typed by the routes' zod schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The methods of credit lines that the API uses. */
export type Credit = Pick<
  TemporalMigrations['credit'],
  | 'lines'
  | 'line'
  | 'business'
  | 'radius'
  | 'share'
  | 'revoke'
  | 'get'
  | 'list'
  | 'countWaiting'
  | 'oldestWait'
  | 'retryVerification'
  | 'acceptAsIs'
  | 'retryCompensation'
  | 'confirmRadius'
  | 'cancel'
>;

/** The client's methods that the API uses: a test can fake them. */
export type Migrations = Pick<
  TemporalMigrations,
  'start' | 'get' | 'list' | 'count' | 'account' | 'changes' | 'oldestWait' | 'readiness' | Verb
> & { readonly credit: Credit };

/** What the routes are given. */
export interface RouteDeps {
  readonly migrations: Migrations;
  /** Absolute path of the evidence files, shared with the workers or not. */
  readonly evidenceDir: string;
  /** Whether who starts a migration may never approve it. */
  readonly requireSecondPerson: boolean;
  /** Where Temporal's Web UI shows the runs; null where nobody said. */
  readonly temporalUi: TemporalUi | null;
  /** The Graph API that the workers were pointed at. */
  readonly graph: GraphHost;
  readonly version: string;
  readonly events: EventHub;
}
