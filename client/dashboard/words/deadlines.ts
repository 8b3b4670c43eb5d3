/** How the accounts of one target currency stand before its legal deadline, and when they are done at this pace. */
import type { PhaseCounts } from '../server/shapes';
import type { Tone } from './phases';

const DAY_MS = 86_400_000;
/** The days that the pace is taken from. */
export const PACE_DAYS = 7;

/** A part of the whole, as the stacked bar shows it. */
export interface Share {
  readonly name: string;
  readonly tone: Tone;
  readonly count: number;
}

/** The migrations of one currency in the groups that a manager asks for; dry runs are no migrations. */
export function sharesOf(counts: PhaseCounts): readonly Share[] {
  const { completed, rejected, failed, abandoned } = counts;
  const moving =
    counts.assessing +
    counts.initiating +
    counts.cloning +
    counts.verifying +
    counts['cutting-over'] +
    counts.confirming;
  const waiting = counts['awaiting-approval'] + counts['needs-operator'];
  return [
    { name: 'moved', tone: 'green', count: completed },
    { name: 'moving', tone: 'blue', count: moving },
    { name: 'waiting for a person', tone: 'amber', count: waiting },
    { name: 'ended badly', tone: 'red', count: rejected + failed },
    { name: 'abandoned', tone: 'grey', count: abandoned },
  ];
}

/** When what is moving or waits is done, if as many are done in each week as in the last. */
export type Forecast =
  | { readonly kind: 'nothing-left' }
  | { readonly kind: 'no-pace' }
  | { readonly kind: 'by'; readonly day: Date; readonly isLate: boolean };

/** `completedLately`: in the last {@link PACE_DAYS} days. `lastDay`: the deadline as ISO date. */
export function forecast(
  counts: PhaseCounts,
  { completedLately, lastDay, now }: { readonly completedLately: number; readonly lastDay: string; readonly now: Date },
): Forecast {
  const open = sharesOf(counts)
    .filter(({ tone }) => tone === 'blue' || tone === 'amber')
    .reduce((sum, { count }) => sum + count, 0);
  if (open === 0) return { kind: 'nothing-left' };
  if (completedLately === 0) return { kind: 'no-pace' };
  const day = new Date(now.getTime() + Math.ceil((open * PACE_DAYS) / completedLately) * DAY_MS);
  return { kind: 'by', day, isLate: day.getTime() >= Date.parse(`${lastDay}T00:00:00Z`) + DAY_MS };
}
