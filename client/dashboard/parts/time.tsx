/** Moments as people read them: relative in words, exact in the reader's zone and in UTC on hover. */
import { useSyncExternalStore } from 'react';
import { clockTime, duration, exactTime, relativeTime } from '../words/times';

const TICK_MS = 5_000;

let now = new Date();
let ticking: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  // While nobody looked the clock stood still.
  if (ticking === undefined) now = new Date();
  ticking ??= setInterval(() => {
    now = new Date();
    for (const each of watchers) each();
  }, TICK_MS);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** The present, a few seconds old at most; one clock for all that shows it. */
export function useNow(): Date {
  return useSyncExternalStore(watch, () => now);
}

/** How a moment is shown: relative ("5 min ago"), or as a clock does ("14:02", "3 Nov, 14:02"). */
export type TimeStyle = 'relative' | 'clock';

/** A moment, from an ISO text. */
export function Time({ at, as = 'relative' }: { readonly at: string; readonly as?: TimeStyle }) {
  const present = useNow();
  const moment = new Date(at);
  return (
    <time dateTime={at} title={exactTime(moment)} className="figure">
      {as === 'relative' ? relativeTime(moment, present) : clockTime(moment, present)}
    </time>
  );
}

/** How long something takes or took: until now where it goes on. */
export function Elapsed({ since, until }: { readonly since: string; readonly until?: string | null }) {
  const present = useNow();
  const [begin, end] = [new Date(since), until == null ? present : new Date(until)];
  const ms = end.getTime() - begin.getTime();
  const exact = until == null ? `Since ${exactTime(begin)}` : `From ${exactTime(begin)}\nuntil ${exactTime(end)}`;
  return (
    <time dateTime={`PT${Math.max(0, Math.round(ms / 1_000))}S`} title={exact} className="figure">
      {duration(ms)}
    </time>
  );
}
