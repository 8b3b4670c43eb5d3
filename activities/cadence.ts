/** How long to wait between two looks at something that takes minutes or days. */

/** First and longest pause. */
export interface Cadence {
  readonly intervalMs: number;
  readonly maxIntervalMs: number;
}

/** For so long after the numbers were told to move every look is made at the shortest pause. */
export const FAST_FOR_MS = 600_000;

/** A pause is this part of the age, so that it grows as the wait does: a day-long clone needs no look a minute. */
const PART_OF_AGE = 1 / 20;

/**
 * The pause after a look, in milliseconds: from the first one up to the longest as the wait gets older, and up to a
 * tenth more by chance, so that hundreds of runs started together do not look together.
 */
export function pauseAfter(
  ageMs: number,
  cadence: Cadence,
  options: { fast?: boolean; random?: () => number } = {},
): number {
  const grown = options.fast && ageMs < FAST_FOR_MS ? cadence.intervalMs : ageMs * PART_OF_AGE;
  const pause = Math.min(cadence.maxIntervalMs, Math.max(cadence.intervalMs, grown));
  return Math.round(pause * (1 + 0.1 * (options.random ?? Math.random)()));
}
