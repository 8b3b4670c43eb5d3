/** Pages whose content comes in parts: no part that comes moves one that is there. */
import type { Locator, Page } from 'playwright-core';
import {
  accountOf,
  createSite,
  isOf,
  openSlowly,
  SIZES,
  until,
  untilListed,
  watchShifts,
  type AnswerOrder,
  type Site,
} from './harness';

let site: Site;
/** Accounts, by how far their migrations have come. */
const ids = { waiting: '', completed: '', assessed: '', funded: '', business: '', shared: '' };

beforeAll(async () => {
  site = await createSite();
  const { world } = site;
  const waiting = await world.addAccount({ name: 'Kaveri Textiles', numbers: 5 });
  const completed = await world.addAccount({ name: 'Deccan Motors', templates: 12 });
  const abandoned = await world.addAccount({ name: 'Nilgiri Tea' });
  const assessed = await world.addAccount({ name: 'Malabar Spices' });
  await world.start(completed.id, '--approval', 'auto');
  await world.start(abandoned.id);
  await world.start(waiting.id);
  await world.start(assessed.id, '--dry-run', '--wait');
  await world.waitForPhase(completed.id, 'completed');
  await world.waitForPhase(abandoned.id, 'awaiting-approval');
  await world.wabactl('migrate', 'abandon', abandoned.id, '--reason', 'the customer stays');
  await world.waitForPhase(abandoned.id, 'abandoned');
  await world.waitForPhase(waiting.id, 'awaiting-approval');
  await untilListed(site, waiting.id, ({ needsOperator }) => needsOperator);
  await untilListed(site, abandoned.id, ({ phase }) => phase === 'abandoned');

  // A second line, so that what comes of the first could push it.
  await world.simulator.addLine({});
  const business = await world.addCustomer({ account: { funding: 'line' }, wabas: 4 });
  const shared = await world.addCustomer({ account: { behaviour: { fundingShown: false } } });
  await world.credit.share(accountOf(shared), { verifyFor: '2s' });
  await world.waitForCredit(shared.businessId, 'needs-operator');
  Object.assign(ids, {
    waiting: waiting.id,
    completed: completed.id,
    assessed: assessed.id,
    funded: accountOf(business).id,
    business: business.businessId,
    shared: shared.businessId,
  });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

interface Opened {
  readonly name: string;
  readonly path: () => string;
  readonly shows: (page: Page) => readonly Locator[];
  /** Which answers say that no worker is there. */
  readonly fails?: RegExp;
}

const NO_WORKER = {
  type: '/problems#no-worker',
  title: 'No worker answers',
  status: 503,
  detail: 'No worker has answered within 10 seconds',
  field: null,
  fix: 'Start a worker: wabactl worker',
};

const PAGES: readonly Opened[] = [
  {
    name: 'Home',
    path: () => '/',
    shows: (page) => [
      page.getByRole('region', { name: 'Needs you' }).getByText('Kaveri Textiles'),
      page.getByRole('region', { name: 'Deadlines' }).getByText('1 abandoned run'),
      page.getByRole('table', { name: 'All runs' }),
    ],
  },
  {
    name: 'Home, where its list is narrowed',
    path: () => '/?phase=completed&currency=INR',
    shows: (page) => [page.getByRole('table', { name: 'All runs' }).getByText('Deccan Motors')],
  },
  {
    name: 'a migration that waits for an approval',
    path: () => `/migrations/${ids.waiting}`,
    shows: (page) => [
      page.getByRole('link', { name: 'Download the evidence' }),
      page.getByText('Kaveri Textiles').first(),
    ],
  },
  {
    name: 'a migration that has ended',
    path: () => `/migrations/${ids.completed}`,
    shows: (page) => [
      page.getByRole('link', { name: 'Download the evidence' }),
      page.getByText('Deccan Motors').first(),
    ],
  },
  {
    name: 'a dry run',
    path: () => `/migrations/${ids.assessed}?dryRun=true`,
    shows: (page) => [page.getByText('The dry run has ended')],
  },
  {
    name: 'an account without a migration',
    path: () => `/migrations/${ids.funded}`,
    shows: (page) => [page.getByText('This server has no evidence of it either.')],
  },
  {
    name: 'a migration that no worker answers for',
    path: () => `/migrations/${ids.waiting}`,
    shows: (page) => [page.getByText('As lists know it')],
    fails: /^\/v1\/migrations\/\d+$/,
  },
  {
    name: 'the start form',
    path: () => '/start',
    shows: (page) => [page.getByRole('radiogroup', { name: 'Who pays for the clone' })],
  },
  {
    name: 'the start form of an account that has a migration',
    path: () => `/start?waba=${ids.waiting}&to=INR`,
    shows: (page) => [page.getByText('has a migration'), page.getByText('is billed in')],
  },
  {
    name: 'the start form where our lines cannot be read',
    path: () => '/start',
    shows: (page) => [page.getByText('Our lines of credit cannot be read now')],
    fails: /^\/v1\/credit-lines$/,
  },
  {
    name: 'the lines of credit',
    path: () => '/credit-lines',
    shows: (page) => [
      page.getByRole('link', { name: `Open business ${ids.business}` }),
      page.getByText('This line pays for nobody'),
    ],
  },
  {
    name: 'the form of a share',
    path: () => '/credit-lines/share',
    shows: (page) => [page.getByRole('radiogroup', { name: 'Which line pays' })],
  },
  {
    name: 'a business whose share waits',
    path: () => `/credit-lines/businesses/${ids.shared}`,
    shows: (page) => [
      page.getByRole('button', { name: 'Look again…' }),
      page.getByRole('table', { name: 'Accounts and what pays for them' }),
    ],
  },
  {
    name: 'a business whose share cannot be read',
    path: () => `/credit-lines/businesses/${ids.business}`,
    shows: (page) => [
      page.getByText('The share or revoke of this business cannot be read now'),
      page.getByText('The accounts cannot be read now'),
    ],
    fails: /^\/v1\/businesses\//,
  },
  {
    name: 'a business without a share or a revoke',
    path: () => `/credit-lines/businesses/${ids.business}`,
    shows: (page) => [page.getByRole('table', { name: 'Sharing records' })],
  },
];

test('what is pushed is named, with its way', async () => {
  const { page } = await site.reader();
  const moved = await watchShifts(page);
  await openSlowly(page, '/no/such/page', { order: 'the first asked first', shown: [page.getByRole('heading')] });
  expect(await moved()).toEqual([]);
  await page.evaluate(`document.querySelector('main').prepend('A line that nobody expected')`);
  const [line = ''] = await until('the shift to be measured', 60_000, async () => {
    const lines = await moved();
    return lines.length > 0 ? lines : undefined;
  });
  const [, before, after] = /^0\.\d+: .*main#content > div\.page .* from 0,(\d+),.* to 0,(\d+),/.exec(line) ?? [];
  expect({ line, by: Number(after) - Number(before) }).toEqual({ line, by: 20 });
});

const ORDERS: readonly AnswerOrder[] = ['the first asked first', 'the last asked first'];

describe.each(['desktop', 'phone'] as const)('nothing moves on a %s while it comes', (size) => {
  test.each(PAGES)('$name', async ({ path, shows, fails }) => {
    const { page, forgive } = await site.reader({ size });
    // What is not there, and what cannot be read, is complained of by the browser itself.
    forgive(/status of (404|503)/);
    if (fails !== undefined) await page.route(isOf(fails), (route) => route.fulfill({ status: 503, json: NO_WORKER }));
    // As high as no page is: what is out of sight moves under a reader who has scrolled there.
    await page.setViewportSize({ width: SIZES[size].width, height: 4_000 });
    const moved = await watchShifts(page);
    for (const order of ORDERS) {
      await openSlowly(page, path(), { order, shown: shows(page) });
      expect({ order, moved: await moved() }).toEqual({ order, moved: [] });
    }
  });
});
