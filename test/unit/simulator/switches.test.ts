import type { Running } from './running';
import { data, graphError, initiate, line, partnerBusiness, readyMigration, run } from './running';

let sim: Running;
beforeEach(async () => void (sim = await run()));
afterEach(() => sim.simulator.close());

const account = (behaviour: object, more: object = {}) =>
  sim.account({ numbers: 2, templates: 4, flows: 2, behaviour, ...more });
const edge = async (id: string, name: string): Promise<Record<string, unknown>[]> =>
  data(await sim.get(`/${id}/${name}`));

test('a second initiate while one is open makes a second clone', async () => {
  const waba = await account({});
  expect(await initiate(sim, waba.id)).not.toBe(await initiate(sim, waba.id));
  expect(data(await sim.get(`/${waba.businessId}/owned_whatsapp_business_accounts`))).toHaveLength(3);
});

test('or is refused, where initiateWhileOpen says so', async () => {
  const waba = await account({ initiateWhileOpen: 'refused' });
  await initiate(sim, waba.id);
  await expect(initiate(sim, waba.id)).rejects.toThrow('in progress');
});

test('an initiation planned as refused is refused and has no effect', async () => {
  const waba = await account({ initiations: ['refused'] });
  await expect(initiate(sim, waba.id)).rejects.toThrow('not eligible');
  expect(sim.simulator.journal().at(-1)).toMatchObject({ status: 400, effect: null });
  await initiate(sim, waba.id);
});

test.each(['refused', 'rejected'])('a Coexistence source is %s', async (coexistence) => {
  const waba = await account({ coexistence }, { numbers: [{ isOnBizApp: true }] });
  if (coexistence === 'refused') return expect(initiate(sim, waba.id)).rejects.toThrow('Coexistence');
  const id = await initiate(sim, waba.id);
  await sim.advance(60_000);
  expect((await sim.get(`/${id}`)).body['status']).toBe('REJECTED');
});

test('a line-billed source without a line is rejected, where lineToCard says so', async () => {
  const waba = await account({ lineToCard: 'rejected' });
  const id = await initiate(sim, waba.id, { currency: 'INR' });
  await sim.advance(60_000);
  expect((await sim.get(`/${id}`)).body['status']).toBe('REJECTED');
});

test('initiate needs MANAGE where adminRequired says so', async () => {
  const users = [{ id: '3000000000000001', businessId: partnerBusiness, tasks: ['VIEW_COST'] }];
  const waba = await account({ adminRequired: true }, { users });
  await expect(initiate(sim, waba.id)).rejects.toThrow('MANAGE');
});

test('a failed migration leaves no clone, where failedLeavesClone is off', async () => {
  const waba = await account({ initiations: ['failed'], failedLeavesClone: false });
  const id = await initiate(sim, waba.id);
  await sim.advance(60_000);
  expect((await sim.get(`/${id}`)).body).toEqual({ status: 'FAILED', id });
  expect(data(await sim.get(`/${waba.businessId}/owned_whatsapp_business_accounts`))).toHaveLength(1);
});

test('the clone comes unfunded, or funded late', async () => {
  const unfunded = await readyMigration(sim, (await account({ cloneFunded: false })).id);
  expect((await sim.get(`/${unfunded.clone}?fields=primary_funding_id`)).body).not.toHaveProperty('primary_funding_id');
  const late = await readyMigration(sim, (await account({ fundedAfterMs: 120_000 })).id);
  const fields = `/${late.clone}?fields=primary_funding_id`;
  expect((await sim.get(fields)).body).not.toHaveProperty('primary_funding_id');
  await sim.advance(120_000);
  expect((await sim.get(fields)).body).toHaveProperty('primary_funding_id');
});

test('a card-billed source that names a line comes funded by the line', async () => {
  const waba = await account({}, { funding: 'card' });
  const { clone } = await readyMigration(sim, waba.id);
  const [allocation] = data(
    await sim.get(
      `/${line}/owning_credit_allocation_configs?receiving_business_id=${waba.businessId}&fields=receiving_credential`,
    ),
  );
  const { body } = await sim.get(`/${clone}?fields=primary_funding_id`);
  expect(allocation?.['receiving_credential']).toEqual({ id: body['primary_funding_id'] });
});

test('override, app, users, templates and Flows may be lost', async () => {
  const apps = [{ id: '1000000000000001', overrideCallbackUri: 'https://example.com/hook' }];
  const kept = await readyMigration(sim, (await account({}, { apps })).id);
  expect(await edge(kept.clone, 'subscribed_apps')).toMatchObject([
    { override_callback_uri: 'https://example.com/hook' },
  ]);

  const overrideLost = await readyMigration(sim, (await account({ overrideLost: true }, { apps })).id);
  const [app] = await edge(overrideLost.clone, 'subscribed_apps');
  expect(app).toBeDefined();
  expect(app).not.toHaveProperty('override_callback_uri');

  const lost = await readyMigration(
    sim,
    (await account({ appLost: true, usersLost: true, templatesLost: 1, flowsLost: 1 })).id,
  );
  expect(await edge(lost.clone, 'subscribed_apps')).toEqual([]);
  expect(await edge(lost.clone, `assigned_users?business=${partnerBusiness}`)).toEqual([]);
  expect(await edge(lost.clone, 'message_templates')).toHaveLength(3);
  expect(await edge(lost.clone, 'flows')).toHaveLength(1);
});

test('outdated templates never arrive, all other statuses do', async () => {
  const templates = [
    { name: 'old', language: 'en_US', outdated: true },
    { name: 'paused', language: 'en_US', status: 'PAUSED' },
    { name: 'rejected', language: 'en_US', status: 'REJECTED' },
  ];
  const { clone } = await readyMigration(sim, (await account({}, { templates })).id);
  expect(await edge(clone, 'message_templates?fields=name,status')).toMatchObject([
    { status: 'PAUSED' },
    { status: 'REJECTED' },
  ]);
});

test('Flow ids stay where flowIds says keep', async () => {
  const waba = await account({ flowIds: 'keep' });
  const { clone } = await readyMigration(sim, waba.id);
  expect(await edge(clone, 'flows')).toEqual(await edge(waba.id, 'flows'));
});

test.each([
  ['dropped', 4],
  ['cloned', 5],
])('a template made while the clone waits is %s', async (templatesMadeWhileOpen, expected) => {
  const waba = await account({ templatesMadeWhileOpen });
  const { id, clone } = await readyMigration(sim, waba.id);
  await sim.control('PATCH', `/wabas/${waba.id}`, { templates: { add: [{ name: 'late', language: 'en_US' }] } });
  await sim.post(`/${id}/resume_migration`);
  await sim.advance(60_000);
  expect(await edge(clone, 'message_templates')).toHaveLength(expected);
});

test('settings are not cloned unless settingsCloned says so', async () => {
  const settings = { is_enabled_for_insights: true };
  const read = async (id: string): Promise<unknown> =>
    (await sim.get(`/${id}?fields=is_enabled_for_insights`)).body['is_enabled_for_insights'];
  expect(await read((await readyMigration(sim, (await account({}, { settings })).id)).clone)).toBe(false);
  expect(
    await read((await readyMigration(sim, (await account({ settingsCloned: true }, { settings })).id)).clone),
  ).toBe(true);
});

test('the clone may come in another currency than the one asked for, and unshared', async () => {
  const wrong = await readyMigration(sim, (await account({ cloneCurrency: 'EUR' })).id);
  expect((await sim.get(`/${wrong.clone}?fields=currency`)).body['currency']).toBe('EUR');
  const hidden = await account({ cloneShared: false });
  const id = await initiate(sim, hidden.id);
  await sim.advance(60_000);
  const clone = (await sim.get(`/${id}`)).body['destination_waba'] as { id: string };
  expect((await sim.get(`/${clone.id}`)).body).toMatchObject(graphError(100, 33));
});

test('the status shown while numbers move is a switch', async () => {
  const waba = await account({ statusWhileMoving: 'READY_TO_COMPLETE' });
  const { id } = await readyMigration(sim, waba.id);
  await sim.post(`/${id}/resume_migration`);
  expect((await sim.get(`/${id}`)).body['status']).toBe('READY_TO_COMPLETE');
  expect((await sim.post(`/${id}/resume_migration`)).status).toBe(400);
  await sim.advance(60_000);
  expect((await sim.get(`/${id}`)).body['status']).toBe('COMPLETED');
});

test('a second resume is taken without further effect, where resumeTwice says accepted', async () => {
  const waba = await account({ resumeTwice: 'accepted' });
  const { id } = await readyMigration(sim, waba.id);
  for (let time = 0; time < 2; time++) expect((await sim.post(`/${id}/resume_migration`)).status).toBe(200);
  await sim.advance(60_000);
  const kinds = sim.simulator.journal().flatMap(({ effect }) => effect?.kind ?? []);
  expect(kinds).toEqual(['initiated', 'resume-accepted', 'resume-accepted', 'numbers-moved', 'numbers-moved']);
});

test.each(['COMPLETED', 'FAILED_TO_COMPLETE'])('numbers in review stay behind and the end is %s', async (end) => {
  const waba = await account({ endWithNumbersInReview: end }, { numbers: [{}, { inReview: true }] });
  const { id, clone } = await readyMigration(sim, waba.id);
  await sim.post(`/${id}/resume_migration`);
  await sim.advance(60_000);
  expect((await sim.get(`/${id}`)).body['status']).toBe(end);
  expect(await edge(clone, 'phone_numbers')).toHaveLength(1);
  expect(await edge(waba.id, 'phone_numbers?fields=name_status')).toMatchObject([{ name_status: 'PENDING_REVIEW' }]);
});

test('phone ids stay, or change where phoneIds says so, and so may their status', async () => {
  const kept = await account({});
  const moved = await account({ phoneIds: 'change', phoneStatusAfterMove: 'PENDING' });
  for (const [waba, same] of [
    [kept, true],
    [moved, false],
  ] as const) {
    const { id, clone } = await readyMigration(sim, waba.id);
    await sim.post(`/${id}/resume_migration`);
    await sim.advance(60_000);
    const numbers = await edge(clone, 'phone_numbers?fields=id,display_phone_number,status');
    expect(numbers.every((phone) => waba.numbers.some(({ id: old }) => old === phone['id']))).toBe(same);
    expect(numbers.map((phone) => phone['display_phone_number']).sort()).toEqual(
      waba.numbers.map(({ display }) => display).sort(),
    );
    expect(numbers.every((phone) => phone['status'] === (same ? 'CONNECTED' : 'PENDING'))).toBe(true);
  }
});

test('migration ids are prefixed, or numeric where migrationIds says so', async () => {
  expect(await initiate(sim, (await account({})).id)).toMatch(/^mig_/);
  await sim.control('PATCH', '/settings', { migrationIds: 'numeric' });
  expect(await initiate(sim, (await account({})).id)).toMatch(/^\d{17}$/);
});

test('only the accepted currencies are taken, where the setting lists some', async () => {
  await sim.control('PATCH', '/settings', { acceptedCurrencies: ['USD', 'EUR'] });
  await expect(initiate(sim, (await account({})).id)).rejects.toThrow('supported currency');
});
