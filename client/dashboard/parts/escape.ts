/** Escape for a dialog that has lost the focus, which is heard by what has it and by what is around that alone. */
import { useEffect, type RefObject } from 'react';

/**
 * Hears Escape while the focus is nowhere: what had it is gone with what it did, or cannot be used any more, and not every
 * browser tells anybody. `onEscape` is undefined where only the dialog's own buttons close it, or while it is closed.
 */
export function useEscapeFromNowhere(dialog: RefObject<HTMLElement | null>, onEscape: (() => void) | undefined): void {
  useEffect(() => {
    if (onEscape === undefined) return;
    const listen = ({ key }: KeyboardEvent): void => {
      const isNowhere = document.activeElement === null || document.activeElement === document.body;
      // Under another dialog everything is inert, and the key is meant for that one.
      if (key === 'Escape' && isNowhere && dialog.current?.closest('[inert]') === null) onEscape();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [dialog, onEscape]);
}
