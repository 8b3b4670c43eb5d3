/** The search of the bar: by the id of an account or of its clone, its first digits, or the id of a business. */
import { accountOf, createSite, lookAtAll, untilListed, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite();
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** An account whose migration stops at once: its currency is the one that is asked for. */
async function stopped(name: string) {
  const account = await site.world.addAccount({ name, currency: 'INR' });
  await site.world.start(account.id);
  await site.world.waitForPhase(account.id, 'needs-operator');
  await untilListed(site, account.id, (run) => run.name === name);
  return account;
}

test('an id leads to its migration, its first digits to the list, without a mouse', async () => {
  const { id: wabaId } = await stopped('Nilgiri Tea');
  const { page } = await site.reader();
  await page.goto('/');
  const search = page.getByRole('searchbox', { name: 'Search by account or business id' });
  await search.focus();
  await page.keyboard.type(wabaId.slice(0, 12));
  await page.keyboard.press('Enter');
  await page.getByText(`Only accounts whose id, or whose clone’s, begins with ${wabaId.slice(0, 12)}.`).waitFor();
  await search.focus();
  await page.keyboard.type(wabaId);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Nilgiri Tea' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/migrations/${wabaId}`);
});

test('the id of a clone leads to the migration that made it, its first digits to the list', async () => {
  const { world } = site;
  await stopped('Malabar Coffee');
  const { id } = await world.addAccount({ name: 'Konkan Fisheries' });
  await world.start(id);
  await world.waitForPhase(id, 'awaiting-approval');
  const { destinationWabaId } = await untilListed(site, id, (run) => run.needsOperator);
  const clone = destinationWabaId ?? '';
  const digits = clone.slice(0, -1);
  const { page } = await site.reader();
  await page.goto('/');
  const search = page.getByRole('searchbox', { name: 'Search by account or business id' });
  await search.fill(digits);
  await search.press('Enter');
  await page
    .getByText(`Only accounts whose id, or that of a clone they made or left behind, begins with ${digits}.`)
    .waitFor();
  const rows = page.getByRole('table', { name: 'All runs' }).getByRole('row');
  await rows.filter({ hasText: 'Malabar Coffee' }).waitFor({ state: 'detached' });
  await rows.filter({ hasText: 'Konkan Fisheries' }).waitFor();
  expect(await lookAtAll(page, 'home-clone')).toEqual([]);
  await search.fill(clone);
  await search.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Konkan Fisheries' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/migrations/${id}`);
});

test('the whole id of a clone that was left behind leads to the migration that made it', async () => {
  const { world } = site;
  const { id } = await world.addAccount({ name: 'Kaveri Textiles', behaviour: { initiations: ['failed', 'ready'] } });
  await world.start(id);
  const { orphans } = await world.waitForPhase(id, 'awaiting-approval');
  const clone = orphans[0]?.wabaId ?? 'no clone';
  // It has another clone by now: this one's id is among those that it left behind alone.
  await untilListed(site, id, (run) => run.needsOperator && run.destinationWabaId !== clone);
  const { page } = await site.reader();
  await page.goto(`/?id=${clone}`);
  await page
    .getByText(`Only accounts whose id, or that of a clone they made or left behind, begins with ${clone}.`)
    .waitFor();
  await page.getByRole('table', { name: 'All runs' }).getByRole('row').filter({ hasText: 'Kaveri Textiles' }).waitFor();
  const search = page.getByRole('searchbox', { name: 'Search by account or business id' });
  await search.fill(clone);
  await search.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Kaveri Textiles' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/migrations/${id}`);
  await page.getByRole('button', { name: `Copy the id of the clone left behind ${clone}` }).waitFor();
  await page.getByRole('button', { name: /^Copy the migration id of the clone left behind / }).waitFor();
});

test('the id of a business leads to the migrations of its accounts, and never to the page of an account', async () => {
  const { world } = site;
  await stopped('Malabar Spices');
  const customer = await world.addCustomer();
  const { businessId } = customer;
  const { id } = accountOf(customer);
  await world.start(id);
  await world.waitForPhase(id, 'needs-operator');
  await untilListed(site, id, (run) => run.businessId === businessId);
  const { page, forgive } = await site.reader();
  await page.goto('/');
  const rows = page.getByRole('table', { name: 'All runs' }).getByRole('row');
  await rows.filter({ hasText: 'Malabar Spices' }).waitFor();
  const search = page.getByRole('searchbox', { name: 'Search by account or business id' });
  await search.fill(businessId);
  await search.press('Enter');
  await page.getByText(`Only accounts of business ${businessId}.`).waitFor();
  await rows.filter({ hasText: 'Malabar Spices' }).waitFor({ state: 'detached' });
  await rows.getByRole('button', { name: `Copy the WABA id ${id}` }).waitFor();
  expect(await rows.count()).toBe(2);
  expect(new URL(page.url()).search).toBe(`?business=${businessId}`);
  const credit = page.getByRole('link', { name: 'What pays for its accounts' });
  expect(await credit.getAttribute('href')).toBe(`/credit-lines/businesses/${businessId}`);
  expect(await lookAtAll(page, 'home-business')).toEqual([]);

  // What no list knows may be either: the page offers both.
  forgive(/status of 404/);
  const nobody = '299999999999999';
  await search.fill(nobody);
  await search.press('Enter');
  await page.getByRole('heading', { name: 'There is no migration of this account' }).waitFor();
  const business = page.getByRole('link', { name: 'Look for a business' });
  expect(await business.getAttribute('href')).toBe(`/credit-lines/businesses/${nobody}`);
});

test('the id of a business that has had a share alone leads to what pays for its accounts', async () => {
  const { world } = site;
  const customer = await world.addCustomer();
  const { businessId } = customer;
  await world.credit.share(accountOf(customer));
  await world.waitForCredit(businessId, 'completed');
  const { page } = await site.reader();
  await page.goto('/');
  const search = page.getByRole('searchbox', { name: 'Search by account or business id' });
  await search.fill(businessId);
  await search.press('Enter');
  await page.getByRole('heading', { level: 1, name: businessId }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/credit-lines/businesses/${businessId}`);
});

test('who searches for a name is told that ids are searched for, and the name stays to be corrected', async () => {
  const { page } = await site.reader();
  await page.goto('/');
  const search = page.getByRole('searchbox', { name: 'Search by account or business id' });
  await search.fill('Nilgiri Tea');
  await search.press('Enter');
  await page.getByRole('status').getByText('Names are not searched: type digits only').waitFor();
  expect(await search.inputValue()).toBe('Nilgiri Tea');
  expect(new URL(page.url()).pathname).toBe('/');
});
