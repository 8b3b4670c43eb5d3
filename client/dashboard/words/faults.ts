/**
 * What is wrong with what was typed, as a sentence at its field; undefined where nothing is. The server judges again, by
 * the schemas in `domain/`: these are for whoever types, before anything is sent.
 */

/** Something wrong with a field. What is merely missing is not said before the form is sent. */
export interface Fault {
  readonly text: string;
  readonly isMissing?: boolean;
}

/** What is wrong with the values of a form, by field. */
export type Faults<T> = { readonly [K in keyof T]?: Fault | undefined };

/** A fault of an id of Meta. `what` names it: "the account", "the business". */
export function faultOfId(text: string, what: string): Fault | undefined {
  if (text.trim() === '') return { text: `Give the id of ${what}.`, isMissing: true };
  return faultOfOptionalId(text);
}

/** The same of a field that may stay empty. */
export function faultOfOptionalId(text: string): Fault | undefined {
  const id = text.trim();
  if (id === '') return undefined;
  if (!/^\d+$/.test(id)) return { text: 'An id of Meta is digits only, as in 102290129340398.' };
  return id.length > 32 ? { text: 'An id of Meta has 32 digits at most.' } : undefined;
}

/** A fault of a currency. */
export function faultOfCurrency(text: string): Fault | undefined {
  const code = text.trim();
  if (code === '') return { text: 'Give a currency, as in INR.', isMissing: true };
  if (!/^[A-Za-z]*$/.test(code) || code.length > 3) return { text: 'A currency is three letters, as in INR.' };
  // Two letters may become three.
  return code.length < 3 ? { text: 'A currency is three letters, as in INR.', isMissing: true } : undefined;
}

/** A fault of the name of a token; where one is needed, `missing` says what for. */
export function faultOfTokenRef(text: string, missing?: string): Fault | undefined {
  const name = text.trim();
  if (name === '') return missing === undefined ? undefined : { text: missing, isMissing: true };
  if (/^[A-Za-z0-9_.-]{1,64}$/.test(name)) return undefined;
  return { text: 'A token’s name has up to 64 letters, digits and _ . - (the name, never the token itself).' };
}

/** Ids in a field for several, apart by spaces or commas. */
export const idsIn = (text: string): string[] => text.split(/[\s,]+/).filter((id) => id !== '');

/** A fault of such a field. */
export function faultOfIds(text: string): Fault | undefined {
  return idsIn(text)
    .map(faultOfOptionalId)
    .find((fault) => fault !== undefined);
}

const SPAN = 'A length of time is a whole number with s, m, h or d, as in 15m.';
const SPAN_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A fault of a length of time in a field that may stay empty: `15m`, from a second to 90 days. */
export function faultOfSpan(text: string): Fault | undefined {
  const span = text.trim();
  if (span === '') return undefined;
  const [, digits, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(span) ?? [];
  // A number still waits for its unit.
  if (digits === undefined) return /^\d{1,9}$/.test(span) ? { text: SPAN, isMissing: true } : { text: SPAN };
  const ms = Number(digits) * SPAN_MS[unit as keyof typeof SPAN_MS];
  return ms >= 1_000 && ms <= 90 * SPAN_MS.d ? undefined : { text: 'Take a length of time from 1s to 90d.' };
}

/** A fault of a count, from 1 to `max`, in a field that may stay empty. */
export function faultOfCount(text: string, max: number): Fault | undefined {
  const count = text.trim();
  if (count === '') return undefined;
  const isIn = /^\d{1,9}$/.test(count) && Number(count) >= 1 && Number(count) <= max;
  return isIn ? undefined : { text: `Give a whole number from 1 to ${max}.` };
}
