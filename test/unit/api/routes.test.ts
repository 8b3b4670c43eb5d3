import type { z } from 'zod';
import { migrationListSchema, startedSchema } from '../../../client/answer-schemas';
import { timelineSchema } from '../../../client/api/document/schemas';
import { accountFactsSchema } from '../../../domain/account-facts';
import { stateDocumentSchema } from '../../../domain/state';
import { VERBS, type Verb } from '../../../domain/verbs';
import { ask } from './asked';
import { accountFacts, stateDocument } from './faked-migrations';
import { serve } from './served';

const digest = 'd'.repeat(64);

/** The body is exactly what the schema says, without a field more. */
function expectShape(schema: z.ZodType, body: string): void {
  expect(schema.parse(JSON.parse(body))).toEqual(JSON.parse(body));
}

test('a start is answered with 201, its place, and the run; the client gets who asks from the server', async () => {
  const { api, noted } = await serve();
  const payload = { wabaId: '1001', targetCurrency: 'inr', extendedCreditId: '5' };
  const answer = await ask(api, 'POST /v1/migrations', { payload, headers: { 'x-request-id': 'order-4711' } });
  expect(answer.statusCode).toBe(201);
  expect(answer.headers).toMatchObject({ location: '/v1/migrations/1001', 'x-request-id': 'order-4711' });
  expectShape(startedSchema, answer.body);
  expect(noted).toEqual([
    {
      name: 'start',
      args: [
        expect.objectContaining({ wabaId: '1001', targetCurrency: 'INR', startedBy: 'local:tester', dryRun: false }),
        { requestId: 'order-4711' },
      ],
    },
  ]);
});

test('a start that is there already is answered with 200', async () => {
  const run = { workflowId: 'assess-waba/1001', runId: 'run-1', wabaId: '1001', started: false };
  const { api } = await serve({ start: () => run });
  const payload = { wabaId: '1001', targetCurrency: 'INR', dryRun: true };
  const answer = await ask(api, 'POST /v1/migrations', { payload });
  expect([answer.statusCode, answer.json()]).toEqual([200, run]);
  expect(answer.headers['location']).toBe('/v1/migrations/1001?dryRun=true');
});

test('an account is read by the client once, with the token that is named', async () => {
  const { api, noted } = await serve();
  const answer = await ask(api, 'GET /v1/accounts/1001?tokenRef=acme');
  expect(answer.statusCode).toBe(200);
  expectShape(accountFactsSchema, answer.body);
  expect((await ask(api, 'GET /v1/accounts/1001')).json()).toEqual(accountFacts());
  expect(noted).toEqual([
    { name: 'account', args: ['1001', { tokenRef: 'acme' }] },
    { name: 'account', args: ['1001', {}] },
  ]);
});

test('a list takes every filter of the client, and counts its first page by phase', async () => {
  const { api, noted } = await serve();
  const filter = 'phase=cloning&needsOperator=false&businessId=77&targetCurrency=inr&idPrefix=10&pageSize=7';
  const answer = await ask(api, `GET /v1/migrations?${filter}`);
  expect(answer.statusCode).toBe(200);
  expectShape(migrationListSchema, answer.body);
  const selection = { needsOperator: false, businessId: '77', targetCurrency: 'INR', idPrefix: '10' };
  expect(noted).toEqual([
    { name: 'list', args: [{ ...selection, phase: 'cloning', pageSize: 7 }] },
    { name: 'count', args: [selection] },
  ]);
});

test('who asks for the same list at the same moment shares one more read of it with the others', async () => {
  const { api, noted } = await serve();
  const question = 'GET /v1/migrations?counts=false';
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(api, question)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
  expect(noted.length).toBeLessThan(8);
  await ask(api, question);
  const before = noted.length;
  await ask(api, question);
  expect(noted).toHaveLength(before + 1);
});

test('a later page, and one that asks for no counts, has none', async () => {
  const { api, noted } = await serve();
  for (const query of ['pageToken=abc', 'counts=false']) {
    const answer = await ask(api, `GET /v1/migrations?${query}`);
    expect(answer.json()).toMatchObject({ counts: null });
  }
  expect(noted.map(({ name }) => name)).toEqual(['list', 'list']);
});

test('a run, its report and its timeline are shown, of the dry run where that is asked for', async () => {
  const report = {
    digest,
    verdict: 'pass' as const,
    checks: [],
    differences: [],
    idMap: {
      waba: { source: '1001', clone: null },
      phones: [],
      templates: { count: 0 },
      flows: { count: 0 },
      evidencePath: null,
    },
  };
  const { api, noted } = await serve({ get: () => stateDocument({ report }) });
  const shown = await ask(api, 'GET /v1/migrations/1001');
  expectShape(stateDocumentSchema, shown.body);
  expect((await ask(api, 'GET /v1/migrations/1001/report?dryRun=true')).json()).toEqual(report);
  expectShape(timelineSchema, (await ask(api, 'GET /v1/migrations/1001/timeline')).body);
  expect(noted.map(({ args }) => args)).toEqual([
    ['1001', { dryRun: false }],
    ['1001', { dryRun: true }],
    ['1001', { dryRun: false }],
  ]);
});

test('a run that was not assessed has no report yet, and the answer says so', async () => {
  const { api } = await serve({ get: () => stateDocument({ phase: 'assessing', report: null }) });
  const answer = await ask(api, 'GET /v1/migrations/1001/report');
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({
    type: '/problems#not-found',
    detail: 'The run of WABA 1001 is assessing and has no report',
  });
});

const BODIES: Readonly<Record<Verb, Record<string, unknown> | undefined>> = {
  approve: { digest, notBefore: '2026-12-01T22:00:00+05:30', comment: 'go', waitingForId: 'wait-1' },
  reject: { reason: 'no' },
  waive: { check: 'flows', reason: 'not in use' },
  retry: { step: 'initiate', acceptOrphans: ['none'] },
  attach: { migrationId: 'm-1' },
  pause: undefined,
  unpause: undefined,
  abandon: { reason: 'changed their mind' },
  conclude: { reason: 'done by hand' },
};

test.each(VERBS)(
  '%s is given in the name of who asks with the id of the request, and answered with the state after it',
  async (verb) => {
    const { api, noted } = await serve();
    const payload = BODIES[verb];
    const answer = await ask(api, `POST /v1/migrations/1001/${verb}`, payload === undefined ? {} : { payload });
    expect(answer.statusCode).toBe(200);
    expectShape(stateDocumentSchema, answer.body);
    const requestId = answer.headers['x-request-id'];
    expect(noted).toEqual([{ name: verb, args: ['1001', { ...payload, by: 'local:tester', requestId }, {}] }]);
  },
);

test('who asks learns their name, their role and what they may do', async () => {
  const temporalUi = { uiUrl: 'http://127.0.0.1:8233', namespace: 'default' };
  const { api } = await serve({}, { temporalUi });
  const { name, role, permissions, ...rest } = (await ask(api, 'GET /v1/me')).json<Record<string, unknown>>();
  expect({ name, role, ...rest }).toEqual({ name: 'local:tester', role: 'admin', version: '0.0.0-test', temporalUi });
  expect(permissions).toEqual(expect.arrayContaining(['migrations:decide', 'credit:revoke']));
});

test('where a second person must approve, every start says so, and one that says otherwise is refused', async () => {
  const { api, noted } = await serve({}, { requireSecondPerson: true });
  const start = { wabaId: '1001', targetCurrency: 'INR' };
  await ask(api, 'POST /v1/migrations', { payload: { ...start, policy: { maxResumes: 2 } } });
  expect(noted[0]?.args[0]).toMatchObject({ policy: { secondPerson: true, maxResumes: 2 } });
  for (const more of [{ approval: 'auto' }, { policy: { secondPerson: false } }]) {
    const answer = await ask(api, 'POST /v1/migrations', { payload: { ...start, ...more } });
    expect(answer.statusCode).toBe(422);
    expect(answer.json<{ detail: string }>().detail).toMatch(/while REQUIRE_SECOND_PERSON is true$/);
  }
  expect(noted).toHaveLength(1);
});
