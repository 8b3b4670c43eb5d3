/** What is refused before the client is asked, and how what the client throws is answered. */
import fc from 'fast-check';
import {
  ApiUnavailable,
  CLIENT_ERROR_TYPES,
  Conflict,
  Forbidden,
  IdempotencyKeyReused,
  InvalidInput,
  NotFound,
  NoWorker,
  PayloadKeyMissing,
  ReadFailed,
  RunClosed,
  TemporalUnavailable,
  Unauthorized,
  VerbRefused,
  type ClientErrorType,
  type WabaMigrationsError,
} from '../../../client';
import { problemSchema, PROBLEMS, type Problem } from '../../../client/api/problems';
import { PROBLEM_OF_ERROR } from '../../../client/api/problems/problem-of';
import { ask, documentOf, operationsOf } from './asked';
import { stateDocument } from './faked-migrations';
import { failWith, serve } from './served';

const digest = 'd'.repeat(64);

test('a request that is wrong in its path, its query and its body is told every fault in one answer', async () => {
  const { api, noted } = await serve();
  const payload = {
    digest: 'short',
    by: 'me',
    requestHash: 'x',
    requestId: 'x',
    reason: 'no such field',
    notBefore: 'tomorrow',
  };
  const answer = await ask(api, 'POST /v1/migrations/abc/approve', { payload, headers: { 'idempotency-key': 'a b' } });
  expect(answer.statusCode).toBe(422);
  expect(answer.headers['content-type']).toMatch('application/problem+json');
  const { errors = [], field, fix } = problemSchema.parse(answer.json());
  expect(errors.map((fault) => `${fault.in} ${fault.field}`).sort()).toEqual([
    'body by',
    'body digest',
    'body notBefore',
    'body reason',
    'body requestHash',
    'body requestId',
    'header idempotency-key',
    'path wabaId',
  ]);
  expect({ field, fix }).toEqual({ field: errors[0]?.field, fix: errors[0]?.fix });
  expect(errors.find((fault) => fault.field === 'by')?.message).toBe('is not for the caller to say');
  expect(errors.find((fault) => fault.field === 'requestId')?.fix).toContain('X-Request-Id');
  expect(noted).toEqual([]);
});

test.each(['by', 'startedBy'])('nobody can say in whose name they act: %s in a body is refused', async (field) => {
  const { api, noted } = await serve();
  const start = await ask(api, 'POST /v1/migrations', {
    payload: { wabaId: '1', targetCurrency: 'INR', [field]: 'somebody-else' },
  });
  const verb = await ask(api, 'POST /v1/migrations/1/pause', { payload: { [field]: 'somebody-else' } });
  const share = await ask(api, 'POST /v1/businesses/1/credit/share', {
    payload: { wabaId: '1', currency: 'INR', [field]: 'somebody-else' },
  });
  expect([start.statusCode, verb.statusCode, share.statusCode]).toEqual([422, 422, 422]);
  expect(noted).toEqual([]);
});

/** Whether a value of JSON would set a prototype where it is copied: such a body is no JSON that this server takes. */
function setsPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, member]: [string, unknown]) =>
      name === '__proto__' ||
      (name === 'constructor' && typeof member === 'object' && member !== null && Object.hasOwn(member, 'prototype')) ||
      setsPrototype(member),
  );
}

test('whatever a body holds, it is taken as it should be or refused as a problem, and never is a fault of the server', async () => {
  const { api } = await serve();
  const lines = operationsOf(documentOf(api))
    .filter(({ method, path }) => method === 'POST' && path !== '/v1/session')
    .map(({ path }) => `POST ${path.replace(/\{\w+\}/g, '1001')}`);
  const values = fc.oneof(
    fc.constantFrom('1001', 'INR', digest, 'auto', '2026-12-01T00:00:00Z', '1h', 77, true),
    fc.jsonValue(),
  );
  const names = [
    'wabaId',
    'targetCurrency',
    'policy',
    'digest',
    'reason',
    'check',
    'step',
    'radius',
    'confirm',
    'currency',
    'by',
  ];
  const body = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), values));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...lines), body, async (line, value) => {
      const { statusCode } = await ask(api, line, {
        payload: JSON.stringify(value),
        headers: { 'content-type': 'application/json' },
      });
      expect(setsPrototype(value) ? [400] : [200, 201, 422]).toContain(statusCode);
    }),
    { numRuns: 300, examples: [['POST /v1/migrations', JSON.parse('{"policy":[{"__proto__":{}}]}')]] },
  );
});

test('whatever a path, a query and a key hold, the answer is one that the document lists, and no fault of the server', async () => {
  const { api } = await serve();
  const gets = operationsOf(documentOf(api)).filter(
    ({ method, path }) => method === 'GET' && !['/v1/events', '/metrics', '/v1/session'].includes(path),
  );
  const text = fc.oneof(
    fc.constantFrom('1001', 'true', 'false', '7', 'INR', 'cloning', ''),
    fc.string({ unit: 'grapheme' }),
  );
  const names = ['dryRun', 'phase', 'needsOperator', 'pageSize', 'pageToken', 'idPrefix', 'counts', 'tokenRef', 'x'];
  const query = fc.array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 4 });
  const segment = fc.oneof(fc.constant('1001'), fc.string({ minLength: 1, unit: 'grapheme' }));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...gets), segment, query, async ({ path }, id, pairs) => {
      const url = path.replace(/\{\w+\}/g, encodeURIComponent(id));
      // A path of dots is another path to whoever normalises it.
      fc.pre(!/\/\.{1,2}(\/|$)/.test(url));
      const { statusCode } = await ask(api, `GET ${url}?${new URLSearchParams(pairs).toString()}`);
      // 404: the faked run has neither a report nor evidence.
      expect([200, 404, 422]).toContain(statusCode);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['no JSON', { payload: '{', headers: { 'content-type': 'application/json' } }, 400, 'malformed-request'],
  [
    'another media type',
    { payload: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported-media-type',
  ],
  [
    'too much',
    { payload: JSON.stringify({ a: 'x'.repeat(70_000) }), headers: { 'content-type': 'application/json' } },
    413,
    'payload-too-large',
  ],
] as const)('a body that is %s is a problem', async (_what, request, status, type) => {
  const { api } = await serve();
  const answer = await ask(api, 'POST /v1/migrations', request);
  expect(answer.statusCode).toBe(status);
  expect(problemSchema.parse(answer.json()).type).toBe(`/problems#${type}`);
});

test.each([
  ['GET', '/nowhere', 404, 'unknown-path'],
  ['GET', '/v1/migrations/%zz', 400, 'malformed-request'],
  ['GET', `/v1/migrations/${'1'.repeat(300)}`, 422, 'invalid-input'],
  ['DELETE', '/v1/migrations/1001', 405, 'method-not-allowed'],
  // Fastify asks this method for a media type first, which would say that a body helps.
  ['QUERY', '/v1/migrations/1001', 405, 'method-not-allowed'],
] as const)('%s %s is a problem too', async (method, url, status, type) => {
  const { api } = await serve();
  const answer = await api.inject({ method, url, headers: { host: 'localhost' } });
  expect([answer.statusCode, answer.json<Problem>().type]).toEqual([status, `/problems#${type}`]);
  if (status === 405) expect(answer.headers['allow']).toBe('GET, HEAD');
});

test('a body that may be left out must be an object where it is sent', async () => {
  const { api, noted } = await serve();
  const headers = { 'content-type': 'application/json' };
  const answer = await ask(api, 'POST /v1/migrations/1001/pause', { payload: 'null', headers });
  expect([answer.statusCode, noted]).toEqual([422, []]);
  expect((await ask(api, 'POST /v1/migrations/1001/pause', {})).statusCode).toBe(200);
});

const other = { workflowId: 'migrate-waba/1001', runId: 'run-2', workflowType: 'migrateWaba' };
const outcome = { reason: 'done', by: null, numbers: [], testMessage: null, allocations: [], evidencePath: null };
const ERRORS: Readonly<Record<ClientErrorType, WabaMigrationsError>> = {
  'invalid-input': new InvalidInput('pageToken', 'is not valid', 'Take another.'),
  'idempotency-key-reused': new IdempotencyKeyReused('migration of WABA 1001'),
  conflict: new Conflict('WABA 1001 is held by another run', 'Look at it.', other),
  'not-found': new NotFound('There is no migration of WABA 1001', 'Start one.'),
  'verb-refused': new VerbRefused('approve', 'approve refused: outdated', null),
  'run-closed': new RunClosed('too late', stateDocument({ phase: 'completed', outcome })),
  'read-failed': new ReadFailed('The live read failed: (#190) token expired', 'Replace the token.'),
  'temporal-unavailable': new TemporalUnavailable('Temporal is unavailable', 'Does it run?'),
  'no-worker': new NoWorker('No worker answered', 'Start one with: wabactl worker.'),
  'payload-key-missing': new PayloadKeyMissing('cannot be read', 'Give it PAYLOAD_KEYS.'),
  unauthorized: new Unauthorized('This is no API key of that server', 'Give another.'),
  forbidden: new Forbidden('ops has the role viewer', 'Ask an approver.'),
  'api-unavailable': new ApiUnavailable('That server cannot be reached', 'Does it run?'),
};

test.each(CLIENT_ERROR_TYPES)(
  '%s of the client is its problem, with what to do, and Retry-After where that helps',
  async (type) => {
    const { api } = await serve({ verb: failWith(ERRORS[type]) });
    const answer = await api.inject({
      method: 'POST',
      url: '/v1/migrations/1001/approve',
      payload: { digest },
      headers: { host: 'localhost', 'x-request-id': 'r-1' },
    });
    const kind = PROBLEMS[PROBLEM_OF_ERROR[type]];
    expect(answer.statusCode).toBe(kind.status);
    expect(answer.headers['retry-after']).toBe(kind.retryAfterS === undefined ? undefined : String(kind.retryAfterS));
    const problem = problemSchema.parse(answer.json());
    expect(problem).toMatchObject({
      type: `/problems#${PROBLEM_OF_ERROR[type]}`,
      status: kind.status,
      fix: ERRORS[type].fix,
      requestId: 'r-1',
    });
    expect(problem.detail).toContain(ERRORS[type].message);
    if (type === 'conflict') expect(problem.otherRun).toEqual(other);
    if (type === 'run-closed') expect(problem.closedRun).toMatchObject({ phase: 'completed', outcome });
  },
);

/** The public contract, written down again: callers go by these, so a slip in the server's own table must be seen. */
const CONTRACT: Readonly<Record<ClientErrorType, readonly [status: number, type: string]>> = {
  'invalid-input': [422, 'invalid-input'],
  'idempotency-key-reused': [422, 'idempotency-key-reused'],
  conflict: [409, 'conflict'],
  'not-found': [404, 'not-found'],
  'verb-refused': [409, 'verb-refused'],
  'run-closed': [409, 'run-closed'],
  'read-failed': [502, 'read-failed'],
  'temporal-unavailable': [503, 'temporal-unavailable'],
  'no-worker': [503, 'no-worker'],
  'payload-key-missing': [500, 'payload-key-missing'],
  unauthorized: [401, 'unauthorized'],
  forbidden: [403, 'forbidden'],
  'api-unavailable': [503, 'temporal-unavailable'],
};

test.each(CLIENT_ERROR_TYPES)('%s of the client is answered as the contract says', async (type) => {
  const failing = failWith(ERRORS[type]);
  const { api } = await serve({ get: failing, verb: failing });
  const url = '/v1/migrations/1001';
  const headers = { host: 'localhost' };
  for (const asked of [
    { method: 'GET', url, headers },
    { method: 'POST', url: `${url}/pause`, payload: {}, headers },
  ] as const) {
    const answer = await api.inject(asked);
    const [status, problem] = CONTRACT[type];
    expect([answer.statusCode, answer.json<Problem>().type]).toEqual([status, `/problems#${problem}`]);
    expect(answer.headers['retry-after'] !== undefined).toBe(status === 503);
  }
});

test('what the client alone can judge of a query is told as a fault of the query', async () => {
  const { api } = await serve({ list: failWith(new InvalidInput('pageToken', 'is not valid', 'Take another.')) });
  const answer = await ask(api, 'GET /v1/migrations?pageToken=abc');
  expect(answer.json<Problem>().errors).toEqual([
    { in: 'query', field: 'pageToken', message: 'is not valid', fix: 'Take another.' },
  ]);
});

test('routes that start, list and read answer with 503 in the words of the client when Temporal is away', async () => {
  const away = failWith(ERRORS['temporal-unavailable']);
  const { api } = await serve({
    start: away,
    list: away,
    get: away,
    count: away,
    credit: { lines: away, share: away },
  });
  const bodies = { payload: { wabaId: '1001', targetCurrency: 'INR' } };
  const answers = await Promise.all([
    ask(api, 'POST /v1/migrations', bodies),
    ask(api, 'GET /v1/migrations'),
    ask(api, 'GET /v1/migrations/1001'),
    ask(api, 'GET /v1/migrations/1001/evidence'),
    ask(api, 'GET /v1/credit-lines'),
    ask(api, 'POST /v1/businesses/77/credit/share', { payload: { wabaId: '1001', currency: 'INR' } }),
  ]);
  expect(answers.map(({ statusCode, headers }) => [statusCode, headers['retry-after']])).toEqual(
    answers.map(() => [503, '5']),
  );
});

test('an error that nobody foresaw is logged, and shown as nothing but its request id', async () => {
  const { api, log } = await serve({ get: failWith(new Error('payload "secret words" is odd')) });
  const answer = await ask(api, 'GET /v1/migrations/1001');
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('secret words');
  const { requestId } = answer.json<Problem>();
  expect(log.some((line) => line.includes('secret words') && line.includes(requestId))).toBe(true);
});

test('a request id that is not sane is replaced by a new one', async () => {
  const { api } = await serve();
  for (const id of ['a b', 'x'.repeat(200), 'ä', '{"a":1}']) {
    const answer = await ask(api, 'GET /healthz', { headers: { 'x-request-id': id } });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  }
});
