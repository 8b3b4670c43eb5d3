import { badParameter } from './errors';
import type { Json, JsonObject } from './json';

/** What a list is asked with; the values come from the query or from a nested field expression. */
export interface PageRequest {
  args: Record<string, string>;
  defaultSize: number;
  maxSize: number;
  /** Answers with about half of the page and a `next`: pages may be short, even empty. */
  truncate: boolean;
  /** Makes the URL of the page after `cursor`. */
  urlAfter: (cursor: string, limit: number) => string;
}

/** The item after which a page begins, and how many empty pages in a row led to it, so that each has its own cursor. */
interface Cursor {
  id: string;
  index: number;
  emptyPages: number;
}

const encode = ({ id, index, emptyPages }: Cursor): string =>
  Buffer.from(JSON.stringify(emptyPages === 0 ? [id, index] : [id, index, emptyPages])).toString('base64url');

function decode(text: string): Cursor {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number') {
      return { id: value[0], index: value[1], emptyPages: typeof value[2] === 'number' ? value[2] : 0 };
    }
  } catch {
    // Told to the caller below: whatever it is, it is no cursor of ours.
  }
  throw badParameter('Invalid cursors values');
}

/** A list that is cut for ever has this many empty pages in a row; then its cursor repeats, as that of a broken list does. */
const MAX_EMPTY_PAGES = 5;

/**
 * One page of a list in Graph's shape. Cursors stand on the last page too; the end is where `next` is absent. A
 * cursor whose item has gone falls back to the place where it stood.
 */
export function page<T extends { id: string }>(
  items: readonly T[],
  request: PageRequest,
  show: (item: T) => Json,
): JsonObject {
  const { args } = request;
  const asked = args['limit'] === undefined ? request.defaultSize : Number(args['limit']);
  if (!Number.isInteger(asked) || asked < 0) throw badParameter(`Param limit must be a non-negative integer`);
  const limit = Math.min(asked, request.maxSize);

  let start = 0;
  let end = Math.min(items.length, limit);
  let emptyPages = 0;
  if (args['after'] !== undefined) {
    const cursor = decode(args['after']);
    const found = items.findIndex((item) => item.id === cursor.id);
    start = (found === -1 ? cursor.index - 1 : found) + 1;
    emptyPages = cursor.emptyPages;
    end = Math.min(items.length, start + limit);
  } else if (args['before'] !== undefined) {
    const cursor = decode(args['before']);
    const found = items.findIndex((item) => item.id === cursor.id);
    end = found === -1 ? Math.min(cursor.index, items.length) : found;
    start = Math.max(0, end - limit);
  }
  if (request.truncate) end = start + Math.floor((end - start) / 2);

  const shown = items.slice(start, end);
  const answer: JsonObject = { data: shown.map(show) };
  const first = items[start];
  emptyPages = shown.length === 0 ? Math.min(emptyPages + 1, MAX_EMPTY_PAGES) : 0;
  // An empty page in the middle still has to lead on, so its cursor is the item before it.
  const lastIndex = Math.max(end - 1, 0);
  const last = items[lastIndex];
  if (first && last) {
    const after = encode({ id: end === 0 ? '' : last.id, index: lastIndex, emptyPages });
    const paging: JsonObject = { cursors: { before: encode({ id: first.id, index: start, emptyPages: 0 }), after } };
    if (end < items.length && limit > 0) paging['next'] = request.urlAfter(after, limit);
    answer['paging'] = paging;
  }
  return answer;
}
