import type { Running } from './running';
import { appId, data, graphError, line, lucky, partnerBusiness, readyMigration, run } from './running';

let sim: Running;
beforeEach(async () => void (sim = await run()));
afterEach(() => sim.simulator.close());

interface Usage {
  call_count: number;
  estimated_time_to_regain_access: number;
}
const usage = (headers: Headers, key: string): Usage | undefined =>
  (JSON.parse(headers.get('x-business-use-case-usage') ?? '{}') as Record<string, Usage[]>)[key]?.[0];
const setUsage = async (bucket: string, calls: number): Promise<void> => {
  const { body } = await sim.control('GET', '/state');
  const minute = Math.floor(sim.simulator.clock.nowMs() / 60_000);
  await sim.control('PUT', '/state', { ...body, usage: { [bucket]: { [minute]: calls } } });
};

test('a WABA without numbers has 200 calls an hour, and tells when access returns', async () => {
  const { id } = await sim.account({ numbers: 0 });
  await setUsage(`waba:${id}:${appId}`, 199);
  expect((await sim.get(`/${id}`)).status).toBe(200);
  await sim.advance(10 * 60_000);
  const refused = await sim.get(`/${id}`);
  expect(refused).toMatchObject({ status: 400, body: graphError(80008) });
  expect(usage(refused.headers, id)?.estimated_time_to_regain_access).toBe(50);
  expect(sim.simulator.journal().at(-1)).toMatchObject({ fault: null, code: 80008, regainMinutes: 50 });
  expect((await sim.get(`/${lucky}`)).status).toBe(200);
  await sim.advance(50 * 60_000);
  expect((await sim.get(`/${id}`)).status).toBe(200);
});

test('a WABA with a number has 5,000', async () => {
  await setUsage(`waba:${lucky}:${appId}`, 4_999);
  expect((await sim.get(`/${lucky}`)).status).toBe(200);
  expect((await sim.get(`/${lucky}`)).body).toMatchObject(graphError(80008));
});

test('pushing on while throttled counts too', async () => {
  const { id } = await sim.account({ callsPerHour: 2 });
  for (let call = 0; call < 3; call++) await sim.get(`/${id}`);
  await sim.advance(30 * 60_000);
  for (let call = 0; call < 3; call++) await sim.get(`/${id}`);
  await sim.advance(31 * 60_000);
  expect((await sim.get(`/${id}`)).status).toBe(400);
});

test('the clone has few calls before the move, the source few after it', async () => {
  const { id, clone } = await readyMigration(sim, lucky);
  await setUsage(`waba:${clone}:${appId}`, 200);
  expect((await sim.get(`/${clone}`)).body).toMatchObject(graphError(80008));
  await sim.post(`/${id}/resume_migration`);
  await sim.advance(60_000);
  expect((await sim.get(`/${clone}`)).status).toBe(200);
  await setUsage(`waba:${lucky}:${appId}`, 200);
  expect((await sim.get(`/${lucky}`)).body).toMatchObject(graphError(80008));
});

test('Flows and the migration calls count against no account budget', async () => {
  const { id: migration } = await readyMigration(sim, lucky);
  await sim.control('PATCH', `/wabas/${lucky}`, { callsPerHour: 0 });
  expect((await sim.get(`/${lucky}/flows`)).status).toBe(200);
  expect((await sim.get(`/${migration}`)).status).toBe(200);
  expect((await sim.post(`/${migration}/resume_migration`)).status).toBe(200);
  const { numbers } = (await sim.control('GET', `/wabas/${lucky}`)).body as { numbers: { id: string }[] };
  expect((await sim.get(`/${numbers[0]?.id}`)).body).toMatchObject(graphError(80008));
});

test('credit calls have a budget of their own, and the app one over everything', async () => {
  await sim.control('PATCH', '/settings', { throttle: { credit: 0 } });
  expect((await sim.get(`/${partnerBusiness}/extendedcredits`)).body).toMatchObject(graphError(80008));
  expect((await sim.get(`/${line}`)).status).toBe(200);
  await sim.control('PATCH', '/settings', { throttle: { app: 0 } });
  const refused = await sim.get('/me');
  expect(refused.body).toMatchObject(graphError(4));
  expect(refused.headers.get('x-app-usage')).not.toBeNull();
});

test('5,000 calls an hour over the credit calls that Meta lists, for all tokens of the app together', async () => {
  const { businessId, waba, token, allocations } = await sim.customer();
  const records = `/${line}/owning_credit_allocation_configs`;
  const attached = `waba_currency=USD&waba_id=${waba}`;
  const counted = [
    () => sim.get(`/${partnerBusiness}/extendedcredits`),
    () => sim.get(records),
    () => sim.get(`/${allocations[0]}`),
    () => sim.post(`/${line}/whatsapp_credit_sharing_and_attach?${attached}`),
    () => sim.call('DELETE', `/${allocations[0]}`),
  ];
  await setUsage(`credit:${appId}`, 5_000 - counted.length);
  for (const call of counted) expect((await call()).status).toBe(200);
  for (const call of counted) expect((await call()).body).toMatchObject(graphError(80008));
  // Neither a customer's token nor another account or line has a budget of its own.
  expect((await sim.get(records, token)).body).toMatchObject(graphError(80008));
  const free = [
    () => sim.get(`/${line}`),
    () => sim.post(`/${line}/whatsapp_credit_sharing?receiving_business_id=${businessId}`),
    () => sim.post(`/${line}/whatsapp_credit_attach?${attached}`, undefined, token),
  ];
  for (const call of free) expect((await call()).status).toBe(200);
});

test('usage headers appear once calls add up, under the id that the setting names', async () => {
  const { id, businessId } = await sim.account({ callsPerHour: 20 });
  expect((await sim.get(`/${id}`)).headers.get('x-business-use-case-usage')).toBeNull();
  expect(usage((await sim.get(`/${id}`)).headers, id)).toMatchObject({
    call_count: 10,
    estimated_time_to_regain_access: 0,
  });
  await sim.control('PATCH', '/settings', { throttle: { headerKey: 'business' } });
  expect(usage((await sim.get(`/${id}`)).headers, businessId)).toMatchObject({ call_count: 15 });
});

test('a nested edge may cost a call of its own', async () => {
  const { id } = await sim.account({ callsPerHour: 3 });
  await sim.control('PATCH', '/settings', { throttle: { expandedEdgeCost: 1 } });
  expect((await sim.get(`/${id}?fields=name,flows,phone_numbers`)).status).toBe(200);
  expect((await sim.get(`/${id}?fields=name`)).status).toBe(400);
});

test('throttling can be switched off, and the clone given a limit of its own', async () => {
  const waba = await sim.account({ behaviour: { cloneCallsPerHour: 1 } });
  const { clone } = await readyMigration(sim, waba.id);
  expect((await sim.get(`/${clone}`)).status).toBe(200);
  expect((await sim.get(`/${clone}`)).status).toBe(400);
  await sim.control('PATCH', '/settings', { throttle: { enabled: false } });
  expect((await sim.get(`/${clone}`)).status).toBe(200);
  expect(data(await sim.get(`/${clone}/phone_numbers`))).toEqual([]);
});
