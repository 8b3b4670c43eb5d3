/** Percent-encoding that cannot fail. */

/**
 * Encodes one path segment or parameter. Half a surrogate pair, of which `encodeURIComponent` throws, becomes the
 * replacement character: no id of Meta's has one.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
