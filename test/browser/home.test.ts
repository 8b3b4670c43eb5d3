/** Home: what needs a person first, the deadlines, and every run, as they move. */
import { tell } from '../e2e/harness';
import {
  accountOf,
  createSite,
  CREDIT_LINE,
  lookAtAll,
  openSlowly,
  until,
  untilListed,
  watchShifts,
  type Site,
} from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite();
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

test('a server without a migration says what will stand here, and shows the days that are left all the same', async () => {
  const { page } = await site.reader();
  const moved = await watchShifts(page);
  await openSlowly(page, '/', { order: 'the last asked first', shown: [page.getByText('Nothing needs you.')] });
  expect(await moved()).toEqual([]);
  await page.getByText('No migration has been started yet.').waitFor();
  await page.getByText('No account has been started towards INR here').waitFor();
  expect(await page.getByRole('link', { name: 'Start a migration' }).getAttribute('href')).toBe('/start');
  expect(await page.getByRole('link', { name: 'Start one' }).first().getAttribute('href')).toBe('/start?to=INR');
  expect(await lookAtAll(page, 'home-empty')).toEqual([]);
});

test('what needs a person comes first with the sentence why and the verb that helps, and leaves without a reload', async () => {
  const { world } = site;
  const approved = await world.addAccount({ name: 'Kaveri Textiles', numbers: 5 });
  const blocked = await world.addAccount({ name: 'Malabar Spices', currency: 'INR' });
  const through = await world.addAccount({ name: 'Deccan Motors' });
  const ended = await world.addAccount({ name: 'Nilgiri Tea' });
  await world.start(through.id, '--approval', 'auto');
  await world.waitForPhase(through.id, 'completed');
  await world.start(ended.id);
  await world.waitForPhase(ended.id, 'awaiting-approval');
  await world.wabactl('migrate', 'abandon', ended.id, '--reason', 'the customer stays');
  await world.waitForPhase(ended.id, 'abandoned');
  await world.start(blocked.id);
  await world.waitForPhase(blocked.id, 'needs-operator');
  await world.start(approved.id);
  await world.waitForPhase(approved.id, 'awaiting-approval');
  await untilListed(site, approved.id, ({ needsOperator }) => needsOperator);

  const { page } = await site.reader();
  await page.goto('/');
  const needs = page.getByRole('region', { name: 'Needs you' });
  const row = needs.getByRole('listitem').filter({ hasText: 'Kaveri Textiles' });
  await row.getByText('Waiting for an approval: 5 numbers will move for good.').waitFor();
  const stopped = needs.getByRole('listitem').filter({ hasText: 'Malabar Spices' });
  await stopped.getByText(`Currency changes: WABA ${blocked.id} is billed in INR already.`).waitFor();
  expect(await page.getByText(/Digest|--step/).count()).toBe(0);
  expect(await needs.getByRole('listitem').count()).toBe(2);
  await page.getByText('2 migrations need a person').waitFor({ state: 'attached' });
  const deadlines = page.getByRole('region', { name: 'Deadlines' });
  await deadlines.getByText('1 moved').first().waitFor();
  const left = deadlines.getByRole('link', { name: '1 abandoned run' });
  expect(await left.getAttribute('href')).toBe('/?currency=INR&phase=abandoned#all-runs');
  const chips = page.getByRole('navigation', { name: 'Filter by phase' }).getByRole('link');
  await chips.filter({ hasText: 'All 4' }).waitFor();
  const counts = ['All 4', 'Awaiting approval 1', 'Needs a person 1', 'Completed 1', 'Abandoned 1'];
  expect(await chips.allTextContents()).toEqual(counts);
  expect(await lookAtAll(page, 'home')).toEqual([]);

  const verb = row.getByRole('link', { name: 'Review and approve: Kaveri Textiles' });
  expect(await verb.getAttribute('href')).toBe(`/migrations/${approved.id}?verb=approve`);
  await world.approve(approved.id);
  await row.waitFor({ state: 'detached' });
  await page.getByText('1 migration needs a person').waitFor({ state: 'attached' });
  await world.waitForPhase(approved.id, 'completed');
  await page.getByRole('row').filter({ hasText: 'Kaveri Textiles' }).getByText('Completed').waitFor();
  await chips.filter({ hasText: 'Completed 2' }).waitFor();
  expect(await chips.allTextContents()).toEqual(['All 4', 'Needs a person 1', 'Completed 2', 'Abandoned 1']);
});

test('a share that waits for a person stands there too, leads to its business, and leaves once it is decided', async () => {
  const { world } = site;
  const customer = await world.addCustomer({ account: { behaviour: { fundingShown: false } } });
  const { businessId } = customer;
  const { id } = accountOf(customer);
  const { page } = await site.reader();
  await page.goto('/');
  const needs = page.getByRole('region', { name: 'Needs you' });
  await needs.getByText(/Nothing needs you|Malabar Spices/).waitFor();
  expect(await page.getByText(/share or revoke/).count()).toBe(0);
  await world.credit.share({ id, businessId }, { verifyFor: '2s' });
  await world.waitForCredit(businessId, 'needs-operator');

  const row = needs.getByRole('listitem').filter({ hasText: `Share for account ${id} in INR` });
  await row.getByText('The funding is not proven').waitFor();
  await row.getByText('Needs a person').waitFor();
  await page.getByText(/1 share or revoke needs? a person/).waitFor({ state: 'attached' });
  expect(await row.innerText()).not.toMatch(/retry-verification|accept-as-is/);
  expect(await lookAtAll(page, 'home-credit')).toEqual([]);

  await row.getByRole('link', { name: `Look again: business ${businessId}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Look again?' });
  await dialog.getByText(`Reads again whether our line pays for account ${id}`, { exact: false }).waitFor();
  const { pathname, search } = new URL(page.url());
  expect([pathname, search]).toEqual([`/credit-lines/businesses/${businessId}`, '?verb=retry-verification']);
  expect(await lookAtAll(page, 'credit-dialog-by-link')).toEqual([]);
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('');
  await page.getByRole('button', { name: 'Look again…' }).waitFor();
  await page.goBack();
  await row.waitFor();
  await tell(world, 'accept-as-is', customer);
  await row.waitFor({ state: 'detached' });
  await page.getByText(/share or revoke/).waitFor({ state: 'detached' });
});

test('a filter is an address: the chip leads to it, the back button back, and a link to it shows the same', async () => {
  const { page } = await site.reader();
  await page.goto('/');
  const runs = page.getByRole('region', { name: 'All runs' });
  const chip = runs.getByRole('link', { name: /^Abandoned/ });
  await chip.click();
  await runs.getByText('Deccan Motors').waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('?phase=abandoned');
  expect(await chip.getAttribute('aria-current')).toBe('page');
  await runs.getByText('Nilgiri Tea').waitFor();

  await page.goBack();
  await runs.getByText('Deccan Motors').waitFor();
  await page.goto('/?phase=rejected&id=1022');
  await runs.getByText('No migration is like that.').waitFor();
  await runs.getByRole('link', { name: 'Show all runs' }).click();
  await runs.getByText('Deccan Motors').waitFor();
});

test('Home says where the migrations are that need a person and that it does not show, paused ones too', async () => {
  const { world } = site;
  const accounts = [];
  for (const name of ['Satpura Timber', 'Vindhya Paper']) {
    const account = await world.addAccount({ name, currency: 'INR' });
    await world.start(account.id);
    await world.waitForPhase(account.id, 'needs-operator');
    await untilListed(site, account.id, ({ needsOperator }) => needsOperator);
    accounts.push(account);
  }
  const { page } = await site.reader();
  // The server's own page, of one row in place of fifty.
  await page.route(
    ({ pathname, searchParams }) => pathname === '/v1/migrations' && searchParams.has('needsOperator'),
    (route) => route.fallback({ url: route.request().url().replace('pageSize=50', 'pageSize=1') }),
  );
  await page.goto('/');
  const needs = page.getByRole('region', { name: 'Needs you' });
  await needs
    .getByText('under “Needs a person”, and the paused ones under the phase that they are paused in')
    .waitFor();
  for (const { id } of accounts) {
    await world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
    await world.waitForPhase(id, 'abandoned');
  }
});

test('runs that begin while somebody looks wait on top until they are asked for, and push no row', async () => {
  const { world } = site;
  const { page } = await site.reader();
  await page.goto('/');
  const rows = page.getByRole('table', { name: 'All runs' }).getByRole('row');
  await rows.nth(1).waitFor();
  // What comes late takes the place that was kept for it, give or take a line.
  const loading = page.getByRole('status', { name: 'Loading' });
  await until('every card to have come', 60_000, async () => ((await loading.count()) === 0 ? true : undefined));
  const name = (await rows.nth(1).getByRole('link').first().textContent()) ?? '';
  const first = rows.filter({ hasText: name }).first();
  const place = await first.boundingBox();
  expect(place).not.toBeNull();
  const late = await world.addAccount({ name: 'Coromandel Ports' });
  await world.start(late.id, '--approval', 'auto');
  const news = page.getByRole('button', { name: 'Show 1 new run' });
  await news.waitFor();
  expect(await first.boundingBox()).toEqual(place);
  await news.click();
  await page
    .getByRole('row')
    .filter({ hasText: late.id.slice(-4) })
    .waitFor();
  await world.waitForPhase(late.id, 'completed');
  await page.getByRole('row').filter({ hasText: 'Coromandel Ports' }).getByText('Completed').waitFor();
});

test('ids are copied whole, and the reader is told', async () => {
  const { page } = await site.reader();
  await page.goto('/');
  const row = page.getByRole('row').filter({ hasText: 'Nilgiri Tea' });
  const button = row.getByRole('button', { name: /^Copy the WABA id \d+$/ });
  const [, id] = /(\d+)$/.exec((await button.getAttribute('aria-label')) ?? '') ?? [];
  await button.click();
  await page.getByRole('status').getByText(`Copied the WABA id ${id}`).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(id);
});

test('an account that was given up and started again counts once, where it stands now', async () => {
  const { world } = site;
  const { id } = await world.addAccount({ name: 'Amazonas Café', numbers: 0 });
  const start = () => world.wabactl('migrate', 'start', '--waba', id, '--to', 'BRL');
  await start();
  await world.waitForPhase(id, 'needs-operator');
  await world.wabactl('migrate', 'abandon', id, '--reason', 'a number is missing');
  await world.waitForPhase(id, 'abandoned');
  await untilListed(site, id, ({ phase }) => phase === 'abandoned');
  const { page } = await site.reader();
  await page.goto('/');
  const brazil = page.getByRole('region', { name: 'Deadlines' }).getByRole('listitem').filter({ hasText: 'Brazil' });
  await brazil.getByText('0 blocked').waitFor();
  await brazil.getByRole('link', { name: '1 abandoned run' }).waitFor();

  await start();
  await world.waitForPhase(id, 'needs-operator');
  await brazil.getByText('1 blocked').waitFor();
  await brazil.getByText('0 waiting').waitFor();
  await brazil.getByText('at least 1 not done').waitFor();
  await brazil.getByRole('link', { name: '1 abandoned run' }).click();
  await page.getByText('Only accounts that move to BRL.').waitFor();
  const rows = page.getByRole('table', { name: 'All runs' }).getByRole('row');
  await rows.filter({ hasText: 'Deccan Motors' }).waitFor({ state: 'detached' });
  await rows.filter({ hasText: 'Amazonas Café' }).waitFor();
  expect(await rows.count()).toBe(2);
});

test('a paused migration is among what waits, not among what moves', async () => {
  const { world } = site;
  const { id } = await world.addAccount({ name: 'Pantanal Pousada', behaviour: { stepMs: 600_000 } });
  await world.wabactl('migrate', 'start', '--waba', id, '--to', 'BRL', '--credit-line', CREDIT_LINE);
  await world.waitForPhase(id, 'cloning');
  await world.wabactl('migrate', 'pause', id);
  await untilListed(site, id, ({ needsOperator }) => needsOperator);
  const { page } = await site.reader();
  await page.goto('/');
  const brazil = page.getByRole('region', { name: 'Deadlines' }).getByRole('listitem').filter({ hasText: 'Brazil' });
  await brazil.getByText('1 waiting').waitFor();
  await brazil.getByText('0 moving').waitFor();
  await world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
  await world.waitForPhase(id, 'abandoned');
});
