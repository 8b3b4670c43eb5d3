/** The frame of every page: sign-in, what stands in the bar, and what happens when a server is away. */
import { createSite, lookAtAll, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

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
});
