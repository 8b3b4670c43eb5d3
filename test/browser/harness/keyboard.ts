/** A reader without a pointer: goes from control to control, and cannot use what does not show that it has the focus. */
import type { Page } from 'playwright-core';

/** The keys, and where they lead. */
export interface Keyboard {
  /** Presses a key, or types nothing but keys: "Enter", "Shift+Tab". */
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /**
   * Presses Tab until the control with this name has the focus, back with Shift. Fails where a control on the way has the
   * focus and does not show it, or is covered, and where no such control comes.
   */
  tabTo(name: RegExp, direction?: 'on' | 'back'): Promise<void>;
  /** The name of what has the focus: its label, else its words. Empty where nothing has. */
  focused(): Promise<string>;
}

/** More than any page has. */
const MOST_PRESSES = 120;

/** The keys of a page. */
export function keyboardOf(page: Page): Keyboard {
  const { keyboard } = page;
  const stop = (): Promise<Stop> => page.evaluate<Stop>(STOP);
  return {
    press: (key) => keyboard.press(key),
    type: (text) => keyboard.type(text),
    focused: async () => (await stop()).name,
    async tabTo(wanted, direction = 'on') {
      const passed: string[] = [];
      for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
        const { name, isNowhere, fault } = await stop();
        if (!isNowhere && presses > 0 && fault !== null) throw new Error(`“${name}” has the focus, but ${fault}`);
        if (!isNowhere && wanted.test(name)) return;
        passed.push(name);
        await keyboard.press(direction === 'on' ? 'Tab' : 'Shift+Tab');
      }
      throw new Error(`Tab does not come to ${wanted.source}, but to: ${[...new Set(passed)].join(' | ')}`);
    },
  };
}

interface Stop {
  readonly name: string;
  readonly isNowhere: boolean;
  /** Why nobody could see where the focus is; null where one can. */
  readonly fault: string | null;
}

/**
 * What has the focus. A choice is drawn by the label around its input, so that the outline may stand there; what is drawn
 * in the middle of it must be the control itself, and no bar above.
 */
const STOP = `(() => {
  const on = document.activeElement;
  if (on === null || on === document.body) return { name: '', isNowhere: true, fault: null };
  const words = (element) => (element?.textContent ?? '').replace(/\\s+/g, ' ').trim();
  const labelled = on.getAttribute('aria-labelledby')?.split(' ').map((id) => words(document.getElementById(id))).join(' ');
  const name = on.getAttribute('aria-label') ?? (on.labels?.length > 0 ? words(on.labels[0]) : labelled) ?? words(on);
  const drawn = on.matches('input[type=radio], input[type=checkbox]') ? (on.closest('label') ?? on) : on;
  const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
  const box = drawn.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2];
  const top = document.elementFromPoint(x, y);
  const isOnTop = top !== null && (drawn.contains(top) || top.contains(drawn));
  const fault =
    outlineStyle === 'none' || outlineWidth === '0px' ? 'has no outline'
    : x < 0 || y < 0 || x > innerWidth || y > innerHeight ? 'is out of sight'
    : !isOnTop ? 'is covered by ' + top?.className
    : null;
  return { name, isNowhere: false, fault };
})()`;
