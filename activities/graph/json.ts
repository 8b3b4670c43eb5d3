/** JSON as Graph writes it: some ids come as bare numbers that are larger than JavaScript can hold exactly. */

/** A whole string literal, or a whole number; digits inside a string are never looked at. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** From 16 digits on an integer may exceed 2^53. */
const LONG_INTEGER = /^-?\d{16,}$/;

/**
 * Parses JSON; integers of 16 digits and more become strings with all their digits. Node 20's `JSON.parse` gives a
 * reviver no access to the source text, so long integers are quoted before the second parse. Throws `SyntaxError` on a
 * text that is no JSON.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!/\d{16}/.test(text)) return value;
  return JSON.parse(text.replace(TOKENS, (token) => (LONG_INTEGER.test(token) ? `"${token}"` : token)));
}
