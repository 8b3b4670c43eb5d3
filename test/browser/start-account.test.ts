/** What the start form says of an account as soon as its id is whole. */
import type { Page } from 'playwright-core';
import { accountSpec } from '../e2e/harness/account-spec';
import { accountOf, createSite, CREDIT_LINE, hold, lookAtAll, signedIn, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

const NO_FINDINGS: readonly string[] = [];
/** An id that no account has. */
const NOWHERE = '999999999999999';

const idField = (page: Page) => page.getByRole('textbox', { name: 'Account id' });
const currencyField = (page: Page) => page.getByRole('textbox', { name: 'New currency' });

/** The accounts that Meta was asked about, in turn. */
function lookedAt(page: Page): readonly string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const [, id] = /^\/v1\/accounts\/(\d+)/.exec(new URL(request.url()).pathname) ?? [];
    if (id !== undefined) asked.push(id);
  });
  return asked;
}

/** Keeps what is said of an account back until what it answers with is called. */
const holdAccount = (page: Page, id: string) => hold(page, new RegExp(`^/v1/accounts/${id}(\\?|$)`));

const reading = (page: Page, id: string) => page.getByRole('status', { name: `Asking Meta about account ${id}` });

test('an id that is typed is asked for once, when it is whole: name, currency, payer, in the place kept for them', async () => {
  const customer = await site.world.addCustomer({
    account: { name: 'Kaveri Textiles', funding: 'line', currency: 'INR', numbers: 5 },
  });
  const { id } = accountOf(customer);
  const { page } = await signedIn(site, 'operator', '/start');
  await page.getByRole('radio', { name: new RegExp(CREDIT_LINE) }).waitFor({ state: 'attached' });
  const asked = lookedAt(page);
  const release = await holdAccount(page, id);
  await idField(page).pressSequentially(id);
  await reading(page, id).waitFor();
  const before = await currencyField(page).boundingBox();
  expect(await lookAtAll(page, 'start-account-loading')).toEqual(NO_FINDINGS);
  release();
  await page.getByText('Kaveri Textiles is billed in INR.').waitFor();
  await page.getByText('Our line 1972…2146 pays for it. 5 phone numbers.').waitFor();
  await page.getByText('No migration of it has been started here.').waitFor();
  expect(await reading(page, id).count()).toBe(0);
  expect((await currencyField(page).boundingBox())?.y).toBe(before?.y);
  expect(asked).toEqual([id]);

  // What it means for the rest of the form.
  await page
    .getByRole('radio', { name: 'Not for this account: our line 1972…2146 pays for it' })
    .waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'INR for India' }).click();
  await page.getByText('Kaveri Textiles is billed in INR already: choose another currency.').waitFor();
  expect(await currencyField(page).getAttribute('aria-invalid')).toBe('true');
  expect(await lookAtAll(page, 'start-account-known')).toEqual(NO_FINDINGS);
  await page.getByRole('button', { name: 'BRL for Brazil' }).click();
  await page.getByText('is billed in INR already').waitFor({ state: 'detached' });
  expect(asked).toEqual([id]);
});

test('an answer is of its own id only, and stays good for who comes back to it', async () => {
  const [first, second] = [
    await site.world.addAccount({ name: 'Satpura Looms', funding: 'card' }),
    await site.world.addAccount({ name: 'Malwa Mills', numbers: 0 }),
  ];
  const { page } = await signedIn(site, 'approver', `/start?waba=${first.id}`);
  const asked = lookedAt(page);
  await page.getByText('Satpura Looms is billed in USD.').waitFor();
  await page.getByText('A card or another line pays for it.').waitFor();
  const release = await holdAccount(page, second.id);
  await idField(page).fill(second.id);
  await reading(page, second.id).waitFor();
  expect(await page.getByText('Satpura Looms').count()).toBe(0);
  release();
  await page.getByText('Malwa Mills is billed in USD.').waitFor();
  await page.getByText('No phone number.').waitFor();

  await idField(page).fill(second.id.slice(0, 9));
  await page.getByText('Malwa Mills').waitFor({ state: 'detached' });
  await idField(page).fill(first.id);
  await page.getByText('Satpura Looms is billed in USD.').waitFor();
  expect(asked.filter((id) => id === second.id)).toEqual([second.id]);
  expect(asked.at(-1)).toBe(second.id);
});

test('a server that was away and is back has nothing asked of Meta anew', async () => {
  const { id } = await site.world.addAccount({ name: 'Chenab Crafts' });
  const { page, forgive } = await signedIn(site, 'operator', '/start');
  // What browsers say of a server that is killed under them.
  forgive(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_NETWORK|ERR_EMPTY|ERR_CONNECTION_RESET|status of 503/);
  const asked = lookedAt(page);
  await idField(page).fill(id);
  await page.getByText('Chenab Crafts is billed in USD.').waitFor();
  await site.killApi();
  const lost = page.getByText('This page has lost its server.');
  await lost.waitFor();
  // Other things are.
  const renewed = page.waitForResponse((answer) => answer.ok() && answer.url().endsWith('/v1/credit-lines'));
  await site.restartApi();
  await lost.waitFor({ state: 'detached' });
  await renewed;
  await page.getByText('Chenab Crafts is billed in USD.').waitFor();
  expect(asked).toEqual([id]);
});

test('a migration that the account had is told beside what Meta says of it now', async () => {
  const { id } = await site.world.addAccount({ name: 'Narmada Silks' });
  await site.world.start(id);
  await site.world.waitForPhase(id, 'awaiting-approval');
  const { page } = await signedIn(site, 'operator', '/start');
  const release = await holdAccount(page, id);
  await idField(page).fill(id);
  await reading(page, id).waitFor();
  const before = await currencyField(page).boundingBox();
  await page.getByText('has a migration, started').waitFor();
  release();
  await page.getByText('Narmada Silks is billed in USD.').waitFor();
  expect(await currencyField(page).boundingBox()).toEqual(before);
  expect(await lookAtAll(page, 'start-account-migrated')).toEqual(NO_FINDINGS);
  await site.world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
  await site.world.waitForPhase(id, 'abandoned');
});

test('an id that Meta shows no account for, and an account that it throttles, are said calmly, and the form goes without', async () => {
  const reader = await signedIn(site, 'operator', '/start');
  const { page } = reader;
  reader.forgive(/status of (404|502)/);
  await idField(page).fill(NOWHERE);
  await page.getByText('Meta shows our token no account with this id: check it').waitFor();
  expect(await lookAtAll(page, 'start-account-unknown')).toEqual(NO_FINDINGS);

  // A live read ends where Meta throttles for longer than a minute, so the checker is not told of this account.
  const shut = await site.world.simulator.addWaba(accountSpec({ name: 'Vindhya Weaves' }));
  await site.world.simulator.addFault({ fault: 'throttle', regainMinutes: 5, wabaId: shut.id });
  await idField(page).fill(shut.id);
  await page.getByText(/Meta could not be asked about this account\. Wait \d+ s\./).waitFor();
  expect(await lookAtAll(page, 'start-account-throttled')).toEqual(NO_FINDINGS);
  const again = page.waitForResponse((answer) => answer.url().endsWith(`/v1/accounts/${shut.id}`));
  // What is wrong stays to be read while it is asked again, and the button keeps the focus.
  const release = await holdAccount(page, shut.id);
  const button = page.getByRole('button', { name: /^Ask again/ });
  await button.press('Enter');
  await page.getByRole('button', { name: /^Ask again.*under way$/ }).waitFor();
  expect(await page.getByText('Meta could not be asked about this account.').count()).toBe(1);
  release();
  expect((await again).status()).toBe(502);
  await page.getByRole('button', { name: 'Ask again', exact: true }).waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Ask again');
  expect(await page.getByRole('button', { name: `Dry run of ${shut.id}` }).isEnabled()).toBe(true);

  // Asked with the token that the migration is to work with.
  await page.getByRole('button', { name: 'Special cases' }).click();
  await page.getByLabel('Name of the token to work with').fill('acme');
  await page
    .getByText('Meta shows the token “acme” no account with this id, or no worker has a token of that name')
    .waitFor();
});
