/** What the address of a migration says: the verb whose dialog is open, so that a link leads to the decision; and which run. */
import type { Verb } from '../../server/shapes';
import { VERB_WORDS } from '../../words/verbs';

/** The part of the address after the question mark. */
export interface VerbSearch {
  readonly verb?: Verb;
  /** `true` for the newest dry run of the account. */
  readonly dryRun?: 'true';
}

/** Reads it; what is no verb is left out. */
export function readVerbSearch(search: Readonly<Record<string, unknown>>): VerbSearch {
  const verb = (Object.keys(VERB_WORDS) as Verb[]).find((known) => known === search['verb']);
  return { ...(verb && { verb }), ...(search['dryRun'] === 'true' && { dryRun: 'true' as const }) };
}
