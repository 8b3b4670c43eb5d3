/** The credit activities with the real Graph client, over HTTP, against the simulator: no fake between them and Graph. */
import { createGraphClient } from '../../../../activities/graph';
import type { CheckShareResult, ShareCall, ShareFacts } from '../../../../activities/credit/contract';
import { graphAnswers, graphQuestionSchema, type GraphAnswer } from '../../../../domain/credit/questions';
import type { ShareStart } from '../../../../domain/credit/input';
import { createBench, NOW, RUN, type Bench } from '../../../helpers/activity-bench';
import { line, partnerBusiness, run, system, type Customer, type Running } from '../../simulator/running';
import { shareInput } from './bench';

let sim: Running;
let bench: Bench;
let customer: Customer;
beforeEach(async () => {
  sim = await run();
  customer = await sim.customer({ wabas: [{ funding: 'none' }, { funding: 'none', systemUserAssigned: false }] });
  bench = createBench({
    graph: createGraphClient({ baseUrl: sim.simulator.url, version: 'v26.0', appId: '1000000000000001' }),
    tokens: (ref) => ({ default: system, customer: customer.token })[ref],
    ownBusinessId: partnerBusiness,
  });
});
afterEach(() => sim.simulator.close());

const start = (more: Partial<ShareStart> = {}) =>
  shareInput({ businessId: customer.businessId, wabaId: customer.waba, ...more });
const check = async (more: Partial<ShareStart> = {}): Promise<CheckShareResult['verdict']> =>
  (await bench.call('checkShare', { input: start(more), evidenceNumber: 1 })).verdict;
const facts = async (more: Partial<ShareStart> = {}): Promise<ShareFacts> => {
  const verdict = await check(more);
  if (verdict.kind !== 'ready') throw new Error(JSON.stringify(verdict));
  return verdict.facts;
};
const ref = () => ({
  businessId: customer.businessId,
  tokenRef: 'default',
  customerTokenRef: 'customer',
  graphOrigin: bench.deps.graph.origin,
  checkedRunId: RUN,
});
const write = (call: ShareCall, known: ShareFacts, wabaId = customer.waba) =>
  bench.call('writeShare', { run: ref(), call, wabaId, currency: 'USD', facts: known });
const verify = (lineId: string, allocationId: string | null, wabaId = customer.waba) =>
  bench.call('verifyFunding', { run: ref(), wabaId, lineId, allocationId, verifyMs: 0 });
const effects = () => sim.simulator.journal().flatMap(({ effect }) => (effect === null ? [] : [effect.kind]));

test('attach: one call shares and attaches, is proved, and is done for whoever asks again', async () => {
  const known = await facts();
  expect(known).toMatchObject({ lineId: line, allocationsBefore: [], mustAssign: false });
  const written = await write('share-and-attach', known);
  if (written.kind !== 'done' || written.allocationId === null) throw new Error(JSON.stringify(written));
  expect(await verify(line, written.allocationId)).toEqual({ kind: 'verified', allocationId: written.allocationId });
  expect(await write('share-and-attach', known)).toEqual({ kind: 'not-needed', allocationId: written.allocationId });
  expect(await check()).toEqual({ kind: 'already-funded', lineId: line, allocationId: written.allocationId });
  expect(effects()).toEqual(['shared-and-attached']);
});

test("share-then-attach: shared with our token, attached with the customer's", async () => {
  const more = { method: 'share-then-attach', customerTokenRef: 'customer' } as const;
  const known = await facts(more);
  const shared = await write('share', known);
  if (shared.kind !== 'done') throw new Error(JSON.stringify(shared));
  expect(await verify(line, shared.allocationId)).toMatchObject({ kind: 'not-verified' });
  expect(await write('attach', known)).toMatchObject({ kind: 'done' });
  expect(await verify(line, shared.allocationId)).toEqual({ kind: 'verified', allocationId: shared.allocationId });
  expect(effects()).toEqual(['shared', 'attached']);
});

test('our system user is assigned first where it is absent, and taken off again', async () => {
  const [, wabaId = ''] = customer.wabas;
  expect(await check({ wabaId })).toMatchObject({ kind: 'refused' });
  const known = await facts({ wabaId, assignSystemUser: true });
  expect(known.mustAssign).toBe(true);
  expect(await write('assign-system-user', known, wabaId)).toMatchObject({ kind: 'done' });
  expect(await facts({ wabaId })).toMatchObject({ mustAssign: false });
  const user = { run: ref(), thing: 'system-user' as const, id: known.systemUserId ?? '', lineId: line, wabaId };
  expect(await bench.call('undoShare', user)).toEqual({ kind: 'undone' });
  expect(effects()).toEqual(['user-assigned', 'user-removed']);
});

test('a lost answer is settled by reading, in both truths', async () => {
  const known = await facts();
  const settle = () =>
    bench.call('settleShare', {
      run: ref(),
      call: 'share-and-attach',
      wabaId: customer.waba,
      facts: known,
      settleMs: 0,
    });
  for (const fault of ['fail-before', 'html-502', 'fail-after']) {
    const added = await sim.control('POST', '/faults', { fault, effect: 'shared-and-attached' });
    expect([fault, added.status]).toEqual([fault, 200]);
    expect(await write('share-and-attach', known)).toMatchObject({ kind: 'unknown' });
    expect((await settle()).kind).toBe(fault === 'fail-after' ? 'happened' : 'did-not-happen');
  }
});

test('what this run made is taken back, but not once another account lives on it', async () => {
  const known = await facts();
  const written = await write('share-and-attach', known);
  if (written.kind !== 'done') throw new Error(JSON.stringify(written));
  const id = written.allocationId ?? '';
  const undo = () =>
    bench.call('undoShare', { run: ref(), thing: 'allocation', id, lineId: line, wabaId: customer.waba });
  const [, other = ''] = customer.wabas;
  await write('attach', known, other);
  expect(await undo()).toMatchObject({ kind: 'in-use', wabaIds: [other] });
  const alone = { run: ref(), thing: 'allocation' as const, id, lineId: line, wabaId: other };
  expect(await bench.call('undoShare', alone)).toMatchObject({ kind: 'in-use', wabaIds: [customer.waba] });
  expect(effects()).toEqual(['shared-and-attached', 'attached']);
});

test('a revoke deletes each record of the business, of one that removed us too', async () => {
  const funded = await sim.customer({ wabas: [{ funding: 'line' }, { funding: 'line' }, { funding: 'card' }] });
  const { radius } = await bench.call('readRadius', {
    businessId: funded.businessId,
    tokenRef: 'default',
    evidenceNumber: 1,
  });
  expect(radius.allocations.map(({ id }) => id)).toEqual(funded.allocations);
  expect(radius.wabas.map(({ fundedBy }) => fundedBy).sort()).toEqual(['other', 'our-line', 'our-line']);
  expect(radius).toMatchObject({ numbers: 2, unreadable: [] });

  for (const waba of funded.wabas) await sim.control('PATCH', `/wabas/${waba}`, { sharedWith: [] });
  const asked = graphQuestionSchema.parse({ kind: 'radius', businessId: funded.businessId });
  const removed = graphAnswers.radius.parse(await bench.call('askGraph', asked));
  expect(removed.allocations.map(({ id }) => id)).toEqual(funded.allocations);
  expect(removed).toMatchObject({ wabas: [], numbers: 0 });

  for (const { id, lineId } of removed.allocations) {
    const of = { run: { ...ref(), businessId: funded.businessId }, allocationId: id };
    expect(await bench.call('deleteAllocation', { ...of, lineId })).toEqual({ kind: 'deleted' });
    expect(await bench.call('confirmDeleted', { ...of, patienceMs: 0 })).toMatchObject({ kind: 'deleted' });
    expect(await bench.call('deleteAllocation', { ...of, lineId })).toEqual({ kind: 'already-deleted' });
  }
  expect(effects()).toEqual(['allocation-deleted']);
});

test('lines, and one line with every field, both edges and nothing unreadable', async () => {
  const lines = (await bench.call(
    'askGraph',
    graphQuestionSchema.parse({ kind: 'credit-lines' }),
  )) as GraphAnswer<'credit-lines'>;
  expect(lines.lines).toMatchObject([{ id: line, accessRevoked: false, balance: { currency: 'USD' } }]);
  const whole = (await bench.call(
    'askGraph',
    graphQuestionSchema.parse({ kind: 'credit-line', lineId: line }),
  )) as GraphAnswer<'credit-line'>;
  expect(whole.unreadable).toEqual([]);
  expect(whole.fields).toHaveProperty('sold_to_address');
  expect(whole.allocations.length).toBeGreaterThan(0);
});

test('an account with what pays for it, for two calls of its own and two of our lines', async () => {
  const [waba = ''] = (await sim.customer({ wabas: [{ funding: 'line', currency: 'INR', numbers: 2 }] })).wabas;
  const before = sim.simulator.journal().length;
  const asked = graphQuestionSchema.parse({ kind: 'account', wabaId: waba });
  const facts = graphAnswers.account.parse(await bench.call('askGraph', asked));
  expect(facts).toMatchObject({ wabaId: waba, currency: 'INR', fundedBy: 'our-line', lineId: line, numbers: 2 });
  expect(facts.unreadable).toEqual([]);
  const paths = sim.simulator
    .journal()
    .slice(before)
    .map(({ path }) => path);
  expect(paths.filter((path) => path.includes(waba))).toHaveLength(2);
  expect(paths).toHaveLength(4);
});

test('an empty list of lines is explained', async () => {
  const asked = { kind: 'credit-lines', tokenRef: 'default' } as const;
  const other = createBench({ ...bench.deps, ownBusinessId: customer.businessId, now: () => NOW });
  const answer = (await other.call('askGraph', asked)) as GraphAnswer<'credit-lines'>;
  expect(answer).toMatchObject({ lines: [], why: expect.stringContaining('of another business') });
});
