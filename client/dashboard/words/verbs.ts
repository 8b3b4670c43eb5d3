/** What each verb is called on a button. The page that it leads to says in full what it will do. */
import type { Verb } from '../server/shapes';

/** A verb as a button says it. */
export const VERB_WORDS: Readonly<Record<Verb, string>> = {
  approve: 'Review and approve',
  reject: 'Reject',
  waive: 'Waive a check',
  retry: 'Try again',
  attach: 'Attach a clone',
  pause: 'Pause',
  unpause: 'Go on',
  abandon: 'Abandon',
  conclude: 'Conclude',
};
