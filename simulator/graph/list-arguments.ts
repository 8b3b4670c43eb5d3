import { badParameter } from '../errors';
import type { JsonObject } from '../json';

/** Values of a list filter: a JSON array, or words between commas. */
export function filterValues(text: string | undefined): string[] {
  if (text === undefined || text === '') return [];
  if (!text.startsWith('[')) return text.split(',');
  try {
    const parsed: unknown = JSON.parse(text.replaceAll("'", '"'));
    if (Array.isArray(parsed)) return parsed.map(String);
  } catch {
    // Refused below.
  }
  throw badParameter('Param must be an array');
}

/** The parts of the summary that were asked for; `true` and `1` ask for the count. Null where none was. */
export function summaryFields(text: string | undefined, known: Record<string, number | boolean>): JsonObject | null {
  if (text === undefined || text === '' || text === 'false') return null;
  const names = text === 'true' || text === '1' ? ['total_count'] : filterValues(text);
  const summary: JsonObject = {};
  for (const name of names) {
    const value = known[name];
    if (value === undefined) throw badParameter(`Tried accessing nonexisting summary field (${name})`);
    summary[name] = value;
  }
  return summary;
}
