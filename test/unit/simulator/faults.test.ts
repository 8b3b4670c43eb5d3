import type { Running } from './running';
import { data, gifts, graphError, initiate, line, lucky, readyMigration, run, textWith } from './running';

let sim: Running;
beforeEach(async () => void (sim = await run()));
afterEach(() => sim.simulator.close());

const fault = async (rule: object): Promise<void> => {
  const made = await sim.control('POST', '/faults', rule);
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
};
const start = (wabaId = lucky) =>
  sim.post(`/${wabaId}/set_payment_method_migration_intent`, { currency: 'INR', extended_credit_id: line });
const last = () => sim.simulator.journal().at(-1);
const migrations = (): number => sim.simulator.state().migrations.length;

test('refuse answers with the error of the rule, once, and nothing happens', async () => {
  await fault({
    effect: 'initiated',
    fault: 'refuse',
    error: { code: 131000, message: 'Something went wrong', is_transient: true, status: 500 },
  });
  expect(await start()).toMatchObject({ status: 500, body: { error: { code: 131000, is_transient: true } } });
  expect(last()).toMatchObject({ fault: 'refuse', effect: null, status: 500, code: 131000, isTransient: true });
  expect(migrations()).toBe(0);
  expect((await start()).status).toBe(200);
});

test('throttle answers 400 with 80008 and the minutes to wait', async () => {
  await fault({ wabaId: lucky, fault: 'throttle', regainMinutes: 19 });
  const answer = await sim.get(`/${lucky}`);
  expect(answer).toMatchObject({ status: 400, body: graphError(80008) });
  const usage = JSON.parse(answer.headers.get('x-business-use-case-usage') ?? '') as Record<string, object[]>;
  expect(usage[lucky]?.[0]).toMatchObject({ estimated_time_to_regain_access: 19, call_count: 100 });
  expect(last()).toMatchObject({ fault: 'throttle', status: 400, code: 80008, isTransient: false, regainMinutes: 19 });
  expect((await sim.get(`/${gifts}`)).status).toBe(200);
});

test('fail-before cuts the connection and nothing has happened', async () => {
  await fault({ effect: 'initiated', fault: 'fail-before' });
  await expect(start()).rejects.toThrow();
  expect(migrations()).toBe(0);
  expect(last()).toMatchObject({ fault: 'fail-before', effect: null, status: null });
});

test('fail-after cuts the connection although the write has happened', async () => {
  await fault({ effect: 'initiated', fault: 'fail-after' });
  await expect(start()).rejects.toThrow();
  expect(migrations()).toBe(1);
  expect(last()).toMatchObject({ fault: 'fail-after', effect: { kind: 'initiated' }, status: null });
  expect(last()).not.toHaveProperty('shown');
});

test('html-502 comes without the effect, html-502-after with it', async () => {
  await fault({ effect: 'initiated', fault: 'html-502' });
  const before = await start();
  expect(before).toMatchObject({ status: 502, body: { text: textWith('<html>') } });
  expect(migrations()).toBe(0);
  await fault({ effect: 'initiated', fault: 'html-502-after' });
  expect((await start()).status).toBe(502);
  expect(migrations()).toBe(1);
});

const reachedHold = async (): Promise<void> => {
  while (((await sim.control('GET', '/holds')).body['holds'] as unknown[]).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

test('hold keeps the answer back until it is released, with the effect done', async () => {
  await fault({ effect: 'initiated', fault: 'hold' });
  const answer = start();
  await reachedHold();
  expect(migrations()).toBe(1);
  expect(last()).toMatchObject({ fault: 'hold', effect: { kind: 'initiated' } });
  expect((await sim.control('POST', '/holds/release')).body).toEqual({ released: 1 });
  expect((await answer).body).toHaveProperty('migration_id');
});

test('hold-before keeps the call back with nothing done, and does it on release', async () => {
  await fault({ effect: 'initiated', fault: 'hold-before' });
  const answer = start();
  await reachedHold();
  expect(migrations()).toBe(0);
  await sim.control('POST', '/holds/release');
  expect((await answer).status).toBe(200);
  expect(migrations()).toBe(1);
});

test('a held call can be dropped instead', async () => {
  await fault({ effect: 'initiated', fault: 'hold' });
  const answer = start().then(
    () => 'answered',
    () => 'cut',
  );
  await reachedHold();
  await sim.control('POST', '/holds/release', { outcome: 'drop' });
  expect(await answer).toBe('cut');
  expect(last()).toMatchObject({ status: null, effect: { kind: 'initiated' } });
});

test('a caller that dies while it is held before has done nothing', async () => {
  await fault({ effect: 'initiated', fault: 'hold-before' });
  const controller = new AbortController();
  const url = `${sim.simulator.url}/v26.0/${lucky}/set_payment_method_migration_intent?access_token=sim-system-token`;
  const body = JSON.stringify({ currency: 'INR', extended_credit_id: line });
  const answer = fetch(url, { method: 'POST', body, signal: controller.signal }).catch(() => 'aborted');
  await reachedHold();
  controller.abort();
  expect(await answer).toBe('aborted');
  const left = async (): Promise<boolean> =>
    ((await sim.control('GET', '/holds')).body['holds'] as { callerWaits: boolean }[]).every(
      ({ callerWaits }) => !callerWaits,
    );
  while (!(await left())) await new Promise((resolve) => setTimeout(resolve, 5));
  await sim.control('POST', '/holds/release');
  expect(migrations()).toBe(0);
});

test('delay answers late, and the effect has happened at once', async () => {
  await fault({ effect: 'initiated', fault: 'delay', delayMs: 600_000 });
  let answered = false;
  start().then(
    () => (answered = true),
    () => undefined, // cut when the simulator ends
  );
  while (migrations() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(answered).toBe(false);
  await fault({ fault: 'delay', delayMs: 20 });
  expect((await sim.get(`/${lucky}`)).status).toBe(200);
});

test('stale answers a read as it was answered the time before', async () => {
  const { id } = await readyMigration(sim, lucky);
  await sim.post(`/${id}/resume_migration`);
  await sim.advance(60_000);
  await fault({ path: `^/${id}$`, fault: 'stale' });
  expect((await sim.get(`/${id}`)).body['status']).toBe('READY_TO_COMPLETE');
  expect(last()).toMatchObject({ fault: 'stale', shown: 'READY_TO_COMPLETE' });
  expect((await sim.get(`/${id}`)).body['status']).toBe('COMPLETED');
});

test('truncate shortens a page, and its next still leads to the rest', async () => {
  await fault({ path: '/message_templates$', fault: 'truncate' });
  const first = await sim.get(`/${lucky}/message_templates?fields=name&limit=100`);
  expect(data(first)).toHaveLength(6);
  const { next } = first.body['paging'] as { next: string };
  const rest = (await (await fetch(next)).json()) as { data: { id: string }[]; paging: object };
  expect(rest.data).toHaveLength(6);
  expect(rest.paging).not.toHaveProperty('next');
  expect(new Set([...data(first), ...rest.data].map(({ id }) => id)).size).toBe(12);
});

test('truncate of a page with one item is an empty page with a next', async () => {
  await fault({ path: '/phone_numbers$', fault: 'truncate' });
  const waba = await sim.account({ numbers: 1 });
  const first = await sim.get(`/${waba.id}/phone_numbers`);
  expect(data(first)).toEqual([]);
  const { next } = first.body['paging'] as { next: string };
  expect(((await (await fetch(next)).json()) as { data: unknown[] }).data).toHaveLength(1);
});

test('truncate leads on from every page, an empty one too, and no two pages share a cursor', async () => {
  const waba = await sim.account({ numbers: 4 });
  const pages: { data: { id: string }[]; paging: { cursors: { after: string }; next?: string } }[] = [];
  await fault({ path: '/phone_numbers$', fault: 'truncate', times: 5 });
  const read = `${sim.simulator.url}/v26.0/${waba.id}/phone_numbers?access_token=sim-system-token`;
  for (let next: string | undefined = read; next !== undefined; next = pages.at(-1)?.paging.next) {
    pages.push((await (await fetch(next)).json()) as (typeof pages)[number]);
  }
  expect(pages.map((page) => page.data.length)).toEqual([2, 1, 0, 0, 0, 1]);
  expect(new Set(pages.map((page) => page.paging.cursors.after)).size).toBe(pages.length);
  expect(pages.flatMap((page) => page.data.map(({ id }) => id))).toEqual(waba.numbers.map(({ id }) => id));
});

test('a list that is truncated for ever comes to a cursor that it had before', async () => {
  const waba = await sim.account({ numbers: 1 });
  await fault({ path: '/phone_numbers$', fault: 'truncate', times: 0 });
  const seen: (string | null)[] = [];
  let next: string | null = `${sim.simulator.url}/v26.0/${waba.id}/phone_numbers?access_token=sim-system-token`;
  while (next !== null && !seen.includes(next)) {
    seen.push(next);
    const page = (await (await fetch(next)).json()) as { data: unknown[]; paging: { next?: string } };
    expect(page.data).toEqual([]);
    next = page.paging.next ?? null;
  }
  expect(seen.at(-1)).toBe(next);
});

test('unknown-status and unknown-field change a good answer only', async () => {
  const id = await initiate(sim, lucky);
  await fault({ path: `^/${id}$`, fault: 'unknown-status' });
  expect((await sim.get(`/${id}`)).body['status']).toBe('WAITING_FOR_THE_MOON');
  expect(last()).toMatchObject({ shown: 'WAITING_FOR_THE_MOON' });
  await fault({ fault: 'unknown-field' });
  expect((await sim.get(`/${id}`)).body).toMatchObject({ status: 'INITIATED', field_of_tomorrow: { added: true } });
});

test('rules match method, path and account, skip calls, and end after times', async () => {
  await fault({ id: 'third', method: 'GET', path: '/flows$', wabaId: lucky, skip: 1, times: 2, fault: 'refuse' });
  const statuses = [];
  for (let call = 0; call < 5; call++) statuses.push((await sim.get(`/${lucky}/flows`)).status);
  expect(statuses).toEqual([200, 400, 400, 200, 200]);
  expect((await sim.get(`/${gifts}/flows`)).status).toBe(200);
});

test('a rule on the clone hits the calls of its migration, until it is removed', async () => {
  const { id, clone } = await readyMigration(sim, lucky);
  await fault({ id: 'forever', wabaId: clone, times: 0, fault: 'refuse' });
  for (let call = 0; call < 3; call++) expect((await sim.get(`/${id}`)).status).toBe(400);
  expect((await sim.control('DELETE', '/faults/forever')).body).toEqual({ removed: 1 });
  expect((await sim.get(`/${id}`)).status).toBe(200);
});

test('a rule that cannot be read is refused by name', async () => {
  const answer = await sim.control('POST', '/faults', { fault: 'explode', path: '(' });
  expect(answer.status).toBe(400);
  expect(String(answer.body['error'])).toContain('fault');
});

test('random faults repeat with their seed, which stands in the journal', async () => {
  const hits = async (): Promise<(string | null)[]> => {
    await sim.control('PUT', '/faults/random', {
      seed: 42,
      probability: 0.3,
      faults: ['refuse', 'throttle', 'html-502'],
    });
    for (let call = 0; call < 40; call++) await sim.get(`/${lucky}`);
    return sim.simulator
      .journal()
      .slice(-40)
      .map((entry) => entry.fault);
  };
  const first = await hits();
  expect(first.filter((hit) => hit !== null).length).toBeGreaterThan(3);
  expect(await hits()).toEqual(first);
  expect(sim.simulator.journal().find(({ method }) => method === 'CONTROL')?.fault).toContain('seed 42');
  await sim.control('DELETE', '/faults');
  expect((await sim.control('GET', '/faults')).body).toEqual({ faults: [], random: null });
});

test('the journal tells an absent parameter from an empty one, and keeps no value', async () => {
  await sim.post(`/${gifts}/set_payment_method_migration_intent`, { currency: 'INR', extended_credit_id: '' });
  expect(last()).toMatchObject({ status: 400, code: 100, parameters: ['currency', 'extended_credit_id'] });
  expect((await sim.post(`/${gifts}/set_payment_method_migration_intent`, { currency: 'INR' })).status).toBe(200);
  expect(last()).toMatchObject({ parameters: ['currency'], effect: { extendedCreditId: null } });
  expect(last()).not.toHaveProperty('code');
  await sim.get(`/${gifts}`);
  expect(last()).not.toHaveProperty('parameters');
});

test('an answer that was lost showed no code', async () => {
  await fault({ effect: 'initiated', fault: 'fail-after' });
  await expect(
    sim.post(`/${lucky}/set_payment_method_migration_intent`, { currency: 'USD', extended_credit_id: line }),
  ).rejects.toThrow();
  expect(last()).toMatchObject({ status: null, effect: null });
  expect(last()).not.toHaveProperty('code');
});
