/** What a reader has to load before Home is there. */
import { createSite, type Site } from './harness';

/** Packed bytes; a library more would be seen. */
const BUDGET = 190_000;

let site: Site;
beforeAll(async () => {
  site = await createSite();
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

test('the first visit loads less than 190 kB, packed, and the next one nothing but the document', async () => {
  const { page, context } = await site.reader();
  // A context whose requests are intercepted keeps nothing in its cache; no order is given here.
  await context.unrouteAll();
  const loaded: { readonly url: string; readonly bytes: number; readonly isCached: boolean }[] = [];
  const session = await page.context().newCDPSession(page);
  const urls = new Map<string, string>();
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  session.on('Network.requestServedFromCache', ({ requestId }) => urls.delete(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    if (url !== undefined) loaded.push({ url, bytes: encodedDataLength, isCached: encodedDataLength === 0 });
  });
  const files = () => loaded.filter(({ url, isCached }) => !isCached && new URL(url).pathname.startsWith('/assets/'));

  await page.goto('/');
  await page.getByText('Nothing needs you.').waitFor();
  const bytes = files().reduce((sum, each) => sum + each.bytes, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(BUDGET);

  loaded.length = 0;
  await page.reload();
  await page.getByText('Nothing needs you.').waitFor();
  expect(files()).toEqual([]);
});
