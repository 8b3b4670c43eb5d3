/**
 * Who may ask for what, as requests that can be made up at random, with the answer that they deserve. The roles of each
 * operation are written down here once more, so that a slip in the server's own table is seen.
 */
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { ROLES, type Role } from '../../../client/access';

const DIGEST = 'd'.repeat(64);

/** One thing that can be asked for. */
export interface Operation {
  readonly id: string;
  readonly request: { readonly method: 'GET' | 'POST' | 'DELETE'; readonly url: string; readonly payload?: object };
  /** Who may; `anybody` needs no key. */
  readonly roles: readonly Role[] | 'anybody';
  /** An answer that goes on for ever, so that a test must not let it begin. */
  readonly isStream?: true;
}

const get = (id: string, url: string, roles: Operation['roles'] = ROLES): Operation => ({
  id,
  request: { method: 'GET', url },
  roles,
});
const post = (id: string, url: string, payload: object, roles: Operation['roles']): Operation => ({
  id,
  request: { method: 'POST', url, payload },
  roles,
});

const OPERATORS: readonly Role[] = ['operator', 'admin'];
const APPROVERS: readonly Role[] = ['approver', 'admin'];
const RUN = '/v1/migrations/1001';
const CREDIT = '/v1/businesses/77/credit';
const start = { wabaId: '1001', targetCurrency: 'INR' };
const reason = { reason: 'because' };

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = [
  get('readHealth', '/healthz', 'anybody'),
  get('readReadiness', '/readyz', 'anybody'),
  get('scrapeMetrics', '/metrics'),
  get('showMe', '/v1/me'),
  get('showAbout', '/v1/about'),
  get('showSession', '/v1/session'),
  { id: 'signOut', request: { method: 'DELETE', url: '/v1/session' }, roles: ROLES },
  { ...get('streamEvents', '/v1/events'), isStream: true },
  get('listMigrations', '/v1/migrations'),
  get('showMigration', RUN),
  get('showReport', `${RUN}/report`),
  get('showTimeline', `${RUN}/timeline`),
  get('downloadEvidence', `${RUN}/evidence`),
  post('startMigration', '/v1/migrations', start, OPERATORS),
  post('startMigration', '/v1/migrations', { ...start, dryRun: true }, ['operator', 'approver', 'admin']),
  // It approves beforehand, so both permissions are asked for; a dry run moves nothing.
  post('startMigration', '/v1/migrations', { ...start, approval: 'auto' }, ['admin']),
  post('startMigration', '/v1/migrations', { ...start, approval: 'auto', dryRun: true }, [
    'operator',
    'approver',
    'admin',
  ]),
  post('approveMigration', `${RUN}/approve`, { digest: DIGEST }, APPROVERS),
  post('rejectMigration', `${RUN}/reject`, reason, APPROVERS),
  post('waiveMigration', `${RUN}/waive`, { check: 'flows', ...reason }, APPROVERS),
  post('retryMigration', `${RUN}/retry`, {}, OPERATORS),
  post('attachMigration', `${RUN}/attach`, { migrationId: '17' }, OPERATORS),
  post('pauseMigration', `${RUN}/pause`, {}, OPERATORS),
  post('unpauseMigration', `${RUN}/unpause`, {}, OPERATORS),
  post('abandonMigration', `${RUN}/abandon`, reason, OPERATORS),
  post('concludeMigration', `${RUN}/conclude`, reason, OPERATORS),
  get('showAccount', '/v1/accounts/1001'),
  get('listCreditLines', '/v1/credit-lines'),
  get('showCreditLine', '/v1/credit-lines/5'),
  get('showBusinessCredit', CREDIT),
  get('showRadius', `${CREDIT}/radius`),
  get('showCreditOperation', `${CREDIT}/operation`),
  get('listCreditOperations', '/v1/credit-operations'),
  post('shareCreditLine', `${CREDIT}/share`, { wabaId: '1001', currency: 'INR' }, OPERATORS),
  post('revokeCreditLine', `${CREDIT}/revoke`, { confirm: '77', radius: DIGEST }, ['admin']),
  post('retryVerificationOfCreditOperation', `${CREDIT}/operation/retry-verification`, reason, OPERATORS),
  post('acceptAsIsOfCreditOperation', `${CREDIT}/operation/accept-as-is`, reason, OPERATORS),
  post('retryCompensationOfCreditOperation', `${CREDIT}/operation/retry-compensation`, reason, OPERATORS),
  post('confirmRadiusOfCreditOperation', `${CREDIT}/operation/confirm-radius`, { radius: DIGEST }, ['admin']),
  post('cancelOfCreditOperation', `${CREDIT}/operation/cancel`, reason, OPERATORS),
];

/** How somebody shows who they are. */
export type Credential = 'none' | 'bearer' | 'x-api-key' | 'session';
/** What their key is worth. */
export type KeyState = 'live' | 'expired' | 'revoked' | 'forged';

/** A request that is made up. */
export interface Case {
  readonly operation: Operation;
  readonly credential: Credential;
  readonly role: Role;
  readonly state: KeyState;
  readonly csrf: 'right' | 'wrong' | 'none';
  readonly page: 'own' | 'foreign' | 'unsaid';
}

/** Requests of everybody for everything. Most are near to being allowed, or refusals would be found by chance only. */
export const cases: fc.Arbitrary<Case> = fc.record({
  operation: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...OPERATIONS) },
    // One path, three permissions: who may only assess must not start, nor who may not approve start with `auto`.
    { weight: 1, arbitrary: fc.constantFrom(...OPERATIONS.filter(({ id }) => id === 'startMigration')) },
  ),
  credential: fc.constantFrom<Credential>('bearer', 'x-api-key', 'session', 'session', 'session', 'none'),
  role: fc.constantFrom(...ROLES),
  state: fc.constantFrom<KeyState>('live', 'live', 'live', 'expired', 'revoked', 'forged'),
  csrf: fc.constantFrom('right', 'right', 'wrong', 'none'),
  page: fc.constantFrom('own', 'own', 'unsaid', 'foreign'),
});

/** Whether a request deserves to be let in. */
export function deservesEntry({ operation, credential, role, state, csrf, page }: Case): boolean {
  const hasHeaderKey = credential === 'bearer' || credential === 'x-api-key';
  // A browser that acts for a page of another site is let in nowhere, unless a key is in the request itself.
  if (page === 'foreign' && !hasHeaderKey) return false;
  if (operation.roles === 'anybody') return true;
  if (credential === 'none' || state !== 'live' || !operation.roles.includes(role)) return false;
  return hasHeaderKey || operation.request.method === 'GET' || csrf === 'right';
}

/** What a browser or a service has at hand of one role. */
export interface Held {
  readonly key: string;
  readonly cookie: string;
  readonly csrfToken: string;
}

const PAGES = {
  own: { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
  foreign: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  unsaid: {},
} as const;

/** The request itself. */
export function requestOf(made: Case, held: Held): InjectOptions {
  const { operation, credential, csrf, page } = made;
  const token = { right: held.csrfToken, wrong: `${held.csrfToken}x`, none: undefined }[csrf];
  return {
    ...operation.request,
    headers: {
      host: 'localhost:3000',
      ...PAGES[page],
      ...(token === undefined ? {} : { 'x-csrf-token': token }),
      ...(credential === 'bearer' ? { authorization: `Bearer ${held.key}` } : {}),
      ...(credential === 'x-api-key' ? { 'x-api-key': held.key } : {}),
      ...(credential === 'session' ? { cookie: held.cookie } : {}),
    },
  };
}
