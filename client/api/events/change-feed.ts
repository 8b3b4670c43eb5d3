/**
 * Reads again and again which runs changed, and tells each change once. Visibility is written a moment after the run
 * itself, so every look reaches back a while behind the newest change that was seen, and what is seen again is left out.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecentChanges, RunChange } from '../..';

/** A hint that a run changed; the run itself says what it is now. */
export type Change = RunChange;

/** What {@link createChangeFeed} takes. */
export interface ChangeFeedOptions {
  readonly read: (since: Date) => Promise<RecentChanges>;
  readonly everyMs: number;
  /** Waits between two looks; ends early when the feed is stopped. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Asked before each look: where nobody wants changes the feed stops. */
  readonly isWanted: () => boolean;
  readonly onChange: (change: Change) => void;
  /** The first look that failed after one that did not. */
  readonly onAway: (error: unknown) => void;
  /** The first look that succeeded after one that did not, or one that could not show everything. */
  readonly onBack: () => void;
}

/** A feed of changes. */
export interface ChangeFeed {
  /** Starts reading where it does not; resolves once the present is known, so that only later changes are told. */
  start(): Promise<void>;
  stop(): void;
  /** Changes that were told at or after a moment of this process's clock, as far as they are remembered. */
  toldSince(moment: number): readonly Change[];
}

/** How far each look reaches back behind the newest change seen: longer than visibility lags. */
const OVERLAP_MS = 30_000;
/** How far this machine's clock may be ahead of those of the servers, whose times the changes carry. */
const SKEW_MS = 300_000;

/** A change, and when it was told; the present is not told. */
interface Noted {
  readonly change: Change;
  readonly toldAt: number | undefined;
}

/** Makes a feed that is not reading yet. */
export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const { pause = sleepUnlessStopped } = options;
  let running: { readonly controller: AbortController; readonly primed: Promise<void> } | undefined;
  let noted = new Map<string, Noted>();
  let newest = 0;

  async function look(tell: boolean): Promise<boolean> {
    const { changes, complete } = await options.read(new Date(newest - OVERLAP_MS));
    const toldAt = tell ? Date.now() : undefined;
    const seen = new Map<string, Noted>();
    for (const change of changes) {
      const key = [change.runId, change.phase, change.phaseChangedAt, change.closed].join(' ');
      const before = noted.get(key);
      seen.set(key, before ?? { change, toldAt });
      if (before === undefined && tell) options.onChange(change);
      newest = Math.max(newest, change.phaseChangedAt === null ? 0 : Date.parse(change.phaseChangedAt));
    }
    // What a look no longer shows has left its window, and will not come again.
    noted = complete ? seen : new Map([...noted, ...seen]);
    return complete;
  }

  async function follow(signal: AbortSignal): Promise<void> {
    let isAway = false;
    for (;;) {
      await pause(options.everyMs, signal);
      if (signal.aborted || !options.isWanted()) return;
      try {
        const complete = await look(true);
        if (isAway || !complete) options.onBack();
        isAway = false;
      } catch (error) {
        if (!isAway) options.onAway(error);
        isAway = true;
      }
    }
  }

  return {
    start() {
      if (running !== undefined) return running.primed;
      const controller = new AbortController();
      noted = new Map();
      newest = Date.now() - SKEW_MS;
      const primed = look(false).then(() => undefined);
      const mine = { controller, primed };
      running = mine;
      void primed
        .then(() => follow(controller.signal))
        // Whoever started it hears that the first look failed.
        .catch(() => undefined)
        .finally(() => {
          if (running === mine) running = undefined;
        });
      return primed;
    },
    stop() {
      running?.controller.abort();
      running = undefined;
    },
    toldSince: (moment) => [...noted.values()].filter(({ toldAt = 0 }) => toldAt >= moment).map(({ change }) => change),
  };
}

async function sleepUnlessStopped(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
