import type { Running } from './running';
import { data, gifts, lucky, run, textWith } from './running';

let sim: Running;
beforeEach(async () => void (sim = await run()));
afterEach(() => sim.simulator.close());

test('an account is made from nothing, with ids of digits that never repeat', async () => {
  const made = await Promise.all([{}, {}, {}].map((spec) => sim.account(spec)));
  const ids = made.flatMap(({ id, businessId, numbers }) => [id, businessId, ...numbers.map((phone) => phone.id)]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^\d+$/.test(id))).toBe(true);
  // An id that JavaScript cannot hold as a number finds clients that try.
  expect(made.every(({ id }) => !Number.isSafeInteger(Number(id)))).toBe(true);
});

test('an account is made as the spec says', async () => {
  const { id } = await sim.account({
    id: '555000111222333',
    name: 'Tea House',
    currency: 'EUR',
    businessId: '777',
    numbers: [{ display: '+49 30 1234567', status: 'DISCONNECTED' }],
    templates: [{ name: 'hello', language: 'de', category: 'MARKETING' }],
    flows: [{ name: 'booking', status: 'DRAFT' }],
    apps: [],
    users: [{ id: '1', businessId: '777', tasks: ['MANAGE'] }],
    funding: 'card',
    accountReviewStatus: 'PENDING',
  });
  const fields =
    'name,currency,account_review_status,owner_business_info,phone_numbers{status},message_templates{name},flows{status},subscribed_apps,assigned_users.business(777){tasks}';
  expect((await sim.get(`/${id}?fields=${encodeURIComponent(fields)}`)).body).toMatchObject({
    name: 'Tea House',
    currency: 'EUR',
    account_review_status: 'PENDING',
    owner_business_info: { id: '777' },
    phone_numbers: { data: [{ status: 'DISCONNECTED' }] },
    message_templates: { data: [{ name: 'hello' }] },
    flows: { data: [{ status: 'DRAFT' }] },
    subscribed_apps: { data: [] },
    assigned_users: { data: [{ tasks: ['MANAGE'] }] },
  });
});

test('a spec with a typing error, an unknown switch or a used id is refused by name', async () => {
  for (const [spec, word] of [
    [{ curency: 'EUR' }, 'curency'],
    [{ behaviour: { flyAway: true } }, 'flyAway'],
    [{ behaviour: { resumes: ['maybe'] } }, 'failed:<numbers moved>'],
    [{ id: lucky }, lucky],
  ] as const) {
    const answer = await sim.control('POST', '/wabas', spec);
    expect(answer.status).toBe(400);
    expect(String(answer.body['error'])).toContain(word);
  }
});

test('an account changes later: numbers, templates, Flows, funding, switches', async () => {
  const { numbers } = (await sim.control('GET', `/wabas/${lucky}`)).body as { numbers: { id: string }[] };
  const patched = await sim.control('PATCH', `/wabas/${lucky}`, {
    numbers: {
      change: [{ id: numbers[0]?.id, status: 'FLAGGED' }],
      remove: [numbers[1]?.id],
      add: [{ display: '+1 2' }],
    },
    templates: {
      change: [{ name: 'order_confirmation', language: 'en_US', status: 'PAUSED' }],
      remove: [{ name: 'delivery_update', language: 'pt_BR' }],
      add: [{ name: 'fresh', language: 'hi' }],
    },
    flows: { add: [{ name: 'third' }] },
    funding: 'none',
    behaviour: { stepMs: 5 },
  });
  expect(patched.body).toMatchObject({ funding: null, behaviour: { stepMs: 5, moveMs: 3_000 } });
  expect(data(await sim.get(`/${lucky}/phone_numbers?fields=status,display_phone_number`))).toMatchObject([
    { status: 'FLAGGED' },
    { status: 'CONNECTED' },
    { display_phone_number: '+1 2' },
  ]);
  const templates = data(await sim.get(`/${lucky}/message_templates?limit=100&fields=name,status`));
  expect(templates).toHaveLength(12);
  expect(templates[0]).toMatchObject({ status: 'PAUSED' });
  expect(data(await sim.get(`/${lucky}/flows`))).toHaveLength(3);
  const wrong = await sim.control('PATCH', `/wabas/${lucky}`, {
    templates: { change: [{ name: 'ghost', language: 'hi' }] },
  });
  expect(wrong).toMatchObject({ status: 400, body: { error: textWith('ghost') } });
  expect((await sim.control('PATCH', '/wabas/1', {})).status).toBe(400);
});

test('the whole state is read, changed and put back; one of the wrong shape is refused', async () => {
  const { body } = await sim.control('GET', '/state');
  const wabas = (body['wabas'] as { id: string; name: string }[]).filter(({ id }) => id === gifts);
  await sim.control('PUT', '/state', { ...body, wabas: wabas.map((waba) => ({ ...waba, name: 'Renamed' })) });
  expect((await sim.get(`/${gifts}?fields=name`)).body).toEqual({ name: 'Renamed', id: gifts });
  expect((await sim.get(`/${lucky}`)).status).toBe(400);
  const wrong = await sim.control('PUT', '/state', { ...body, wabas: [{ id: 'x' }] });
  expect(wrong.status).toBe(400);
  expect(String(wrong.body['error'])).toContain('wabas');
});

test('without the seed there is a partner and no account', async () => {
  const empty = await run({ seed: 'empty' });
  try {
    expect(empty.simulator.state().wabas).toEqual([]);
    expect((await empty.get('/me')).status).toBe(200);
    await empty.account({});
    expect(empty.simulator.state().wabas).toHaveLength(1);
  } finally {
    await empty.simulator.close();
  }
});

test('control calls stand in no journal, and an unknown one says so', async () => {
  await sim.control('GET', '/state');
  expect((await sim.control('GET', '/nothing')).status).toBe(404);
  expect((await sim.control('GET', '/journal')).body).toEqual({ entries: [] });
  await sim.get('/me');
  await sim.get('/me');
  const { entries } = (await sim.control('GET', '/journal?after=1')).body as { entries: { seq: number }[] };
  expect(entries.map(({ seq }) => seq)).toEqual([2]);
});
