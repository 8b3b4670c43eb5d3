/** How the accounts of one target currency stand before its legal deadline, and when they are done at this pace. */
import { unblocked } from '../server/unblocked';
import type { Phase, PhaseCounts } from '../server/shapes';
import type { Tone } from './phases';
import { figure } from './text';

const DAY_MS = 86_400_000;
/** The days that the pace is taken from. */
export const PACE_DAYS = 7;

/** A part of the whole, as the stacked bar shows it. */
export interface Share {
  readonly name: string;
  readonly tone: Tone;
  readonly count: number;
}

/**
 * The accounts of one currency that moved or are under way: moving, which one that is approved for a later time does as
 * well; waiting for an approval or, paused, to be let go on; or blocked until somebody finds out what is wrong. Counts are of
 * runs, but of these an account has one: at most one of its runs is open, and none can begin once one has completed.
 * `needing` counts those of them that need a person; null where none of them could be moving.
 */
export function sharesOf(counts: PhaseCounts, needing: PhaseCounts | null): readonly Share[] {
  const open = unblocked(counts);
  // Counted a moment later: a run that was paused between does not make less than none move.
  const waiting = needing === null ? 0 : Math.min(unblocked(needing), open);
  return [
    { name: 'moved', tone: 'green', count: counts.completed },
    { name: 'moving', tone: 'blue', count: open - waiting },
    { name: 'waiting', tone: 'amber', count: waiting },
    { name: 'blocked', tone: 'amber', count: counts['needs-operator'] },
  ];
}

/** Runs that ended otherwise, under the phase that they ended in. */
export interface EndedRuns extends Share {
  readonly phase: Phase;
}

/**
 * What ended otherwise is counted apart, as runs: an account may have several of them, and one that was started again is
 * among the others by now. Visibility can tell neither.
 */
export function endedOtherwise({ failed, rejected, abandoned }: PhaseCounts): readonly EndedRuns[] {
  const ended: readonly EndedRuns[] = [
    { phase: 'failed', tone: 'red', count: failed, name: failed === 1 ? 'failed run' : 'failed runs' },
    { phase: 'rejected', tone: 'red', count: rejected, name: `${rejected === 1 ? 'run' : 'runs'} rejected by Meta` },
    { phase: 'abandoned', tone: 'grey', count: abandoned, name: abandoned === 1 ? 'abandoned run' : 'abandoned runs' },
  ];
  return ended.filter(({ count }) => count > 0);
}

/** The accounts that were started and have neither moved nor ended. */
const underWay = (counts: PhaseCounts): number => unblocked(counts) + counts['needs-operator'];

/**
 * How many accounts are not done: "3 not done". Where runs ended otherwise it is the least that can be said, since visibility
 * cannot tell whether their accounts were started again. Undefined where none is under way.
 */
export function notDoneInWords(counts: PhaseCounts): string | undefined {
  const open = underWay(counts);
  if (open === 0) return undefined;
  return `${endedOtherwise(counts).length > 0 ? 'at least ' : ''}${figure(open)} not done`;
}

/** When what is under way is done, if as many are done in each week as in the last. */
export type Forecast =
  | { readonly kind: 'nothing-left' }
  | { readonly kind: 'no-pace' }
  | { readonly kind: 'by'; readonly day: Date; readonly isLate: boolean };

/** `completedLately`: in the last {@link PACE_DAYS} days. `lastDay`: the deadline as ISO date. */
export function forecast(
  counts: PhaseCounts,
  { completedLately, lastDay, now }: { readonly completedLately: number; readonly lastDay: string; readonly now: Date },
): Forecast {
  const open = underWay(counts);
  if (open === 0) return { kind: 'nothing-left' };
  if (completedLately === 0) return { kind: 'no-pace' };
  const day = new Date(now.getTime() + Math.ceil((open * PACE_DAYS) / completedLately) * DAY_MS);
  return { kind: 'by', day, isLate: day.getTime() >= Date.parse(`${lastDay}T00:00:00Z`) + DAY_MS };
}
