/** The frame of every page: sign-in, rights, what is kept when a session ends, and what is said when something is away. */
import type { Locator } from 'playwright-core';
import { createSite, lookAtAll, SIZES, type Reader, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** A reader who has signed in and sees Home. */
async function signedIn(role: keyof Site['keys']): Promise<Reader> {
  const reader = await site.reader();
  // The page asks who one is before it asks for a key: nobody yet.
  reader.forgive(/status of 401/);
  await reader.page.goto('/');
  await reader.page.getByLabel('API key').fill(site.keys[role]);
  await reader.page.keyboard.press('Enter');
  await reader.page.getByRole('heading', { name: 'Migrations', exact: true }).waitFor();
  return reader;
}

test('a reader without a session signs in under the address that was asked for, and out again', async () => {
  const { page, ...reader } = await site.reader();
  reader.forgive(/status of 401/);
  await page.goto('/no/such/page');
  await page.getByLabel('API key').fill('wam_no-such-key');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This is no API key of this server').waitFor();
  expect(await lookAtAll(page, 'sign-in')).toEqual([]);

  await page.getByLabel('API key').fill(site.keys.operator);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/no/such/page');
  expect(await lookAtAll(page, 'no-such-page')).toEqual([]);

  await page.getByRole('button', { name: 'the operator operator: account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to WABA migrations' }).waitFor();
  expect((await page.context().cookies()).map(({ value }) => value).join('')).toBe('');
});

test('a session that ends asks for a key over the page, and what was typed is still there after', async () => {
  const { page, context } = await signedIn('viewer');
  const search = page.getByRole('searchbox', { name: 'Search by account or business id' });
  await search.fill('1022');
  await context.clearCookies();
  // Whatever asks next finds out: the deadlines do so now and then.
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.waitFor();
  expect(await lookAtAll(page, 'session-ended')).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.getByLabel('API key').fill(site.keys.viewer);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await search.inputValue()).toBe('1022');
});

test('a viewer reads who could decide in place of buttons', async () => {
  const { world } = site;
  const { id } = await world.addAccount({ name: 'Konkan Fisheries' });
  await world.start(id);
  await world.waitForPhase(id, 'awaiting-approval');
  const { page } = await signedIn('viewer');
  const row = page.getByRole('region', { name: 'Needs you' }).getByRole('listitem');
  await row.getByText('An approver or an admin can decide.').waitFor();
  expect(await row.getByRole('link').count()).toBe(1);
  await world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
  await world.waitForPhase(id, 'abandoned');
});

test('the bar names the Graph API that runs write to, with its host where there is room', async () => {
  const { page, context } = await signedIn('viewer');
  const { host } = new URL(site.world.simulator.url);
  const badge = page.getByTitle(`${host}: no account of Meta’s is touched`);
  await badge.getByText(host, { exact: true }).waitFor();
  const words = async (of: Locator) => (await of.innerText()).split(/\s+/);
  expect(await words(badge)).toEqual(['Simulator', host]);
  expect(await badge.locator('.badge-amber').count()).toBe(1);
  await page.setViewportSize(SIZES.phone);
  await badge.getByText(host, { exact: true }).waitFor({ state: 'hidden' });
  expect(await words(badge)).toEqual(['Simulator']);

  await context.route('**/v1/about', async (route) => {
    const response = await route.fetch();
    const about = (await response.json()) as object;
    await route.fulfill({ response, json: { ...about, graph: { host: 'graph.facebook.com', kind: 'meta' } } });
  });
  await page.setViewportSize(SIZES.desktop);
  await page.reload();
  const meta = page.getByTitle('graph.facebook.com: what runs write is real');
  await meta.waitFor();
  expect(await words(meta)).toEqual(['Meta', 'graph.facebook.com']);
  expect(await meta.locator('.badge-grey').count()).toBe(1);
});

test('the theme that somebody chooses is kept', async () => {
  const { page } = await signedIn('viewer');
  const background = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
  const light = await background();
  await page.getByRole('button', { name: 'Theme: As the system' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.getByRole('button', { name: 'Theme: Dark' }).waitFor();
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.reload();
  await page.getByRole('button', { name: 'Theme: Dark' }).waitFor();
  expect(await background()).toBe(dark);
});

test('a server that is killed is missed, and found again without a reload and with the session', async () => {
  const { page, ...reader } = await signedIn('operator');
  reader.forgive(
    /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_NETWORK|ERR_EMPTY|ERR_CONNECTION_RESET|status of 503/,
  );
  await site.killApi();
  await page.getByText('This page has lost its server.').waitFor();
  expect(await lookAtAll(page, 'server-away')).toEqual([]);
  await site.restartApi();
  await page.getByText('This page has lost its server.').waitFor({ state: 'detached' });
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('without a worker the page says that nothing will move, until one polls', async () => {
  const { page, ...reader } = await signedIn('operator');
  reader.forgive(/status of 503/);
  await site.world.killWorker();
  // Temporal counts one that was killed for more than a minute.
  await page.getByText('No worker polls.').waitFor({ timeout: 300_000 });
  expect(await lookAtAll(page, 'no-worker')).toEqual([]);
  await page.getByRole('link', { name: 'Credit lines' }).click();
  const unread = page.getByRole('group', { name: 'Our lines of credit cannot be read now' });
  await unread.waitFor();
  site.world.startWorker();
  await page.getByText('No worker polls.').waitFor({ state: 'detached' });
  // What only a worker can answer comes without being asked for again.
  await unread.waitFor({ state: 'detached' });
  await page.getByText('Available').first().waitFor();
}, 600_000);

test('without Temporal the page says so and keeps what it showed, and goes on when it is back', async () => {
  const { page, ...reader } = await signedIn('operator');
  reader.forgive(/status of 503/);
  await site.world.server.kill();
  await page.getByText('Temporal does not answer.').waitFor();
  await page.getByRole('region', { name: 'All runs' }).getByText('Konkan Fisheries').waitFor();
  expect(await lookAtAll(page, 'temporal-away')).toEqual([]);
  await site.world.server.restart();
  await page.getByText('Temporal does not answer.').waitFor({ state: 'detached' });
});

test('Home that is opened without Temporal comes by itself when it is back', async () => {
  const { page, ...reader } = await signedIn('operator');
  reader.forgive(/status of 503|ProblemError/);
  await site.world.server.kill();
  await page.goto('/');
  await page.getByRole('heading', { level: 1, name: 'Something went wrong' }).waitFor();
  await page.getByText('Temporal does not answer.').waitFor();
  await site.world.server.restart();
  await page.getByRole('heading', { level: 1, name: 'Migrations', exact: true }).waitFor();
});
