/** Two readers of one run: what one decides the other sees without a reload, also over the dialog for the same decision. */
import type { Page } from 'playwright-core';
import { createSite, lookAtAll, signedIn, type ReaderChoice, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** Two people with the approval of an account in front of them, the first one perhaps on a phone. */
async function two(wabaId: string, choice?: ReaderChoice): Promise<readonly [Page, Page]> {
  const open = async (role: 'approver' | 'admin', on?: ReaderChoice): Promise<Page> => {
    const { page, forgive } = await signedIn(site, role, `/migrations/${wabaId}`, on);
    // What comes too late is refused.
    forgive(/status of 409/);
    await page.getByRole('button', { name: 'Review and approve' }).click();
    await dialogOf(page).getByLabel('How many numbers will move? Type 2').waitFor();
    await page.evaluate('window.loadedOnce = true');
    return page;
  };
  return [await open('approver', choice), await open('admin')];
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: /^Approve the move of/ });

async function approve(page: Page): Promise<void> {
  await dialogOf(page).getByLabel('How many numbers will move? Type 2').fill('2');
  await dialogOf(page).getByRole('button', { name: 'Move 2 numbers for good' }).click();
}

/** As {@link approve}, with a thumb. */
async function approveByTouch(page: Page): Promise<void> {
  await dialogOf(page).getByLabel('How many numbers will move? Type 2').tap();
  await page.keyboard.type('2');
  await dialogOf(page).getByRole('button', { name: 'Move 2 numbers for good' }).tap();
}

/** A table on a narrow page: a card for each row, in which the cells stand under each other. */
async function expectCards(page: Page, name: string): Promise<void> {
  const table = page.getByRole('table', { name, includeHidden: true });
  expect(await table.locator('thead').isHidden()).toBe(true);
  const cells = table.locator('tbody tr').first().locator('td');
  const [oldId, newId] = [await cells.nth(1).boundingBox(), await cells.nth(2).boundingBox()];
  expect(newId?.x).toBe(oldId?.x);
  expect(newId?.y).toBeGreaterThan(oldId?.y ?? Infinity);
}

async function waiting(name: string, moveMs: number): Promise<string> {
  const { id } = await site.world.addAccount({ name, behaviour: { moveMs } });
  await site.world.start(id);
  await site.world.waitForPhase(id, 'awaiting-approval');
  return id;
}

test('one approves on a phone, and the other one’s dialog says who did, then that the numbers have moved', async () => {
  const id = await waiting('Kaveri Textiles', 6_000);
  const [first, second] = await two(id, { size: 'phone' });
  await expectCards(first, 'Numbers');
  await dialogOf(second).getByLabel('Comment').fill('I would wait for Monday');
  await approveByTouch(first);

  const told = dialogOf(second).getByRole('alert');
  await told.getByText('Somebody has approved it meanwhile').waitFor();
  await told.getByText(/^By the approver, /).waitFor();
  await told.getByText('No approval of yours was taken.', { exact: false }).waitFor();
  expect(await dialogOf(second).getByRole('button', { name: /^Move/ }).count()).toBe(0);
  expect(await lookAtAll(second, 'migration-approved-by-another')).toEqual([]);
  await told.getByText('Every number is on the clone.').waitFor();

  await second.keyboard.press('Escape');
  await dialogOf(second).waitFor({ state: 'detached' });
  for (const page of [first, second]) {
    await page.getByText('Every number is on the clone.').waitFor();
    expect(await page.getByText('On the clone', { exact: true }).count()).toBe(2);
    expect(await page.evaluate('window.loadedOnce === true')).toBe(true);
  }
});

test('both approve, the second before its page has heard of the first: it is told, not shouted at', async () => {
  const id = await waiting('Malabar Spices', 6_000);
  const [first, second] = await two(id);
  let isDeaf = true;
  // Nothing reaches the second page but the answer to what it sends.
  await second.route(`**/v1/migrations/${id}`, async (route) => {
    while (isDeaf) await second.waitForTimeout(50);
    await route.fallback();
  });
  await approve(first);
  await site.world.waitForPhase(id, 'cutting-over');
  const answer = second.waitForResponse(`**/v1/migrations/${id}/approve`);
  await approve(second);
  await answer;
  isDeaf = false;

  await second.getByText('Every number is on the clone.').first().waitFor();
  const told = dialogOf(second).getByRole('alert');
  await told.getByText('Somebody has approved it meanwhile').waitFor();
  await told.getByText('No approval of yours was taken.', { exact: false }).waitFor();
  // One thing is said: what the server refused is no news beside it.
  expect(await told.count()).toBe(1);
  expect(await lookAtAll(second, 'migration-approved-by-both')).toEqual([]);
  const { timeline } = await site.world.migrations.get(id);
  expect(timeline.filter(({ text }) => text.startsWith('Approved'))).toHaveLength(1);
});
