/** What the pages about credit say where there is nothing to show, and where a share ends without a line. */
import type { AccountChanges } from '../e2e/harness';
import { BUSINESS_ID } from '../e2e/harness/world';
import { accountOf, CREDIT_LINE, createSite, liveRecords, lookAtAll, signedIn, type Site, until } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

const NO_FINDINGS: readonly string[] = [];

/** Puts a worker with other settings in the place of the one that runs. */
async function replaceWorker(env: Record<string, string>): Promise<void> {
  await site.world.killWorker();
  site.world.startWorker(env);
  await until('a worker that polls', 120_000, async () =>
    (await fetch(`${site.url}/readyz`)).status === 200 ? true : undefined,
  );
}

describe('a portfolio without a line of credit', () => {
  afterAll(async () => {
    await site.world.simulator.changeBusiness(BUSINESS_ID, { verificationStatus: 'verified' });
    await replaceWorker({});
  });

  test('that is not verified is told to be verified first, on the list and in the share form', async () => {
    const { world } = site;
    await world.simulator.changeBusiness(BUSINESS_ID, { verificationStatus: 'not_verified' });
    const { page } = await signedIn(site, 'operator', '/credit-lines');
    await page.getByText(`Meta shows no line of credit of business ${BUSINESS_ID}`).waitFor();
    await page.getByText('is not verified').waitFor();
    await page.getByText('Meta issues lines to verified businesses only').waitFor();
    expect(await lookAtAll(page, 'credit-no-lines')).toEqual(NO_FINDINGS);

    expect(await page.getByRole('link', { name: 'Share a line' }).count()).toBe(0);
    await page.goto('/credit-lines/share');
    await page.getByText('Meta shows no line of credit to choose from').waitFor();
    await page.getByText('is not verified').waitFor();
    await page.getByLabel('Id of the line of credit').waitFor();
    expect(await lookAtAll(page, 'credit-share-no-lines')).toEqual(NO_FINDINGS);
  });

  test('because the token is of another business is told which one, and which setting to change', async () => {
    const { businessId } = await site.world.addCustomer();
    await site.world.simulator.changeBusiness(BUSINESS_ID, { verificationStatus: 'verified' });
    await replaceWorker({ META_BUSINESS_ID: businessId });
    const { page } = await signedIn(site, 'viewer', '/credit-lines');
    await page.getByText(`Meta shows no line of credit of business ${businessId}`).waitFor();
    const why = page.getByText('The token is of another business');
    await why.waitFor();
    expect(await why.innerText()).toContain(BUSINESS_ID);
    expect(await why.innerText()).toContain('META_BUSINESS_ID');
    expect(await lookAtAll(page, 'credit-no-lines-token')).toEqual(NO_FINDINGS);
  });
});

test('a line that has not been shared says so, and is the one that its own link shares', async () => {
  const { id } = await site.world.simulator.addLine();
  const { page } = await signedIn(site, 'operator', '/credit-lines');
  const card = page.getByRole('region', { name: `Line of credit ${id}` });
  await card.getByText('This line pays for nobody').waitFor();
  expect(await lookAtAll(page, 'credit-line-unused')).toEqual(NO_FINDINGS);
  await card.getByRole('link', { name: `Share this line, ${id}` }).click();
  await page.getByRole('radio', { name: new RegExp(id) }).waitFor();
  expect(await page.getByRole('radio', { name: new RegExp(id) }).isChecked()).toBe(true);
});

describe('a share that is refused', () => {
  /** Shares the line by the form, for an account of a customer. */
  async function refused(account: AccountChanges) {
    const customer = await site.world.addCustomer({ account });
    const { businessId } = customer;
    const { id } = accountOf(customer);
    const search = new URLSearchParams({ business: businessId, waba: id, currency: 'INR', line: CREDIT_LINE });
    const reader = await signedIn(site, 'operator', `/credit-lines/share?${search.toString()}`);
    reader.forgive(/status of 404/);
    const { page } = reader;
    await page.getByRole('button', { name: `Share the line for account ${id}` }).click();
    await page.getByText('Refused', { exact: true }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/wabactl|--[a-z]/);
    return { page, customer, id };
  }

  test('because another line pays names what pays, and leads to a migration of that account', async () => {
    const { page, customer, id } = await refused({ funding: 'other-line' });
    await page
      .getByText(/^A card or another line \(funding \d+\) pays for account/)
      .first()
      .waitFor();
    await page.getByText('Another payer', { exact: true }).waitFor();
    expect(await lookAtAll(page, 'credit-refused')).toEqual(NO_FINDINGS);
    await page.getByRole('link', { name: `Migrate account ${id}` }).click();
    await page.waitForURL('**/start?**');
    const form = page.getByRole('form', { name: 'What to migrate' });
    expect(await form.getByLabel('Account id').inputValue()).toBe(id);
    expect(await form.getByLabel('New currency').inputValue()).toBe('INR');
    expect(await liveRecords(site.world, customer)).toEqual([]);
  });

  test('because our system user is not assigned is tried again from where it stood, with what was missing', async () => {
    const { page, customer, id } = await refused({ users: [] });
    await page.getByText('is not assigned').first().waitFor();
    expect(await lookAtAll(page, 'credit-refused-user')).toEqual(NO_FINDINGS);
    await page.getByRole('link', { name: 'Try this share again' }).click();
    await page.getByText('Assign our system user to the account where it is not').click();
    await page.getByRole('button', { name: `Share the line for account ${id}` }).click();
    await page.getByText('Completed', { exact: true }).waitFor();
    const [record] = await liveRecords(site.world, customer);
    await page.getByText(`Sharing record ${record?.id} was made.`).waitFor();
    expect(await lookAtAll(page, 'credit-shared-user')).toEqual(NO_FINDINGS);
  });

  test('offers a viewer neither way', async () => {
    const { customer } = await refused({ funding: 'card' });
    const reader = await signedIn(site, 'viewer', `/credit-lines/businesses/${customer.businessId}`);
    await reader.page.getByText('a card or another line').first().waitFor();
    expect(await reader.page.getByRole('link', { name: /Migrate account|Try this share/ }).count()).toBe(0);
  });
});
