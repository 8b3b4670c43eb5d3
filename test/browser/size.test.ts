/** What a reader has to load before a page is there, whichever is opened first. */
import type { Page } from 'playwright-core';
import { createSite, type Site } from './harness';

/** Packed bytes; a library more would be seen. */
const BUDGET = 190_000;

let site: Site;
let wabaId: string;
let businessId: string;
beforeAll(async () => {
  site = await createSite();
  wabaId = (await site.world.addAccount({ name: 'Kaveri Textiles' })).id;
  await site.world.start(wabaId);
  await site.world.waitForPhase(wabaId, 'awaiting-approval');
  ({ businessId } = await site.world.addCustomer({ account: { funding: 'line' } }));
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** The pages: where each is, and what shows that it is there with what it is about. */
const PAGES: readonly [name: string, path: () => string, isThere: (page: Page) => Promise<unknown>][] = [
  ['Home', () => '/', (page) => page.getByRole('table', { name: 'All runs' }).waitFor()],
  [
    'a migration',
    () => `/migrations/${wabaId}`,
    (page) => page.getByRole('button', { name: 'Review and approve' }).waitFor(),
  ],
  ['the start of one', () => '/start', (page) => page.getByRole('form', { name: 'What to migrate' }).waitFor()],
  ['the lines of credit', () => '/credit-lines', (page) => page.getByText('Available').first().waitFor()],
  [
    'the share of a line',
    () => '/credit-lines/share',
    (page) => page.getByRole('form', { name: 'Share a line of credit' }).waitFor(),
  ],
  [
    'the credit of a business',
    () => `/credit-lines/businesses/${businessId}`,
    (page) => page.getByRole('table', { name: 'Accounts and what pays for them' }).waitFor(),
  ],
];

test.each(PAGES)(
  'who opens %s first loads less than 190 kB, packed, and the next time nothing but the document',
  async (_name, path, isThere) => {
    const { page, context, forgive } = await site.reader();
    // A business without a share or a revoke has none to show.
    forgive(/status of 404/);
    // A context whose requests are intercepted keeps nothing in its cache; no order is given here.
    await context.unrouteAll();
    const files = await filesLoadedBy(page);
    await page.goto(path());
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
