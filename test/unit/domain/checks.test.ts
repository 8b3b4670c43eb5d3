import fc from 'fast-check';
import {
  CHECKS,
  CHECK_NAMES,
  CHECK_RESULTS,
  MAX_SAMPLES,
  isAutoApprovable,
  makeCheck,
  openBlocks,
  overallVerdict,
  type Check,
  type CheckRule,
} from '../../../domain/checks';

const anyCheck: fc.Arbitrary<Check> = fc
  .record({ name: fc.constantFrom(...CHECK_NAMES), result: fc.constantFrom(...CHECK_RESULTS), waived: fc.boolean() })
  .map(({ name, result, waived }) => {
    const check = makeCheck(name, result, 'seen');
    return { ...check, waived: waived && check.waivable && check.verdict !== 'pass' };
  });

describe('the table of checks', () => {
  test.each(CHECK_NAMES)('decides the verdict of %s from its result alone', (name) => {
    const rule: CheckRule = CHECKS[name];
    expect(makeCheck(name, 'match', 'seen').verdict).toBe('pass');
    expect(makeCheck(name, 'mismatch', 'seen').verdict).toBe(rule.onMismatch);
    expect(makeCheck(name, 'incomplete', 'seen').verdict).toBe(rule.onIncomplete);
    expect(makeCheck(name, 'mismatch', 'seen')).toMatchObject({
      stage: rule.stage,
      waivable: rule.waivable,
      waived: false,
    });
  });

  test('never takes a mismatch or an unreadable answer for a pass', () => {
    for (const rule of Object.values<CheckRule>(CHECKS)) {
      expect(rule.onMismatch).not.toBe('pass');
      expect(rule.onIncomplete).not.toBe('pass');
    }
  });

  test.each([
    'clone-identity',
    'clone-currency',
    'migration-status',
    'number-set',
    'coexistence',
    'has-numbers',
    'not-a-clone',
    'earlier-clones',
    'currency-changes',
    'credit-line-named',
  ] as const)('lets nobody waive %s, and blocks on its mismatch', (name) => {
    expect(CHECKS[name]).toMatchObject({ waivable: false, onMismatch: 'block' });
  });

  test('says of each check, as one sentence, what holds when it matches', () => {
    for (const { title } of Object.values<CheckRule>(CHECKS)) expect(title).toMatch(/^[A-Z].*\.$/);
    expect(new Set(Object.values<CheckRule>(CHECKS).map(({ title }) => title)).size).toBe(CHECK_NAMES.length);
  });
});

describe('a check', () => {
  test('carries at most ten samples, the first ones, however many were found', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 50 }), (samples) => {
        const check = makeCheck('templates', 'mismatch', 'seen', { samples, counts: { missing: samples.length } });
        expect(check.samples).toEqual(samples.slice(0, MAX_SAMPLES));
        expect(check.counts).toEqual({ missing: samples.length });
      }),
    );
  });

  test('leaves the samples that it was given as they were', () => {
    const samples = Array.from({ length: 12 }, (_, index) => `template-${index}`);
    makeCheck('templates', 'mismatch', 'seen', { samples });
    expect(samples).toHaveLength(12);
  });
});

describe('the verdict of several checks', () => {
  test('is the worst one that nobody waived', () => {
    fc.assert(
      fc.property(fc.array(anyCheck), (checks) => {
        const open = checks.filter(({ waived }) => !waived).map(({ verdict }) => verdict);
        const worst = (['block', 'warn'] as const).find((verdict) => open.includes(verdict)) ?? 'pass';
        expect(overallVerdict(checks)).toBe(worst);
        expect(openBlocks(checks).length > 0).toBe(worst === 'block');
      }),
    );
  });

  test('passes by itself only with no block, no mismatch and nothing incomplete that is not waived', () => {
    fc.assert(
      fc.property(fc.array(anyCheck), (checks) => {
        const held = checks.filter(({ waived }) => !waived).some(({ result }) => result !== 'match');
        expect(isAutoApprovable(checks)).toBe(!held);
        if (isAutoApprovable(checks)) expect(overallVerdict(checks)).toBe('pass');
      }),
    );
  });
});
