/** What the address of Home says: which runs to list. */
import type { Phase } from '../../server/shapes';
import { isWholeId } from '../../words/ids';
import { PHASE_ORDER } from '../../words/phases';
import { listed } from '../../words/text';

/** The part of Home's address after the question mark. What is absent narrows nothing. */
export interface HomeSearch {
  readonly phase?: Phase;
  readonly currency?: string;
  /** The whole id of a business: visibility finds no part of one. */
  readonly business?: string;
  /** The id of an account or of its clone, or its first digits; or the whole id of a clone that was left behind. */
  readonly id?: string;
}

/** An id of Meta's, or its first digits. */
const GRAPH_ID = /^\d{1,30}$/;

/** Reads it; what makes no sense is left out, since addresses are typed and sent by people. */
export function readHomeSearch(search: Readonly<Record<string, unknown>>): HomeSearch {
  const phase = PHASE_ORDER.find((known) => known === search['phase']);
  const currency = textOf(search['currency'])?.toUpperCase();
  const business = textOf(search['business']);
  const id = textOf(search['id']);
  return {
    ...(phase && { phase }),
    ...(currency !== undefined && /^[A-Z]{3}$/.test(currency) && { currency }),
    ...(business !== undefined && GRAPH_ID.test(business) && { business }),
    ...(id !== undefined && GRAPH_ID.test(id) && { id }),
  };
}

/** What narrows the list beside the phase, as a sentence; undefined where nothing does. */
export function narrowedInWords({ business, id, currency }: HomeSearch): string | undefined {
  const conditions = [
    ...(business === undefined ? [] : [`of business ${business}`]),
    ...(id === undefined ? [] : [`whose id, or ${clonesOf(id)}, begins with ${id}`]),
    ...(currency === undefined ? [] : [`that move to ${currency}`]),
  ];
  return conditions.length === 0 ? undefined : `Only accounts ${listed(conditions, 'and')}.`;
}

/** Whose ids are found beside the account's own: that of a clone left behind by all of its digits alone. */
const clonesOf = (id: string): string => (isWholeId(id) ? 'that of a clone they made or left behind' : 'whose clone’s');

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
