/** Which verb's dialog is open on a page: the one that was chosen there, or the one that the page's address asks for. */
import { useState } from 'react';

/** The dialog that is open, and what opens and closes one. */
export interface OpenVerb<V extends string> {
  /** Undefined while none is open. */
  readonly open: V | undefined;
  readonly choose: (verb: V) => void;
  readonly close: () => void;
}

/**
 * Opens the dialog of `asked`, the verb in the address, as soon as it is among `allowed`: what is known of a run when its
 * page opens may be older than the link. A dialog that is open stays, also where its verb is refused by now, for it says why;
 * and one that was closed does not open again before the address asks anew. `forget` takes the verb out of the address.
 */
export function useOpenVerb<V extends string>(
  asked: V | undefined,
  allowed: readonly V[],
  forget: () => void,
): OpenVerb<V> {
  const [open, setOpen] = useState<V>();
  // What the address asked for and had; the address itself changes a moment after the dialog has closed.
  const [answered, setAnswered] = useState<V>();
  if (asked === undefined) {
    if (answered !== undefined) setAnswered(undefined);
  } else if (open === undefined && asked !== answered && allowed.includes(asked)) {
    setAnswered(asked);
    setOpen(asked);
  }
  return {
    open,
    choose: setOpen,
    close() {
      setOpen(undefined);
      setAnswered(asked);
      if (asked !== undefined) forget();
    },
  };
}
