/**
 * Follows Graph's paging to the end. A list that was cut short reads as "numbers did not move", so this either returns
 * every item or throws; it never returns a part.
 *
 * Meta, "Paginated results": the end is the absence of `paging.next`; a page may be shorter than `limit`, or empty, and
 * still have a next one; the last page has cursors too.
 */
import { z } from 'zod';
import { GraphError } from './errors';

/** The largest page that the edges with a documented limit take. */
export const PAGE_LIMIT = '100';
/** Far above what an account can hold (6,000 templates, 1,200 numbers), low enough to end a list that does not. */
export const PAGING_BOUNDS: PagingBounds = { maxPages: 1_000, maxItems: 50_000 };

/** Where paging gives up. */
export interface PagingBounds {
  readonly maxPages: number;
  readonly maxItems: number;
}

/** One page as Graph sends it. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly paging?: Paging | null | undefined;
}

type Paging = z.infer<typeof pagingSchema>;

const pagingSchema = z.object({
  cursors: z.object({ after: z.string().nullish() }).nullish(),
  next: z.string().nullish(),
});

/** The schema of a page of `item`s. */
export const pageOf = <T>(item: z.ZodType<T>): z.ZodType<Page<T>> =>
  z.object({ data: z.array(item), paging: pagingSchema.nullish() });

/**
 * Collects the items of all pages, each id once (deletes between two pages may show an item twice).
 *
 * Throws `invalid-answer` on a cursor seen before, on a `next` without a cursor, and past the bounds; `name` says of
 * which list.
 */
export async function collectPages<T extends { readonly id: string }>(
  name: string,
  fetchPage: (after: string | undefined) => Promise<Page<T>>,
  bounds: PagingBounds = PAGING_BOUNDS,
): Promise<T[]> {
  const items = new Map<string, T>();
  const seen = new Set<string>();
  let after: string | undefined;
  let received = 0;
  for (let pages = 1; ; pages += 1) {
    const page = await fetchPage(after);
    received += page.data.length;
    for (const item of page.data) if (!items.has(item.id)) items.set(item.id, item);

    if (page.paging?.next == null) return [...items.values()];
    after = cursorOf(page.paging);
    if (after === undefined) throw cutShort(name, 'a page names a next one without a cursor');
    if (seen.has(after)) throw cutShort(name, 'a cursor came twice');
    seen.add(after);
    if (pages >= bounds.maxPages) throw cutShort(name, `more than ${bounds.maxPages} pages`);
    if (received >= bounds.maxItems) throw cutShort(name, `more than ${bounds.maxItems} items`);
  }
}

/**
 * The cursor of the next page. Only the cursor is taken, never the address of `next`: it holds a token, and following
 * it would send ours wherever an answer says.
 */
function cursorOf(paging: Paging): string | undefined {
  const cursor = paging.cursors?.after;
  if (cursor) return cursor;
  const next = parseUrl(paging.next ?? '');
  return next?.searchParams.get('after') || undefined;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

const cutShort = (name: string, why: string): GraphError =>
  new GraphError('invalid-answer', `${name}: ${why}, so the list cannot be read to its end`);
