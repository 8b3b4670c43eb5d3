/** Who goes back to Home finds it as it was left: the list as far as it was shown, what narrows it, and where one had read. */
import type { Page } from 'playwright-core';
import { createSite, untilListed, type Site } from './harness';

let site: Site;
/** Accounts whose migrations have stopped, the newest first, as the list has them. */
const stopped: { readonly id: string; readonly name: string }[] = [];
beforeAll(async () => {
  site = await createSite();
  const { world } = site;
  for (const name of ['Satpura Timber', 'Vindhya Paper', 'Nilgiri Tea', 'Konkan Fisheries', 'Kaveri Textiles']) {
    const { id } = await world.addAccount({ name, currency: 'INR' });
    await world.start(id);
    await world.waitForPhase(id, 'needs-operator');
    await untilListed(site, id, ({ needsOperator }) => needsOperator);
    stopped.unshift({ id, name });
  }
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** Lower than Home is, so that it scrolls. */
const LOW = { width: 1280, height: 500 };

const rows = (page: Page) => page.getByRole('table', { name: 'All runs' }).getByRole('row');
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search by account or business id' });
const scrolled = (page: Page) => page.evaluate<number>('scrollY');

/** Home in a low window, its list in pages of two. */
async function atHome(): Promise<Page> {
  const { page } = await site.reader();
  await page.setViewportSize(LOW);
  await page.route(
    ({ pathname, searchParams }) => pathname === '/v1/migrations' && !searchParams.has('needsOperator'),
    (route) => route.fallback({ url: route.request().url().replace('pageSize=50', 'pageSize=2') }),
  );
  await page.goto('/');
  await rows(page).nth(2).waitFor();
  expect(await rows(page).count()).toBe(3);
  return page;
}

/** Follows a row of the list to its migration. */
async function open(page: Page, name: string): Promise<void> {
  await rows(page).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

test('the rows that “Show more” brought are there, at the place where the reader was, for an hour', async () => {
  const page = await atHome();
  await page.clock.install();
  await page.getByRole('button', { name: 'Show more' }).click();
  await rows(page).nth(4).waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await rows(page).nth(5).waitFor();
  const last = rows(page).getByRole('link', { name: 'Satpura Timber', exact: true });
  await last.scrollIntoViewIfNeeded();
  const place = await scrolled(page);
  expect(place).toBeGreaterThan(0);

  await open(page, 'Satpura Timber');
  expect(await scrolled(page)).toBe(0);
  // Just within the hour that they are promised for: answers that nobody shows are forgotten sooner if nobody asks otherwise.
  await page.clock.fastForward('59:00');
  await page.goBack();
  await last.waitFor();
  expect(await rows(page).count()).toBe(6);
  expect(await scrolled(page)).toBe(place);
});

test('what was searched for narrows the list as before, and one step further back is the whole list', async () => {
  const page = await atHome();
  const [newest, , wanted] = stopped;
  const digits = (wanted?.id ?? '').slice(0, -1);
  await search(page).fill(digits);
  await search(page).press('Enter');
  const narrowed = page.getByText(
    `Only accounts whose id, or that of a clone they made or left behind, begins with ${digits}.`,
  );
  await narrowed.waitFor();
  const address = page.url();
  await open(page, wanted?.name ?? '');

  await page.goBack();
  await narrowed.waitFor();
  await rows(page)
    .getByRole('link', { name: wanted?.name ?? '', exact: true })
    .waitFor();
  expect(
    await rows(page)
      .getByRole('link', { name: newest?.name ?? '', exact: true })
      .count(),
  ).toBe(0);
  expect(page.url()).toBe(address);
  await page.goBack();
  await narrowed.waitFor({ state: 'detached' });
  await rows(page)
    .getByRole('link', { name: newest?.name ?? '', exact: true })
    .waitFor();
  expect(new URL(page.url()).search).toBe('');
  await page.goForward();
  await narrowed.waitFor();
});

test('a search on another page leads to where the list stands, though Home has not been read yet', async () => {
  const { page } = await site.reader();
  await page.setViewportSize(LOW);
  const [newest] = stopped;
  await page.goto(`/migrations/${newest?.id}`);
  await page.getByRole('heading', { level: 1, name: newest?.name ?? '' }).waitFor();
  await search(page).fill((newest?.id ?? '').slice(0, -1));
  await search(page).press('Enter');
  await rows(page).nth(1).waitFor();
  const { y = -1 } = (await page.getByRole('heading', { level: 2, name: 'All runs' }).boundingBox()) ?? {};
  expect(y).toBeGreaterThan(0);
  expect(y).toBeLessThan(LOW.height);
});
