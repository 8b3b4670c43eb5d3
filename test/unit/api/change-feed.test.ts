import fc from 'fast-check';
import type { RecentChanges, RunChange } from '../../../client';
import { createChangeFeed, type Change, type ChangeFeed } from '../../../client/api/events/change-feed';

beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-22T12:00:00Z') }));
afterEach(() => jest.useRealTimers());

const EVERY_MS = 1_000;

const change = (runId: string, phase: string, at: number): RunChange => ({
  id: `migrate-waba/${runId}`,
  runId,
  wabaId: runId,
  businessId: null,
  phase,
  phaseChangedAt: new Date(at).toISOString(),
  needsOperator: false,
  closed: false,
});

/** A feed over an index that a test writes. */
function follow(read: (since: Date) => RecentChanges | Promise<RecentChanges>): {
  feed: ChangeFeed;
  told: Change[];
  happened: string[];
  wanted: { value: boolean };
} {
  const told: Change[] = [];
  const happened: string[] = [];
  const wanted = { value: true };
  const feed = createChangeFeed({
    read: async (since) => read(since),
    everyMs: EVERY_MS,
    // On the test's clock, which the default does not know.
    pause: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
    isWanted: () => wanted.value,
    onChange: (one) => told.push(one),
    onAway: () => happened.push('away'),
    onBack: () => happened.push('back'),
  });
  return { feed, told, happened, wanted };
}

const complete = (changes: RunChange[]): RecentChanges => ({ changes, complete: true });
const looks = async (count: number): Promise<void> => {
  for (let look = 0; look < count; look += 1) await jest.advanceTimersByTimeAsync(EVERY_MS);
};

test('the present is not told; what changes afterwards is, once', async () => {
  const index = [change('1', 'cloning', Date.now())];
  const { feed, told } = follow(() => complete(index));
  await feed.start();
  await looks(3);
  expect(told).toEqual([]);
  index[0] = change('1', 'verifying', Date.now());
  await looks(3);
  expect(told.map(({ phase }) => phase)).toEqual(['verifying']);
  feed.stop();
});

test('a change that the index shows late is told all the same, also when newer ones were told before it', async () => {
  const index: RunChange[] = [];
  const { feed, told } = follow((since) =>
    complete(index.filter((one) => Date.parse(one.phaseChangedAt ?? '') > since.getTime())),
  );
  await feed.start();
  const late = change('1', 'cloning', Date.now() + 1_000);
  await looks(5);
  index.push(change('2', 'cloning', Date.now()));
  await looks(5);
  index.push(late);
  await looks(2);
  expect(told.map(({ runId }) => runId)).toEqual(['2', '1']);
  feed.stop();
});

test('property: however late the index is within the overlap, each change is told exactly once', async () => {
  const EVENTS = fc.array(
    fc.record({
      run: fc.integer({ min: 1, max: 4 }),
      afterMs: fc.integer({ min: 0, max: 4_000 }),
      lagMs: fc.integer({ min: 0, max: 20_000 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(EVENTS, async (events) => {
      const index: { readonly change: RunChange; readonly shownAt: number }[] = [];
      const { feed, told } = follow((since) =>
        complete(
          index
            .filter(
              ({ change: one, shownAt }) =>
                shownAt <= Date.now() && Date.parse(one.phaseChangedAt ?? '') > since.getTime(),
            )
            .map(({ change: one }) => one),
        ),
      );
      await feed.start();
      for (const [number, { run, afterMs, lagMs }] of events.entries()) {
        await jest.advanceTimersByTimeAsync(afterMs + 1);
        index.push({ change: change(`${run}-${number}`, 'cloning', Date.now()), shownAt: Date.now() + lagMs });
      }
      await looks(30);
      feed.stop();
      expect(told.map(({ runId }) => runId).sort()).toEqual(index.map(({ change: one }) => one.runId).sort());
    }),
    { numRuns: 40 },
  );
});

test('nobody listens, nothing is read; a new start begins with the present again', async () => {
  const read = jest.fn(() => complete([]));
  const { feed, wanted } = follow(read);
  await feed.start();
  wanted.value = false;
  await looks(2);
  const before = read.mock.calls.length;
  await looks(10);
  expect(read.mock.calls.length).toBe(before);
  wanted.value = true;
  await feed.start();
  await looks(2);
  expect(read.mock.calls.length).toBeGreaterThan(before + 1);
  feed.stop();
});

test('however many start it, one reads', async () => {
  const read = jest.fn(() => complete([]));
  const { feed } = follow(read);
  await Promise.all([feed.start(), feed.start(), feed.start()]);
  await looks(3);
  expect(read.mock.calls.length).toBe(4);
  feed.stop();
});

test('an index that cannot be read is said once, and so is that it can again; nothing is lost in between', async () => {
  let isAway = false;
  const index: RunChange[] = [];
  const { feed, told, happened } = follow(() => {
    if (isAway) throw new Error('away');
    return complete(index);
  });
  await feed.start();
  isAway = true;
  await looks(4);
  index.push(change('1', 'cloning', Date.now()));
  isAway = false;
  await looks(3);
  expect(happened).toEqual(['away', 'back']);
  expect(told.map(({ runId }) => runId)).toEqual(['1']);
  feed.stop();
});

test('a first look that fails is told to who started it, and the next start tries anew', async () => {
  let isAway = true;
  const { feed } = follow(() => {
    if (isAway) throw new Error('away');
    return complete([]);
  });
  await expect(feed.start()).rejects.toThrow('away');
  isAway = false;
  await jest.advanceTimersByTimeAsync(1);
  await feed.start();
  feed.stop();
});
