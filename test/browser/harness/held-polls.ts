/**
 * Timers that come round when a test says so, and never by themselves: what a page shows in between, it was told to ask
 * for. Every way to poll is held, by an interval or by one timeout after the other; what is shorter than a poll runs.
 */
import type { Page } from 'playwright-core';

/** Shorter than every poll of the pages, longer than what they gather hints for. */
const HELD_FROM_MS = 2_000;

/** The polls of a page. */
export interface HeldPolls {
  /** Has time pass for the polls alone: each that comes round within `withinMs` does so once. */
  comeRound(withinMs: number): Promise<void>;
}

/** Holds the polls of a page. Call it before the page is loaded. */
export async function holdPolls(page: Page): Promise<HeldPolls> {
  await page.addInitScript(HOLD);
  return {
    async comeRound(withinMs) {
      const due = await page.evaluate<number>(`heldPolls.comeRound(${withinMs})`);
      if (due === 0) throw new Error(`no poll of ${page.url()} comes round within ${withinMs} ms`);
    },
  };
}

/** Timeouts and intervals share their ids, and either clears the other's: so does this. */
const HOLD = `(() => {
  const held = new Map();
  const bound = (timer) => timer.bind(window);
  const real = {
    setTimeout: bound(setTimeout),
    setInterval: bound(setInterval),
    clearTimeout: bound(clearTimeout),
  };
  const never = 2 ** 31 - 1;
  const hold = (name) => (run, ms = 0, ...rest) => {
    if (ms < ${HELD_FROM_MS}) return real[name](run, ms, ...rest);
    const id = real.setTimeout(() => {}, never);
    held.set(id, { ms, run: () => run(...rest), isOnce: name === 'setTimeout' });
    return id;
  };
  const clear = (id) => {
    held.delete(id);
    real.clearTimeout(id);
  };
  Object.assign(window, { setTimeout: hold('setTimeout'), setInterval: hold('setInterval') });
  Object.assign(window, { clearTimeout: clear, clearInterval: clear });
  window.heldPolls = {
    comeRound(withinMs) {
      const due = [...held].filter(([, { ms }]) => ms <= withinMs);
      for (const [id, { run, isOnce }] of due) {
        if (isOnce) clear(id);
        run();
      }
      return due.length;
    },
  };
})()`;
