import type { Running } from './running';
import { data, gifts, graphError, initiate, line, lucky, luckyOwner, readyMigration, run, anyText } from './running';

let sim: Running;
beforeEach(async () => void (sim = await run()));
afterEach(() => sim.simulator.close());

const status = async (id: string): Promise<unknown> => (await sim.get(`/${id}`)).body['status'];
const resume = (id: string) => sim.post(`/${id}/resume_migration`);
const effects = (): unknown[] => sim.simulator.journal().flatMap(({ effect }) => (effect ? [effect] : []));

test('initiate answers migration_status, every later answer status', async () => {
  const answer = await sim.post(`/${lucky}/set_payment_method_migration_intent`, {
    currency: 'INR',
    extended_credit_id: line,
  });
  expect(answer.body).toEqual({ migration_id: anyText, migration_status: 'INITIATED' });
  expect((await sim.get(`/${String(answer.body['migration_id'])}`)).body).toMatchObject({ status: 'INITIATED' });
});

test('statuses advance with the clock and stop at READY_TO_COMPLETE', async () => {
  const id = await initiate(sim, lucky);
  const seen = [];
  for (let step = 0; step < 6; step++) {
    seen.push(await status(id));
    await sim.advance(8_000);
  }
  expect(seen).toEqual([
    'INITIATED',
    'ACCEPTED',
    'IN_PROGRESS',
    'READY_TO_COMPLETE',
    'READY_TO_COMPLETE',
    'READY_TO_COMPLETE',
  ]);
});

test('destination_waba appears late, while the owner lists the clone already', async () => {
  const id = await initiate(sim, lucky);
  expect((await sim.get(`/${id}`)).body).not.toHaveProperty('destination_waba');
  expect(data(await sim.get(`/${luckyOwner}/owned_whatsapp_business_accounts`))).toHaveLength(3);
  await sim.advance(12_000);
  expect((await sim.get(`/${id}`)).body['destination_waba']).toMatchObject({ currency: 'INR', timezone_id: '71' });
});

test('the clone can be kept out of sight for a while', async () => {
  await sim.control('PATCH', `/wabas/${lucky}`, { behaviour: { cloneAfterMs: 5_000 } });
  await initiate(sim, lucky);
  const listed = async (): Promise<number> =>
    data(await sim.get(`/${luckyOwner}/owned_whatsapp_business_accounts`)).length;
  expect(await listed()).toBe(2);
  await sim.advance(5_000);
  expect(await listed()).toBe(3);
});

test('the clone is new, empty of numbers, in the new currency, with templates under new ids', async () => {
  const { clone } = await readyMigration(sim, lucky);
  const fields =
    'currency,creation_time,phone_numbers,message_templates.limit(100){id,name,language,components},subscribed_apps,flows{id,name}';
  const [source, copy] = await Promise.all(
    [lucky, clone].map(async (id) => (await sim.get(`/${id}?fields=${fields}`)).body),
  );
  const keys = (body: unknown): string[] =>
    (body as { message_templates: { data: { name: string; language: string }[] } }).message_templates.data.map(
      ({ name, language }) => `${name}/${language}`,
    );
  const ids = (body: unknown, edge: string): string[] =>
    (body as Record<string, { data: { id: string }[] }>)[edge]?.data.map(({ id }) => id) ?? [];
  expect(copy).toMatchObject({ currency: 'INR', phone_numbers: { data: [] }, subscribed_apps: { data: [{}] } });
  expect(Number(copy?.['creation_time'])).toBeGreaterThan(Number(source?.['creation_time']));
  expect(keys(copy)).toEqual(keys(source));
  expect(ids(copy, 'message_templates').filter((id) => ids(source, 'message_templates').includes(id))).toEqual([]);
  expect(ids(copy, 'flows').filter((id) => ids(source, 'flows').includes(id))).toEqual([]);
  // Flow buttons follow the copied Flows.
  const flowButtons = [...JSON.stringify(copy).matchAll(/"flow_id":"(\d+)"/g)].map(([, id]) => id);
  expect(flowButtons.length).toBeGreaterThan(0);
  expect(flowButtons.every((id) => ids(copy, 'flows').includes(id ?? ''))).toBe(true);
});

test('a line of credit funds the clone through the same allocation', async () => {
  const { clone } = await readyMigration(sim, lucky);
  const funding = async (id: string): Promise<unknown> =>
    (await sim.get(`/${id}?fields=primary_funding_id`)).body['primary_funding_id'];
  expect(await funding(clone)).toBe(await funding(lucky));
});

test('a card-billed clone keeps its card when no line is named', async () => {
  const { clone } = await readyMigration(sim, gifts, { currency: 'INR' });
  const funding = async (id: string): Promise<unknown> =>
    (await sim.get(`/${id}?fields=primary_funding_id`)).body['primary_funding_id'];
  expect(await funding(clone)).toBe(await funding(gifts));
});

test('after resume the numbers move one by one and the clock journals each', async () => {
  const { id, clone } = await readyMigration(sim, lucky);
  expect((await resume(id)).body).toMatchObject({ status: 'IN_PROGRESS', id, destination_waba: { id: clone } });
  const left = [];
  for (let step = 0; step < 4; step++) {
    left.push(data(await sim.get(`/${lucky}/phone_numbers`)).length);
    await sim.advance(3_000);
  }
  expect(left).toEqual([3, 2, 1, 0]);
  expect(await status(id)).toBe('COMPLETED');
  expect(data(await sim.get(`/${clone}/phone_numbers?fields=status`))).toMatchObject([{}, {}, {}]);
  expect(effects()).toMatchObject([
    {
      kind: 'initiated',
      migrationId: id,
      sourceWabaId: lucky,
      destinationWabaId: clone,
      currency: 'INR',
      extendedCreditId: line,
    },
    { kind: 'resume-accepted', migrationId: id, statusBefore: 'READY_TO_COMPLETE' },
    { kind: 'numbers-moved', migrationId: id, from: lucky, to: clone, numbers: [{ digits: '16315550101' }] },
    { kind: 'numbers-moved', numbers: [{ digits: '16315550102' }] },
    { kind: 'numbers-moved', numbers: [{ digits: '16315550103' }] },
  ]);
});

test('FAILED leaves a clone behind and a new initiate makes another', async () => {
  const waba = await sim.account({ behaviour: { initiations: ['failed', 'ready'] } });
  const first = await initiate(sim, waba.id);
  await sim.advance(60_000);
  expect(await status(first)).toBe('FAILED');
  expect((await resume(first)).body).toMatchObject(graphError(100));
  await readyMigration(sim, waba.id);
  expect(data(await sim.get(`/${waba.businessId}/owned_whatsapp_business_accounts`))).toHaveLength(3);
});

test('REJECTED makes no clone', async () => {
  const waba = await sim.account({ behaviour: { initiations: ['rejected'] } });
  const id = await initiate(sim, waba.id);
  await sim.advance(60_000);
  expect((await sim.get(`/${id}`)).body).toEqual({ status: 'REJECTED', id });
  expect(data(await sim.get(`/${waba.businessId}/owned_whatsapp_business_accounts`))).toHaveLength(1);
});

test('FAILED_TO_COMPLETE keeps what has moved and resume goes on from there', async () => {
  const waba = await sim.account({ numbers: 3, behaviour: { resumes: ['failed:1', 'failed:2', 'completed'] } });
  const { id, clone } = await readyMigration(sim, waba.id);
  const seen = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    expect((await resume(id)).status).toBe(200);
    await sim.advance(60_000);
    seen.push([await status(id), data(await sim.get(`/${clone}/phone_numbers`)).length]);
  }
  expect(seen).toEqual([
    ['FAILED_TO_COMPLETE', 1],
    ['FAILED_TO_COMPLETE', 2],
    ['COMPLETED', 3],
  ]);
});

test('resume is refused before the clone is ready, while numbers move, and after the end', async () => {
  const id = await initiate(sim, lucky);
  expect((await resume(id)).body).toMatchObject(graphError(100));
  await sim.advance(60_000);
  expect((await resume(id)).status).toBe(200);
  expect((await resume(id)).body).toMatchObject(graphError(100));
  await sim.advance(60_000);
  expect((await resume(id)).body).toMatchObject(graphError(100));
  expect(sim.simulator.journal().filter(({ path }) => path.endsWith('/resume_migration'))).toHaveLength(4);
});

test('initiate refuses the same currency, an unknown line, an empty line and no currency', async () => {
  const call = (body: unknown) => sim.post(`/${lucky}/set_payment_method_migration_intent`, body);
  for (const body of [
    { currency: 'USD', extended_credit_id: line },
    { currency: 'rupees', extended_credit_id: line },
    { currency: 'INR', extended_credit_id: '1' },
    { currency: 'INR', extended_credit_id: '' },
    { currency: 'INR', extended_credit_id: null },
    { extended_credit_id: line },
  ]) {
    expect(await call(body)).toMatchObject({ status: 400, body: graphError(100) });
  }
  expect(effects()).toEqual([]);
});

test('a source on a line of credit is refused when no line is named', async () => {
  const answer = await sim.post(`/${lucky}/set_payment_method_migration_intent`, { currency: 'INR' });
  expect(answer.body).toMatchObject(graphError(100));
});

test('nobody without sight of the source sees its migration', async () => {
  const id = await initiate(sim, lucky);
  await sim.control('POST', '/tokens', { ref: 'stranger', token: 'stranger-token', businessId: '4000000000000001' });
  expect((await sim.get(`/${id}`, 'stranger-token')).body).toMatchObject(graphError(100, 33));
});

test('the journal says which status the caller was shown, and has no query', async () => {
  const id = await initiate(sim, lucky);
  await sim.get(`/${id}?fields=status&access_token=sim-system-token`);
  expect(sim.simulator.journal().at(-1)).toEqual({
    seq: 2,
    at: '2026-11-22T12:00:00.000Z',
    wallAt: '2026-11-22T12:00:00.000Z',
    method: 'GET',
    path: `/${id}`,
    wabaId: lucky,
    migrationId: id,
    tokenRef: 'default',
    status: 200,
    fault: null,
    effect: null,
    shown: 'INITIATED',
  });
});
