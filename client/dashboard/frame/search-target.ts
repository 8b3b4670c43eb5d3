/** What an id that somebody searches for belongs to. Asks by arguments, so that it can be tried without a server. */

import { WHOLE_DIGITS } from '../words/ids';

/** Where a search leads. */
export type SearchTarget =
  | { readonly kind: 'migration'; readonly wabaId: string }
  | { readonly kind: 'accounts'; readonly idPrefix: string }
  | { readonly kind: 'business'; readonly businessId: string }
  | { readonly kind: 'credit'; readonly businessId: string };

/** What a list says of a migration that matters here. */
export interface Found {
  readonly wabaId: string;
  readonly destinationWabaId: string | null;
}

/** Which migrations to look for; one of the two. First digits, or all, of an account or its clone; all of a clone left behind. */
export type SearchFilter = { readonly idPrefix: string } | { readonly businessId: string };

/**
 * Accounts come first: the whole id of one leads to its page, and so does that of a clone that it has or left behind; first
 * digits lead to the list. What no account and no clone begins with may be the id of a business, which visibility finds whole
 * only: one without migrations is known where a share or a revoke of it was. What is none of these, or could not be asked
 * for, leads where an account of that id would be: the page there says what it may mean, or what is wrong with the server.
 */
export async function searchTarget(
  id: string,
  list: (filter: SearchFilter) => Promise<readonly Found[]>,
  hasOperation: (businessId: string) => Promise<boolean>,
): Promise<SearchTarget> {
  const unknown: SearchTarget =
    id.length >= WHOLE_DIGITS ? { kind: 'migration', wabaId: id } : { kind: 'accounts', idPrefix: id };
  try {
    const accounts = await list({ idPrefix: id });
    if (accounts.some(({ wabaId }) => wabaId === id)) return { kind: 'migration', wabaId: id };
    // Several runs may have had the clone, one after the other; of several accounts the list has to tell.
    const [wabaId, ...others] = new Set(accounts.filter((run) => hasMade(run, id)).map((run) => run.wabaId));
    if (wabaId !== undefined && others.length === 0) return { kind: 'migration', wabaId };
    if (accounts.length > 0) return { kind: 'accounts', idPrefix: id };
    if ((await list({ businessId: id })).length > 0) return { kind: 'business', businessId: id };
    return (await hasOperation(id)) ? { kind: 'credit', businessId: id } : unknown;
  } catch {
    return unknown;
  }
}

/** Whether a clone is a run's. Lists find by an id that no id of the run begins with only who left the clone of it behind. */
const hasMade = ({ wabaId, destinationWabaId }: Found, clone: string): boolean =>
  destinationWabaId === clone || ![wabaId, destinationWabaId].some((id) => id?.startsWith(clone));
