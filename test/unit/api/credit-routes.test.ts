import { CREDIT_VERBS, type CreditVerb } from '../../../domain/credit/verbs';
import { ask } from './asked';
import { operationSummary } from './faked-migrations';
import { serve } from './served';

const radius = 'a'.repeat(64);
const by = 'local:tester';

test.each([
  ['GET /v1/credit-lines?tokenRef=other', 'credit.lines', [{ tokenRef: 'other' }]],
  ['GET /v1/credit-lines/5', 'credit.line', ['5', {}]],
  ['GET /v1/businesses/77/credit', 'credit.business', ['77', {}]],
  ['GET /v1/businesses/77/credit/radius', 'credit.radius', ['77', {}]],
  ['GET /v1/businesses/77/credit/operation', 'credit.get', ['77']],
  ['GET /v1/credit-operations', 'credit.list', [{}]],
  [
    'GET /v1/credit-operations?needsOperator=true&businessId=77&pageSize=5',
    'credit.list',
    [{ needsOperator: true, businessId: '77', pageSize: 5 }],
  ],
] as const)('%s asks the client once', async (line, name, args) => {
  const { api, noted } = await serve();
  expect((await ask(api, line)).statusCode).toBe(200);
  expect(noted).toEqual([{ name, args }]);
});

test('who lists the same operations at the same moment shares one more read of them with the others', async () => {
  const { api, noted } = await serve();
  const line = 'GET /v1/credit-operations?needsOperator=true';
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(api, line)));
  for (const answer of answers)
    expect(answer.json()).toEqual({ operations: [operationSummary()], nextPageToken: null });
  expect(noted.length).toBeLessThan(8);
});

test('a share is started for the business of the path, in the name of who asks', async () => {
  const { api, noted } = await serve();
  const payload = { wabaId: '1001', currency: 'inr', verifyFor: '10m' };
  const answer = await ask(api, 'POST /v1/businesses/77/credit/share', { payload });
  expect([answer.statusCode, answer.headers['location']]).toEqual([201, '/v1/businesses/77/credit/operation']);
  const filled = { method: 'attach', assignSystemUser: false, tokenRef: 'default' };
  expect(noted[0]).toMatchObject({
    name: 'credit.share',
    args: [{ ...filled, businessId: '77', wabaId: '1001', currency: 'INR', startedBy: by }, {}],
  });
});

test('a revoke is started with the business confirmed and the digest of its radius', async () => {
  const { api, noted } = await serve();
  const payload = { confirm: '77', radius, forceRuns: ['migrate-waba/1001'] };
  expect((await ask(api, 'POST /v1/businesses/77/credit/revoke', { payload })).statusCode).toBe(201);
  expect(noted[0]).toMatchObject({
    name: 'credit.revoke',
    args: [{ ...payload, businessId: '77', startedBy: by }, {}],
  });
  const without = await ask(api, 'POST /v1/businesses/77/credit/revoke', { payload: { businessId: '77' } });
  expect(without.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field)).toEqual([
    'radius',
    'confirm',
    'businessId',
  ]);
  expect(noted).toHaveLength(1);
});

const METHODS: Readonly<Record<CreditVerb, string>> = {
  'retry-verification': 'retryVerification',
  'accept-as-is': 'acceptAsIs',
  'retry-compensation': 'retryCompensation',
  'confirm-radius': 'confirmRadius',
  cancel: 'cancel',
};

test.each(CREDIT_VERBS)('%s is given in the name of who asks', async (verb) => {
  const { api, noted } = await serve();
  const payload = verb === 'confirm-radius' ? { radius } : { reason: 'because' };
  const { statusCode, headers } = await ask(api, `POST /v1/businesses/77/credit/operation/${verb}`, { payload });
  expect(statusCode).toBe(200);
  const requestId = headers['x-request-id'];
  expect(requestId).toEqual(expect.any(String));
  expect(noted).toEqual([{ name: `credit.${METHODS[verb]}`, args: ['77', { ...payload, by, requestId }, {}] }]);
});
