/** Pages before their content has come, after it could not be had, with news on top, and with a menu open. */
import type { Page } from 'playwright-core';
import { problemOf } from '../../client/api/problems/problem-of';
import { accountOf, createSite, CREDIT_LINE, hold, isOf, lookAtAll, signedIn, type Site } from './harness';

let site: Site;
/** An account whose migration waits for an approval. */
let waiting: string;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
beforeEach(async () => {
  const { world } = site;
  waiting = (await world.addAccount({ name: 'Kaveri Textiles', numbers: 5 })).id;
  await world.start(waiting);
  await world.waitForPhase(waiting, 'awaiting-approval');
});
afterEach(async () => {
  await site.world.wabactl('migrate', 'abandon', waiting, '--reason', 'seen enough');
  await site.world.waitForPhase(waiting, 'abandoned');
  await site.finish();
});
afterAll(() => site?.close());

const NO_FINDINGS: readonly string[] = [];

/** What stands in a place whose content is on its way, and has a height to keep it. */
async function placeholder(page: Page, name: string): Promise<void> {
  const { height = 0 } = (await page.getByRole('status', { name }).first().boundingBox()) ?? {};
  expect(height).toBeGreaterThan(0);
}

describe('what is on its way has its place kept, and comes there', () => {
  test('on Home, as a whole and list by list', async () => {
    const { page } = await signedIn(site, 'admin', '/no/such/page');
    const releaseHome = await hold(page, /^\/v1\/(migrations|credit-operations)\?/);
    await page.goto('/');
    await placeholder(page, 'Loading');
    expect(await lookAtAll(page, 'home-loading')).toEqual(NO_FINDINGS);
    releaseHome();
    await page.getByRole('heading', { name: 'Migrations', exact: true }).waitFor();

    const releaseDeadlines = await hold(page, /^\/v1\/migrations\?.*targetCurrency=/);
    const releaseList = await hold(page, /^\/v1\/migrations\?.*phase=/);
    await page.goto('/?phase=awaiting-approval');
    await page.getByRole('region', { name: 'Needs you' }).getByText('Kaveri Textiles').waitFor();
    await placeholder(page, 'Loading');
    expect(await page.getByRole('region', { name: 'Deadlines' }).count()).toBe(0);
    expect(await lookAtAll(page, 'home-deadlines-loading')).toEqual(NO_FINDINGS);
    releaseDeadlines();
    await page.getByRole('region', { name: 'Deadlines' }).getByText('not done').first().waitFor();
    await page.getByRole('region', { name: 'All runs' }).getByRole('status', { name: 'Loading' }).waitFor();
    expect(await lookAtAll(page, 'home-list-loading')).toEqual(NO_FINDINGS);
    releaseList();
    await page.getByRole('table', { name: 'All runs' }).getByText('Kaveri Textiles').waitFor();
    await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
  });

  test('on the page of a migration', async () => {
    const { page } = await signedIn(site, 'admin', '/no/such/page');
    const release = await hold(page, new RegExp(`^/v1/migrations/${waiting}$`));
    await page.goto(`/migrations/${waiting}`);
    await placeholder(page, 'Loading');
    expect(await lookAtAll(page, 'migration-loading')).toEqual(NO_FINDINGS);
    release();
    await page.getByRole('heading', { level: 1, name: 'Kaveri Textiles' }).waitFor();
  });

  test('where a start offers our lines of credit', async () => {
    const { page } = await signedIn(site, 'admin', '/no/such/page');
    const release = await hold(page, /^\/v1\/credit-lines$/);
    await page.goto('/start');
    await placeholder(page, 'Asking Meta for our lines of credit');
    expect(await lookAtAll(page, 'start-loading')).toEqual(NO_FINDINGS);
    release();
    await page.getByRole('radiogroup', { name: 'Who pays for the clone' }).waitFor();
  });

  test('for the lines of credit, their businesses, and the accounts of one', async () => {
    const customer = await site.world.addCustomer({ account: { funding: 'line' } });
    const { businessId } = customer;
    const { page } = await signedIn(site, 'admin', '/no/such/page');
    const releaseLines = await hold(page, /^\/v1\/credit-lines$/);
    const releaseBusinesses = await hold(page, /^\/v1\/credit-lines\/\d+$/);
    const releaseAccounts = await hold(page, /^\/v1\/businesses\/\d+\/credit$/);
    await page.goto('/credit-lines');
    await placeholder(page, 'Asking Meta for our lines of credit');
    expect(await lookAtAll(page, 'credit-lines-loading')).toEqual(NO_FINDINGS);
    releaseLines();
    await page.getByText('Available').first().waitFor();
    await placeholder(page, 'Loading');
    expect(await lookAtAll(page, 'credit-businesses-loading')).toEqual(NO_FINDINGS);
    releaseBusinesses();
    await page.getByRole('button', { name: `Accounts of ${businessId}` }).click();
    await placeholder(page, 'Loading');
    expect(await lookAtAll(page, 'credit-accounts-loading')).toEqual(NO_FINDINGS);
    releaseAccounts();
    await page.getByRole('cell', { name: accountOf(customer).id }).waitFor();
  });
});

/** Answers what a page asks as a server does that made a mistake, under this request id. */
async function fail(page: Page, isAsked: ReturnType<typeof isOf>, requestId: string): Promise<void> {
  const body = JSON.stringify(problemOf(new Error('nobody foresaw this'), requestId));
  await page.route(isAsked, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body }));
}

describe('a page that could not be had gives the id of the request, and comes once it can', () => {
  test.each([
    { name: 'home', asks: /^\/v1\/migrations\?/, path: () => '/', says: 'Something went wrong', then: 'Migrations' },
    {
      name: 'migration',
      asks: /^\/v1\/migrations\/\d+$/,
      path: () => `/migrations/${waiting}`,
      says: 'Migration of',
      then: 'Kaveri Textiles',
    },
    { name: 'frame', asks: /^\/v1\/about$/, path: () => '/', says: 'WABA migrations', then: 'Migrations' },
  ])('$name', async ({ name, asks, path, says, then }) => {
    const { page, forgive } = await signedIn(site, 'admin', '/no/such/page');
    // React itself tells the console of an error that a page is replaced by.
    forgive(/status of 500|ProblemError/);
    const isAsked = isOf(asks);
    await fail(page, isAsked, 'req-of-a-reader');
    await page.goto(path());
    await page.getByRole('heading', { level: 1, name: says }).waitFor();
    await page.getByText('Request req-of-a-reader').first().waitFor();
    expect(await lookAtAll(page, `${name}-failed`)).toEqual(NO_FINDINGS);
    await page.unroute(isAsked);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('heading', { level: 1, name: then, exact: true }).waitFor();
    expect(await page.getByText('req-of-a-reader').count()).toBe(0);
  });
});

describe('a part of a page that could not be had says what it is, and comes once it can', () => {
  test.each([
    {
      name: 'start-lines',
      asks: /^\/v1\/credit-lines$/,
      path: () => '/start',
      parts: ['Our lines of credit cannot be read now'],
      comes: (page: Page) => page.getByRole('radio', { name: new RegExp(CREDIT_LINE) }),
    },
    {
      name: 'credit-line-businesses',
      asks: /^\/v1\/credit-lines\/\d+$/,
      path: () => '/credit-lines',
      parts: ['Whom this line pays for cannot be read now'],
      comes: (page: Page, business: string) => page.getByRole('link', { name: `Open business ${business}` }),
    },
    {
      name: 'credit-business',
      asks: /^\/v1\/businesses\//,
      path: (business: string) => `/credit-lines/businesses/${business}`,
      parts: ['The share or revoke of this business cannot be read now', 'The accounts cannot be read now'],
      comes: (page: Page) => page.getByRole('table', { name: 'Accounts and what pays for them' }),
    },
  ])('$name', async ({ name, asks, path, parts, comes }) => {
    const { businessId } = await site.world.addCustomer({ account: { funding: 'line' } });
    const { page, forgive } = await signedIn(site, 'admin', '/no/such/page');
    // A business without a share or a revoke has none to show.
    forgive(/status of (404|500)/);
    const isAsked = isOf(asks);
    await fail(page, isAsked, 'req-of-a-part');
    await page.goto(path(businessId));
    const told = parts.map((part) => page.getByRole('group', { name: part }));
    for (const part of told) await part.getByText('Request req-of-a-part').waitFor();
    expect(await comes(page, businessId).count()).toBe(0);
    expect(await lookAtAll(page, `${name}-failed`)).toEqual(NO_FINDINGS);
    await page.unroute(isAsked);
    for (const part of told) await part.getByRole('button', { name: 'Try again' }).click();
    for (const part of told) await part.waitFor({ state: 'detached' });
    await comes(page, businessId).waitFor({ state: 'attached' });
  });
});

test('one cause that fails several places of Home is told in each, and each comes back', async () => {
  const { page, forgive } = await signedIn(site, 'admin', '/no/such/page');
  forgive(/status of 500/);
  const asks = isOf(/^\/v1\/migrations\?.*(phase|targetCurrency)=/);
  await fail(page, asks, 'req-of-a-list');
  await page.goto('/?phase=awaiting-approval');
  const told = page.getByRole('main').getByText('Request req-of-a-list');
  await page.getByRole('region', { name: 'All runs' }).getByText('The list could not be read').waitFor();
  const deadlines = await page.getByRole('region', { name: 'Deadlines' }).getByRole('listitem').count();
  expect(deadlines).toBeGreaterThan(1);
  await told.nth(deadlines).waitFor();
  expect(await lookAtAll(page, 'home-lists-failed')).toEqual(NO_FINDINGS);
  await page.unroute(asks);
  await page.getByRole('region', { name: 'All runs' }).getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('table', { name: 'All runs' }).getByText('Kaveri Textiles').waitFor();
  await told.first().waitFor({ state: 'detached' });
});

describe('a page that was opened while nobody answered comes by itself once somebody does', () => {
  test.each([
    { name: 'home', asks: /^\/v1\/migrations\?/, says: 'Something went wrong' },
    { name: 'frame', asks: /^\/v1\/about$/, says: 'WABA migrations' },
    { name: 'session', asks: /^\/v1\/session$/, says: 'WABA migrations' },
  ])('$name', async ({ asks, says }) => {
    const { page, forgive } = await signedIn(site, 'admin', '/no/such/page');
    forgive(/ERR_FAILED|ProblemError/);
    const isAsked = isOf(asks);
    await page.route(isAsked, (route) => route.abort());
    await page.goto('/');
    const problem = page.getByRole('heading', { level: 1, name: says, exact: true });
    await problem.waitFor();
    await page.getByText('This page tries again by itself.').waitFor();
    // It does, and the problem stays to be read meanwhile.
    await page.waitForEvent('requestfailed', (request) => isAsked(new URL(request.url())));
    expect(await problem.isVisible()).toBe(true);
    await page.unroute(isAsked);
    await page.getByRole('heading', { level: 1, name: 'Migrations', exact: true }).waitFor();
  });
});

test('runs that began while somebody looked are offered above the list', async () => {
  const { world } = site;
  const { page } = await signedIn(site, 'admin', '/');
  await page.getByRole('table', { name: 'All runs' }).getByText('Kaveri Textiles').first().waitFor();
  for (const name of ['Coromandel Ports', 'Nilgiri Tea']) {
    const { id } = await world.addAccount({ name });
    await world.start(id, '--approval', 'auto');
    await world.waitForPhase(id, 'completed');
  }
  const news = page.getByRole('button', { name: 'Show 2 new runs' });
  await news.waitFor();
  expect(await page.getByRole('table', { name: 'All runs' }).getByText('Nilgiri Tea').count()).toBe(0);
  expect(await lookAtAll(page, 'home-new-runs')).toEqual(NO_FINDINGS);
  await news.click();
  await page.getByRole('table', { name: 'All runs' }).getByText('Nilgiri Tea').waitFor();
});

test.each([
  { name: 'theme', button: 'Theme: As the system', role: 'menuitemradio', item: 'Dark' },
  { name: 'account', button: 'the admin admin: account', role: 'menuitem', item: 'Sign out' },
  { name: 'more', button: 'More', role: 'menuitem', item: 'Reject …' },
] as const)('the menu “$name” stays open and can be read', async ({ name, button, role, item }) => {
  const { page } = await signedIn(site, 'admin', `/migrations/${waiting}`);
  await page.getByRole('button', { name: button, exact: true }).click();
  const choice = page.getByRole('menu').getByRole(role, { name: item, exact: true });
  await choice.waitFor();
  expect(await lookAtAll(page, `menu-${name}`)).toEqual(NO_FINDINGS);
  expect(await choice.isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await choice.waitFor({ state: 'detached' });
});
