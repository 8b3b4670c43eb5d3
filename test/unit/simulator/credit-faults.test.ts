import type { Customer, Running } from './running';
import { data, graphError, line, run, textWith } from './running';

let sim: Running;
let customer: Customer;
beforeEach(async () => {
  sim = await run();
  customer = await sim.customer({ account: { funding: 'none' } });
});
afterEach(() => sim.simulator.close());

const fault = async (rule: object): Promise<void> => {
  const made = await sim.control('POST', '/faults', rule);
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
};
const last = () => sim.simulator.journal().at(-1);

const share = () => sim.post(`/${line}/whatsapp_credit_sharing?receiving_business_id=${customer.businessId}`);
const attachQuery = (): string => `waba_currency=USD&waba_id=${customer.waba}`;
const attach = () => sim.post(`/${line}/whatsapp_credit_attach?${attachQuery()}`, undefined, customer.token);
const shareAndAttach = () => sim.post(`/${line}/whatsapp_credit_sharing_and_attach?${attachQuery()}`);
const allocation = () =>
  sim.simulator.state().allocations.find(({ receivingBusinessId }) => receivingBusinessId === customer.businessId);
const funded = (): boolean => sim.simulator.state().wabas.find(({ id }) => id === customer.waba)?.funding != null;

/** Each write: what has to be there before it, the call, its effect, and whether that has happened. */
const writes = [
  { effect: 'shared', before: async () => undefined, call: share, happened: () => allocation() !== undefined },
  { effect: 'attached', before: share, call: attach, happened: funded },
  { effect: 'shared-and-attached', before: async () => undefined, call: shareAndAttach, happened: funded },
  {
    effect: 'allocation-deleted',
    before: shareAndAttach,
    call: () => sim.call('DELETE', `/${allocation()?.id}`),
    happened: () => allocation()?.requestStatus === 'DELETED',
  },
];

describe.each(writes)('the write $effect', ({ effect, before, call, happened }) => {
  beforeEach(before);

  test.each(['fail-before', 'html-502'])('is lost by %s and has not happened', async (kind) => {
    await fault({ effect, fault: kind });
    const answer = call();
    if (kind === 'html-502') expect(await answer).toMatchObject({ status: 502, body: { text: textWith('<html>') } });
    else await expect(answer).rejects.toThrow();
    expect(happened()).toBe(false);
    expect(last()).toMatchObject({ fault: kind, effect: null, lineId: line });
  });

  test.each(['fail-after', 'html-502-after'])('is lost by %s and has happened', async (kind) => {
    await fault({ effect, fault: kind });
    const answer = call();
    if (kind === 'html-502-after') expect((await answer).status).toBe(502);
    else await expect(answer).rejects.toThrow();
    expect(happened()).toBe(true);
    expect(last()).toMatchObject({ fault: kind, effect: { kind: effect } });
  });

  test('is refused or throttled without having happened', async () => {
    await fault({ effect, fault: 'refuse', error: { code: 200 } });
    expect((await call()).body).toMatchObject(graphError(200));
    await fault({ effect, fault: 'throttle' });
    expect((await call()).body).toMatchObject(graphError(80008));
    expect(happened()).toBe(false);
  });

  test('can be held on either side of its effect', async () => {
    const reached = async (): Promise<void> => {
      while (((await sim.control('GET', '/holds')).body['holds'] as unknown[]).length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    await fault({ effect, fault: 'hold-before' });
    const lost = call().catch(() => 'cut');
    await reached();
    expect(happened()).toBe(false);
    await sim.control('POST', '/holds/release', { outcome: 'drop' });
    expect(await lost).toBe('cut');

    await fault({ effect, fault: 'hold' });
    const answer = call();
    await reached();
    expect(happened()).toBe(true);
    await sim.control('POST', '/holds/release');
    expect((await answer).status).toBe(200);
  });

  test('can carry a field that nobody knows', async () => {
    await fault({ effect, fault: 'unknown-field' });
    expect((await call()).body).toMatchObject({ field_of_tomorrow: { added: true } });
  });

  test('is hit by rules on its line and on its business, and by no rule on others', async () => {
    const other = { lineId: await sim.line(), businessId: (await sim.customer()).businessId };
    await fault({ lineId: other.lineId, times: 0, fault: 'refuse' });
    await fault({ businessId: other.businessId, times: 0, fault: 'refuse' });
    await fault({ method: effect === 'allocation-deleted' ? 'DELETE' : 'POST', lineId: line, fault: 'refuse' });
    expect((await call()).status).toBe(400);
    await fault({ businessId: customer.businessId, fault: 'refuse' });
    expect((await call()).status).toBe(400);
    expect((await call()).status).toBe(200);
  });
});

test('a rule on an account hits the calls that name it, in the query or in the body', async () => {
  await fault({ wabaId: customer.waba, times: 2, fault: 'refuse' });
  expect((await shareAndAttach()).status).toBe(400);
  const body = { waba_currency: 'USD', waba_id: customer.waba };
  expect((await sim.post(`/${line}/whatsapp_credit_sharing_and_attach`, body)).status).toBe(400);
  expect(last()).toMatchObject({ wabaId: customer.waba, parameters: ['waba_currency', 'waba_id'] });
});

test('a stale list does not show what was shared since', async () => {
  const list = () => sim.get(`/${line}/owning_credit_allocation_configs?receiving_business_id=${customer.businessId}`);
  await list();
  await share();
  await fault({ path: '/owning_credit_allocation_configs$', fault: 'stale' });
  expect(data(await list())).toEqual([]);
  expect(data(await list())).toHaveLength(1);
});

test('a list that is cut short leads on to the rest', async () => {
  await sim.control('PATCH', '/settings', { shareAgain: 'second' });
  for (let time = 0; time < 4; time++) await share();
  await fault({ path: '/owning_credit_allocation_configs$', fault: 'truncate' });
  const path = `/${line}/owning_credit_allocation_configs?receiving_business_id=${customer.businessId}`;
  const first = await sim.get(path);
  const { next } = first.body['paging'] as { next: string };
  const rest = (await (await fetch(next)).json()) as { data: { id: string }[] };
  expect(data(first)).toHaveLength(2);
  expect(new Set([...data(first), ...rest.data].map(({ id }) => id)).size).toBe(4);
});
