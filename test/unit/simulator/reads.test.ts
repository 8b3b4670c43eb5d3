import type { Running } from './running';
import { appId, data, gifts, graphError, line, lucky, luckyOwner, partnerBusiness, run, anyText } from './running';

let sim: Running;
beforeEach(async () => void (sim = await run()));
afterEach(() => sim.simulator.close());

test('takes any version prefix, and none', async () => {
  for (const prefix of ['/v25.0', '/v31.0', '']) {
    const answer = await fetch(`${sim.simulator.url}${prefix}/${lucky}?access_token=sim-system-token`);
    expect(await answer.json()).toMatchObject({ id: lucky, currency: 'USD' });
  }
});

test('the account answers with the fields asked for and its id, and no others', async () => {
  const { body } = await sim.get(`/${lucky}?fields=currency,creation_time,health_status,primary_funding_id`);
  expect(Object.keys(body).sort()).toEqual(['creation_time', 'currency', 'health_status', 'id', 'primary_funding_id']);
  expect(body['health_status']).toMatchObject({ can_send_message: 'AVAILABLE' });
});

test('one unknown field fails the whole read', async () => {
  expect((await sim.get(`/${lucky}?fields=name,credit_limit`)).body).toMatchObject(graphError(100));
  expect((await sim.get(`/${line}?fields=id,is_active`)).body).toMatchObject(graphError(100));
  expect((await sim.get(`/${lucky}/flows?fields=id,nope`)).body).toMatchObject(graphError(100));
  expect((await sim.get(`/${lucky}/nope`)).body).toMatchObject(graphError(100));
  expect((await sim.get(`/${lucky}?fields=name,,`)).body).toMatchObject(graphError(2500));
});

test('expands nested edges with their own arguments', async () => {
  const fields = `name,phone_numbers.limit(2){id,status},message_templates.limit(1).summary(total_count){name},flows{name},subscribed_apps,assigned_users.business(${partnerBusiness}){tasks}`;
  const { body } = await sim.get(`/${lucky}?fields=${encodeURIComponent(fields)}`);
  expect(body).toMatchObject({
    phone_numbers: { data: [{ status: 'CONNECTED' }, { status: 'CONNECTED' }], paging: { next: anyText } },
    message_templates: { data: [{ name: 'order_confirmation' }], summary: { total_count: 12 } },
    flows: { data: [{ name: 'booking_1' }, { name: 'booking_2' }] },
    subscribed_apps: { data: [{ whatsapp_business_api_data: { id: appId } }] },
    assigned_users: { data: [{ tasks: ['MANAGE'] }] },
  });
});

test('pages to the end by next links, with a cursor on the last page too', async () => {
  const waba = await sim.account({ templates: 57 });
  const seen: unknown[] = [];
  let url: string | undefined = `${sim.simulator.url}/v26.0/${waba.id}/message_templates?fields=name&limit=25`;
  let pages = 0;
  while (url) {
    const answer = await fetch(url, { headers: { authorization: 'Bearer sim-system-token' } });
    const body = (await answer.json()) as {
      data: { id: string }[];
      paging: { next?: string; cursors: { after: string } };
    };
    expect(body.paging.cursors.after).toBeTruthy();
    seen.push(...body.data.map(({ id }) => id));
    url = body.paging.next;
    pages++;
  }
  expect(pages).toBe(3);
  expect(new Set(seen).size).toBe(57);
});

test('caps the limit, and goes back with before', async () => {
  const waba = await sim.account({ templates: 130 });
  const first = await sim.get(`/${waba.id}/message_templates?limit=5000&fields=name`);
  expect(data(first)).toHaveLength(100);
  const { cursors } = first.body['paging'] as { cursors: { after: string } };
  const second = await sim.get(`/${waba.id}/message_templates?limit=100&fields=name&after=${cursors.after}`);
  expect(data(second)).toHaveLength(30);
  const { before } = (second.body['paging'] as { cursors: { before: string } }).cursors;
  const back = await sim.get(`/${waba.id}/message_templates?limit=10&fields=name&before=${before}`);
  expect(data(back).map(({ id }) => id)).toEqual(
    data(first)
      .slice(90)
      .map(({ id }) => id),
  );
  expect((await sim.get(`/${waba.id}/message_templates?after=rubbish`)).body).toMatchObject(graphError(100));
  expect((await sim.get(`/${waba.id}/message_templates?limit=many`)).body).toMatchObject(graphError(100));
});

test('filters templates and tells the count and the limit in the summary', async () => {
  await sim.control('PATCH', `/wabas/${gifts}`, {
    templates: { add: [{ name: 'fresh', language: 'hi', status: 'PENDING' }] },
  });
  const pending = await sim.get(
    `/${gifts}/message_templates?status=["PENDING"]&summary=total_count,message_template_count,message_template_limit`,
  );
  expect(data(pending)).toMatchObject([{ name: 'fresh', language: 'hi' }]);
  expect(pending.body['summary']).toEqual({ total_count: 1, message_template_count: 6, message_template_limit: 6000 });
});

test('a number reads formatted on the edge and as digits by itself', async () => {
  const [first] = data(await sim.get(`/${lucky}/phone_numbers?fields=id,display_phone_number,is_on_biz_app`));
  expect(first).toMatchObject({ display_phone_number: '+1 631-555-0101', is_on_biz_app: false });
  const alone = await sim.get(`/${String(first?.['id'])}?fields=display_phone_number,status,health_status`);
  expect(alone.body).toMatchObject({ display_phone_number: '16315550101', status: 'CONNECTED' });
});

test('assigned_users is refused without a portfolio and answers for one at a time', async () => {
  expect((await sim.get(`/${lucky}/assigned_users`)).body).toMatchObject(graphError(100));
  expect(data(await sim.get(`/${lucky}/assigned_users?business=${partnerBusiness}`))).toHaveLength(1);
  expect(data(await sim.get(`/${lucky}/assigned_users?business=${luckyOwner}`))).toHaveLength(2);
});

test('users are assigned and removed', async () => {
  const assigned = await sim.post(
    `/${lucky}/assigned_users?user=3000000000000001&tasks=['MANAGE_TEMPLATES','VIEW_COST']`,
  );
  expect(assigned.body).toEqual({ success: true });
  const users = `/${lucky}/assigned_users?business=${partnerBusiness}`;
  expect(data(await sim.get(users))).toMatchObject([{ tasks: ['MANAGE_TEMPLATES', 'VIEW_COST'] }]);
  expect((await sim.post(`/${lucky}/assigned_users`, { user: '3000000000000001', tasks: ['FLY'] })).body).toMatchObject(
    graphError(100),
  );
  expect((await sim.call('DELETE', `/${lucky}/assigned_users?user=3000000000000001`)).body).toEqual({ success: true });
  expect(data(await sim.get(users))).toEqual([]);
  expect(sim.simulator.journal().flatMap(({ effect }) => effect?.kind ?? [])).toEqual([
    'user-assigned',
    'user-removed',
  ]);
});

test('lists owned and client accounts with account fields', async () => {
  const owned = await sim.get(`/${luckyOwner}/owned_whatsapp_business_accounts?fields=id,currency,creation_time`);
  expect(
    data(owned)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([lucky, gifts]);
  const clients = await sim.get(`/${partnerBusiness}/client_whatsapp_business_accounts?fields=id,owner_business_info`);
  expect(data(clients)).toHaveLength(5);
  expect((await sim.get('/999/owned_whatsapp_business_accounts')).body).toMatchObject(graphError(100, 33));
});

test('lines, their fields, and no lines for another portfolio', async () => {
  expect((await sim.get(`/${partnerBusiness}/extendedcredits?fields=id,legal_entity_name`)).body).toMatchObject({
    data: [{ id: line, legal_entity_name: 'Partner Portfolio Ltd' }],
  });
  expect(data(await sim.get(`/${luckyOwner}/extendedcredits`))).toEqual([]);
  const one = await sim.get(`/${line}?fields=credit_available,max_balance,sold_to_address,credit_type`);
  expect(one.body).toMatchObject({
    credit_type: 'WHATSAPP_BUSINESS',
    max_balance: { currency: 'USD' },
    sold_to_address: { country: 'IN' },
  });
});

test('an allocation funds the account whose primary_funding_id it is', async () => {
  const path = `/${line}/owning_credit_allocation_configs?receiving_business_id=${luckyOwner}&fields=id,receiving_business`;
  const [allocation] = data(await sim.get(path));
  const read = await sim.get(`/${String(allocation?.['id'])}?fields=receiving_credential,request_status`);
  const funding = (await sim.get(`/${lucky}?fields=primary_funding_id`)).body['primary_funding_id'];
  expect(read.body['receiving_credential']).toEqual({ id: funding });
  expect(read.body).not.toHaveProperty('request_status');
  expect((await sim.get(`/${gifts}?fields=primary_funding_id`)).body['primary_funding_id']).not.toBe(funding);
});

test('the allocation edge shows active records only, in either shape', async () => {
  const path = `/${line}/owning_credit_allocation_configs?receiving_business_id=${luckyOwner}&fields=id`;
  await sim.control('PATCH', '/settings', { allocationListShape: 'object' });
  const single = (await sim.get(path)).body;
  expect(single).toEqual({ id: anyText });
  const state = (await sim.control('GET', '/state')).body as { allocations: { requestStatus: string | null }[] };
  state.allocations.forEach((allocation) => (allocation.requestStatus = 'DELETED'));
  await sim.control('PUT', '/state', state);
  expect((await sim.get(path)).body).toEqual({ data: [] });
  expect((await sim.get(`/${String(single['id'])}?fields=request_status`)).body).toMatchObject({
    request_status: 'DELETED',
  });
});

test('an unfunded account has no primary_funding_id and a health that says why', async () => {
  const waba = await sim.account({ funding: 'none' });
  const { body } = await sim.get(`/${waba.id}?fields=primary_funding_id,health_status`);
  expect(body).not.toHaveProperty('primary_funding_id');
  expect(JSON.stringify(body)).toContain('141006');
});
