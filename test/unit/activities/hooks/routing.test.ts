/** The partner's own systems are asked before numbers can move, and only then; their answer is part of what is approved. */
import type { HookAnswer } from '../../../../activities/hooks';
import { ROUTING_PATIENCE_MS } from '../../../../activities/hooks/routing';
import { templateKey } from '../../../../domain/account';
import { isAutoApprovable } from '../../../../domain/checks';
import { routingMessageSchema } from '../../../../domain/hooks';
import { createBench, CLONE, MIGRATION, NOW, RUN, SOURCE, type At, type Bench } from '../../../helpers/activity-bench';
import type { FakeAccount } from '../../../helpers/fake-graph';
import { verifyInput } from '../migration/inputs';
import { fakeHooks, fakeReceiver, REFUSED, SILENT, type FakeReceiver } from './fake-hooks';

function benchWithHook(...answers: HookAnswer[]): Bench & { readonly hook: FakeReceiver } {
  const hook = fakeReceiver('hooks.test', ...answers);
  return { ...createBench({ hooks: fakeHooks({ routing: hook }) }), hook };
}
const verified = (bench: Bench, at?: At) => bench.call('verify', verifyInput(bench), at);
const routing = async (bench: Bench, at?: At) =>
  (await verified(bench, at)).checks.find(({ name }) => name === 'routing-ready');
/** An attempt after one that asked in vain, so long ago. */
const askedInVain = (agoMs: number): At => ({
  attempt: 2,
  info: { heartbeatDetails: { routingAskedSince: NOW - agoMs } },
});

test('without a hook no such check exists', async () => {
  expect(await routing(createBench())).toBeUndefined();
  expect(await routing(createBench({ hooks: fakeHooks({}) }))).toBeUndefined();
});

test('it is told the source, the clone, the numbers and where each template went', async () => {
  const bench = benchWithHook();
  bench.graph.accounts.get(CLONE)!.templates.pop();
  await verified(bench);
  const [post] = bench.hook.posts;
  expect(post?.id).toBe(`${RUN}-2`);
  const message = routingMessageSchema.parse(post?.body);
  const source = bench.graph.accounts.get(SOURCE)!;
  const clone = bench.graph.accounts.get(CLONE)!;
  expect(message).toMatchObject({ type: 'migration.routing', runId: RUN, source: SOURCE, clone: CLONE });
  expect(message.numbers).toEqual(source.numbers.map(({ id, digits }) => ({ id, digits })));
  const on = ({ templates }: FakeAccount, key: string) => templates.find((one) => templateKey(one) === key)?.id;
  expect(message.templates).toHaveLength(source.templates.length);
  for (const template of message.templates) {
    expect(template.source).toBe(on(source, templateKey(template)));
    expect(template.clone).toBe(on(clone, templateKey(template)) ?? null);
  }
  expect(message.templates.filter((template) => template.clone === null)).toHaveLength(1);
  expect(JSON.stringify(message)).not.toContain('secret');
});

test('its yes passes, its no blocks until a person waives it, and the digest tells the two apart', async () => {
  const yes = benchWithHook();
  const no = benchWithHook(REFUSED);
  expect(await routing(yes)).toMatchObject({ stage: 'verify', result: 'match', verdict: 'pass' });
  expect(await routing(no)).toMatchObject({ result: 'mismatch', verdict: 'block', waivable: true });
  const [withYes, withNo, without] = [await verified(yes), await verified(no), await verified(createBench())];
  expect(new Set([withYes.digest, withNo.digest, without.digest]).size).toBe(3);
  expect(isAutoApprovable(withYes.checks)).toBe(true);
  expect(isAutoApprovable(withNo.checks)).toBe(false);
});

test('a waiver of its no holds at the next verification, whatever it then says in words', async () => {
  const [first, second] = [benchWithHook(REFUSED), benchWithHook({ ...REFUSED, why: 'hooks.test answered 410' })];
  const [one, other] = [await routing(first), await routing(second)];
  expect(one?.text).not.toBe(other?.text);
  expect([other?.result, other?.counts, other?.samples]).toEqual([one?.result, one?.counts, one?.samples]);
});

test('each repeat reads both sides anew and has the same id; another verification has another', async () => {
  const bench = benchWithHook(SILENT, SILENT, { kind: 'accepted' });
  expect((await bench.failing('verify', verifyInput(bench))).type).toBe('HookUnanswered');
  bench.graph.accounts.get(CLONE)!.templates.pop();
  expect((await bench.failing('verify', verifyInput(bench), askedInVain(30_000))).type).toBe('HookUnanswered');
  await verified(bench, askedInVain(60_000));
  await bench.call('verify', verifyInput(bench, { evidenceNumber: 5 }));
  expect(bench.hook.posts.map(({ id }) => id)).toEqual([`${RUN}-2`, `${RUN}-2`, `${RUN}-2`, `${RUN}-5`]);
  const missing = bench.hook.posts.map(
    ({ body }) => routingMessageSchema.parse(body).templates.filter(({ clone }) => clone === null).length,
  );
  expect(missing).toEqual([0, 1, 1, 1]);
});

describe('silence', () => {
  test.each([
    [0, 30_000],
    [30_000, 30_000],
    [120_000, 120_000],
    [ROUTING_PATIENCE_MS - 5_000, 5_000],
  ])('after %i ms is asked again, in %i ms', async (agoMs, pauseMs) => {
    const bench = benchWithHook(SILENT);
    const failure = await bench.failing('verify', verifyInput(bench), askedInVain(agoMs));
    expect(failure).toMatchObject({ type: 'HookUnanswered', nonRetryable: false, nextRetryDelay: pauseMs });
    expect(failure.message).toContain('hooks.test answered 503');
  });

  test('counts from the first time it was asked, not from when Meta throttled us', async () => {
    const bench = benchWithHook(SILENT);
    const failure = await bench.failing('verify', verifyInput(bench), { attempt: 9, ageMs: 10 * ROUTING_PATIENCE_MS });
    expect(failure.type).toBe('HookUnanswered');
  });

  test('beyond its patience is a no', async () => {
    const bench = benchWithHook(SILENT);
    const check = await routing(bench, askedInVain(ROUTING_PATIENCE_MS));
    expect(check).toMatchObject({ result: 'mismatch', verdict: 'block', waivable: true });
    expect(check?.text).toContain('hooks.test answered 503, for 10m.');
  });
});

describe('nobody is asked to send to a clone', () => {
  test.each<[string, (bench: Bench) => void]>([
    [
      'that Meta does not name',
      ({ graph }) => graph.migrations.set(MIGRATION, { id: MIGRATION, status: 'READY_TO_COMPLETE' }),
    ],
    [
      'that is not ready',
      ({ graph }) =>
        graph.migrations.set(MIGRATION, { id: MIGRATION, status: 'IN_PROGRESS', destination: { id: CLONE } }),
    ],
    [
      'in another currency',
      ({ graph }) => {
        const clone = graph.accounts.get(CLONE)!;
        clone.waba = { ...clone.waba, currency: 'EUR' };
      },
    ],
    [
      'whose numbers cannot be read',
      ({ graph }) => graph.fail('listPhoneNumbers', { kind: 'permission' }, { id: CLONE }),
    ],
    [
      'whose templates cannot be read',
      ({ graph }) => graph.fail('listTemplates', { kind: 'permission' }, { id: CLONE }),
    ],
  ])('%s', async (_what, spoil) => {
    const bench = benchWithHook();
    spoil(bench);
    expect(await routing(bench)).toMatchObject({ result: 'incomplete', verdict: 'block' });
    expect(bench.hook.posts).toEqual([]);
  });

  test('but to one on which something else is missing, since a person may waive that', async () => {
    const bench = benchWithHook();
    bench.graph.accounts.get(CLONE)!.flows.pop();
    expect(await routing(bench)).toMatchObject({ result: 'match' });
  });
});

test('a cancelled verification ends as cancelled', async () => {
  const bench = benchWithHook({ kind: 'aborted' });
  await expect(verified(bench, { cancelled: true })).rejects.toMatchObject({ name: 'CancelledFailure' });
});
