/** After the move: what is confirmed, what is waited for, and where every number is. */
import type { ConfirmInput, ConfirmResult } from '../../../../activities/contract';
import { CHECK_NAMES, CHECKS, type CheckName, type CheckResult } from '../../../../domain/checks';
import { CLONE, createBench, MIGRATION, SOURCE, type Bench } from '../../../helpers/activity-bench';
import { phone, template } from '../../../helpers/fake-graph';
import { verifyInput } from './inputs';

/** The bench after a move that went well. */
function movedBench(): Bench {
  const bench = createBench();
  const source = bench.graph.accounts.get(SOURCE)!;
  bench.graph.accounts.get(CLONE)!.numbers = source.numbers;
  source.numbers = [];
  return bench;
}
const input = (bench: Bench, more: Partial<ConfirmInput> = {}): ConfirmInput => ({
  run: bench.run,
  migrationId: MIGRATION,
  destinationWabaId: CLONE,
  numbers: [
    { id: '1001', digits: '16315550001', status: 'CONNECTED' },
    { id: '1002', digits: '16315550002', status: 'CONNECTED' },
  ],
  sourceTemplates: 2,
  source: verifyInput(bench).source,
  extendedCreditId: '3001',
  patienceMs: 600_000,
  ...more,
});
const LATE = { attempt: 20, ageMs: 600_000 };
const check = ({ checks }: ConfirmResult, name: CheckName) => checks.find((one) => one.name === name)!;
const clone = ({ graph }: Bench) => graph.accounts.get(CLONE)!;
const source = ({ graph }: Bench) => graph.accounts.get(SOURCE)!;

test('confirms a move that went well at once, every number on the clone', async () => {
  const bench = movedBench();
  const result = await bench.call('confirm', input(bench));
  expect(result.checks.filter((one) => one.result !== 'match')).toEqual([]);
  expect(result.numbers).toEqual([
    { digits: '16315550001', sourceId: '1001', cloneId: '1001', on: 'clone', status: 'CONNECTED' },
    { digits: '16315550002', sourceId: '1002', cloneId: '1002', on: 'clone', status: 'CONNECTED' },
  ]);
});

const CASES: readonly (readonly [CheckName, Exclude<CheckResult, 'match'>, (bench: Bench) => void])[] = [
  ['numbers-moved', 'mismatch', (bench) => clone(bench).numbers.pop()],
  ['numbers-moved', 'incomplete', ({ graph }) => graph.fail('listPhoneNumbers', { kind: 'permission' }, { id: CLONE })],
  [
    'numbers-connected',
    'mismatch',
    (bench) => clone(bench).numbers.splice(0, 1, phone('1001', '+1 631-555-0001', { status: 'PENDING' })),
  ],
  ['numbers-connected', 'incomplete', (bench) => delete (clone(bench).numbers[0] as { status?: string }).status],
  ['source-empty', 'mismatch', (bench) => source(bench).numbers.push(phone('9', '+1 9'))],
  ['source-empty', 'incomplete', ({ graph }) => graph.fail('listPhoneNumbers', { kind: 'permission' }, { id: SOURCE })],
  ['number-ids', 'mismatch', (bench) => clone(bench).numbers.splice(0, 1, phone('2001', '16315550001'))],
  [
    'number-ids',
    'incomplete',
    ({ graph }) => graph.fail('listPhoneNumbers', { kind: 'invalid-answer' }, { id: CLONE }),
  ],
  ['templates-since', 'mismatch', (bench) => source(bench).templates.push(template('9', 'late'))],
  ['templates-since', 'incomplete', ({ graph }) => graph.fail('countTemplates', { kind: 'permission' })],
  [
    'funding-after',
    'mismatch',
    (bench) => delete (clone(bench).waba as { primaryFundingId?: string }).primaryFundingId,
  ],
  ['funding-after', 'incomplete', ({ graph }) => graph.fail('getWaba', { kind: 'permission' })],
];

test.each(CASES)('%s is a %s once patience is over', async (name, result, arrange) => {
  const bench = movedBench();
  arrange(bench);
  const found = check(await bench.call('confirm', input(bench), LATE), name);
  expect(found).toMatchObject({ result, verdict: CHECKS[name][result === 'mismatch' ? 'onMismatch' : 'onIncomplete'] });
});

test('every check of the table that this activity makes has both answers here', () => {
  const names = CHECK_NAMES.filter((name) => CHECKS[name].stage === 'confirm' && name !== 'test-message');
  for (const result of ['mismatch', 'incomplete'] as const) {
    expect(names.filter((name) => CASES.some(([n, r]) => n === name && r === result))).toEqual(names);
  }
});

describe('while there is patience', () => {
  test.each(CASES.filter(([name]) => ['numbers-moved', 'numbers-connected', 'source-empty'].includes(name)))(
    '%s (%s) is waited for, and not beyond its end',
    async (_name, _result, arrange) => {
      const bench = movedBench();
      arrange(bench);
      const failure = await bench.failing('confirm', input(bench), { attempt: 3, ageMs: 590_000 });
      expect(failure).toMatchObject({ type: 'NotYetConfirmed', category: 'BENIGN', nextRetryDelay: 10_000 });
      expect(failure.message).toContain('(look 3)');
    },
  );

  test('a new id, a late template or an unfunded clone is not waited for', async () => {
    const bench = movedBench();
    clone(bench).numbers.splice(0, 1, phone('2001', '16315550001'));
    const result = await bench.call('confirm', input(bench));
    expect(check(result, 'number-ids').samples).toEqual(['16315550001: 1001 became 2001']);
    expect(result.numbers[0]).toMatchObject({ sourceId: '1001', cloneId: '2001', on: 'clone' });
  });

  test('throttling is told as such', async () => {
    const bench = movedBench();
    bench.graph.fail('listPhoneNumbers', { kind: 'throttled', waitMs: 60_000 });
    expect(await bench.failing('confirm', input(bench))).toMatchObject({ type: 'Throttled' });
  });
});

test('a number that could not send before need not be connected now', async () => {
  const bench = movedBench();
  clone(bench).numbers.splice(0, 1, phone('1001', '+1 631-555-0001', { status: 'PENDING' }));
  const numbers = input(bench).numbers.map((number, i) => (i === 0 ? { ...number, status: 'PENDING' } : number));
  expect(check(await bench.call('confirm', input(bench, { numbers })), 'numbers-connected').result).toBe('match');
});

test('a template total that Meta refused at the verification cannot be compared', async () => {
  const bench = movedBench();
  const result = await bench.call('confirm', input(bench, { sourceTemplates: -1 }));
  expect(check(result, 'templates-since').result).toBe('incomplete');
});

describe('where the numbers are', () => {
  const locate = async (bench: Bench, destinationWabaId: string | null = CLONE) => {
    const { numbers } = await bench.call('locateNumbers', {
      run: bench.run,
      destinationWabaId,
      numbers: input(bench).numbers,
    });
    return numbers.map(({ on, cloneId }) => [on, cloneId]);
  };

  test('is told for each: on the source, on the clone, on both while it moves', async () => {
    expect(await locate(createBench())).toEqual([
      ['source', null],
      ['source', null],
    ]);
    expect(await locate(movedBench())).toEqual([
      ['clone', '1001'],
      ['clone', '1002'],
    ]);
    const moving = createBench();
    clone(moving).numbers = [phone('1001', '+16315550001')];
    expect(await locate(moving)).toEqual([
      ['clone', '1001'],
      ['source', null],
    ]);
  });

  test('is unknown where nothing shows it, or what could show it cannot be read', async () => {
    const bench = movedBench();
    bench.graph.fail('listPhoneNumbers', { kind: 'permission' }, { id: CLONE });
    expect(await locate(bench)).toEqual([
      ['unknown', null],
      ['unknown', null],
    ]);
    expect(await locate(movedBench(), null)).toEqual([
      ['unknown', null],
      ['unknown', null],
    ]);
  });
});

describe('the test message', () => {
  const send = (bench: Bench) =>
    bench.call('sendTestMessage', {
      run: bench.run,
      destinationWabaId: CLONE,
      phoneNumberId: '1001',
      to: '+15551234567',
      template: 'order_update',
      language: 'en_US',
    });

  test('ends as accepted, never as more', async () => {
    expect(await send(createBench())).toMatchObject({ state: 'accepted-not-proven', messageId: 'wamid.1' });
  });

  test.each([
    ['outcome-unknown', 'unknown'],
    ['invalid-answer', 'unknown'],
    ['message', 'refused'],
    ['billing', 'refused'],
  ] as const)('%s is %s, and nothing is sent twice', async (kind, state) => {
    const bench = createBench();
    bench.graph.fail('sendTemplateMessage', { kind });
    expect(await send(bench)).toMatchObject({ state, messageId: null });
    expect(bench.graph.writes).toHaveLength(1);
  });

  test.each([
    ['throttled', { why: 'throttled', waitMs: 240_000 }],
    ['over-budget', { why: 'throttled', waitMs: 240_000 }],
    ['unavailable', { why: 'unavailable', waitMs: 30_000 }],
  ] as const)('%s shows that it was not sent, so it may be sent later', async (kind, later) => {
    const bench = createBench();
    bench.graph.fail('sendTemplateMessage', { kind, waitMs: 240_000 });
    expect(await send(bench)).toEqual({ kind: 'not-sent-yet', ...later, text: expect.any(String) as unknown });
  });
});
