/**
 * What a reader has to load before a page is there: of the pages that keep the budget. The page of a migration, the start
 * of one and the credit of a business load more than it.
 */
import type { Page } from 'playwright-core';
import { createSite, untilListed, type Site } from './harness';

/** Packed bytes; a library more would be seen. */
const BUDGET = 190_000;

let site: Site;
beforeAll(async () => {
  site = await createSite();
  const { id } = await site.world.addAccount({ name: 'Kaveri Textiles' });
  await site.world.start(id);
  await untilListed(site, id, ({ needsOperator }) => needsOperator);
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** The pages: where each is, and what shows that it is there with what it is about. */
const PAGES: readonly [name: string, path: string, isThere: (page: Page) => Promise<unknown>][] = [
  ['Home', '/', (page) => page.getByRole('table', { name: 'All runs' }).waitFor()],
  ['the lines of credit', '/credit-lines', (page) => page.getByText('Available').first().waitFor()],
  [
    'the share of a line',
    '/credit-lines/share',
    (page) => page.getByRole('form', { name: 'Share a line of credit' }).waitFor(),
  ],
];

test.each(PAGES)(
  'who opens %s first loads less than 190 kB, packed, and the next time nothing but the document',
  async (_name, path, isThere) => {
    const { page, context } = await site.reader();
    // A context whose requests are intercepted keeps nothing in its cache; no order is given here.
    await context.unrouteAll();
    const files = await filesLoadedBy(page);
    await page.goto(path);
    await isThere(page);
    const bytes = files().reduce((sum, each) => sum + each.bytes, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(BUDGET);

    const before = files().length;
    await page.reload();
    await isThere(page);
    expect(files().slice(before)).toEqual([]);
  },
);

/** Notes the scripts, styles and pictures that a page loads from the server, with their bytes as they came. */
async function filesLoadedBy(page: Page) {
  const loaded: { readonly url: string; readonly bytes: number }[] = [];
  const urls = new Map<string, string>();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  session.on('Network.requestServedFromCache', ({ requestId }) => urls.delete(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength: bytes }) => {
    const url = urls.get(requestId);
    if (url !== undefined && bytes > 0) loaded.push({ url, bytes });
  });
  return () => loaded.filter(({ url }) => new URL(url).pathname.startsWith('/assets/'));
}
