/** Without a pointer: Home and Start from the first key to a started migration; what has the focus can be seen. */
import {
  CREDIT_LINE,
  createSite,
  keyboardOf,
  lookAtAll,
  until,
  untilListed,
  type Keyboard,
  type Reader,
  type Site,
} from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** A person with a role, who signs in by keyboard, as all else. */
async function person(role: keyof Site['keys'], path: string): Promise<Reader & { readonly keys: Keyboard }> {
  const reader = await site.reader();
  // The first question is who one is, and nobody is.
  reader.forgive(/status of 401/);
  await reader.page.goto(path);
  const keys = keyboardOf(reader.page);
  await until('the sign-in', 60_000, async () => ((await keys.focused()) === 'API key' ? true : undefined));
  await keys.type(site.keys[role]);
  await keys.press('Enter');
  await reader.page.getByRole('heading', { level: 1 }).and(reader.page.locator(':focus')).waitFor();
  return { ...reader, keys };
}

test('Home: search, the count of who is waited for, and the verb of a row lead to where one goes on', async () => {
  const { world } = site;
  const waits = await world.addAccount({ name: 'Kaveri Textiles' });
  await world.start(waits.id);
  await world.waitForPhase(waits.id, 'awaiting-approval');
  await untilListed(site, waits.id, ({ needsOperator }) => needsOperator);
  const { page, keys } = await person('approver', '/');

  await keys.tabTo(/^Skip to the content$/, 'back');
  expect(await lookAtAll(page, 'keyboard-skip')).toEqual([]);
  await keys.press('Enter');
  await page.locator('main:focus').waitFor();
  await keys.tabTo(/^Kaveri Textiles$/);

  await keys.tabTo(/^Search by account or business id$/, 'back');
  await keys.type(waits.id.slice(0, 12));
  await keys.press('Enter');
  await page.getByText(`Only accounts whose id, or whose clone’s, begins with ${waits.id.slice(0, 12)}`).waitFor();
  await page.locator('#all-runs:focus').waitFor();
  expect(await lookAtAll(page, 'keyboard-list')).toEqual([]);
  await keys.tabTo(/^Show the others too$/);
  await keys.press('Enter');
  await page.getByText('Only accounts whose id, or whose clone’s, begins with').waitFor({ state: 'detached' });
  await page.locator('#all-runs:focus').waitFor();

  await keys.tabTo(/needs a person$/, 'back');
  await keys.press('Enter');
  await page.locator('#needs-you:focus').waitFor();
  await keys.tabTo(/^Copy the WABA id/);
  await keys.press('Enter');
  await page.getByRole('status').getByText(`Copied the WABA id ${waits.id}`).waitFor();
  await keys.tabTo(/^Review and approve: Kaveri Textiles$/);
  await keys.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Approve the move of ${waits.id}` });
  await dialog.waitFor();
  await keys.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  // The link that opened it is on another page.
  await page.locator('.run-now:focus').waitFor();
  expect(new URL(page.url()).search).toBe('');

  await keys.tabTo(/^Search by account or business id$/, 'back');
  await keys.type(waits.id);
  await keys.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Kaveri Textiles' }).waitFor();
  await world.wabactl('migrate', 'abandon', waits.id, '--reason', 'seen enough');
  await world.waitForPhase(waits.id, 'abandoned');
});

test('Home: chips keep the focus, more rows and new rows take it to the first of them', async () => {
  const { world } = site;
  const accounts = [];
  for (const name of ['Malabar Spices', 'Deccan Motors', 'Nilgiri Tea']) {
    // Its currency is the one that is asked for: it stops at once.
    const account = await world.addAccount({ name, currency: 'INR' });
    await world.start(account.id);
    await world.waitForPhase(account.id, 'needs-operator');
    accounts.push(account);
  }
  const { page, keys } = await person('operator', '/');
  // The server's own pages, of two rows in place of fifty.
  await page.route(
    ({ pathname, searchParams }) => pathname === '/v1/migrations' && searchParams.get('pageSize') === '50',
    (route) => route.fallback({ url: route.request().url().replace('pageSize=50', 'pageSize=2') }),
  );
  await page.reload();
  await page.getByRole('button', { name: 'Show more' }).waitFor();
  const rows = page.getByRole('table', { name: 'All runs' }).getByRole('row');
  const linkOf = async (row: number) => (await rows.nth(row).getByRole('link').textContent()) ?? '';
  expect(await rows.count()).toBe(3);
  await keys.tabTo(/^Show more$/);
  await keys.press('Enter');
  await rows.nth(3).getByRole('link').and(page.locator(':focus')).waitFor();
  expect(await keys.focused()).toBe(await linkOf(3));
  await keys.tabTo(/^Copy the WABA id/);

  await keys.tabTo(/^Needs a person \d/, 'back');
  await keys.press('Enter');
  await page.waitForURL('**/?phase=needs-operator');
  expect(await keys.focused()).toMatch(/^Needs a person/);
  await keys.tabTo(/^All \d/, 'back');
  await keys.press('Enter');
  await page.waitForURL(({ search }) => search === '');

  const late = await world.addAccount({ name: 'Coromandel Ports', currency: 'INR' });
  await world.start(late.id);
  await page.getByRole('button', { name: 'Show 1 new run' }).waitFor();
  await keys.tabTo(/^Show 1 new run$/);
  await keys.press('Space');
  await rows.nth(1).getByRole('link').and(page.locator(':focus')).waitFor();
  await world.waitForPhase(late.id, 'needs-operator');
  await keys.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Coromandel Ports' }).and(page.locator(':focus')).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/migrations/${late.id}`);

  for (const { id } of [...accounts, late]) {
    await world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
    await world.waitForPhase(id, 'abandoned');
  }
});

test('the menus of the bar open, are gone through and close, and give the focus back', async () => {
  const { page, keys } = await person('viewer', '/');
  await keys.tabTo(/^Theme: As the system$/, 'back');
  await keys.press('Enter');
  await page.getByRole('menuitemradio', { name: 'As the system' }).and(page.locator(':focus')).waitFor();
  await keys.press('ArrowDown');
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await page.getByRole('button', { name: 'Theme: Dark' }).and(page.locator(':focus')).waitFor();
  await keys.tabTo(/account$/);
  await keys.press('Space');
  await page.getByRole('menuitem', { name: 'HTTP API reference' }).waitFor();
  await keys.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect(await keys.focused()).toMatch(/account$/);
  await keys.press('Space');
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
  await keys.press('End');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Sign in to WABA migrations' }).waitFor();
  await until('the key to be asked for', 60_000, async () => ((await keys.focused()) === 'API key' ? true : undefined));
});

test('Start: from the first field to a started migration', async () => {
  const { world } = site;
  const { id } = await world.addAccount({ name: 'Satpura Looms' });
  const { page, keys } = await person('operator', '/');
  await keys.tabTo(/^Start$/, 'back');
  await keys.press('Enter');
  await page.getByRole('radio', { name: new RegExp(CREDIT_LINE) }).waitFor({ state: 'attached' });

  // Sent in vain, it leads to what is missing.
  await keys.tabTo(/^Dry run$/);
  await keys.press('Enter');
  await until('the first fault', 60_000, async () => (/^Account id/.test(await keys.focused()) ? true : undefined));
  await keys.type(id);
  await keys.tabTo(/^INR for India$/);
  await keys.press('Space');
  await keys.tabTo(new RegExp(CREDIT_LINE));
  await keys.press('Space');
  expect(await page.getByRole('radio', { name: new RegExp(CREDIT_LINE) }).isChecked()).toBe(true);
  await keys.press('ArrowDown');
  expect(await page.getByRole('radio', { name: new RegExp(CREDIT_LINE) }).isChecked()).toBe(false);
  await keys.press('ArrowUp');
  await keys.tabTo(/^Special cases$/);
  await keys.press('Enter');
  await page.getByLabel('Business that must own the account').waitFor();
  expect(await lookAtAll(page, 'keyboard-start')).toEqual([]);
  await keys.tabTo(new RegExp(`^Dry run of ${id}$`));
  await keys.press('Enter');
  await page.getByText(/\d+ checks? agrees?/).waitFor();
  expect(await keys.focused()).toMatch(new RegExp(`ry run of ${id}$`));
  await keys.tabTo(new RegExp(`^Start the migration of ${id} to INR$`));
  expect(await lookAtAll(page, 'keyboard-start-now')).toEqual([]);
  await keys.press('Enter');
  await page.waitForURL(`**/migrations/${id}`);
  await page.getByRole('heading', { level: 1 }).and(page.locator(':focus')).waitFor();
  await world.waitForPhase(id, 'awaiting-approval');
  await world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
  await world.waitForPhase(id, 'abandoned');
});

test('a dialog whose button goes with what it did keeps the focus, and Escape closes it wherever the focus is', async () => {
  const { world } = site;
  const { id } = await world.addAccount({ name: 'Konkan Fisheries' });
  await world.start(id, '--policy', 'recheckEvery=2s');
  const { destinationWabaId } = await world.waitForPhase(id, 'awaiting-approval');
  const { page, keys } = await person('approver', `/migrations/${id}`);
  await keys.tabTo(/^Review and approve$/);
  await keys.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const fresh = { templates: { add: [{ name: 'made_meanwhile', language: 'en_US' }] } };
  await world.simulator.changeWaba(destinationWabaId ?? '', fresh);
  await world.simulator.changeWaba(id, fresh);
  await dialog.getByRole('button', { name: 'Show what is verified now' }).waitFor();
  await keys.tabTo(/^Show what is verified now$/);
  await keys.press('Enter');
  await dialog.getByRole('button', { name: 'Show what is verified now' }).waitFor({ state: 'detached' });
  await dialog.locator(':focus').waitFor();
  await keys.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await keys.tabTo(/^Review and approve$/);
  await keys.press('Enter');
  await dialog.waitFor();
  // Nowhere, as it is for a moment when a browser takes the focus away.
  await page.evaluate(`(() => {
    document.activeElement.blur();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  })()`);
  await dialog.waitFor({ state: 'detached' });
  await world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
  await world.waitForPhase(id, 'abandoned');
});
