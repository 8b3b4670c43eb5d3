/** Polls: when they end, when they come back, and what they say meanwhile. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import fc from 'fast-check';
import { createActivities } from '../../../../activities';
import type { PollInput, PollResult } from '../../../../activities/contract';
import { pauseAfter } from '../../../../activities/cadence';
import { MIGRATION_STATUSES } from '../../../../domain/migration-status';
import { CLONE, createBench, MIGRATION, NOW, type Bench } from '../../../helpers/activity-bench';
import { phone } from '../../../helpers/fake-graph';

const show = (bench: Bench, status: string, named = true) =>
  bench.graph.migrations.set(MIGRATION, { id: MIGRATION, status, ...(named ? { destination: { id: CLONE } } : {}) });
const input = (bench: Bench, until: 'cloned' | 'moved' | 'now') => ({ run: bench.run, migrationId: MIGRATION, until });

test.each(['READY_TO_COMPLETE', 'COMPLETED', 'FAILED', 'FAILED_TO_COMPLETE', 'REJECTED'])(
  'cloning ends at %s',
  async (status) => {
    const bench = createBench();
    show(bench, status);
    const result = await bench.call('pollMigration', input(bench, 'cloned'));
    expect(result).toEqual({ status, destinationWabaId: CLONE });
  },
);

test.each(['INITIATED', 'ACCEPTED', 'IN_PROGRESS', 'SOMETHING_NEW'])('cloning goes on at %s', async (status) => {
  const bench = createBench();
  show(bench, status, false);
  const failure = await bench.failing('pollMigration', input(bench, 'cloned'), { attempt: 12, ageMs: 1_200_000 });
  expect(failure).toMatchObject({ type: 'StillInProgress', nonRetryable: false, category: 'BENIGN' });
  expect(failure.message).toBe(`${status} (poll 12)`);
  expect(failure.details).toEqual([{ status, destinationWabaId: null, poll: 12 }]);
  expect(failure.nextRetryDelay).toBeGreaterThanOrEqual(60_000);
});

test('READY_TO_COMPLETE without a clone named keeps polling', async () => {
  const bench = createBench();
  show(bench, 'READY_TO_COMPLETE', false);
  const failure = await bench.failing('pollMigration', input(bench, 'cloned'));
  expect(failure.message).toBe('READY_TO_COMPLETE (poll 1, clone not named yet)');
});

test.each(MIGRATION_STATUSES)(
  'after a resume only COMPLETED and FAILED_TO_COMPLETE end the wait (%s)',
  async (status) => {
    const bench = createBench();
    show(bench, status);
    const ended = await bench
      .call('pollMigration', input(bench, 'moved'))
      .catch((error: { type: string }) => error.type);
    const ends = status === 'COMPLETED' || status === 'FAILED_TO_COMPLETE';
    expect(ended).toEqual(ends ? { status, destinationWabaId: CLONE } : 'StillInProgress');
  },
);

test.each([...MIGRATION_STATUSES, 'SOMETHING_NEW'])('one look returns whatever there is (%s)', async (status) => {
  const bench = createBench();
  show(bench, status, false);
  expect(await bench.call('pollMigration', input(bench, 'now'))).toEqual({ status, destinationWabaId: null });
});

describe('after a resume whose answer was lost', () => {
  const digits = ['16315550001', '16315550002'];
  const unsure = (bench: Bench, statusBefore = 'READY_TO_COMPLETE') => ({
    ...input(bench, 'moved'),
    resume: { statusBefore, settleMs: 900_000, unsure: { destinationWabaId: CLONE, digits } },
  });
  const arrive = (bench: Bench, count: number) => {
    const all = [phone('1', '+1 631-555-0001'), phone('2', '+1 631-555-0002')];
    bench.graph.accounts.get(CLONE)!.numbers = all.slice(0, count);
  };

  test('numbers that are all on the clone settle it, whatever the status', async () => {
    const bench = createBench();
    arrive(bench, 2);
    expect(await bench.call('pollMigration', unsure(bench))).toMatchObject({
      settled: 'numbers-moved',
      numbersOnClone: 2,
    });
  });

  test('some numbers on the clone do not, and it comes back before the time to settle is over', async () => {
    const bench = createBench();
    arrive(bench, 1);
    const failure = await bench.failing('pollMigration', unsure(bench), { attempt: 9, ageMs: 890_000 });
    expect(failure.message).toBe('READY_TO_COMPLETE (poll 9, 1 of 2 numbers)');
    expect(failure.nextRetryDelay).toBe(10_000);
  });

  test('the end of the time to settle ends it, with what was seen', async () => {
    const bench = createBench();
    arrive(bench, 1);
    const result = await bench.call('pollMigration', unsure(bench), { attempt: 30, ageMs: 900_000 });
    expect(result).toEqual({
      status: 'READY_TO_COMPLETE',
      destinationWabaId: CLONE,
      settled: 'unsettled',
      numbersOnClone: 1,
    });
  });

  test('a clone that cannot be read counts no number', async () => {
    const bench = createBench();
    bench.graph.fail('listPhoneNumbers', { kind: 'permission' });
    const result = await bench.call('pollMigration', unsure(bench), { attempt: 30, ageMs: 900_000 });
    expect(result).toMatchObject({ settled: 'unsettled', numbersOnClone: null });
  });

  test('COMPLETED settles it at once', async () => {
    const bench = createBench();
    show(bench, 'COMPLETED');
    expect(await bench.call('pollMigration', unsure(bench))).toEqual({ status: 'COMPLETED', destinationWabaId: CLONE });
  });

  test('a failure after a resume on READY_TO_COMPLETE is a new one, and believed at once', async () => {
    const bench = createBench();
    show(bench, 'FAILED_TO_COMPLETE');
    const result = await bench.call('pollMigration', unsure(bench));
    expect(result).toEqual({ status: 'FAILED_TO_COMPLETE', destinationWabaId: CLONE });
  });

  describe('that went out on FAILED_TO_COMPLETE', () => {
    const again = (bench: Bench) => unsure(bench, 'FAILED_TO_COMPLETE');

    test.each([
      [1, 0],
      [2, 30_000],
      [40, 899_999],
    ])('a failure at look %i may be the one from before, so nothing is sent on it', async (attempt, ageMs) => {
      const bench = createBench();
      show(bench, 'FAILED_TO_COMPLETE');
      const failure = await bench.failing('pollMigration', again(bench), { attempt, ageMs });
      expect(failure).toMatchObject({ type: 'StillInProgress' });
    });

    test('a failure after another status was seen is a new one', async () => {
      const bench = createBench();
      show(bench, 'FAILED_TO_COMPLETE');
      const info = { heartbeatDetails: { anotherStatusSeen: true } };
      const result = await bench.call('pollMigration', again(bench), { attempt: 3, ageMs: 60_000, info });
      expect(result).toEqual({ status: 'FAILED_TO_COMPLETE', destinationWabaId: CLONE });
    });

    test('a failure that nothing else followed is left to a person once the time to settle is over', async () => {
      const bench = createBench();
      show(bench, 'FAILED_TO_COMPLETE');
      const result = await bench.call('pollMigration', again(bench), { attempt: 41, ageMs: 900_000 });
      expect(result).toMatchObject({ status: 'FAILED_TO_COMPLETE', settled: 'unsettled', numbersOnClone: 0 });
    });

    test('numbers that are all on the clone settle it, and so does COMPLETED', async () => {
      const bench = createBench();
      show(bench, 'FAILED_TO_COMPLETE');
      arrive(bench, 2);
      expect(await bench.call('pollMigration', again(bench))).toMatchObject({ settled: 'numbers-moved' });
      show(bench, 'COMPLETED');
      expect(await bench.call('pollMigration', again(bench))).not.toHaveProperty('settled');
    });
  });
});

describe('after a repeat of resume that was answered', () => {
  const SETTLE_MS = 900_000;
  const EVERY_MS = 30_000;
  const repeat = (bench: Bench) => ({
    ...input(bench, 'moved'),
    resume: { statusBefore: 'FAILED_TO_COMPLETE', settleMs: SETTLE_MS },
  });

  /** Polls on one status after another, each poll with what the one before it left; at which poll it ended, and how. */
  async function follow(statuses: readonly string[]): Promise<{ polls: number; status: string | null }> {
    const bench = createBench();
    let heartbeatDetails: unknown;
    for (const [index, status] of statuses.entries()) {
      show(bench, status);
      const info = { attempt: index + 1, scheduledTimestampMs: NOW - index * EVERY_MS, heartbeatDetails };
      const poll = new MockActivityEnvironment(info, { logger: new DefaultLogger('ERROR', () => undefined) });
      poll.on('heartbeat', (details: unknown) => {
        heartbeatDetails = details;
      });
      const { pollMigration } = createActivities(bench.deps);
      const looked = poll.run<[PollInput], PollResult, typeof pollMigration>(pollMigration, repeat(bench));
      const ended = await looked.catch((error: { type: string }) => {
        expect(error.type).toBe('StillInProgress');
        return null;
      });
      if (ended !== null) return { polls: index + 1, status: ended.status };
    }
    return { polls: statuses.length, status: null };
  }

  test('a failure that nothing else came before is the one from before, for as long as Meta may take', async () => {
    const polls = SETTLE_MS / EVERY_MS;
    const failures = Array.from({ length: polls + 1 }, () => 'FAILED_TO_COMPLETE');
    expect(await follow(failures.slice(0, polls))).toEqual({ polls, status: null });
    expect(await follow(failures)).toEqual({ polls: polls + 1, status: 'FAILED_TO_COMPLETE' });
  });

  test('a failure after another status is a new one, however many polls lie between', async () => {
    expect(await follow(['FAILED_TO_COMPLETE', 'IN_PROGRESS', 'FAILED_TO_COMPLETE'])).toEqual({
      polls: 3,
      status: 'FAILED_TO_COMPLETE',
    });
    expect(await follow(['IN_PROGRESS', 'SOMETHING_NEW', 'IN_PROGRESS', 'FAILED_TO_COMPLETE'])).toMatchObject({
      polls: 4,
    });
  });

  test('the next poll comes no later than the end of the time to settle', async () => {
    const bench = createBench();
    show(bench, 'FAILED_TO_COMPLETE');
    const failure = await bench.failing('pollMigration', repeat(bench), { attempt: 9, ageMs: SETTLE_MS - 7_000 });
    expect(failure.nextRetryDelay).toBe(7_000);
    expect(failure.message).toBe('FAILED_TO_COMPLETE (poll 9, perhaps the failure from before)');
  });

  test('COMPLETED ends the wait at once', async () => {
    expect(await follow(['COMPLETED'])).toEqual({ polls: 1, status: 'COMPLETED' });
  });

  test('whatever Meta shows, no failure counts before another status or the time to settle', async () => {
    const shown = fc.constantFrom(...MIGRATION_STATUSES, 'SOMETHING_NEW');
    await fc.assert(
      fc.asyncProperty(fc.array(shown, { minLength: 1, maxLength: 12 }), async (statuses) => {
        const { polls, status } = await follow(statuses);
        if (status === 'FAILED_TO_COMPLETE')
          expect(statuses.slice(0, polls).some((one) => one !== 'FAILED_TO_COMPLETE')).toBe(true);
        if (status === null) expect(statuses).not.toContain('COMPLETED');
      }),
      { numRuns: 60 },
    );
  });
});

describe('the pause between looks', () => {
  const poll = { intervalMs: 30_000, maxIntervalMs: 900_000 };
  const exact = { random: () => 0 };

  test('never shrinks with age, and stays between the first and the longest', () => {
    fc.assert(
      fc.property(fc.nat(1e10), fc.nat(1e10), (a, b) => {
        const [younger, older] = [Math.min(a, b), Math.max(a, b)];
        expect(pauseAfter(younger, poll, exact)).toBeLessThanOrEqual(pauseAfter(older, poll, exact));
        expect(pauseAfter(younger, poll, exact)).toBeGreaterThanOrEqual(poll.intervalMs);
        expect(pauseAfter(older, poll)).toBeLessThanOrEqual(poll.maxIntervalMs * 1.1);
      }),
    );
  });

  test('stays at the first for ten minutes after the numbers were told to move', () => {
    expect(pauseAfter(599_999, poll, { ...exact, fast: true })).toBe(30_000);
    expect(pauseAfter(6_000_000, poll, { ...exact, fast: true })).toBe(300_000);
  });
});
