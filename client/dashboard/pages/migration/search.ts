/** What the address of a migration says: the verb whose dialog is open, so that a link leads to the decision. */
import type { Verb } from '../../server/shapes';
import { VERB_WORDS } from '../../words/verbs';

/** The part of the address after the question mark. */
export interface VerbSearch {
  readonly verb?: Verb;
}

/** Reads it; what is no verb is left out. */
export function readVerbSearch(search: Readonly<Record<string, unknown>>): VerbSearch {
  const verb = (Object.keys(VERB_WORDS) as Verb[]).find((known) => known === search['verb']);
  return verb === undefined ? {} : { verb };
}
