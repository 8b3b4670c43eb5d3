/** How often a run has looked at what it waits for, and what it found last. */
import type { CreditState, StateDocument } from '../server/shapes';
import { counted } from './text';

type Polling = NonNullable<StateDocument['polling'] | CreditState['polling']>;

/** A look as pages tell it. */
export interface Looks {
  /** Complete ones: Temporal counts the attempt that is under way or ahead. */
  readonly done: number;
  /** What the last one found; null before there is one, or where it cannot be told. */
  readonly found: string | null;
}

/**
 * The looks of a poll. Over an approval a run watches what was verified: its first attempt takes that for granted and looks
 * at nothing, so it is none.
 */
export function looksOf({ attempt, lastStatus }: Polling, isWatch: boolean): Looks {
  const done = Math.max(0, attempt - (isWatch ? 2 : 1));
  return { done, found: done === 0 || lastStatus === null ? null : lastStatus.replace(/ \(look \d+\)/, '') };
}

/** The same as the beginning of a sentence. */
export function looksInWords({ done }: Looks, isWatch: boolean): string {
  if (done > 0) return counted(done, 'time');
  return isWatch ? 'not since both were compared' : 'not yet';
}
