import fc from 'fast-check';
import { duration, durationMs, durationSchema, formatMs } from '../../../domain/durations';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNITS;

describe('a duration', () => {
  test('is its number times its unit', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.constantFrom(...(Object.keys(UNITS) as Unit[])), (count, unit) => {
        expect(durationMs(duration(`${count}${unit}`))).toBe(count * UNITS[unit]);
      }),
    );
  });

  test.each(['', '15', 'm', '1.5h', '-1m', '15 m', '15M', '1h30m', '1w', '1234567890s', '15m\n'])(
    'is not %p, and the message shows one that is',
    (text) => {
      const issues = durationSchema.safeParse(text).error?.issues ?? [];
      expect(issues).toHaveLength(1);
      expect(issues[0]?.message).toContain('as in 15m');
      expect(() => duration(text)).toThrow('as in 15m');
    },
  );
});

describe('a length as people read it', () => {
  test.each([
    [0, '0s'],
    [-5_000, '0s'],
    [499, '0s'],
    [59_999, '1m'],
    [61_000, '1m 1s'],
    [3_600_000, '1h'],
    [7_505_000, '2h 5m'],
    [90_061_000, '1d 1h'],
  ])('of %i ms is %p', (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });

  test('has one or two units, the larger first, and is short by less than its last unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 * UNITS.d }), (ms) => {
        const parts = formatMs(ms).split(' ');
        expect(parts.length).toBeLessThanOrEqual(2);
        const units = parts.map((part) => UNITS[part.replace(/\d+/, '') as Unit]);
        const shown = parts.reduce((sum, part, index) => sum + Number.parseInt(part, 10) * (units[index] ?? 0), 0);
        const last = units.at(-1) ?? UNITS.s;
        if (units.length === 2) expect(units[0]).toBeGreaterThan(last);
        const rounded = Math.round(ms / 1_000) * 1_000;
        expect(rounded - shown).toBeGreaterThanOrEqual(0);
        // With one unit shown, the next smaller one is zero; the rest may be anything below that.
        expect(rounded - shown).toBeLessThan(last);
      }),
    );
  });
});
