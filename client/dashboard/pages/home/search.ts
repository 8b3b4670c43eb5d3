/** What the address of Home says: which runs to list. */
import type { Phase } from '../../server/shapes';
import { PHASE_ORDER } from '../../words/phases';

/** The part of Home's address after the question mark. What is absent narrows nothing. */
export interface HomeSearch {
  readonly phase?: Phase;
  readonly currency?: string;
  readonly id?: string;
}

/** Reads it; what makes no sense is left out, since addresses are typed and sent by people. */
export function readHomeSearch(search: Readonly<Record<string, unknown>>): HomeSearch {
  const phase = PHASE_ORDER.find((known) => known === search['phase']);
  const currency = textOf(search['currency'])?.toUpperCase();
  const id = textOf(search['id']);
  return {
    ...(phase && { phase }),
    ...(currency !== undefined && /^[A-Z]{3}$/.test(currency) && { currency }),
    ...(id !== undefined && /^\d{1,30}$/.test(id) && { id }),
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
