/** Assessment: each check in its three answers, and what a look that must end does with what does not answer. */
import { readFileSync } from 'node:fs';
import type { AssessResult } from '../../../../activities/contract';
import { RunsUnreadableError } from '../../../../activities/runs';
import { CHECK_NAMES, CHECKS, isAutoApprovable, type CheckName, type CheckResult } from '../../../../domain/checks';
import { evidenceSchema } from '../../../../domain/evidence';
import type { StartInput } from '../../../../domain/input';
import { createBench, RUN, SOURCE, type Bench } from '../../../helpers/activity-bench';
import { OWN_BUSINESS, OWNER, phone, template, type FakeAccount } from '../../../helpers/fake-graph';
import { startInput } from './inputs';

const NAMES = CHECK_NAMES.filter((name) => CHECKS[name].stage === 'assess');
const assessed = (bench: Bench, more: Partial<StartInput> = {}, at = {}) =>
  bench.call('assess', { input: startInput(more), evidenceNumber: 1 }, at);
const check = ({ checks }: AssessResult, name: CheckName) => checks.find((one) => one.name === name)!;
const source = ({ graph }: Bench): FakeAccount => graph.accounts.get(SOURCE)!;
const waba = (bench: Bench, more: Partial<FakeAccount['waba']>) => {
  source(bench).waba = { ...source(bench).waba, ...more };
};
const without = (bench: Bench, field: keyof FakeAccount['waba']) => {
  const { [field]: _gone, ...rest } = source(bench).waba;
  source(bench).waba = rest as FakeAccount['waba'];
};
const other = { workflowId: 'migrate-waba/150', runId: 'run-150', sourceWabaId: '150' };
const left = (wabaId: string | null, migrationId: string | null = null) => ({ wabaId, migrationId, runId: 'earlier' });

test('matches everything for an account that may be migrated', async () => {
  const bench = createBench();
  const result = await assessed(bench);
  expect(result.checks.map(({ name }) => name)).toEqual(NAMES);
  expect(result.checks.filter((one) => one.result !== 'match')).toEqual([]);
  expect(result).toMatchObject({ graphOrigin: bench.graph.origin, runId: RUN });
  expect(result.source).toEqual({
    name: 'Account 100',
    currency: 'USD',
    ownerBusinessId: OWNER,
    fundedBy: 'our-line',
    portfolios: [OWNER, OWN_BUSINESS],
    numbers: [
      { id: '1001', digits: '16315550001', status: 'CONNECTED' },
      { id: '1002', digits: '16315550002', status: 'CONNECTED' },
    ],
  });
  expect(bench.graph.writes).toEqual([]);
});

type Case = readonly [CheckName, Exclude<CheckResult, 'match'>, (bench: Bench) => void, Partial<StartInput>?];
const refused = (method: Parameters<Bench['graph']['fail']>[0]) => (bench: Bench) =>
  bench.graph.fail(method, { kind: 'permission' });
const runsFail = (bench: Bench) => {
  bench.runs.failWith = new RunsUnreadableError('no answer');
};
const CASES: readonly Case[] = [
  ['has-numbers', 'mismatch', (bench) => source(bench).numbers.splice(0)],
  ['has-numbers', 'incomplete', refused('listPhoneNumbers')],
  ['not-a-clone', 'mismatch', ({ runs }) => runs.naming.set(SOURCE, [other])],
  ['not-a-clone', 'incomplete', runsFail, { dryRun: true }],
  ['earlier-clones', 'mismatch', ({ runs }) => void (runs.leftBehind = [left('300')])],
  ['earlier-clones', 'incomplete', runsFail, { dryRun: true }],
  ['currency-changes', 'mismatch', (bench) => waba(bench, { currency: 'INR' })],
  ['currency-changes', 'incomplete', (bench) => without(bench, 'currency')],
  ['coexistence', 'mismatch', (bench) => source(bench).numbers.push(phone('9', '+1 9', { isOnBizApp: true }))],
  ['coexistence', 'incomplete', (bench) => delete (source(bench).numbers[0] as { isOnBizApp?: boolean }).isOnBizApp],
  ['credit-line-named', 'mismatch', () => undefined, { extendedCreditId: undefined }],
  [
    'credit-line-named',
    'incomplete',
    (bench) => waba(bench, { fundingReadable: false }),
    { extendedCreditId: undefined },
  ],
  ['credit-line-ours', 'mismatch', () => undefined, { extendedCreditId: '3999' }],
  ['credit-line-ours', 'incomplete', refused('listCreditLines')],
  ['owner', 'mismatch', () => undefined, { businessId: '501' }],
  ['owner', 'incomplete', (bench) => without(bench, 'ownerBusinessId'), { businessId: OWNER }],
  ['owner', 'incomplete', (bench) => without(bench, 'ownerBusinessId')],
  ['source-funding', 'mismatch', (bench) => without(bench, 'primaryFundingId')],
  ['source-funding', 'incomplete', (bench) => waba(bench, { fundingReadable: false })],
  ['account-approved', 'mismatch', (bench) => waba(bench, { accountReviewStatus: 'RESTRICTED' })],
  ['account-approved', 'incomplete', (bench) => without(bench, 'accountReviewStatus')],
  [
    'numbers-under-review',
    'mismatch',
    (bench) => source(bench).numbers.push(phone('9', '+1 9', { status: 'PENDING' })),
  ],
  [
    'numbers-under-review',
    'mismatch',
    (bench) => source(bench).numbers.push(phone('9', '+1 9', { nameStatus: 'PENDING_REVIEW' })),
  ],
  ['numbers-under-review', 'incomplete', (bench) => delete (source(bench).numbers[0] as { status?: string }).status],
  [
    'templates-approved',
    'mismatch',
    (bench) => source(bench).templates.push(template('9', 'no', { status: 'REJECTED' })),
  ],
  ['templates-approved', 'incomplete', refused('listTemplates')],
  ['legal-deadline', 'mismatch', () => undefined, { targetCurrency: 'EUR' }],
  ['legal-deadline', 'incomplete', (bench) => without(bench, 'country')],
  ['known-currency', 'mismatch', () => undefined, { targetCurrency: 'XXX' }],
  ['not-cloned', 'mismatch', (bench) => waba(bench, { settings: { is_enabled_for_insights: true } })],
  [
    'not-cloned',
    'mismatch',
    (bench) => source(bench).apps.push({ id: '901', overrideCallbackUri: 'https://x.example.com' }),
  ],
  ['not-cloned', 'incomplete', refused('listSubscribedApps')],
  ['token-access', 'mismatch', ({ graph }) => void (graph.token = { ...graph.token, scopes: [] })],
  ['token-access', 'mismatch', ({ graph }) => void (graph.token = { ...graph.token, expiresAt: 1_764_000_000 })],
  ['token-access', 'incomplete', refused('debugToken')],
];

const filled = CASES.map(([name, result, arrange, input = {}]) => [name, result, arrange, input] as const);

test('an override that cannot be set again is named without what may be a token of it', async () => {
  const bench = createBench();
  source(bench).apps.push({ id: '901', overrideCallbackUri: 'https://x.example.com/hook?key=t0ken' });
  const result = await assessed(bench);
  expect(check(result, 'not-cloned').samples).toContainEqual(
    expect.stringMatching(/^callback override of app 901: https:\/\/x\.example\.com\/hook \(hash [0-9a-f]{12}\)$/),
  );
  expect(JSON.stringify(result) + readFileSync(result.evidencePath!, 'utf8')).not.toContain('t0ken');
});

test.each(filled)('%s is a %s', async (name, result, arrange, input) => {
  const bench = createBench();
  arrange(bench);
  const found = check(await assessed(bench, input), name);
  expect(found).toMatchObject({ result, verdict: CHECKS[name][result === 'mismatch' ? 'onMismatch' : 'onIncomplete'] });
  expect(found.text.length).toBeGreaterThan(20);
});

test('every check has a mismatch here, and every one that reads something an incomplete answer', () => {
  const covered = (result: CheckResult) => NAMES.filter((name) => CASES.some(([n, r]) => n === name && r === result));
  expect(covered('mismatch')).toEqual(NAMES);
  // The list of known currencies is ours: it can always be looked at.
  expect(covered('incomplete')).toEqual(NAMES.filter((name) => name !== 'known-currency'));
});

test('the block for a line that is not named lists our lines with their legal names', async () => {
  const { text, verdict } = check(await assessed(createBench(), { extendedCreditId: undefined }), 'credit-line-named');
  expect(verdict).toBe('block');
  expect(text).toContain('line 3001 (Partner Ltd)');
});

test('what a person can do is said as it is: a run waits and takes verbs, a dry run has ended', async () => {
  const bench = createBench();
  bench.runs.leftBehind = [left('300'), left('301')];
  const texts = async (dryRun: boolean) => {
    const result = await assessed(bench, { extendedCreditId: undefined, dryRun });
    return [check(result, 'earlier-clones').text, check(result, 'credit-line-named').text];
  };
  expect(await texts(false)).toEqual([
    expect.stringContaining('then retry --step assess --accept-orphan 300 --accept-orphan 301 accepts them.'),
    expect.stringContaining('Abandon this run, then start again with --credit-line and one of ours'),
  ]);
  expect(await texts(true)).toEqual([
    expect.stringContaining('then start with --accept-orphan 300 --accept-orphan 301.'),
    expect.stringContaining('Start with --credit-line and one of ours'),
  ]);
});

test('an owner that neither Meta nor the start names is told with what helps', async () => {
  const bench = createBench();
  without(bench, 'ownerBusinessId');
  const { text } = check(await assessed(bench), 'owner');
  expect(text).toContain('--business');
  expect(text).toContain('owner_business_info');
  expect(check(await assessed(bench, { businessId: OWNER }), 'owner').text).not.toContain('--business');
});

test('an account on a card needs no line', async () => {
  const bench = createBench();
  waba(bench, { primaryFundingId: 'a-card' });
  const result = await assessed(bench, { extendedCreditId: undefined });
  expect(check(result, 'credit-line-named').result).toBe('match');
  expect(result.source?.fundedBy).toBe('card-or-other');
});

describe('the deadline of India', () => {
  const at = (now: string) => createBench({ now: () => Date.parse(now) });

  test.each([
    ['2026-11-22T12:00:00Z', 39, '39 whole days are left'],
    ['2026-12-20T00:00:00Z', 12, '12 whole days are left'],
    ['2026-12-30T12:00:00Z', 1, '1 whole day is left'],
    ['2026-12-31T23:59:00Z', 0, 'this is the last day'],
    ['2027-01-02T00:00:00Z', -1, 'every day counts'],
  ])('is kept by a migration to INR at %s, and the text tells the time', async (now, daysLeft, text) => {
    const found = check(await assessed(at(now)), 'legal-deadline');
    expect(found).toMatchObject({ result: 'match', verdict: 'pass', counts: { daysLeft } });
    expect(found.text).toContain(text);
  });

  test.each(['2026-12-12T00:00:00Z', '2026-12-28T00:00:00Z', '2027-01-02T00:00:00Z'])(
    'does not hold up an automatic approval at %s',
    async (now) => expect(isAutoApprovable((await assessed(at(now))).checks)).toBe(true),
  );

  test('is missed by a migration to another currency, which never passes by itself', async () => {
    const { checks } = await assessed(at('2026-12-28T00:00:00Z'), { targetCurrency: 'EUR' });
    expect(checks.filter(({ result }) => result !== 'match').map(({ name }) => name)).toEqual(['legal-deadline']);
    expect(isAutoApprovable(checks)).toBe(false);
  });
});

describe('clones of earlier runs', () => {
  const earlier = async (leftBehind: ReturnType<typeof left>[], more: Partial<StartInput> = {}, named?: string) => {
    const bench = createBench();
    bench.runs.leftBehind = leftBehind;
    if (named !== undefined)
      bench.graph.migrations.set('mig-old', { id: 'mig-old', status: 'FAILED', destination: { id: named } });
    return check(await assessed(bench, more), 'earlier-clones');
  };

  test('are accepted by name', async () => {
    expect((await earlier([left('300'), left('301')], { acceptOrphans: ['300', '301'] })).result).toBe('match');
    const some = await earlier([left('300'), left('301')], { acceptOrphans: ['300'] });
    expect(some).toMatchObject({ result: 'mismatch', verdict: 'block', waivable: false, samples: ['301'] });
    expect(some.text).toContain('--accept-orphan 301');
  });

  test('stay on the report of the run that accepts them', async () => {
    const bench = createBench();
    bench.runs.leftBehind = [left('300', 'mig-old'), left('301')];
    const result = await assessed(bench, { acceptOrphans: ['300', '999'] });
    expect(result.earlierClones).toEqual([{ wabaId: '300', migrationId: 'mig-old' }]);
  });

  test('that Meta named only later are found by their migration', async () => {
    expect(await earlier([left(null, 'mig-old')], {}, '300')).toMatchObject({ result: 'mismatch', samples: ['300'] });
  });

  test('that Meta never named do not lock the account for ever', async () => {
    const nameless = await earlier([left(null), left(null, 'mig-gone')]);
    expect(nameless).toMatchObject({ result: 'match', counts: { unnamed: 2 } });
  });
});

test('its own run is not taken for another that names the source', async () => {
  const bench = createBench();
  bench.runs.naming.set(SOURCE, [{ ...other, runId: RUN }]);
  expect(check(await assessed(bench), 'not-a-clone').result).toBe('match');
});

describe('what does not answer', () => {
  const fails = (bench: Bench) => bench.graph.fail('getWaba', { kind: 'unavailable' });

  test('is tried again at first', async () => {
    const bench = createBench();
    fails(bench);
    const input = { input: startInput(), evidenceNumber: 1 };
    expect(await bench.failing('assess', input, { attempt: 4 })).toMatchObject({ type: 'GraphUnavailable' });
  });

  test.each([
    ['after five attempts', {}, { attempt: 5 }],
    ['in a dry run', { dryRun: true }, {}],
  ])('is incomplete %s', async (_when, more, at) => {
    const bench = createBench();
    fails(bench);
    const result = await assessed(bench, more, at);
    expect(result).toMatchObject({ source: null, evidencePath: null });
    expect(check(result, 'has-numbers')).toMatchObject({ result: 'incomplete', verdict: 'block' });
  });

  test.each(['throttled', 'over-budget'] as const)('is waited for where it is %s, however often', async (kind) => {
    const bench = createBench();
    bench.graph.fail('listFlows', { kind, waitMs: 5_000 });
    const input = { input: startInput(), evidenceNumber: 1 };
    expect(await bench.failing('assess', input, { attempt: 7 })).toMatchObject({ type: 'Throttled' });
  });

  test.each(['throttled', 'over-budget'] as const)(
    'is incomplete in a dry run where it is %s, with the time to wait',
    async (kind) => {
      const bench = createBench();
      bench.graph.fail('listTemplates', { kind, waitMs: 240_000 });
      const result = await assessed(bench, { dryRun: true });
      expect(result.checks.filter((one) => one.result !== 'match').map(({ name }) => name)).toEqual([
        'templates-approved',
      ]);
      expect(check(result, 'templates-approved').text).toContain('again in 4m');
    },
  );

  test('leaves every check of the account incomplete in a dry run whose first call is throttled', async () => {
    const bench = createBench();
    bench.graph.fail('getWaba', { kind: 'throttled', waitMs: 3_600_000 });
    const result = await assessed(bench, { dryRun: true });
    expect(result.source).toBeNull();
    expect(check(result, 'has-numbers')).toMatchObject({ result: 'incomplete', verdict: 'block' });
    expect(check(result, 'has-numbers').text).toContain('again in 1h');
  });
});

describe('a missing token', () => {
  test('is waited for, and its name and fix are told', async () => {
    const bench = createBench();
    const failure = await bench.failing('assess', { input: startInput({ tokenRef: 'acme' }), evidenceNumber: 1 });
    expect(failure).toMatchObject({ type: 'TokenMissing', nonRetryable: false });
    expect(failure.message).toContain('"acme"');
    expect(bench.graph.calls).toEqual([]);
  });

  test.each([
    ['in a dry run', { dryRun: true }, {}],
    ['after five attempts', {}, { attempt: 5 }],
  ])('makes every check incomplete %s', async (_when, more, at) => {
    const bench = createBench();
    const result = await assessed(bench, { tokenRef: 'acme', ...more }, at);
    expect(result.checks.map(({ name, result: answer }) => [name, answer])).toEqual(
      NAMES.map((name) => [name, 'incomplete']),
    );
    expect(bench.graph.calls).toEqual([]);
  });
});

test('a refused account leaves every check of it incomplete, and is not thrown', async () => {
  const bench = createBench();
  bench.graph.fail('getWaba', { kind: 'missing-or-forbidden' });
  const result = await assessed(bench);
  expect(result.source).toBeNull();
  expect(result.checks.filter((one) => one.result === 'match').map(({ name }) => name)).toEqual([
    'not-a-clone',
    'earlier-clones',
    'token-access',
  ]);
});

test('the source is kept in full, without message text', async () => {
  const bench = createBench();
  bench.graph.fail('listFlows', { kind: 'permission' });
  const { evidencePath, checks } = await assessed(bench);
  const text = readFileSync(evidencePath!, 'utf8');
  const facts = { number: 1, before: { wabaId: SOURCE }, after: null, checks, digest: null, fbtraceIds: ['trace-1'] };
  expect(evidenceSchema.parse(JSON.parse(text))).toMatchObject(facts);
  expect(text).not.toContain('Text of');
});

test('without our portfolio, whose line it is stays unknown and nothing is guessed', async () => {
  const result = await assessed(createBench({ ownBusinessId: undefined }), { extendedCreditId: undefined });
  expect(result.source?.fundedBy).toBe('unknown');
  expect(check(result, 'credit-line-named')).toMatchObject({ result: 'incomplete', verdict: 'warn' });
});
