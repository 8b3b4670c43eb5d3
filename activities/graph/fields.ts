/** One field that Meta refuses fails a whole read, so reads ask for less where more was refused. */
import { isGraphError } from './errors';

/**
 * Whether a failure may be about one of the fields asked for: code 100 (but not 100/33, which is about the object), 10
 * or 200. Anything else, authorization first of all, would fail again with fewer fields.
 */
export function isFieldRefusal(error: unknown): boolean {
  if (!isGraphError(error)) return false;
  if (error.kind === 'parameter') return error.code === 100;
  return error.kind === 'permission' && (error.code === 10 || error.code === 200);
}

/** Reads with the first field set that Meta takes; throws what the last one throws. Sets go from rich to poor. */
export async function readFirstTaken<T>(
  fieldSets: readonly [readonly string[], ...(readonly string[])[]],
  read: (fields: readonly string[]) => Promise<T>,
): Promise<T> {
  const [first, ...poorer] = fieldSets;
  let fields = first;
  for (const next of poorer) {
    try {
      return await read(fields);
    } catch (error) {
      if (!isFieldRefusal(error)) throw error;
      fields = next;
    }
  }
  return read(fields);
}
