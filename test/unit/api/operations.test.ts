/** Health, readiness, metrics, the reference and the pages beside it, and what every route must have. */
import { createMetrics } from '../../../client/api/metrics';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Fastify from 'fastify';
import { TemporalUnavailable } from '../../../client';
import { guardRoutes } from '../../../client/api/security/principal';
import { PROBLEM_TYPES, PROBLEMS } from '../../../client/api/problems';
import { ask, documentOf, operationsOf } from './asked';
import { counts } from './faked-migrations';
import { failWith, serve } from './served';

test('a process that lives says so without asking anybody', async () => {
  const { api, noted } = await serve();
  expect((await ask(api, 'GET /healthz')).json()).toEqual({ status: 'ok' });
  expect(noted).toEqual([]);
});

test('what is missing for runs to move makes a process not ready, and is named', async () => {
  const checks = [{ name: 'workflow-workers', ok: false, detail: 'No worker polls' }];
  const { api } = await serve({ readiness: () => ({ ready: false, checks }) });
  const answer = await ask(api, 'GET /readyz');
  expect([answer.statusCode, answer.json()]).toEqual([503, { ready: false, checks }]);
});

/** The value of a metric, or undefined where it is not exposed. */
function metric(text: string, name: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

test('metrics tell requests by route, runs by phase, those that need a person, and the longest wait', async () => {
  const { api, noted } = await serve({
    count: (filter?: object) =>
      counts(filter === undefined ? { cloning: 3, 'needs-operator': 2 } : { 'needs-operator': 2 }),
    oldestWait: () => new Date(Date.now() - 60_000),
    credit: { countWaiting: () => 1, oldestWait: () => new Date(Date.now() - 7_200_000) },
  });
  await ask(api, 'GET /v1/migrations/1001');
  await ask(api, 'GET /v1/migrations/1002');
  const { body } = await ask(api, 'GET /metrics');
  expect(metric(body, 'waba_migrations{phase="cloning"}')).toBe(3);
  expect(metric(body, 'waba_migrations_needing_operator')).toBe(2);
  expect(metric(body, 'waba_migrations_oldest_wait_seconds')).toBeGreaterThanOrEqual(60);
  expect(metric(body, 'waba_credit_operations_needing_operator')).toBe(1);
  expect(metric(body, 'waba_credit_operations_oldest_wait_seconds')).toBeGreaterThanOrEqual(7_200);
  expect(metric(body, 'waba_temporal_reachable')).toBe(1);
  const series = 'waba_api_request_duration_seconds_count{method="GET",route="/v1/migrations/:wabaId",status="200"}';
  expect(metric(body, series)).toBe(2);

  const asked = noted.length;
  await ask(api, 'GET /metrics');
  expect(noted).toHaveLength(asked);
});

test('metrics of a server that cannot reach Temporal say so, and no stale figure of runs', async () => {
  const away = failWith(new TemporalUnavailable('Temporal is unavailable', null));
  const { api } = await serve({ count: away, oldestWait: away, credit: { countWaiting: away, oldestWait: away } });
  const { statusCode, body } = await ask(api, 'GET /metrics');
  expect([statusCode, metric(body, 'waba_temporal_reachable')]).toEqual([200, 0]);
  expect(metric(body, 'waba_migrations{phase="cloning"}')).toBeUndefined();
  for (const runs of ['waba_migrations', 'waba_credit_operations'])
    for (const figure of ['needing_operator', 'oldest_wait_seconds'])
      expect([figure, metric(body, `${runs}_${figure}`)]).toEqual([figure, undefined]);
});

test('the reference page and everything that it loads come from this server', async () => {
  const { api } = await serve();
  const get = (url: string) => api.inject({ method: 'GET', url, headers: { host: 'localhost' } });
  const page = await get('/docs');
  expect(page.statusCode).toBe(200);
  const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
  expect(loaded).toEqual(expect.arrayContaining([expect.stringContaining('swagger-ui-bundle.js')]));
  for (const url of loaded)
    expect([url, (await get(url)).statusCode]).toEqual([expect.stringMatching(/^\/docs\//), 200]);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.headers['content-security-policy']).not.toMatch(/https?:/);
});

test('every problem is explained on the page that its type points to, and in the documentation', async () => {
  const { api } = await serve();
  const page = (await api.inject({ method: 'GET', url: '/problems', headers: { host: 'localhost' } })).body;
  const docs = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'problems.md'), 'utf8');
  for (const type of PROBLEM_TYPES) {
    expect(page).toContain(`<h2 id="${type}">`);
    expect(docs).toContain(`\n## ${type}\n`);
    expect(docs.replace(/\s+/g, ' ')).toContain(
      `${PROBLEMS[type].status}. ${PROBLEMS[type].title}. ${PROBLEMS[type].about}`,
    );
  }
});

test('a route that names no permission cannot be registered', () => {
  const app = Fastify();
  guardRoutes(app, () => ({ name: 'x', role: 'admin', keyId: null }));
  expect(() => app.get('/open', (_request, reply) => void reply.send())).toThrow(/GET \/open names no permission/);
});

test('every operation has an id of its own, a summary, and says what it answers to bad input', async () => {
  const { api } = await serve();
  const operations = operationsOf(documentOf(api));
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, operation } of operations)
    if (/\{/.test(path))
      expect([path, Object.keys(operation.responses)]).toEqual([path, expect.arrayContaining(['422'])]);
});

test('a scrape does not wait for figures that never come: it says that they are missing', async () => {
  const never = () => new Promise<never>(() => undefined);
  const migrations = { count: never, oldestWait: never, credit: { countWaiting: never, oldestWait: never } };
  const logger = { warn: jest.fn() };
  const metrics = createMetrics({ migrations, logger, eventReaders: () => 3, figuresWithinMs: 1 });
  const { text } = await metrics.scrape();
  expect([metric(text, 'waba_temporal_reachable'), metric(text, 'waba_api_event_readers')]).toEqual([0, 3]);
  expect(logger.warn).toHaveBeenCalledTimes(1);
});
