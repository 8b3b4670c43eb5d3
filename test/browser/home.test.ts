/** Home: what needs a person first, the deadlines, and every run, as they move. */
import type { MigrationSummary } from '../../client';
import { createSite, lookAtAll, until, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite();
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** What the list shows of an account, once it shows this. */
const listed = (wabaId: string, isWanted: (run: MigrationSummary) => boolean) =>
  until(`the list to show ${wabaId}`, 60_000, async () =>
    (await site.world.migrations.list({ idPrefix: wabaId })).migrations.find(isWanted),
  );

test('a server without a migration says what will stand here, and shows the days that are left all the same', async () => {
  const { page } = await site.reader();
  await page.goto('/');
  await page.getByText('Nothing needs you.').waitFor();
  await page.getByText('No migration has been started yet.').waitFor();
  await page.getByText('No account has been started towards INR here').waitFor();
  expect(await lookAtAll(page, 'home-empty')).toEqual([]);
});

test('what needs a person comes first with the sentence why and the verb that helps, and leaves without a reload', async () => {
  const { world } = site;
  const approved = await world.addAccount({ name: 'Kaveri Textiles', numbers: 5 });
  const blocked = await world.addAccount({ name: 'Malabar Spices', currency: 'INR' });
  const through = await world.addAccount({ name: 'Deccan Motors' });
  const ended = await world.addAccount({ name: 'Nilgiri Tea' });
  await world.start(through.id, '--approval', 'auto');
  await world.waitForPhase(through.id, 'completed');
  await world.start(ended.id);
  await world.waitForPhase(ended.id, 'awaiting-approval');
  await world.wabactl('migrate', 'abandon', ended.id, '--reason', 'the customer stays');
  await world.waitForPhase(ended.id, 'abandoned');
  await world.start(blocked.id);
  await world.waitForPhase(blocked.id, 'needs-operator');
  await world.start(approved.id);
  const { waitingFor } = await world.waitForPhase(approved.id, 'awaiting-approval');
  await listed(approved.id, ({ needsOperator }) => needsOperator);

  const { page } = await site.reader();
  await page.goto('/');
  const needs = page.getByRole('region', { name: 'Needs you' });
  const row = needs.getByRole('listitem').filter({ hasText: 'Kaveri Textiles' });
  await row.getByText(waitingFor?.reason ?? 'no reason').waitFor();
  expect(await needs.getByRole('listitem').count()).toBe(2);
  await page.getByText('2 migrations need a person').waitFor({ state: 'attached' });
  await page.getByRole('region', { name: 'Deadlines' }).getByText('1 moved').first().waitFor();
  expect(await lookAtAll(page, 'home')).toEqual([]);

  const verb = row.getByRole('link', { name: 'Review and approve: Kaveri Textiles' });
  expect(await verb.getAttribute('href')).toBe(`/migrations/${approved.id}?verb=approve`);
  await world.approve(approved.id);
  await row.waitFor({ state: 'detached' });
  await page.getByText('1 migration needs a person').waitFor({ state: 'attached' });
  await world.waitForPhase(approved.id, 'completed');
  await page.getByRole('row').filter({ hasText: 'Kaveri Textiles' }).getByText('Completed').waitFor();
});
