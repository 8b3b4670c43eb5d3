/**
 * How a change comes to a page that nobody touches: by the event stream at once, and without the stream by polling. Each
 * is tried alone: polls come round when the test says so, and the stream is cut off.
 */
import type { Page } from 'playwright-core';
import { tell } from '../e2e/harness';
import {
  accountOf,
  createSite,
  CREDIT_LINE,
  holdPolls,
  until,
  untilListed,
  type HeldPolls,
  type Reader,
  type Site,
} from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite();
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** How often the pages look by themselves, at the least. */
const EVERY_LIST_MS = 30_000;
const EVERY_OPEN_MIGRATION_MS = 10_000;
const EVERY_OPEN_OPERATION_MS = 3_000;

const EVENTS = ({ pathname }: URL): boolean => pathname === '/v1/events';
const LIVE = 'Live: a change of phase shows at once';
const NOT_LIVE = 'Not live: a change of phase shows up to 30 seconds late';

/** A reader of a page whose polls are held. */
interface Held extends Reader {
  readonly polls: HeldPolls;
}

/** Opens a page that learns of changes by the stream alone. */
async function listener(path: string): Promise<Held> {
  const reader = await site.reader();
  const polls = await holdPolls(reader.page);
  await reader.page.goto(path);
  await reader.page.getByText(LIVE, { exact: true }).waitFor({ state: 'attached' });
  return { ...reader, polls };
}

/** Opens a page that hears no stream: it learns of changes when its polls come round. */
async function deaf(path: string): Promise<Held> {
  const reader = await site.reader();
  reader.forgive(/ERR_FAILED/);
  await reader.page.route(EVENTS, (route) => route.abort());
  const polls = await holdPolls(reader.page);
  await reader.page.goto(path);
  await reader.page.getByText(NOT_LIVE, { exact: true }).waitFor({ state: 'attached' });
  return { ...reader, polls };
}

/** A migration that waits for an approval, in lists too. */
async function waiting(name: string, start = site.world.start): Promise<string> {
  const { id } = await site.world.addAccount({ name });
  await start(id);
  await site.world.waitForPhase(id, 'awaiting-approval');
  await untilListed(site, id, ({ needsOperator }) => needsOperator);
  return id;
}

/** Approves a migration, until lists show that it has completed. */
async function complete(id: string): Promise<void> {
  await site.world.approve(id);
  await site.world.waitForPhase(id, 'completed');
  await untilListed(site, id, ({ phase }) => phase === 'completed');
}

/** A share that waits for a person, in lists too. */
async function unproven() {
  const customer = await site.world.addCustomer({ account: { behaviour: { fundingShown: false } } });
  const share = async (): Promise<void> => {
    await site.world.credit.share(accountOf(customer), { verifyFor: '2s' });
    await site.world.waitForCredit(customer.businessId, 'needs-operator');
    await untilNeeding(customer.businessId, true);
  };
  const accept = async (): Promise<void> => {
    await tell(site.world, 'accept-as-is', customer);
    await site.world.waitForCredit(customer.businessId, 'completed');
    await untilNeeding(customer.businessId, false);
  };
  return { ...customer, share, accept };
}

/** Waits until the list of operations that need a person has one of a business, or has none. */
const untilNeeding = (businessId: string, isWanted: boolean): Promise<true> =>
  until(`the operation of ${businessId} in the list`, 60_000, async () => {
    const { operations } = await site.world.migrations.credit.list({ needsOperator: true });
    return operations.some((each) => each.businessId === businessId) === isWanted ? true : undefined;
  });

const needsYou = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Needs you' }).getByRole('listitem').filter({ hasText: text });
const needsDecision = (page: Page, businessId: string) =>
  page.getByRole('link', { name: `Look again: business ${businessId}`, exact: true });
const rowOf = (page: Page, text: string) =>
  page.getByRole('table', { name: 'All runs' }).getByRole('row').filter({ hasText: text });
const DONE = 'Every number is on the clone.';

describe('by the event stream, with no poll that comes round,', () => {
  test('Home shows that a run no longer waits and has completed, and a page without the stream does not', async () => {
    const id = await waiting('Kaveri Textiles');
    const pages = [await listener('/'), await deaf('/')] as const;
    for (const { page } of pages) await needsYou(page, 'Kaveri Textiles').waitFor();
    await complete(id);
    const [{ page }, without] = pages;
    await rowOf(page, 'Kaveri Textiles').getByText('Completed').waitFor();
    await needsYou(page, 'Kaveri Textiles').waitFor({ state: 'detached' });
    await rowOf(without.page, 'Kaveri Textiles').getByText('Awaiting approval').waitFor();
    expect(await needsYou(without.page, 'Kaveri Textiles').count()).toBe(1);

    // What happened while nobody listened is asked for when the stream is there.
    await without.page.unroute(EVENTS);
    await without.page.getByText(LIVE, { exact: true }).waitFor({ state: 'attached' });
    await rowOf(without.page, 'Kaveri Textiles').getByText('Completed').waitFor();
  });

  test('the page of a migration follows it from its start to an approval, and to its end', async () => {
    const { id } = await site.world.addAccount({ name: 'Malabar Spices', behaviour: { stepMs: 4_000 } });
    await site.world.start(id);
    await site.world.waitForPhase(id, 'cloning');
    const { page } = await listener(`/migrations/${id}`);
    await page.getByText('Meta makes the clone', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Review and approve' }).waitFor();
    await complete(id);
    await page.getByText(DONE).waitFor();
  });

  test('the page of a business shows a share that begins, waits for a person and is accepted, and so does Home', async () => {
    const { businessId, share, accept } = await unproven();
    const { page, forgive } = await listener(`/credit-lines/businesses/${businessId}`);
    forgive(/status of 404/);
    await page.getByRole('table', { name: 'Accounts and what pays for them' }).waitFor();
    const home = await listener('/');
    await share();
    await page.getByText('The funding is not proven').first().waitFor();
    await needsDecision(home.page, businessId).waitFor();
    await accept();
    await page.getByText('Accepted as it is').first().waitFor();
    await needsDecision(home.page, businessId).waitFor({ state: 'detached' });
  });
});

describe('by polling, with no stream,', () => {
  test('Home shows after 30 seconds what has moved: in what needs a person, in its list and in the deadlines', async () => {
    const id = await waiting('Pantanal Pousada', (wabaId) =>
      site.world.wabactl('migrate', 'start', '--waba', wabaId, '--to', 'BRL', '--credit-line', CREDIT_LINE),
    );
    const { page, polls } = await deaf('/');
    const brazil = page.getByRole('region', { name: 'Deadlines' }).getByRole('listitem').filter({ hasText: 'Brazil' });
    await brazil.getByText('1 waiting').waitFor();
    await needsYou(page, 'Pantanal Pousada').waitFor();
    await complete(id);
    expect(await needsYou(page, 'Pantanal Pousada').count()).toBe(1);
    await polls.comeRound(EVERY_LIST_MS);
    await rowOf(page, 'Pantanal Pousada').getByText('Completed').waitFor();
    await needsYou(page, 'Pantanal Pousada').waitFor({ state: 'detached' });
    await brazil.getByText('1 moved').waitFor();
  });

  test('the page of a migration looks every 10 seconds while it is open, and every 30 once it has ended', async () => {
    const id = await waiting('Deccan Motors');
    const { page, polls } = await deaf(`/migrations/${id}`);
    await page.getByRole('button', { name: 'Review and approve' }).waitFor();
    await site.world.wabactl('migrate', 'abandon', id, '--reason', 'a number is missing');
    await site.world.waitForPhase(id, 'abandoned');
    expect(await page.getByRole('button', { name: 'Review and approve' }).count()).toBe(1);
    await polls.comeRound(EVERY_OPEN_MIGRATION_MS);
    await page.getByText('The run was given up before any number moved.').waitFor();

    // Somebody begins anew.
    const { destinationWabaId } = await site.world.migrations.get(id);
    await site.world.start(id, '--accept-orphan', destinationWabaId ?? '');
    await site.world.waitForPhase(id, 'awaiting-approval');
    await polls.comeRound(EVERY_LIST_MS);
    await page.getByRole('button', { name: 'Review and approve' }).waitFor();
    await site.world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
  });

  test('the page of a business finds a share after 30 seconds, and follows an open one every 3', async () => {
    const { businessId, share, accept } = await unproven();
    const { page, polls, forgive } = await deaf(`/credit-lines/businesses/${businessId}`);
    forgive(/status of 404/);
    await page.getByRole('table', { name: 'Accounts and what pays for them' }).waitFor();
    await share();
    expect(await page.getByText('The funding is not proven').count()).toBe(0);
    await polls.comeRound(EVERY_LIST_MS);
    await page.getByText('The funding is not proven').first().waitFor();
    await accept();
    expect(await page.getByText('Accepted as it is').count()).toBe(0);
    await polls.comeRound(EVERY_OPEN_OPERATION_MS);
    await page.getByText('Accepted as it is').first().waitFor();
  });

  test('Home finds a share that waits for a person after 30 seconds, and after as many that it does no more', async () => {
    const { businessId, share, accept } = await unproven();
    const { page, polls } = await deaf('/');
    await page.getByRole('table', { name: 'All runs' }).waitFor();
    await share();
    expect(await needsDecision(page, businessId).count()).toBe(0);
    await polls.comeRound(EVERY_LIST_MS);
    await needsDecision(page, businessId).waitFor();
    await accept();
    await polls.comeRound(EVERY_LIST_MS);
    await needsDecision(page, businessId).waitFor({ state: 'detached' });
  });
});
