/** Where the focus goes on Home, for who has no pointer: to what an address points at, and to what was asked for. */
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, type RefObject } from 'react';

/**
 * Takes the focus to the part of the page that the address names, as a browser's own links do, once the parts are there.
 * Where they were not when the page was opened, the router has found nothing to scroll to, so that is made good.
 */
export function useFocusAtHash(areThere: boolean): void {
  const isLate = useRef(!areThere);
  // The key is another one at each navigation: a link that was followed before leads there again.
  const { hash, key } = useLocation({ select: ({ hash, state }) => ({ hash, key: state.__TSR_key }) });
  useEffect(() => {
    if (!areThere) return;
    const part = hash === '' ? null : document.getElementById(hash);
    part?.focus({ preventScroll: true });
    if (isLate.current) part?.scrollIntoView();
    isLate.current = false;
  }, [areThere, hash, key]);
}

/** Which row to go on at, once there are more. */
export interface GoingOn {
  /** Around the table. */
  readonly list: RefObject<HTMLDivElement | null>;
  /** Notes that rows were asked for which begin after this many; undefined is after all that are there. */
  readonly ask: (after?: number) => void;
}

/**
 * Who asks for rows goes on at the first of them: the button that brought them is far below it then, or gone. `isWaiting`
 * is true until they have come, or could not be had.
 */
export function useGoingOn(isWaiting: boolean): GoingOn {
  const list = useRef<HTMLDivElement>(null);
  const asked = useRef<{ readonly after: number; readonly at: Element | null }>(null);
  useEffect(() => {
    if (isWaiting || asked.current === null) return;
    const { after, at } = asked.current;
    asked.current = null;
    // Who has gone elsewhere meanwhile stays there.
    if (document.activeElement !== document.body && document.activeElement !== at) return;
    rowsOf(list.current)[after]?.querySelector('a')?.focus();
  }, [isWaiting]);
  return {
    list,
    ask(after = rowsOf(list.current).length) {
      asked.current = { after, at: document.activeElement };
    },
  };
}

const rowsOf = (list: HTMLElement | null): readonly Element[] => [...(list?.querySelectorAll('tbody tr') ?? [])];
