/** Texts of activities and of Meta as sentences, so that the next one can follow. */

/** A text that ends as a sentence does. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
