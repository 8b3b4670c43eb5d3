/** What is asked of each operation of the API: one row for each, in the order in which they are asked for. */
import { accountOf, CREDIT_LINE } from '../harness';
import type { Ask } from './ask';
import { QUICK, type Scene } from './scene';

/** A test that shows an answer which is too rare to be had here. */
export interface ShownBy {
  readonly file: string;
  readonly test: string;
}

/** One operation of the API. */
export interface Row {
  /** Brings the answer of success, in the state that the rows before have left. */
  readonly good: (scene: Scene) => Ask | Promise<Ask>;
  /** Its status; 200 unless said otherwise. */
  readonly status?: number;
  /** A request without fault, about what is nowhere. */
  readonly elsewhere: Ask;
  /** A request with a fault, where the matrix can make none up by itself. */
  readonly bad?: Ask;
  /** Meets what is in its way. */
  readonly conflict?: ((scene: Scene) => Ask) | ShownBy;
  /** What it answers while Temporal is away, where it does not ask Temporal and says otherwise than before. */
  readonly statusAway?: number;
}

/** An id that nothing has. */
const NOWHERE = '999999999999999';
const DIGEST = 'd'.repeat(64);
const reason = { reason: 'as the test wants it' };
const nothing: Row = { good: () => ({}), elsewhere: {} };

/** A read of an account's run. */
const ofRun: Row = { good: ({ waiting }) => ({ ids: [waiting.id] }), elsewhere: { ids: [NOWHERE] } };

/** A verb of a migration. Every one comes too late for a run that has ended. */
const verb = (
  who: (scene: Scene) => { readonly id: string },
  body: object,
  good: Row['good'] = () => ({ body }),
): Row => ({
  good: async (scene) => ({ ids: [who(scene).id], ...(await good(scene)) }),
  elsewhere: { ids: [NOWHERE], body },
  conflict: ({ ended }) => ({ ids: [ended.id], body }),
});

/** A verb of a credit operation, alike. */
const creditVerb = (
  who: (scene: Scene) => { readonly businessId: string },
  body: object,
  good: Row['good'] = () => ({ body }),
): Row => ({
  good: async (scene) => ({ ids: [who(scene).businessId], ...(await good(scene)) }),
  elsewhere: { ids: [NOWHERE], body },
  conflict: ({ shared }) => ({ ids: [shared.businessId], body }),
});

/** A live read of Meta: no worker has a token of that name. */
const live = (good: Row['good'], ids: readonly string[] = []): Row => ({
  good,
  elsewhere: { ids, query: '?tokenRef=nobody' },
  bad: { ids, query: '?tokenRef=' },
  // A third caller has to take the place of the second at the very moment when the first is answered.
  conflict: {
    file: 'test/unit/client/credit/ask-graph.test.ts',
    test: 'where others keep asking with other tokens, it gives up after a second try',
  },
});

/** Every operation of the API, by its id in the OpenAPI document. */
export const ROWS: Readonly<Record<string, Row>> = {
  readHealth: nothing,
  readReadiness: { ...nothing, statusAway: 503 },
  scrapeMetrics: nothing,
  showMe: nothing,
  showAbout: nothing,
  signIn: {
    good: ({ keys }) => ({ body: { key: keys.viewer } }),
    elsewhere: { body: { key: 'wm_000000000000_nobody' } },
  },
  showSession: nothing,
  signOut: { ...nothing, status: 204 },
  streamEvents: nothing,
  listMigrations: { ...nothing, bad: { query: '?pageSize=0' } },
  startMigration: {
    good: ({ fresh }) => ({ body: { wabaId: fresh.id, targetCurrency: 'INR', extendedCreditId: CREDIT_LINE } }),
    status: 201,
    elsewhere: { body: { wabaId: NOWHERE, targetCurrency: 'INR' } },
    conflict: ({ waiting }) => ({ body: { wabaId: waiting.id, targetCurrency: 'BRL' } }),
  },
  showMigration: ofRun,
  showReport: ofRun,
  showTimeline: ofRun,
  downloadEvidence: ofRun,
  pauseMigration: verb(({ waiting }) => waiting, {}),
  unpauseMigration: verb(({ waiting }) => waiting, {}),
  abandonMigration: verb(({ waiting }) => waiting, reason),
  rejectMigration: verb(({ toReject }) => toReject, reason),
  waiveMigration: verb(({ lossy }) => lossy, { check: 'templates', ...reason }),
  retryMigration: verb(({ toRetry }) => toRetry, { step: 'initiate', acceptOrphans: ['none'] }),
  attachMigration: verb(({ toAttach }) => toAttach, { migrationId: 'mig_nobody' }),
  approveMigration: verb(
    ({ toApprove }) => toApprove,
    { digest: DIGEST },
    async ({ world, toApprove }) => ({
      body: { digest: (await world.migrations.get(toApprove.id)).report?.digest ?? 'none' },
    }),
  ),
  concludeMigration: verb(
    ({ toApprove }) => toApprove,
    reason,
    async ({ world, toApprove }) => {
      await world.waitForPhase(toApprove.id, 'needs-operator');
      return { body: reason };
    },
  ),
  showAccount: live(({ funded }) => ({ ids: [accountOf(funded).id] }), [NOWHERE]),
  listCreditLines: live(() => ({})),
  showCreditLine: live(() => ({ ids: [CREDIT_LINE] }), [CREDIT_LINE]),
  showBusinessCredit: live(({ funded }) => ({ ids: [funded.businessId] }), [NOWHERE]),
  showRadius: live(({ funded }) => ({ ids: [funded.businessId] }), [NOWHERE]),
  showCreditOperation: { good: ({ shared }) => ({ ids: [shared.businessId] }), elsewhere: { ids: [NOWHERE] } },
  listCreditOperations: { ...nothing, bad: { query: '?pageSize=0' } },
  shareCreditLine: {
    good: ({ unfunded }) => ({
      ids: [unfunded.businessId],
      body: { wabaId: accountOf(unfunded).id, currency: 'INR', extendedCreditId: CREDIT_LINE, ...QUICK },
    }),
    status: 201,
    elsewhere: { ids: [NOWHERE], body: { wabaId: NOWHERE, currency: 'INR' } },
    conflict: ({ grown }) => ({ ids: [grown.businessId], body: { wabaId: accountOf(grown).id, currency: 'INR' } }),
  },
  revokeCreditLine: {
    good: async ({ world, funded: { businessId } }) => ({
      ids: [businessId],
      body: { confirm: businessId, radius: (await world.credit.radius(businessId)).digest, ...QUICK },
    }),
    status: 201,
    elsewhere: { ids: [NOWHERE], body: { confirm: NOWHERE, radius: DIGEST } },
    conflict: ({ unproven: [{ businessId }] }) => ({
      ids: [businessId],
      body: { confirm: businessId, radius: DIGEST },
    }),
  },
  retryVerificationOfCreditOperation: creditVerb(({ unproven: [first] }) => first, reason),
  acceptAsIsOfCreditOperation: creditVerb(({ unproven: [, second] }) => second, reason),
  cancelOfCreditOperation: creditVerb(({ unproven: [, , third] }) => third, reason),
  retryCompensationOfCreditOperation: creditVerb(({ stuck }) => stuck, reason),
  confirmRadiusOfCreditOperation: creditVerb(
    ({ grown }) => grown,
    { radius: DIGEST },
    async ({ world, grown }) => ({ body: { radius: (await world.credit.radius(grown.businessId)).digest } }),
  ),
};
