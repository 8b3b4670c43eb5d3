/** Ids of Meta's, as people type them. */

/** The fewest digits of a whole one: shorter ones are still being typed, or are first digits. */
export const WHOLE_DIGITS = 15;

/** Whether a text is an id with nothing left to type. */
export const isWholeId = (text: string): boolean => /^\d{1,32}$/.test(text) && text.length >= WHOLE_DIGITS;
