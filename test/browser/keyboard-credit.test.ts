/** Without a pointer: a line is shared, and a revoke is confirmed by the id of the business. */
import { accountOf, CREDIT_LINE, createSite, keyboardOf, liveRecords, signedIn, until, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

test('a line is shared, and revoked again with the business typed', async () => {
  const funded = await site.world.addCustomer({ account: { funding: 'line' } });
  const customer = await site.world.addCustomer();
  const { businessId } = customer;
  const { id, currency } = accountOf(customer);
  const { page, forgive } = await signedIn(site, 'admin', '/');
  // Before its first operation the server knows of none.
  forgive(/status of 404/);
  const keys = keyboardOf(page);
  const headingHasFocus = () => page.getByRole('heading', { level: 1 }).and(page.locator(':focus')).waitFor();

  await headingHasFocus();
  await keys.tabTo(/^Credit lines$/, 'back');
  await keys.press('Enter');
  await page.getByRole('link', { name: 'Share a line' }).waitFor();
  await keys.tabTo(new RegExp(`^Accounts of ${funded.businessId}$`));
  await keys.press('Enter');
  await page.getByRole('cell', { name: accountOf(funded).id }).waitFor();
  await keys.tabTo(/^Share a line$/, 'back');
  await keys.press('Enter');
  await page.getByRole('form', { name: 'Share a line of credit' }).waitFor();
  await headingHasFocus();

  await keys.tabTo(/^Customer’s business/);
  await keys.type(businessId);
  await keys.press('Tab');
  expect(await keys.focused()).toMatch(/^Account id/);
  await keys.type(id);
  await keys.press('Tab');
  await keys.type(currency.toLowerCase());
  await keys.tabTo(new RegExp(CREDIT_LINE));
  await keys.press('Space');
  await keys.tabTo(/Assign our system user/);
  await keys.press('Space');
  expect(await page.getByRole('checkbox').isChecked()).toBe(true);
  await keys.press('Space');
  await keys.tabTo(new RegExp(`^Share the line for account ${id}$`));
  await keys.press('Enter');
  await page.waitForURL(`**/credit-lines/businesses/${businessId}`);
  await headingHasFocus();
  await page.getByText('Completed', { exact: true }).waitFor();
  expect(await liveRecords(site.world, customer)).toHaveLength(1);

  await keys.tabTo(/^Revoke…$/);
  await keys.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 account loses our funding').waitFor();
  await keys.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await keys.focused()).toBe('Revoke…');

  await keys.press('Enter');
  await dialog.getByText('1 account loses our funding').waitFor();
  await keys.tabTo(/^Type the id of the business/);
  await keys.type(businessId);
  await keys.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await until('the focus on the page', 60_000, async () => ((await keys.focused()) === 'Revoke…' ? true : undefined));
  await page.getByText('1 record revoked').waitFor();
  expect(await liveRecords(site.world, customer)).toEqual([]);
});
