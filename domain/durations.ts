/** Durations as people write them: a whole number and a unit, as in `30s`, `15m`, `7d`. */
import { z } from 'zod';

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const PATTERN = /^(\d{1,9})(ms|s|m|h|d)$/;

/** A duration text such as `15m`. */
export const durationSchema = z
  .string()
  .regex(PATTERN, 'a duration is a whole number with ms, s, m, h or d, as in 15m')
  .brand<'Duration'>();

/** A checked duration text. */
export type Duration = z.infer<typeof durationSchema>;

/** A duration that the program itself wrote down, checked. Throws on a text that is none. */
export function duration(text: string): Duration {
  return durationSchema.parse(text);
}

/** The length of a duration in milliseconds. */
export function durationMs(value: Duration): number {
  const [, digits, unit] = PATTERN.exec(value) ?? [];
  return Number(digits) * UNIT_MS[unit as keyof typeof UNIT_MS];
}

/** A length as people read it: its two largest units, as in `2h 5m`. */
export function formatMs(ms: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(ms / 1_000));
  for (const [unit, seconds] of [
    ['d', 86_400],
    ['h', 3_600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0 && parts.length < 2) parts.push(`${count}${unit}`);
  }
  return parts.join(' ') || '0s';
}
