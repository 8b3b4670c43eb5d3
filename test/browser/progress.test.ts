/** Work that goes on is seen to go on: how far it has come where that is known, and whether changes stream in. */
import type { StateDocument } from '../../client';
import { createSite, lookAtAll, until, untilListed, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite();
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** A clock where the readers are. */
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kolkata', hour: '2-digit', minute: '2-digit' });

test('a clone that is made has a bar of unknown length, and none while the run waits for a person', async () => {
  const { world } = site;
  const { id } = await world.addAccount({ name: 'Kaveri Textiles', behaviour: { stepMs: 600_000 } });
  await world.start(id);
  await world.waitForPhase(id, 'cloning');
  const { page } = await site.reader();
  await page.goto(`/migrations/${id}`);
  const bar = page.getByRole('progressbar', { name: 'Cloning' });
  await bar.waitFor();
  expect(await bar.getAttribute('aria-valuenow')).toBeNull();
  expect(await page.getByRole('progressbar', { name: 'Steps' }).getAttribute('aria-valuetext')).toBe(
    '1 of 6 steps done',
  );
  expect(await lookAtAll(page, 'migration-cloning')).toEqual([]);

  await world.wabactl('migrate', 'pause', id);
  await page.getByText('nothing is sent to Meta until somebody lets it go on', { exact: false }).first().waitFor();
  expect(await bar.count()).toBe(0);
  await world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
  await page.getByText('The run was given up before any number moved.').waitFor();
  expect(await page.getByRole('progressbar').count()).toBe(0);
});

test('how often Meta was asked, what it said last and when it is asked again, are told as they are now', async () => {
  const { world } = site;
  const { id } = await world.addAccount({ name: 'Satpura Timber', behaviour: { stepMs: 600_000 } });
  await world.start(id);
  await world.waitForPhase(id, 'cloning');
  const { page } = await site.reader();
  let last: StateDocument['polling'] = null;
  await page.route(
    ({ pathname }) => pathname === `/v1/migrations/${id}`,
    async (route) => {
      const response = await route.fetch();
      last = ((await response.json()) as StateDocument).polling;
      await route.fulfill({ response });
    },
  );
  await page.goto(`/migrations/${id}`);
  const now = page.getByRole('region', { name: 'Now' });
  const looked = now.locator('div', { has: page.getByRole('term').getByText('Looked', { exact: true }) }).last();
  /** How many looks the page shows, where Meta was asked as often, with another one ahead, and after this many. */
  const shownAfter = (looks: number) =>
    until(`the page to show what it heard after ${looks} looks`, 60_000, async () => {
      if (last?.nextAt == null || last.lastStatus === null) return undefined;
      const { lastStatus, nextAt } = last;
      const journal = await world.simulator.journal();
      const done = journal.filter(({ wabaId, method, shown }) => wabaId === id && method === 'GET' && shown).length;
      if (done <= looks) return undefined;
      const says = `${done} times; last answer ${lastStatus}; again ${CLOCK.format(new Date(nextAt))}, `;
      return (await looked.getByRole('definition').innerText()).startsWith(says) ? done : undefined;
    });
  await shownAfter(await shownAfter(1));
  await world.wabactl('migrate', 'pause', id);
  await world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
  await world.waitForPhase(id, 'abandoned');
});

test('of what goes on Home names the next that may need somebody, which none is that goes through by itself', async () => {
  const { world } = site;
  const slow = { behaviour: { stepMs: 600_000 } };
  const byItself = await world.addAccount({ name: 'Deccan Motors', ...slow });
  const asks = await world.addAccount({ name: 'Nilgiri Tea', ...slow });
  // It is there for longer: it would be the one that is named.
  await world.start(byItself.id, '--approval', 'auto');
  await world.waitForPhase(byItself.id, 'cloning');
  await world.start(asks.id);
  await world.waitForPhase(asks.id, 'cloning');
  for (const { id } of [byItself, asks]) await untilListed(site, id, ({ phase }) => phase === 'cloning');
  const { page } = await site.reader();
  await page.goto('/');
  const next = page.getByText('The next that may need you is');
  await next.waitFor();
  expect(await next.textContent()).toBe('The next that may need you is Nilgiri Tea.');
  for (const { id } of [byItself, asks]) {
    await world.wabactl('migrate', 'pause', id);
    await world.wabactl('migrate', 'abandon', id, '--reason', 'seen enough');
    await world.waitForPhase(id, 'abandoned');
  }
});

test('numbers that are looked for again show how many had arrived at the last look', async () => {
  const { world } = site;
  const { id } = await world.addAccount({ name: 'Malabar Spices', numbers: [{}, { inReview: true }, {}] });
  await world.start(id, '--policy', 'settleAfterResume=30s');
  await world.waitForPhase(id, 'awaiting-approval');
  await world.approve(id);
  await world.waitForPhase(id, 'needs-operator');
  const { page } = await site.reader();
  await page.goto(`/migrations/${id}`);
  const steps = page.getByRole('progressbar', { name: 'Steps' });
  await steps.waitFor();
  expect(await steps.getAttribute('aria-valuetext')).toBe('5 of 6 steps done');
  await world.wabactl('migrate', 'retry', id, '--step', 'confirm');
  const bar = page.getByRole('progressbar', { name: 'Confirming' });
  await bar.waitFor();
  expect(await bar.getAttribute('aria-valuetext')).toBe('2 of 3 numbers were on the clone at the last look');
  await page.getByText('2 of 3 numbers were on the clone at the last look.').waitFor();
  expect(await lookAtAll(page, 'migration-confirming')).toEqual([]);
  await world.waitForPhase(id, 'needs-operator');
  await world.wabactl('migrate', 'conclude', id, '--reason', 'one stays in review');
  await world.waitForPhase(id, 'failed');
});

test('the bar says whether changes stream in, in words too, and keeps its shape when they do not', async () => {
  const { world } = site;
  const { page, forgive } = await site.reader();
  forgive(/ERR_FAILED/);
  const events = ({ pathname }: URL): boolean => pathname === '/v1/events';
  await page.route(events, (route) => route.abort());
  await page.goto('/');
  const away = page.getByText('Not live: a change of phase shows up to 30 seconds late', { exact: true });
  await away.waitFor({ state: 'attached' });
  await page.getByRole('heading', { name: 'Migrations', exact: true }).waitFor();
  const account = page.getByRole('button', { name: /^Theme/ });
  const before = await account.boundingBox();
  await page.waitForResponse((response) => new URL(response.url()).pathname === '/readyz');
  // The server answers, only its stream does not come through.
  expect(await page.getByText('This page has lost its server.').count()).toBe(0);
  expect(await lookAtAll(page, 'frame-not-live')).toEqual([]);

  await page.unroute(events);
  const live = page.getByText('Live: a change of phase shows at once', { exact: true });
  await live.waitFor({ state: 'attached' });
  expect(await away.count()).toBe(0);
  expect(await account.boundingBox()).toEqual(before);
  const { id } = await world.addAccount({ name: 'Nilgiri Tea', currency: 'INR' });
  await world.start(id);
  await untilListed(site, id, ({ needsOperator }) => needsOperator);
  await page.getByRole('region', { name: 'Needs you' }).getByText('Nilgiri Tea').waitFor();
  expect(await lookAtAll(page, 'frame-live')).toEqual([]);
});
