/** What the address of a business says: the verb of its share or revoke whose dialog is open, so that a link leads to it. */
import type { CreditVerb } from '../../server/shapes';
import { CREDIT_VERBS } from '../../words/credit-verbs';

/** The part of the address after the question mark. */
export interface CreditVerbSearch {
  readonly verb?: CreditVerb;
}

/** Reads it; what is no verb is left out. */
export function readCreditVerbSearch(search: Readonly<Record<string, unknown>>): CreditVerbSearch {
  const verb = CREDIT_VERBS.find((known) => known === search['verb']);
  return { ...(verb && { verb }) };
}
