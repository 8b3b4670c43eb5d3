/** Takes the recording machine out of a history, and leaves everything that a replay compares. */

/** What stands for the process that polled, started or commanded. */
export const RECORDER = 'recorder';

/** What `JSON.parse` gives. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A history as `historyToJSON` writes it, with `pid@host` identities (also where a sticky task queue is named after one)
 * replaced and the given folders cut off the front of paths, inside payloads too. One event a line, so that a new
 * recording can be compared with the last one.
 */
export function neutralHistory(json: string, folders: readonly string[]): string {
  const { events } = JSON.parse(json) as { events: Json[] };
  const replacements = [
    ...[...identitiesIn(events)].map((identity) => [identity, RECORDER] as const),
    ...folders.map((folder) => [`${folder}/`, ''] as const),
  ];
  const neutral = (text: string): string =>
    replacements.reduce((replaced, [from, to]) => replaced.replaceAll(from, to), text);
  const lines = events.map((event) => JSON.stringify(mapStrings(event, neutral)));
  return `{"events":[\n${lines.join(',\n')}\n]}\n`;
}

/** Every value of a field `identity`. */
export function identitiesIn(value: Json): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const own =
    'identity' in value && typeof value.identity === 'string' && value.identity !== '' ? [value.identity] : [];
  return new Set([...own, ...Object.values(value).flatMap((part: Json) => [...identitiesIn(part)])]);
}

function mapStrings(value: Json, map: (text: string) => string): Json {
  if (typeof value === 'string') return map(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part: Json) => mapStrings(part, map));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]: [string, Json]) => [
      key,
      key === 'data' && 'metadata' in value && typeof part === 'string'
        ? encode(map(decode(part)))
        : mapStrings(part, map),
    ]),
  );
}

/** The text of a payload's data; the recording worker does not encrypt. */
const decode = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');
const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
