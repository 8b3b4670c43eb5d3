import fc from 'fast-check';
import {
  CREDIT_LINES,
  createBudgets,
  DEFAULT_WAIT_MS,
  LIMITS_PER_HOUR,
  RESERVED_FOR_WRITES_PERCENT,
  unlistedBucket,
  wabaBucket,
  type Bucket,
  type Budgets,
} from '../../../activities/graph/budgets';

type MakeBudgets = (now: () => number) => Budgets;

const SEED = 20261122;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One step of a story: time passes, calls are made, Meta throttles, numbers come and go. */
type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'call'; readonly bucket: Bucket; readonly write: boolean; readonly times: number }
  | { readonly do: 'throttled'; readonly scope: Bucket | 'app'; readonly waitMs: number }
  | { readonly do: 'numbers'; readonly wabaId: string; readonly registered: boolean };

const buckets = fc.constantFrom<Bucket>(
  wabaBucket('1'),
  wabaBucket('2'),
  CREDIT_LINES,
  unlistedBucket('mig_1'),
  unlistedBucket('mig_2', '2'),
);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.oneof(fc.nat(3 * MINUTE), fc.nat(90 * MINUTE)) }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('call' as const),
        bucket: buckets,
        write: fc.boolean(),
        times: fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom(1, 3, 40, 189, 250) },
          { weight: 1, arbitrary: fc.constant(4_900) },
        ),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('throttled' as const),
        scope: fc.oneof({ weight: 5, arbitrary: buckets }, { weight: 1, arbitrary: fc.constant('app' as const) }),
        waitMs: fc.integer({ min: 1, max: 30 * MINUTE }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('numbers' as const),
        wabaId: fc.constantFrom('1', '2'),
        registered: fc.boolean(),
      }),
    },
  ),
  { maxLength: 40, size: 'max' },
);

const keyOf = (scope: Bucket | 'app') => (scope === 'app' ? 'app' : `${scope.kind} ${scope.id}`);

/** What Meta documents, kept to the millisecond and without a thought for memory. */
class Ledger {
  readonly calls = new Map<string, { at: number; times: number }[]>();
  readonly shutUntil = new Map<string, number>();
  readonly withNumbers = new Set<string>();

  within(bucket: Bucket, from: number): number {
    return (this.calls.get(keyOf(bucket)) ?? []).reduce((sum, call) => sum + (call.at > from ? call.times : 0), 0);
  }

  add(bucket: Bucket, at: number): void {
    const calls = this.calls.get(keyOf(bucket)) ?? [];
    const last = calls.at(-1);
    if (last?.at === at) last.times += 1;
    else calls.push({ at, times: 1 });
    this.calls.set(keyOf(bucket), calls);
  }

  shut(bucket: Bucket): number {
    return Math.max(this.shutUntil.get('app') ?? 0, this.shutUntil.get(keyOf(bucket)) ?? 0);
  }

  allowed(bucket: Bucket, write: boolean): number {
    const limit =
      bucket.kind === 'credit-lines'
        ? LIMITS_PER_HOUR.creditLines
        : this.withNumbers.has(bucket.id)
          ? LIMITS_PER_HOUR.wabaWithNumbers
          : LIMITS_PER_HOUR.wabaWithoutNumbers;
    return write ? limit : limit * (1 - RESERVED_FOR_WRITES_PERCENT / 100);
  }
}

/** Plays a story against budgets; false where they let too much through, too little, or name a wrong time. */
function holds(make: MakeBudgets, story: readonly Step[]): boolean {
  let now = 1_750_000_000_000;
  const budgets = make(() => now);
  const ledger = new Ledger();

  const call = (bucket: Bucket, write: boolean): boolean => {
    const wait = budgets.take(bucket, write);
    const shut = ledger.shut(bucket) > now;
    const lastHour = ledger.within(bucket, now - HOUR);
    if (wait === 0) {
      if (shut || (bucket.counted && lastHour + 1 > ledger.allowed(bucket, write))) return false;
      if (bucket.counted) ledger.add(bucket, now);
      return true;
    }
    // A refusal needs a reason; a call may count up to a minute longer than its hour.
    const full = bucket.counted && ledger.within(bucket, now - HOUR - MINUTE) >= ledger.allowed(bucket, write);
    if (!shut && !full) return false;
    // After the time named, and not long before it, the call goes.
    if (shut && wait !== ledger.shut(bucket) - now) return false;
    if (!shut) {
      now += wait;
      const goes =
        budgets.take(bucket, write) === 0 && ledger.within(bucket, now - HOUR) + 1 <= ledger.allowed(bucket, write);
      if (goes) ledger.add(bucket, now);
      return goes && wait <= HOUR + MINUTE;
    }
    return true;
  };

  for (const step of story) {
    if (step.do === 'wait') now += step.ms;
    if (step.do === 'throttled') {
      budgets.block(step.scope, step.waitMs);
      const key = keyOf(step.scope);
      ledger.shutUntil.set(key, Math.max(ledger.shutUntil.get(key) ?? 0, now + step.waitMs));
    }
    if (step.do === 'numbers') {
      budgets.learnNumbers(step.wabaId, step.registered);
      if (step.registered) ledger.withNumbers.add(step.wabaId);
      else ledger.withNumbers.delete(step.wabaId);
    }
    if (step.do === 'call') {
      for (let times = 0; times < step.times; times += 1) {
        const before = now;
        if (!call(step.bucket, step.write)) return false;
        // Once it had to wait, the rest of a burst says nothing new.
        if (now !== before || ledger.shut(step.bucket) > now) break;
      }
    }
  }
  return true;
}

const check = (make: MakeBudgets) =>
  fc.check(
    fc.property(steps, (story) => holds(make, story)),
    { seed: SEED, numRuns: 150 },
  );

/** Budgets with one thing wrong. */
const spoilt =
  (spoil: (good: Budgets, now: () => number) => Partial<Budgets>): MakeBudgets =>
  (now) => {
    const good = createBudgets(now);
    return { ...good, ...spoil(good, now) };
  };

/** Bugs seeded by hand; the property must find each. */
const BUGS: Record<string, MakeBudgets> = {
  'the hour starts anew on the hour instead of rolling': (now) => {
    let hour = 0;
    let good = createBudgets(now);
    return {
      ...good,
      take: (bucket, write) => {
        const current = Math.floor(now() / HOUR);
        if (current !== hour) good = createBudgets(now);
        hour = current;
        return good.take(bucket, write);
      },
    };
  },
  'one call too many': spoilt((good) => {
    const first = new Set<string>();
    return {
      take: (bucket, write) => {
        const wait = good.take(bucket, write);
        if (wait === 0 || first.has(bucket.id)) return wait;
        first.add(bucket.id);
        return 0;
      },
    };
  }),
  'all accounts share one count': spoilt((good) => ({
    take: (bucket, write) => good.take({ ...bucket, id: 'all' }, write),
  })),
  'a throttled account shuts the others too': spoilt((good) => ({
    block: (_scope, waitMs) => good.block('app', waitMs),
  })),
  'a throttling of the app shuts nothing': spoilt((good) => ({
    block: (scope, waitMs) => (scope === 'app' ? undefined : good.block(scope, waitMs)),
  })),
  'a throttling is forgotten': spoilt(() => ({ block: () => undefined })),
  'minutes are read as seconds': spoilt((good) => ({ block: (scope, waitMs) => good.block(scope, waitMs / 60) })),
  'writes leave the account before its time': spoilt((good) => ({
    take: (bucket, write) => (write ? 0 : good.take(bucket, write)),
  })),
  'reads use up what is kept for writes': spoilt((good) => ({ take: (bucket) => good.take(bucket, true) })),
  'writes get no more than reads': spoilt((good) => ({ take: (bucket) => good.take(bucket, false) })),
  'calls on no list are counted': spoilt((good) => ({
    take: (bucket, write) => good.take({ ...bucket, counted: true }, write),
  })),
  'an account with numbers keeps the small budget': spoilt(() => ({ learnNumbers: () => undefined })),
  'an account that lost its numbers keeps the large budget': spoilt((good) => ({
    learnNumbers: (wabaId, registered) => (registered ? good.learnNumbers(wabaId, true) : undefined),
  })),
  'the time to wait is always a minute': spoilt((good) => ({
    take: (bucket, write) => (good.take(bucket, write) === 0 ? 0 : MINUTE),
  })),
};

describe('budgets', () => {
  it('never let through more than Meta documents in any hour, refuse only with a reason, and name the time', () => {
    expect(check(createBudgets)).toMatchObject({ failed: false });
  });

  it.each(Object.entries(BUGS))('finds the seeded bug: %s', (_name, bug) => {
    expect(check(bug)).toMatchObject({ failed: true });
  });

  it('hold back reads first when Meta says that a budget is nearly used up', () => {
    let now = 0;
    const budgets = createBudgets(() => now);
    budgets.note(wabaBucket('1'), { usedPercent: 96, regainMs: 0 });
    expect(budgets.take(wabaBucket('1'), false)).toBe(DEFAULT_WAIT_MS);
    expect(budgets.take(wabaBucket('1'), true)).toBe(0);
    expect(budgets.take(wabaBucket('2'), false)).toBe(0);
    now += DEFAULT_WAIT_MS;
    expect(budgets.take(wabaBucket('1'), false)).toBe(0);
  });

  it('shut where Meta says that a budget is used up, for the time that Meta names', () => {
    const budgets = createBudgets(() => 0);
    budgets.note(wabaBucket('1'), { usedPercent: 100, regainMs: 0 });
    budgets.note(wabaBucket('2'), { usedPercent: 100, regainMs: 19 * MINUTE });
    budgets.note(wabaBucket('3'), { usedPercent: 94, regainMs: 0 });
    expect(['1', '2', '3'].map((id) => budgets.take(wabaBucket(id), true))).toEqual([DEFAULT_WAIT_MS, 19 * MINUTE, 0]);
  });

  it('hold every account back when Meta says that the app is used up', () => {
    const budgets = createBudgets(() => 0);
    budgets.note('app', { usedPercent: 100, regainMs: 0 });
    expect([wabaBucket('1'), CREDIT_LINES, unlistedBucket('x')].map((of) => budgets.take(of, true))).toEqual([
      DEFAULT_WAIT_MS,
      DEFAULT_WAIT_MS,
      DEFAULT_WAIT_MS,
    ]);
  });

  it('forget thousands of idle accounts, but no one that still counts', () => {
    let now = 0;
    const budgets = createBudgets(() => now);
    for (let call = 0; call < LIMITS_PER_HOUR.wabaWithoutNumbers; call += 1) budgets.take(wabaBucket('busy'), true);
    for (let waba = 0; waba < 3_000; waba += 1) budgets.take(wabaBucket(`${waba}`), false);
    expect(budgets.take(wabaBucket('busy'), true)).toBeGreaterThan(0);
    now += 2 * HOUR;
    for (let waba = 0; waba < 3_000; waba += 1) expect(budgets.take(wabaBucket(`${waba}`), false)).toBe(0);
  });
});
