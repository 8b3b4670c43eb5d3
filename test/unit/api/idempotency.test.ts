import { ask } from './asked';
import { bearer, serveWithKeys } from './secured';
import { serve } from './served';

const digest = 'd'.repeat(64);
const key = { 'idempotency-key': '0b9f' };
const start = { wabaId: '1001', targetCurrency: 'INR', policy: { maxResumes: 3, maxInitiations: 1 } };

/** What the client was told beside the input. */
async function optionsOf(line: string, requests: { payload: object; headers?: Record<string, string> }[]) {
  const { api, noted } = await serve();
  for (const request of requests) await ask(api, line, request);
  return noted.map(({ args }) => args.at(-1) as Record<string, string | undefined>);
}

test('a start hands on its key and a hash of its body, which no order of fields changes', async () => {
  const turned = { policy: { maxInitiations: 1, maxResumes: 3 }, targetCurrency: 'INR', wabaId: '1001' };
  const [first, again, other] = await optionsOf('POST /v1/migrations', [
    { payload: start, headers: key },
    { payload: turned, headers: key },
    { payload: { ...start, approval: 'auto' }, headers: key },
  ]);
  expect(first).toMatchObject({ idempotencyKey: '0b9f', requestHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(again?.['requestHash']).toBe(first?.['requestHash']);
  expect(other?.['requestHash']).not.toBe(first?.['requestHash']);
});

test('without a key nothing is kept of a request but its id', async () => {
  const [options] = await optionsOf('POST /v1/migrations', [{ payload: start }]);
  expect(Object.keys(options ?? {})).toEqual(['requestId']);
});

test('a verb is an Update under a hash of its key, and its input carries the hash of the request', async () => {
  const { api, noted } = await serve();
  const give = (verb: string, payload: object) =>
    ask(api, `POST /v1/migrations/1001/${verb}`, { payload, headers: key });
  await give('approve', { digest });
  await give('approve', { digest });
  await give('approve', { digest, comment: 'go' });
  await give('pause', {});
  const ids = noted.map(({ args }) => (args[2] as { updateId: string }).updateId);
  const hashes = noted.map(({ args }) => (args[1] as { requestHash: string }).requestHash);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(hashes[0]).toBe(hashes[1]);
  // Another body and another verb are other requests.
  expect(new Set(hashes).size).toBe(3);
});

test('two callers who happen to use the same key do not meet: each gives a verb of their own', async () => {
  const { api, keys, noted } = await serveWithKeys();
  for (const caller of [keys.operator, keys.admin, keys.operator])
    await ask(api, 'POST /v1/migrations/1001/pause', { payload: {}, headers: { ...key, ...bearer(caller) } });
  const [first, other, again] = noted.map(({ args }) => (args[2] as { updateId: string }).updateId);
  expect(other).not.toBe(first);
  expect(again).toBe(first);
});

test('operations of credit lines take a key as migrations do', async () => {
  const { api, noted } = await serve();
  await ask(api, 'POST /v1/businesses/77/credit/share', { payload: { wabaId: '1', currency: 'INR' }, headers: key });
  await ask(api, 'POST /v1/businesses/77/credit/operation/cancel', { payload: { reason: 'no' }, headers: key });
  expect(noted[0]?.args[1]).toMatchObject({ idempotencyKey: '0b9f', requestHash: expect.any(String) });
  expect(noted[1]?.args).toMatchObject(['77', { requestHash: expect.any(String) }, { updateId: expect.any(String) }]);
});

test.each([
  ['a migration', 'POST /v1/migrations/1001/abandon'],
  ['a credit operation', 'POST /v1/businesses/77/credit/operation/cancel'],
])(
  'a verb of %s carries the id of its request, which its answer and its lines in the log have too',
  async (_of, line) => {
    const { api, noted, log } = await serve();
    const payload = { reason: 'no' };
    const named = await ask(api, line, { payload, headers: { 'x-request-id': 'build-17' } });
    const unnamed = await ask(api, line, { payload });
    const ids = [named, unnamed].map(({ headers }) => headers['x-request-id']);
    expect(ids).toEqual(['build-17', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(noted.map(({ args }) => (args[1] as { requestId: string }).requestId)).toEqual(ids);
    const audited = log.flatMap((one) => (JSON.parse(one) as { audit?: { requestId: string } }).audit?.requestId ?? []);
    expect(audited).toEqual(ids);
  },
);
