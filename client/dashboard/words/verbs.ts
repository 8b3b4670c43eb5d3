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

const BY_HELP: readonly Verb[] = [
  'unpause',
  'approve',
  'retry',
  'waive',
  'attach',
  'conclude',
  'reject',
  'abandon',
  'pause',
];

/**
 * Verbs from the one that helps most. A paused run does nothing else before it may go on; where a clone may be there already,
 * naming it comes before another attempt to make one.
 */
export function byHelp(verbs: readonly Verb[], candidates: readonly string[]): readonly Verb[] {
  const order = new Set<Verb>(candidates.length > 0 ? ['unpause', 'attach', ...BY_HELP] : BY_HELP);
  return [...order].filter((verb) => verbs.includes(verb));
}

/**
 * The verbs of a run whose checks are not known, from the one that helps most: no waiver, which may not be enough; and of a
 * paused run those that end the pause, or the run.
 */
export function helpful(verbs: readonly Verb[], candidates: readonly string[]): readonly Verb[] {
  const isPaused = verbs.includes('unpause');
  return byHelp(verbs, candidates).filter(
    (verb) => verb !== 'waive' && (!isPaused || /^(?:unpause|abandon)$/.test(verb)),
  );
}
