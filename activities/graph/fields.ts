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

/**
 * Reads as many of the fields as Meta takes. Meta does not reliably say which field it refuses, so the refused half is
 * halved again until each refused field stands alone; `id` is asked for with all. The parts are merged.
 *
 * Throws what the read throws where it is not about a field, and where even the id alone is refused.
 */
export async function readEveryTaken<T extends object>(
  fields: readonly string[],
  read: (fields: readonly string[]) => Promise<T>,
): Promise<{ readonly node: T; readonly refused: readonly string[] }> {
  try {
    return { node: await read(['id', ...fields]), refused: [] };
  } catch (error) {
    if (!isFieldRefusal(error)) throw error;
  }
  let node = await read(['id']);
  const refused: string[] = [];
  const readHalves = async (part: readonly string[]): Promise<void> => {
    const [only] = part;
    if (only === undefined || part.length === 1) {
      if (only !== undefined) refused.push(only);
      return;
    }
    const middle = Math.ceil(part.length / 2);
    for (const half of [part.slice(0, middle), part.slice(middle)]) {
      try {
        node = { ...node, ...(await read(['id', ...half])) };
      } catch (error) {
        if (!isFieldRefusal(error)) throw error;
        await readHalves(half);
      }
    }
  };
  await readHalves(fields);
  return { node, refused };
}
