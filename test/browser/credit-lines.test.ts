/** Lines of credit: whom they pay for, a share and a revoke to the end, and what a person tells one that waits. */
import {
  accountNow,
  accountOf,
  CREDIT_LINE,
  createSite,
  liveRecords,
  lookAtAll,
  signedIn,
  type Reader,
  type Site,
  until,
} from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

const NO_FINDINGS: readonly string[] = [];
const FUNDED = { account: { funding: 'line' } } as const;

/** The page of a business, for a reader with a role. Before its first operation the API knows of none. */
async function atBusiness(role: 'viewer' | 'operator' | 'admin', businessId: string): Promise<Reader> {
  const reader = await signedIn(site, role, `/credit-lines/businesses/${businessId}`);
  reader.forgive(/status of 404/);
  await reader.page.getByRole('heading', { level: 1 }).getByText(businessId).waitFor();
  return reader;
}

test('lines show what is left, whom they pay for, and a share pays for one more account', async () => {
  const funded = await site.world.addCustomer({ ...FUNDED, wabas: 2 });
  const customer = await site.world.addCustomer();
  const { id } = accountOf(customer);
  const reader = await signedIn(site, 'operator', '/credit-lines');
  reader.forgive(/status of 404/);
  const { page } = reader;
  const line = page.getByRole('region', { name: `Line of credit ${CREDIT_LINE}` });
  await line.getByRole('heading', { name: 'Partner Portfolio Ltd' }).waitFor();
  expect(await line.locator('dl').locator('dt, dd').allTextContents()).toEqual([
    ...['Available', 'USD 487,655.00'],
    ...['Balance', 'USD 12,345.00'],
  ]);
  await page.getByRole('button', { name: `Accounts of ${funded.businessId}` }).click();
  await page.getByRole('cell', { name: accountOf(funded, 1).id }).waitFor();
  expect(await page.getByText('Our line', { exact: true }).count()).toBe(2);
  expect(await lookAtAll(page, 'credit-lines')).toEqual(NO_FINDINGS);

  await page.getByLabel('Customer’s business').fill(customer.businessId);
  await page.keyboard.press('Enter');
  await page.getByText('Nobody', { exact: true }).waitFor();
  expect(await lookAtAll(page, 'credit-business')).toEqual(NO_FINDINGS);
  await page.getByRole('link', { name: `Share a line for ${id}` }).click();
  await page.getByRole('button', { name: `Share the line for account ${id}` }).click();
  await page.getByText('Choose the line that is to pay').waitFor();
  expect(await lookAtAll(page, 'credit-share')).toEqual(NO_FINDINGS);
  await page.getByRole('radio', { name: new RegExp(CREDIT_LINE) }).check({ force: true });
  await page.getByRole('button', { name: `Share the line for account ${id}` }).click();

  await page.waitForURL(`**/credit-lines/businesses/${customer.businessId}`);
  await page.getByText('Completed', { exact: true }).waitFor();
  await page.getByText('Our line', { exact: true }).waitFor();
  expect(await lookAtAll(page, 'credit-shared')).toEqual(NO_FINDINGS);
  const [record] = await liveRecords(site.world, customer);
  await page
    .getByRole('table', { name: 'Sharing records' })
    .getByText(record?.id ?? 'no record')
    .waitFor();
  expect((await accountNow(site.world, id)).funding).toMatchObject({ kind: 'line', id: record?.receivingCredentialId });
});

test('a revoke shows what stops, sends nothing before the business is typed, and ends record by record', async () => {
  const customer = await site.world.addCustomer({ ...FUNDED, wabas: 2 });
  const { businessId } = customer;
  const [record] = await liveRecords(site.world, customer);
  const { page } = await atBusiness('admin', businessId);
  await page.getByRole('button', { name: 'Revoke…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 accounts lose our funding and 2 phone numbers stop sending').waitFor();
  const field = dialog.getByRole('textbox');
  await field.fill('2');
  await field.fill('99');
  await dialog.getByText('This is not the id of the business').waitFor();
  await dialog.getByRole('button', { name: `Revoke the funding of ${businessId}` }).click();
  expect(await lookAtAll(page, 'credit-revoke')).toEqual(NO_FINDINGS);
  expect(await liveRecords(site.world, customer)).toHaveLength(1);

  await field.fill(businessId);
  await dialog.getByRole('button', { name: `Revoke the funding of ${businessId}` }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(`1 record revoked: ${record?.id}`).waitFor();
  await page.getByText('Nobody', { exact: true }).first().waitFor();
  expect(await lookAtAll(page, 'credit-revoked')).toEqual(NO_FINDINGS);
  expect(await liveRecords(site.world, customer)).toEqual([]);

  await page.getByRole('button', { name: 'Revoke…' }).click();
  await page.getByText('There is nothing to revoke').waitFor();
});

test('a radius that changed under the dialog is shown again, and confirmed by the business’s id', async () => {
  const customer = await site.world.addCustomer(FUNDED);
  const { businessId } = customer;
  const { page } = await atBusiness('admin', businessId);
  await page.getByRole('button', { name: 'Revoke…' }).click();
  await page.getByText('1 account loses our funding').waitFor();
  await site.world.addAccountsOf(customer, FUNDED);
  await page.getByRole('dialog').getByRole('textbox').fill(businessId);
  await page.getByRole('button', { name: `Revoke the funding of ${businessId}` }).click();

  await page.getByRole('button', { name: 'Revoke what is shown now…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Revoke what is shown now?' });
  await dialog.getByText('2 accounts lose our funding').waitFor();
  expect(await lookAtAll(page, 'credit-radius-changed')).toEqual(NO_FINDINGS);
  await dialog.getByRole('textbox').fill(businessId);
  await dialog.getByRole('button', { name: 'Revoke what is shown now' }).click();
  await page.getByText('1 record revoked').waitFor();
  expect(await liveRecords(site.world, customer)).toEqual([]);
});

test('a migration that is open holds a revoke up until it is ticked', async () => {
  const customer = await site.world.addCustomer({ account: { currency: 'USD', funding: 'line', templates: 2 } });
  const { businessId } = customer;
  const { id } = accountOf(customer);
  await site.world.start(id);
  await site.world.waitForPhase(id, 'awaiting-approval');
  await until('the migration in the radius', 30_000, async () => {
    const { openRuns } = await site.world.credit.radius(businessId);
    return openRuns.length > 0 || undefined;
  });
  const { page } = await atBusiness('admin', businessId);
  await page.getByRole('button', { name: 'Revoke…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(businessId);
  await dialog.getByRole('button', { name: `Revoke the funding of ${businessId}` }).click();
  await dialog.getByText('Tick each of them').waitFor();
  expect(await lookAtAll(page, 'credit-revoke-open-run')).toEqual(NO_FINDINGS);
  expect(await liveRecords(site.world, customer)).toHaveLength(1);

  await dialog.getByRole('checkbox', { name: new RegExp(`migrate-waba/${id}`) }).check({ force: true });
  await dialog.getByRole('button', { name: `Revoke the funding of ${businessId}` }).click();
  await page.getByText('1 record revoked').waitFor();
  expect(await liveRecords(site.world, customer)).toEqual([]);
  await site.world.wabactl('migrate', 'abandon', id, '--reason', 'nobody pays for it any more');
  await site.world.waitForPhase(id, 'abandoned');
});

test('an operation that waits says why, and is told what to do with a reason', async () => {
  const customer = await site.world.addCustomer({ account: { behaviour: { fundingShown: false } } });
  const { id } = accountOf(customer);
  await site.world.credit.share(accountOf(customer), { verifyFor: '2s' });
  const { page } = await atBusiness('operator', customer.businessId);
  await page.getByRole('button', { name: 'Look again…' }).waitFor();
  expect(await lookAtAll(page, 'credit-waits')).toEqual(NO_FINDINGS);

  await page.getByRole('button', { name: 'Look again…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Look again?' });
  await dialog.getByRole('button', { name: 'Look again' }).click();
  await dialog.getByText('Say why').waitFor();
  expect(await lookAtAll(page, 'credit-verb')).toEqual(NO_FINDINGS);
  await site.world.simulator.changeWaba(id, { behaviour: { fundingShown: true } });
  await dialog.getByLabel('Reason').fill('Meta was slow');
  await dialog.getByRole('button', { name: 'Look again' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Completed', { exact: true }).waitFor();
});

test('a viewer sees everything and changes nothing, and is told who could', async () => {
  const { businessId } = await site.world.addCustomer(FUNDED);
  const { page } = await atBusiness('viewer', businessId);
  await page.getByText('Our line', { exact: true }).waitFor();
  await page.getByText('Only an admin can revoke').waitFor();
  expect(await page.getByRole('button', { name: 'Revoke…' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: /Share a line/ }).count()).toBe(0);
  expect(await lookAtAll(page, 'credit-viewer')).toEqual(NO_FINDINGS);

  await page.goto('/credit-lines/share');
  await page.getByText('An operator or an admin can share a line of credit').waitFor();
  expect(await page.getByRole('form', { name: 'Share a line of credit' }).count()).toBe(0);
  expect(await lookAtAll(page, 'credit-share-forbidden')).toEqual(NO_FINDINGS);
});
