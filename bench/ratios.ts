/** How much longer one call takes than another, measured side by side so that what slows the machine slows both. */
import { performance } from 'node:perf_hooks';

/** Calls that warm up connections and caches first. */
const WARM_UP = 5;

/** The ratio of the medians, and of the times that nine in ten calls take at most. */
export interface Ratio {
  readonly median: number;
  readonly p90: number;
}

/** Makes both calls in turn, and compares their times. */
export async function compare(
  ours: () => Promise<unknown>,
  bare: () => Promise<unknown>,
  rounds: number,
): Promise<Ratio> {
  for (let round = 0; round < WARM_UP; round += 1) await Promise.resolve(ours()).then(bare);
  const [our, their]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    our.push(await timeOf(ours));
    their.push(await timeOf(bare));
  }
  return ratioOf(our, their);
}

/** Compares two lists of times. */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Ratio {
  return {
    median: quantile(ours, 0.5) / quantile(theirs, 0.5),
    p90: quantile(ours, 0.9) / quantile(theirs, 0.9),
  };
}

/** How long a call takes, in milliseconds. */
export async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await call();
  return performance.now() - begun;
}

/** The value below which this part of the values lies; throws where there are none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  if (value === undefined) throw new Error('no value was measured');
  return value;
}
