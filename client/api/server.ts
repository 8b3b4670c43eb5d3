/** The HTTP API, composed: `createApi` makes a server that is ready to listen. Rules stand in the files beside it. */
import type { FastifyBaseLogger } from 'fastify';
import type { TemporalUi } from '..';
import type { Access } from '../access';
import type { Api, Migrations, RouteDeps } from './api';
import { ASSETS_PATH, dashboardFiles, noPages, readPages } from './dashboard';
import { createEventHub } from './events/hub';
import type { GraphHost } from './graph-host';
import { createHttpServer } from './http-server';
import type { RateLimits } from './security/limits';
import { createMetrics } from './metrics';
import { refuseOtherMethods } from './problems/method-not-allowed';
import { describeApi, REFERENCE_PATH } from './document/openapi';
import { aboutRoute } from './routes/about';
import { accountRoute } from './routes/account';
import { businessCreditRoutes } from './routes/business-credit';
import { creditLineRoutes } from './routes/credit-lines';
import { creditOperationRoutes } from './routes/credit-operation';
import { eventsRoute } from './routes/events';
import { healthRoutes } from './routes/health';
import { listCreditOperationsRoute } from './routes/list-credit-operations';
import { listMigrationsRoute } from './routes/list-migrations';
import { meRoute } from './routes/me';
import { metricsRoute } from './routes/metrics';
import { migrationEvidenceRoute } from './routes/migration-evidence';
import { migrationReportRoute } from './routes/migration-report';
import { migrationTimelineRoute } from './routes/migration-timeline';
import { migrationVerbRoutes } from './routes/migration-verbs';
import { openapiRoute } from './routes/openapi';
import { problemsPageRoute } from './routes/problems-page';
import { showMigrationRoute } from './routes/show-migration';
import { startCreditRoutes } from './routes/start-credit';
import { startMigrationRoute } from './routes/start-migration';
import { secureApi } from './security';
import { shareCreditLists, shareLists } from './shared-reads';
import { validateRequests } from './requests/validation';

/** What {@link createApi} takes. */
export interface ApiOptions {
  readonly migrations: Migrations;
  readonly logger: FastifyBaseLogger;
  /** Who may use the server. */
  readonly access: Access;
  readonly rateLimits?: RateLimits;
  /** Absolute path of the evidence files. */
  readonly evidenceDir: string;
  readonly requireSecondPerson: boolean;
  readonly temporalUi: TemporalUi | null;
  /** The Graph API that the workers were pointed at. */
  readonly graph: GraphHost;
  /** Absolute path of the dashboard's build; a server without one has no pages. */
  readonly dashboardDir?: string | undefined;
  /** Base URL under which people reach the server, for the OpenAPI document. */
  readonly publicUrl?: string | undefined;
  readonly version: string;
}

/** Makes the server; `listen` starts it, `close` ends event streams, lets requests finish and stops it. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const { migrations, logger, dashboardDir } = options;
  const app = createHttpServer({ logger, servePage: dashboardDir === undefined ? noPages : readPages(dashboardDir) });
  publicFiles(app, REFERENCE_PATH);
  publicFiles(app, ASSETS_PATH);
  const sessionRoutes = await secureApi(app, options);
  validateRequests(app);

  const events = createEventHub({ migrations, logger });
  app.addHook('preClose', (done) => {
    events.close();
    done();
  });
  await describeApi(app, options);
  const refuseTheRest = refuseOtherMethods(app);

  const deps: RouteDeps = { ...options, events };
  metricsRoute(app, createMetrics({ migrations, logger, eventReaders: () => events.readers }));
  startMigrationRoute(app, deps);
  listMigrationsRoute(app, shareLists(migrations));
  showMigrationRoute(app, deps);
  migrationReportRoute(app, deps);
  migrationTimelineRoute(app, deps);
  migrationEvidenceRoute(app, deps);
  migrationVerbRoutes(app, deps);
  accountRoute(app, deps);
  creditLineRoutes(app, deps);
  businessCreditRoutes(app, deps);
  startCreditRoutes(app, deps);
  listCreditOperationsRoute(app, shareCreditLists(migrations.credit));
  creditOperationRoutes(app, deps);
  eventsRoute(app, deps);
  meRoute(app, deps);
  aboutRoute(app, deps);
  sessionRoutes();
  healthRoutes(app, deps);
  openapiRoute(app);
  problemsPageRoute(app);
  if (dashboardDir !== undefined) await dashboardFiles(app, dashboardDir);
  refuseTheRest();
  await app.ready();
  return app;
}

/** The routes of files come from plugins that know nothing of permissions. */
function publicFiles(app: Api, prefix: string): void {
  app.addHook('onRoute', (route) => {
    if (route.url === prefix || route.url.startsWith(`${prefix}/`))
      route.config = { ...route.config, permission: 'public' };
  });
}
