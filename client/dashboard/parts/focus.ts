/** The focus where a dialog has closed. */
import type { RefObject } from 'react';

/** Takes the focus to a place on the page, where what opened the dialog is gone with what it was about. */
export function focusWhereLost(place: RefObject<HTMLElement | null>): void {
  // React Aria gives it back first, where it can.
  setTimeout(() => {
    if (document.activeElement === null || document.activeElement === document.body) place.current?.focus();
  });
}
