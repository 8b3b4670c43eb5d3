/** A value that JSON can carry. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** An object that JSON can carry. */
export interface JsonObject {
  [key: string]: Json;
}

/** Leaves out the keys whose value is undefined: Graph omits a field that has no value. */
export function withoutAbsent(entries: Record<string, Json | undefined>): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) kept[key] = value;
  return kept;
}
