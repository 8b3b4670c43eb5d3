import fc from 'fast-check';
import { collectPages, type Page } from '../../../activities/graph/paging';
import { CALL, clientOf, failureOf, startGraphServer, type GraphServer } from './graph-server';

interface Item {
  readonly id: string;
}
type FetchPage = (after: string | undefined) => Promise<Page<Item>>;
type Collector = (
  name: string,
  fetchPage: FetchPage,
  bounds: { maxPages: number; maxItems: number },
) => Promise<Item[]>;

const SEED = 20261122;
const BOUNDS = { maxPages: 20, maxItems: 60 };

/** A list as a server would page it: pages of any size, empty ones too, cursors also on the last. */
interface Listing {
  readonly pages: readonly (readonly string[])[];
  /** After the last page the cursors go round, as a broken edge's do. */
  readonly circular: boolean;
  /** Only the address of the next page has the cursor. */
  readonly cursorInNext: boolean;
}

function serve(listing: Listing): { fetchPage: FetchPage; fetched: () => number } {
  let fetched = 0;
  const fetchPage: FetchPage = (after) => {
    fetched += 1;
    if (fetched > 200) throw new Error('this list is never left');
    const at = after === undefined ? 0 : Number(after.slice(1));
    const last = at === listing.pages.length - 1;
    const following = `c${last && listing.circular ? Math.min(1, at) : at + 1}`;
    const hasNext = !last || listing.circular;
    return Promise.resolve({
      data: (listing.pages[at] ?? []).map((id) => ({ id })),
      paging: {
        ...(listing.cursorInNext && hasNext ? {} : { cursors: { after: following } }),
        ...(hasNext ? { next: `https://elsewhere.example/1/list?after=${following}&access_token=x` } : {}),
      },
    });
  };
  return { fetchPage, fetched: () => fetched };
}

const listings: fc.Arbitrary<Listing> = fc.record({
  pages: fc.array(fc.array(fc.integer({ min: 0, max: 99 }).map(String), { maxLength: 5 }), {
    minLength: 1,
    maxLength: 25,
    size: 'max',
  }),
  circular: fc.boolean(),
  cursorInNext: fc.boolean(),
});

/** Every item once and in order, or a failure; a failure exactly where the list has no end within the bounds. */
async function holds(collect: Collector, listing: Listing): Promise<boolean> {
  const { fetchPage, fetched } = serve(listing);
  // A list that goes round is left as soon as a cursor comes again.
  const mostPages = listing.circular ? Math.min(BOUNDS.maxPages, listing.pages.length + 1) : BOUNDS.maxPages;
  const all = [...new Set(listing.pages.flat())];
  const beforeLast = listing.pages.slice(0, -1).flat().length;
  const tooLong = listing.pages.length > BOUNDS.maxPages || beforeLast >= BOUNDS.maxItems;
  try {
    const items = await collect('GET /1/list', fetchPage, BOUNDS);
    if (listing.circular || tooLong) return false;
    return items.map((item) => item.id).join() === all.join() && fetched() === listing.pages.length;
  } catch (error) {
    const kind = (error as { kind?: unknown }).kind;
    return kind === 'invalid-answer' && (listing.circular || tooLong) && fetched() <= mostPages;
  }
}

const check = (collect: Collector) =>
  fc.check(
    fc.asyncProperty(listings, (listing) => holds(collect, listing)),
    { seed: SEED, numRuns: 800 },
  );

/** A paging loop with one thing wrong. */
const loop =
  (wrong: {
    endsWhen?: (page: Page<Item>, size: number) => boolean;
    next?: (page: Page<Item>) => string | undefined;
    dropsLast?: boolean;
    partAtBound?: boolean;
    noRepeatCheck?: boolean;
    noBounds?: boolean;
    keepsDoubles?: boolean;
  }): Collector =>
  async (name, fetchPage, bounds) => {
    const items: Item[] = [];
    const seen = new Set<string>();
    let after: string | undefined;
    const fail = () => collectPages(name, () => Promise.resolve({ data: [], paging: { next: 'x' } }));
    for (let pages = 1; ; pages += 1) {
      const page = await fetchPage(after);
      const ends = wrong.endsWhen?.(page, page.data.length) ?? page.paging?.next == null;
      if (!(wrong.dropsLast && ends)) items.push(...page.data);
      const unique = wrong.keepsDoubles
        ? items
        : items.filter((item, index) => items.findIndex((other) => other.id === item.id) === index);
      if (ends) return unique;
      after =
        wrong.next?.(page) ??
        page.paging?.cursors?.after ??
        new URL(page.paging?.next ?? '').searchParams.get('after') ??
        '';
      if (!wrong.noRepeatCheck && seen.has(after)) return fail();
      seen.add(after);
      if (!wrong.noBounds && (pages >= bounds.maxPages || items.length >= bounds.maxItems)) {
        return wrong.partAtBound ? unique : fail();
      }
    }
  };

/** Bugs seeded by hand; the property must find each. */
const BUGS: Record<string, Collector> = {
  'ends at an empty page that has a next one': loop({
    endsWhen: (page, size) => size === 0 || page.paging?.next == null,
  }),
  'ends at a page that is shorter than others': loop({
    endsWhen: (page, size) => size < 3 || page.paging?.next == null,
  }),
  'reads the first page only': loop({ endsWhen: () => true }),
  'goes on as long as there is a cursor': loop({ endsWhen: (page) => page.paging?.cursors?.after == null }),
  'drops the last page': loop({ dropsLast: true }),
  'returns a part at its bound': loop({ partAtBound: true }),
  'has no bounds': loop({ noBounds: true }),
  'does not notice a cursor that came before': loop({ noRepeatCheck: true }),
  'keeps an item that a shifted page shows twice': loop({ keepsDoubles: true }),
};

describe('paging', () => {
  it('returns every item once, or fails; it never returns a part', async () => {
    expect(await check(collectPages)).toMatchObject({ failed: false });
  });

  it('is checked by a property that a loop without a fault passes', async () => {
    expect(await check(loop({}))).toMatchObject({ failed: false });
  });

  it.each(Object.entries(BUGS))('finds the seeded bug: %s', async (_name, bug) => {
    expect(await check(bug)).toMatchObject({ failed: true });
  });

  it('fails where a next page is named that no cursor leads to', async () => {
    const page = { data: [], paging: { next: 'https://graph.facebook.com/1/list?offset=25' } };
    await expect(collectPages('GET /1/list', () => Promise.resolve(page))).rejects.toThrow(
      'GET /1/list: a page names a next one without a cursor, so the list cannot be read to its end',
    );
  });
});

describe('paging over HTTP', () => {
  let server: GraphServer;
  beforeAll(async () => {
    server = await startGraphServer();
  });
  afterAll(() => server.close());

  it('takes the cursor of `next` and never its host, and asks the same parameters again', async () => {
    server.script(
      {
        json: {
          data: [{ id: 'a', name: 'A' }],
          paging: { next: 'https://elsewhere.example/v1/1/flows?after=QVFI&access_token=t' },
        },
      },
      { json: { data: [], paging: { cursors: { after: 'Q2' }, next: 'https://elsewhere.example/' } } },
      { json: { data: [{ id: 'b', name: 'B' }], paging: { cursors: { after: 'Q3' } } } },
    );
    expect((await clientOf(server).listFlows(CALL, '1')).map((flow) => flow.id)).toEqual(['a', 'b']);
    expect(server.seen.map((seen) => [seen.path, seen.query.limit, seen.query.fields, seen.query.after])).toEqual([
      ['/v26.0/1/flows', '100', 'id,name,status', undefined],
      ['/v26.0/1/flows', '100', 'id,name,status', 'QVFI'],
      ['/v26.0/1/flows', '100', 'id,name,status', 'Q2'],
    ]);
  });

  it('returns nothing of a list whose second page is refused', async () => {
    server.script(
      {
        json: {
          data: [{ id: 'a', name: 'A' }],
          paging: { cursors: { after: 'x' }, next: 'https://graph.facebook.com/' },
        },
      },
      { status: 400, json: { error: { code: 80008, message: 'too many calls' } } },
    );
    expect((await failureOf(clientOf(server).listFlows(CALL, '1'))).kind).toBe('throttled');
  });
});
