/** Cut-over and watch: nothing moves but what was approved, and a resume is sent once. */
import type { CutOverInput } from '../../../../activities/contract';
import { GraphError } from '../../../../activities/graph/errors';
import { RunsUnreadableError } from '../../../../activities/runs';
import { CLONE, createBench, MIGRATION, SOURCE, type Bench } from '../../../helpers/activity-bench';
import { OWNER, phone, template } from '../../../helpers/fake-graph';
import { fingerprintInput } from './inputs';

const input = (bench: Bench, more: Partial<CutOverInput> = {}): CutOverInput => ({
  ...fingerprintInput(bench),
  ownerBusinessId: OWNER,
  attempt: 'first',
  allowReady: false,
  ...more,
});
const show = (bench: Bench, status: string) =>
  bench.graph.migrations.set(MIGRATION, { id: MIGRATION, status, destination: { id: CLONE } });

/** Every way in which what was approved can change, with the part of the fingerprint that shows it. */
const CHANGES: readonly (readonly [string, (bench: Bench) => void])[] = [
  [
    'cloneId',
    ({ graph }) => {
      graph.migrations.set(MIGRATION, { id: MIGRATION, status: 'READY_TO_COMPLETE', destination: { id: '999' } });
    },
  ],
  [
    'sourceNumbers',
    ({ graph }) => {
      graph.accounts.get(SOURCE)!.numbers.push(phone('1009', '+1 631-555-0009'));
    },
  ],
  [
    'cloneNumbers',
    ({ graph }) => {
      graph.accounts.get(CLONE)!.numbers.push(phone('2009', '+1 631-555-0001'));
    },
  ],
  [
    'allDigits',
    ({ graph }) => {
      graph.accounts.get(SOURCE)!.numbers.pop();
    },
  ],
  [
    'sourceTemplates',
    ({ graph }) => {
      graph.accounts.get(SOURCE)!.templates.push(template('1', 'new_one'));
    },
  ],
  [
    'cloneTemplates',
    ({ graph }) => {
      graph.accounts.get(CLONE)!.templates.pop();
    },
  ],
  [
    'cloneCurrency',
    ({ graph }) => {
      const clone = graph.accounts.get(CLONE)!;
      clone.waba = { ...clone.waba, currency: 'EUR' };
    },
  ],
  [
    'cloneFundingId',
    ({ graph }) => {
      const clone = graph.accounts.get(CLONE)!;
      clone.waba = { ...clone.waba, primaryFundingId: 'another-card' };
    },
  ],
  [
    'appSubscribed',
    ({ graph }) => {
      graph.accounts.get(CLONE)!.apps = [];
    },
  ],
];
const REPEAT = ['cloneId', 'allDigits', 'cloneCurrency', 'cloneFundingId'];

test('resumes once where everything is as it was approved', async () => {
  const bench = createBench();
  expect(await bench.call('cutOver', input(bench))).toEqual({
    kind: 'sent',
    status: 'IN_PROGRESS',
    statusBefore: 'READY_TO_COMPLETE',
  });
  expect(bench.graph.writes).toMatchObject([{ method: 'resumeMigration', id: MIGRATION }]);
});

test.each(CHANGES)('a change of %s sends nothing', async (part, change) => {
  const bench = createBench();
  const approved = input(bench);
  change(bench);
  const result = await bench.call('cutOver', approved);
  expect(result).toMatchObject({ kind: 'drifted', changed: expect.arrayContaining([part]) as unknown });
  expect(bench.graph.writes).toEqual([]);
});

test.each(CHANGES)('a repeat looks at what must hold in the middle of a move (%s)', async (part, change) => {
  const bench = createBench();
  const approved = input(bench, { attempt: 'repeat', allowReady: true });
  change(bench);
  const result = await bench.call('cutOver', approved);
  const holds = !REPEAT.includes(part) && !['sourceNumbers'].includes(part);
  expect(result.kind).toBe(holds ? 'sent' : 'drifted');
});

test('a repeat goes out when numbers have moved already', async () => {
  const bench = createBench();
  const approved = input(bench, { attempt: 'repeat' });
  show(bench, 'FAILED_TO_COMPLETE');
  bench.graph.accounts.get(CLONE)!.numbers.push(bench.graph.accounts.get(SOURCE)!.numbers.pop()!);
  expect(await bench.call('cutOver', approved)).toMatchObject({ kind: 'sent' });
});

test.each([
  ['first', false, 'READY_TO_COMPLETE', true],
  ['first', true, 'FAILED_TO_COMPLETE', false],
  ['first', false, 'IN_PROGRESS', false],
  ['first', false, 'COMPLETED', false],
  ['repeat', false, 'FAILED_TO_COMPLETE', true],
  ['repeat', true, 'FAILED_TO_COMPLETE', true],
  ['repeat', false, 'READY_TO_COMPLETE', false],
  ['repeat', true, 'READY_TO_COMPLETE', true],
  ['repeat', true, 'COMPLETED', false],
  ['repeat', true, 'SOMETHING_NEW', false],
] as const)('%s (allow ready: %s) on %s: sent is %s', async (attempt, allowReady, status, sent) => {
  const bench = createBench();
  const approved = input(bench, { attempt, allowReady });
  show(bench, status);
  const result = await bench.call('cutOver', approved);
  expect(result).toEqual(
    sent ? { kind: 'sent', status: 'IN_PROGRESS', statusBefore: status } : { kind: 'not-ready', status },
  );
  expect(bench.graph.writes).toHaveLength(sent ? 1 : 0);
});

describe('sends nothing', () => {
  const held = async (bench: Bench) => {
    const result = await bench.call('cutOver', input(bench));
    expect(bench.graph.writes).toEqual([]);
    return result;
  };

  test('while a revoke of the business is open', async () => {
    const bench = createBench();
    bench.runs.revokeOpen = true;
    expect(await held(bench)).toMatchObject({ kind: 'not-sent-yet', why: 'revoke-open' });
  });

  test('while Temporal does not say whether one is', async () => {
    const bench = createBench();
    bench.runs.failWith = new RunsUnreadableError('no answer');
    expect(await held(bench)).toMatchObject({ kind: 'not-sent-yet', why: 'unavailable' });
  });

  test.each(['getMigration', 'getWaba', 'listPhoneNumbers', 'countTemplates', 'listSubscribedApps'] as const)(
    'when %s does not answer, is throttled or is refused',
    async (method) => {
      const answers = [];
      for (const kind of ['unavailable', 'throttled', 'permission'] as const) {
        const bench = createBench();
        bench.graph.fail(method, { kind, waitMs: 1_000 });
        const result = await held(bench);
        answers.push(result.kind === 'not-sent-yet' ? result.why : result);
      }
      expect(answers).toMatchObject(['unavailable', 'throttled', { kind: 'refused', sent: false }]);
    },
  );

  test('when the clone is not named or its currency or funding not shown at the moment', async () => {
    for (const hide of [
      ({ graph }: Bench) => graph.migrations.set(MIGRATION, { id: MIGRATION, status: 'READY_TO_COMPLETE' }),
      ({ graph }: Bench) => {
        const { currency: _currency, ...waba } = graph.accounts.get(CLONE)!.waba;
        graph.accounts.get(CLONE)!.waba = waba;
      },
      ({ graph }: Bench) => {
        const clone = graph.accounts.get(CLONE)!;
        clone.waba = { ...clone.waba, fundingReadable: false };
      },
    ]) {
      const bench = createBench();
      const approved = input(bench);
      hide(bench);
      expect(await bench.call('cutOver', approved)).toMatchObject({ kind: 'not-sent-yet', why: 'unavailable' });
      expect(bench.graph.writes).toEqual([]);
    }
  });
});

test.each([
  ['outcome-unknown', 'unknown'],
  ['throttled', 'not-sent-yet'],
  ['unavailable', 'not-sent-yet'],
  ['permission', 'refused'],
  ['policy', 'refused'],
] as const)('an answer of %s to the resume is %s', async (kind, expected) => {
  const bench = createBench();
  bench.graph.fail('resumeMigration', { kind });
  expect((await bench.call('cutOver', input(bench))).kind).toBe(expected);
  expect(bench.graph.writes).toHaveLength(1);
});

test('a lost resume says on which status it went out', async () => {
  const bench = createBench();
  const approved = input(bench, { attempt: 'repeat' });
  show(bench, 'FAILED_TO_COMPLETE');
  bench.graph.fail('resumeMigration', { kind: 'outcome-unknown' });
  expect(await bench.call('cutOver', approved)).toMatchObject({ kind: 'unknown', statusBefore: 'FAILED_TO_COMPLETE' });
});

test('a refused resume is told from a look before it that was refused: it was sent', async () => {
  const bench = createBench();
  bench.graph.fail('resumeMigration', { kind: 'policy' });
  expect(await bench.call('cutOver', input(bench))).toMatchObject({ kind: 'refused', sent: true });
});

test('a resume that our own client would not send was not sent', async () => {
  const bench = createBench();
  bench.graph.fail('resumeMigration', new GraphError('parameter', 'POST /../resume_migration: not sent'));
  expect(await bench.call('cutOver', input(bench))).toMatchObject({ kind: 'refused', sent: false });
});

describe('the watch', () => {
  const watch = (bench: Bench) => ({ ...fingerprintInput(bench), recheckMs: 3_600_000 });

  test('does not look at first, and comes back', async () => {
    const bench = createBench();
    const failure = await bench.failing('watchFingerprint', watch(bench));
    expect(failure).toMatchObject({ type: 'NothingChanged', category: 'BENIGN', nextRetryDelay: 3_600_000 });
    expect(bench.graph.calls).toEqual([]);
  });

  test('goes on while nothing changed', async () => {
    const bench = createBench();
    expect(await bench.failing('watchFingerprint', watch(bench), { attempt: 7 })).toMatchObject({
      type: 'NothingChanged',
      nextRetryDelay: 3_600_000,
    });
  });

  test.each(CHANGES)('ends at a change of %s', async (part, change) => {
    const bench = createBench();
    const before = watch(bench);
    change(bench);
    const { changed } = await bench.call('watchFingerprint', before, { attempt: 2 });
    expect(changed).toContain(part);
  });

  test('ends at a change of the status', async () => {
    const bench = createBench();
    const before = watch(bench);
    show(bench, 'COMPLETED');
    expect(await bench.call('watchFingerprint', before, { attempt: 2 })).toEqual({ changed: ['migrationStatus'] });
  });

  test.each(['getMigration', 'getWaba', 'listPhoneNumbers', 'countTemplates', 'listSubscribedApps'] as const)(
    'takes a refusal of %s for no change',
    async (method) => {
      const bench = createBench();
      bench.graph.fail(method, { kind: 'permission' });
      const failure = await bench.failing('watchFingerprint', watch(bench), { attempt: 2 });
      expect(failure).toMatchObject({ type: 'GraphUnavailable', nonRetryable: false, nextRetryDelay: 3_600_000 });
    },
  );

  test('takes what was refused at the verification too for the same', async () => {
    const bench = createBench();
    bench.graph.fail('countTemplates', { kind: 'permission' });
    const before = watch(bench);
    const refusedThen = { ...before.fingerprint, sourceTemplates: -1, cloneTemplates: -1 };
    const again = { ...before, fingerprint: refusedThen };
    expect(await bench.failing('watchFingerprint', again, { attempt: 2 })).toMatchObject({ type: 'NothingChanged' });
  });
});

test('an attempt that Temporal has given up on sends nothing after its looks', async () => {
  const bench = createBench();
  show(bench, 'READY_TO_COMPLETE');
  const result = await bench.call('cutOver', input(bench), { cancelled: true });
  expect(result).toMatchObject({ kind: 'not-sent-yet', why: 'unavailable' });
  expect(bench.graph.writes).toEqual([]);
});
