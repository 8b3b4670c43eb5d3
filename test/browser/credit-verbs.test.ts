/** What a person tells a credit operation from its page: what stood there before, what the dialog promised, what became of it. */
import type { Locator, Page } from 'playwright-core';
import { inTwoCalls, tell } from '../e2e/harness';
import { accountOf, axeFindings, createSite, liveRecords, lookAtAll, signedIn, type Site, until } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

const NO_FINDINGS: readonly string[] = [];
/** What is typed on the command line has no place on a page. */
const COMMANDS = /retry-verification|accept-as-is|retry-compensation|confirm-radius|wabactl|--[a-z]/;

async function atBusiness(role: 'viewer' | 'operator' | 'admin', businessId: string): Promise<Page> {
  const { page } = await signedIn(site, role, `/credit-lines/businesses/${businessId}`);
  await page.getByRole('list', { name: 'What happened' }).waitFor();
  await page.getByRole('table', { name: 'Accounts and what pays for them' }).waitFor();
  expect(await page.getByRole('main').innerText()).not.toMatch(COMMANDS);
  return page;
}

/** Opens the dialog of a verb, which says what it will do. */
async function open(page: Page, verb: string, promise: RegExp): Promise<Locator> {
  await page.getByRole('button', { name: `${verb}…` }).click();
  const dialog = page.getByRole('dialog', { name: `${verb}?` });
  await dialog.getByText(promise).waitFor();
  return dialog;
}

/** Gives the verb with a reason; its button may be gone after, and the focus is on what the operation says. */
async function give(dialog: Locator, verb: string, reason: string): Promise<void> {
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await dialog.page().evaluate<boolean>('document.activeElement !== document.body')).toBe(true);
}

/** How the operation ended, as the first thing on its page says it. */
async function ended(page: Page, badge: string, reason: string): Promise<void> {
  await page.getByText(badge, { exact: true }).first().waitFor();
  await page.getByText(reason).first().waitFor();
  expect(await page.getByRole('main').innerText()).not.toMatch(COMMANDS);
}

/** A share of an account whose funding Meta never shows: it waits for a person. */
async function unproven() {
  const customer = await site.world.addCustomer({ account: { behaviour: { fundingShown: false } } });
  await site.world.credit.share(accountOf(customer), { verifyFor: '2s' });
  await site.world.waitForCredit(customer.businessId, 'needs-operator');
  const [record] = await liveRecords(site.world, customer);
  return { ...customer, recordId: record?.id ?? 'no record' };
}

describe('a share whose funding never shows', () => {
  test('is accepted as it is: it ends completed, and the page names what is left at Meta', async () => {
    const customer = await unproven();
    const page = await atBusiness('operator', customer.businessId);
    await page.getByText('The funding is not proven').first().waitFor();
    const dialog = await open(page, 'Accept as it is', /Nothing more is written at Meta/);
    await dialog.getByRole('button', { name: 'Accept as it is' }).click();
    await dialog.getByText('Say why').waitFor();
    expect(await lookAtAll(page, 'credit-accept')).toEqual(NO_FINDINGS);
    await give(dialog, 'Accept as it is', 'seen in Business Manager');

    await ended(page, 'Completed', 'Accepted as it is: seen in Business Manager.');
    await page.getByText('By the operator.').first().waitFor();
    await page.getByText(`Sharing record ${customer.recordId} was made and is left at Meta.`).waitFor();
    expect(await lookAtAll(page, 'credit-accepted')).toEqual(NO_FINDINGS);
    expect(await liveRecords(site.world, customer)).toHaveLength(1);
  });

  test('is cancelled: what it made is taken back, and the page says so record by record', async () => {
    const customer = await unproven();
    const page = await atBusiness('operator', customer.businessId);
    const dialog = await open(page, 'Cancel the share', /Takes back what this share .* provably made/);
    expect(await lookAtAll(page, 'credit-cancel')).toEqual(NO_FINDINGS);
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await liveRecords(site.world, customer)).toHaveLength(1);

    await give(await open(page, 'Cancel the share', /Takes back/), 'Cancel the share', 'the customer pays by card');
    await ended(page, 'Taken back', 'Cancelled.');
    await page.getByText(`Sharing record ${customer.recordId} was made and taken back.`).waitFor();
    await page.getByRole('link', { name: 'Try this share again' }).waitFor();
    expect(await lookAtAll(page, 'credit-taken-back')).toEqual(NO_FINDINGS);
    expect(await liveRecords(site.world, customer)).toEqual([]);
  });

  test('opens the dialog that a link asks for, also where its page was read before it waited', async () => {
    const customer = await site.world.addCustomer({ account: { behaviour: { fundingShown: false } } });
    const { businessId } = customer;
    const held = await site.world.simulator.hold({ fault: 'hold-before', effect: 'shared', businessId });
    await site.world.credit.share(accountOf(customer), { ...inTwoCalls(customer), verifyFor: '2s' });
    await held.reached();
    const page = await atBusiness('operator', businessId);
    await page.getByRole('link', { name: 'Home' }).click();
    await held.answer();
    await page.getByRole('link', { name: `Look again: business ${businessId}` }).click();
    const dialog = page.getByRole('dialog', { name: 'Look again?' });
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
    await page.getByRole('button', { name: 'Look again…' }).waitFor();
    await tell(site.world, 'cancel', customer);
    await ended(page, 'Taken back', 'Cancelled.');
  });

  test('offers a viewer no verb, and says whose they are', async () => {
    const customer = await unproven();
    const page = await atBusiness('viewer', customer.businessId);
    await page
      .getByText('“Look again”, “Accept as it is” and “Cancel the share”: only an operator or an admin.')
      .waitFor();
    expect(await page.getByRole('button', { name: /…$/ }).count()).toBe(0);
    expect(await lookAtAll(page, 'credit-waits-viewer')).toEqual(NO_FINDINGS);
    await tell(site.world, 'cancel', customer);
    await site.world.waitForCredit(customer.businessId, 'compensated');
  });
});

describe('a share that is under way', () => {
  test('is cancelled while it verifies, and what it made is taken back', async () => {
    const customer = await site.world.addCustomer({ account: { behaviour: { fundingShown: false } } });
    await site.world.credit.share(accountOf(customer), { verifyFor: '10m' });
    await site.world.waitForCredit(customer.businessId, 'verifying', {
      where: ({ polling }) => (polling?.attempt ?? 0) > 1,
    });
    const page = await atBusiness('operator', customer.businessId);
    await page.getByText(/Looked \d+ times?/).waitFor();
    expect(await lookAtAll(page, 'credit-verifies')).toEqual(NO_FINDINGS);
    await give(await open(page, 'Cancel the share', /Takes back/), 'Cancel the share', 'the wrong account');
    await ended(page, 'Taken back', 'Cancelled.');
    expect(await liveRecords(site.world, customer)).toEqual([]);
  });

  test('is cancelled in the middle of a write, which is not broken off; the page waits for its answer', async () => {
    const customer = await site.world.addCustomer();
    const { businessId } = customer;
    const held = await site.world.simulator.hold({ fault: 'hold-before', effect: 'shared', businessId });
    await site.world.credit.share(accountOf(customer), inTwoCalls(customer));
    await held.reached();
    const page = await atBusiness('operator', businessId);
    await give(await open(page, 'Cancel the share', /Takes back/), 'Cancel the share', 'the wrong business');
    await page.getByText('To be cancelled: the wrong business.').first().waitFor();
    await page.getByText('no write at Meta is broken off').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel the share…' }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual(NO_FINDINGS);
    await held.answer();
    await ended(page, 'Taken back', 'Cancelled.');
    expect(await liveRecords(site.world, customer)).toEqual([]);
  });

  test('is cancelled while it still checks: the dialog says that nothing was written, and nothing was', async () => {
    const customer = await site.world.addCustomer();
    const { businessId } = customer;
    const unknown = { method: 'share-then-attach', customerTokenRef: 'nobody' } as const;
    await site.world.credit.share(accountOf(customer), unknown);
    await site.world.waitForCredit(businessId, 'checking', { where: ({ polling }) => (polling?.attempt ?? 0) > 1 });
    const page = await atBusiness('operator', businessId);
    await page.getByText(/Looked \d+ times?/).waitFor();
    expect(await lookAtAll(page, 'credit-checks')).toEqual(NO_FINDINGS);
    const dialog = await open(page, 'Cancel the share', /Nothing has been written at Meta yet/);
    await give(dialog, 'Cancel the share', 'the token has another name');
    await ended(page, 'Refused', 'Cancelled before anything was made');
    expect(await liveRecords(site.world, customer)).toEqual([]);
  });
});

describe('a share that cannot be taken back', () => {
  test('is taken back again once Meta allows it', async () => {
    const customer = await site.world.addCustomer();
    const { businessId } = customer;
    await site.world.simulator.addFault({ fault: 'refuse', effect: 'attached', businessId });
    await site.world.simulator.addFault({ fault: 'refuse', effect: 'allocation-deleted', businessId });
    await site.world.credit.share(accountOf(customer), inTwoCalls(customer));
    await site.world.waitForCredit(businessId, 'needs-operator');
    const [record] = await liveRecords(site.world, customer);
    const page = await atBusiness('operator', businessId);
    await page.getByText(`Meta refused to take back sharing record ${record?.id}`).first().waitFor();
    expect(await page.getByRole('button', { name: 'Cancel the share…' }).count()).toBe(0);
    expect(await lookAtAll(page, 'credit-not-taken-back')).toEqual(NO_FINDINGS);
    const dialog = await open(page, 'Take back again', /takes back what this share made/);
    expect(await lookAtAll(page, 'credit-take-back')).toEqual(NO_FINDINGS);
    await give(dialog, 'Take back again', 'Meta was busy');
    await ended(page, 'Taken back', 'Meta refused to attach the line to the account');
    expect(await liveRecords(site.world, customer)).toEqual([]);
  });

  test('deletes nothing that another account lives on, asks again, and tells who was about to decide', async () => {
    const customer = await site.world.addCustomer({ wabas: 2 });
    const { businessId } = customer;
    const [account, other] = [accountOf(customer), accountOf(customer, 1)];
    const held = await site.world.simulator.hold({ fault: 'hold-before', effect: 'attached', wabaId: account.id });
    await site.world.simulator.addFault({ fault: 'refuse', effect: 'attached', wabaId: account.id });
    await site.world.credit.share(account, inTwoCalls(customer));
    await held.reached();
    const [record] = await liveRecords(site.world, customer);
    const body = { waba_currency: 'INR', waba_id: other.id };
    await site.world.simulator.graph('POST', `/${record?.lineId}/whatsapp_credit_attach`, body, customer.token);
    await held.drop();
    const asked = await site.world.waitForCredit(businessId, 'needs-operator');

    const page = await atBusiness('operator', businessId);
    await page.getByText(other.id).first().waitFor();
    const dialog = await open(page, 'Take back again', /nothing is deleted and you are asked again/);
    await tell(site.world, 'retry-compensation', customer);
    await until('the question after it', 60_000, async () => {
      const { waitingFor } = await site.world.migrations.credit.get(businessId);
      return waitingFor !== null && waitingFor.id !== asked.waitingFor?.id ? true : undefined;
    });
    await dialog.getByText('The run went on while this was open').waitFor();
    expect(await lookAtAll(page, 'credit-meanwhile')).toEqual(NO_FINDINGS);
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await give(
      await open(page, 'Accept as it is', /what it made stays/),
      'Accept as it is',
      'the other account needs it',
    );
    await ended(page, 'Completed', 'Accepted as it is: the other account needs it.');
    await page.getByText(`Sharing record ${record?.id} was made and is left at Meta.`).waitFor();
    expect(await liveRecords(site.world, customer)).toHaveLength(1);
  });
});

test('a revoke whose radius changed is cancelled by an operator, who may not confirm it: nothing is deleted', async () => {
  const customer = await site.world.addCustomer({ account: { funding: 'line' } });
  const { businessId } = customer;
  const { digest } = await site.world.credit.radius(businessId);
  await site.world.addAccountsOf(customer, { account: { funding: 'line' } });
  await site.world.credit.revoke(businessId, { radius: digest });
  await site.world.waitForCredit(businessId, 'needs-operator');
  const page = await atBusiness('operator', businessId);
  await page.getByText('“Revoke what is shown now”: only an admin.').waitFor();
  await page.getByText('now 1 sharing record with 2 accounts').first().waitFor();
  expect(await page.getByRole('button', { name: 'Revoke what is shown now…' }).count()).toBe(0);
  expect(await lookAtAll(page, 'credit-radius-operator')).toEqual(NO_FINDINGS);
  const dialog = await open(page, 'Cancel the revoke', /Nothing of business .* has been deleted/);
  await give(dialog, 'Cancel the revoke', 'the new account is needed');
  await ended(page, 'Refused', 'the new account is needed');
  expect(await liveRecords(site.world, customer)).toHaveLength(1);
});
