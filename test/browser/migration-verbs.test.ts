/** Everything that a person can tell a run, by its dialogs; and what somebody without a pointer does. */
import type { Page } from 'playwright-core';
import { createSite, lookAtAll, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite();
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

const INITIATE = '/set_payment_method_migration_intent$';

async function openPage(wabaId: string): Promise<Page> {
  const { page } = await site.reader();
  await page.goto(`/migrations/${wabaId}`);
  await page.getByRole('list', { name: 'Steps' }).waitFor();
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Chooses a verb of the menu. */
async function choose(page: Page, menu: 'More' | 'Actions', verb: string): Promise<void> {
  await press(page, menu);
  await page.getByRole('menuitem', { name: verb }).click();
}

test('an initiate whose answer was lost is sent again only after somebody has said that no clone is there', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Malabar Spices', behaviour: { stepMs: 2_000 } });
  await world.simulator.addFault({ fault: 'fail-before', path: INITIATE, wabaId: waba.id });
  await world.start(waba.id);
  await world.waitForPhase(waba.id, 'needs-operator');
  const page = await openPage(waba.id);
  const lost = 'Meta was asked for a clone, and the answer was lost: it may have happened.';
  for (const name of ['Now', 'Timeline'])
    await page.getByRole('region', { name, exact: true }).getByText(lost, { exact: false }).first().waitFor();
  expect(await page.getByText('set_payment_method_migration_intent').count()).toBe(0);
  await press(page, 'Try again');
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: 'Ask Meta for a clone again' });
  await send.click();
  await dialog.getByText('Confirm it: otherwise the account would get a second clone that nobody knows of.').waitFor();
  expect(await lookAtAll(page, 'migration-retry')).toEqual([]);
  await dialog.getByText('there is no clone of this account', { exact: false }).click();
  await send.click();
  await dialog.waitFor({ state: 'detached' });

  await choose(page, 'Actions', 'Pause');
  await dialog.getByText(`Sends nothing more to Meta for ${waba.id}`, { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Pause the migration' }).click();
  await page.getByText('nothing is sent to Meta until somebody lets it go on', { exact: false }).first().waitFor();
  await press(page, 'Go on');
  await dialog.getByRole('button', { name: 'Let it go on' }).click();
  await page.getByRole('button', { name: 'Review and approve' }).waitFor();

  await choose(page, 'More', 'Abandon');
  await dialog.getByLabel('Reason').fill('the customer stays');
  await dialog.getByRole('button', { name: 'Abandon the migration' }).click();
  await page.getByText('The customer stays.').first().waitFor();
});

test('a clone that Meta made is attached by its migration id', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Deccan Motors' });
  await world.simulator.addFault({ fault: 'fail-after', path: INITIATE, wabaId: waba.id });
  await world.start(waba.id);
  await world.waitForPhase(waba.id, 'needs-operator');
  const { migrations } = await world.simulator.state();
  const made = migrations.find(({ sourceWabaId }) => sourceWabaId === waba.id);
  const page = await openPage(waba.id);
  await press(page, 'Attach a clone');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(made?.destinationWabaId ?? 'no clone').waitFor();
  await dialog.getByRole('button', { name: `Copy the id of the possible clone ${made?.destinationWabaId}` }).waitFor();
  await dialog.getByRole('button', { name: 'Attach the migration' }).click();
  await dialog.getByText('Give the id', { exact: false }).waitFor();
  expect(await lookAtAll(page, 'migration-attach')).toEqual([]);
  await dialog.getByLabel('Migration id at Meta').fill(made?.id ?? '');
  await dialog.getByRole('button', { name: 'Attach the migration' }).click();
  await page.getByRole('button', { name: 'Review and approve' }).waitFor();
  await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'seen enough');
  await page.getByText('The run was given up before any number moved.').waitFor();
});

test('a run whose numbers moved in part is concluded, and its page says where every number is', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Nilgiri Tea', numbers: [{}, { inReview: true }] });
  await world.start(waba.id, '--policy', 'settleAfterResume=3s');
  await world.waitForPhase(waba.id, 'awaiting-approval');
  await world.approve(waba.id);
  await world.waitForPhase(waba.id, 'needs-operator');
  const page = await openPage(waba.id);
  const numbers = page.getByRole('region', { name: 'Numbers' });
  await numbers.getByText('Not on the clone at the last look', { exact: true }).waitFor();
  await numbers.getByText('On the clone', { exact: true }).waitFor();
  expect(await numbers.getByText('see the checks', { exact: true }).count()).toBe(2);
  expect(await lookAtAll(page, 'migration-left-behind')).toEqual([]);
  await press(page, 'Conclude');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Nothing moves back.', { exact: false }).waitFor();
  expect(await lookAtAll(page, 'migration-conclude')).toEqual([]);
  await dialog.getByLabel('Reason').fill('the last one stays');
  await dialog.getByRole('button', { name: 'Conclude as failed' }).click();
  await page.getByText('The run failed.').waitFor();
  await numbers.getByText('On the old account', { exact: true }).waitFor();
  await numbers.getByText('On the clone', { exact: true }).waitFor();
  await numbers.getByText('none', { exact: true }).waitFor();
  expect(await numbers.getByText('not yet').count()).toBe(0);
  expect(await lookAtAll(page, 'migration-failed')).toEqual([]);
});

test('an approval for later waits by itself, who was reading it too is told, and another one takes its place', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Coromandel Foods' });
  await world.start(waba.id);
  await world.waitForPhase(waba.id, 'awaiting-approval');
  const [page, onlooker] = [await openPage(waba.id), await openPage(waba.id)];
  for (const each of [page, onlooker]) await press(each, 'Review and approve');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Not before a time').click();
  await dialog.getByLabel('How many numbers will move? Type 2').fill('2');
  const send = dialog.getByRole('button', { name: 'Approve the move of 2 numbers' });
  await dialog.getByLabel('Not before', { exact: true }).fill('2020-01-01T10:00');
  await send.click();
  await dialog.getByText('That is over.', { exact: false }).waitFor();
  await dialog.getByLabel('Not before', { exact: true }).fill('2099-01-01T10:00');
  await send.click();
  const told = page.getByRole('region', { name: 'Now' }).getByText('nothing moves before 1 Jan 2099, 10:00');
  expect(await told.locator('time').getAttribute('title')).toMatch(
    /^1 Jan 2099, 10:00:00 .*\n1 Jan 2099, 04:30:00 UTC$/,
  );
  await page.getByText('Approved, waits').first().waitFor();
  const second = onlooker.getByRole('dialog');
  await second.getByText('It was approved meanwhile, in your name').waitFor();
  expect(await second.getByRole('button', { name: /Move 2 numbers/ }).count()).toBe(0);
  expect(await lookAtAll(onlooker, 'migration-approved-meanwhile')).toEqual([]);
  expect(await lookAtAll(page, 'migration-approved-later')).toEqual([]);

  // Another time, by who was too late.
  await second.getByRole('button', { name: 'Approve anew' }).click();
  await second.getByText('Your approval takes its place.', { exact: false }).waitFor();
  expect(await lookAtAll(onlooker, 'migration-approve-anew')).toEqual([]);
  await second.getByText('Not before a time').click();
  await second.getByLabel('Not before', { exact: true }).fill('2098-01-01T10:00');
  await second.getByLabel('How many numbers will move? Type 2').fill('2');
  await second.getByRole('button', { name: 'Approve the move of 2 numbers' }).click();
  await page.getByText('nothing moves before 1 Jan 2098, 10:00', { exact: false }).first().waitFor();
  await onlooker.goto('/');
  const listed = onlooker.getByRole('row').filter({ hasText: 'Coromandel Foods' }).locator('.run-waits time');
  expect(await listed.getAttribute('title')).toMatch(/\n1 Jan 2098, 04:30:00 UTC$/);
  await choose(page, 'More', 'Abandon');
  await dialog.getByLabel('Reason').fill('the customer stays');
  await dialog.getByRole('button', { name: 'Abandon the migration' }).click();
  await page.getByText('The run was given up before any number moved.').waitFor();
});

test('an approval for later gives way to one for now', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Nilgiri Tea' });
  await world.start(waba.id);
  await world.waitForPhase(waba.id, 'awaiting-approval');
  await world.approve(waba.id, '--not-before', '2099-01-01T10:00Z');
  const page = await openPage(waba.id);
  await page.getByText('Then the numbers move by themselves.', { exact: false }).waitFor();
  await press(page, 'Approve anew');
  const dialog = page.getByRole('dialog', { name: `Approve the move of ${waba.id} anew` });
  await dialog.getByLabel('How many numbers will move? Type 2').fill('2');
  await dialog.getByRole('button', { name: 'Move 2 numbers for good' }).click();
  await page.getByText('Every number is on the clone.').waitFor();
});

test('the keyboard alone approves, and the focus comes back to the page', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Konkan Fisheries', numbers: 1 });
  await world.start(waba.id);
  await world.waitForPhase(waba.id, 'awaiting-approval');
  const page = await openPage(waba.id);
  const { keyboard } = page;
  const isOn = (name: RegExp) => page.evaluate<string>(FOCUSED).then((text) => name.test(text));
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await isOn(name)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab does not come to ${name.source}`);
  };
  await tabTo(/^More$/);
  await keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Reject' }).waitFor();
  await keyboard.press('Escape');
  await tabTo(/^Review and approve$/);
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await isOn(/^Review and approve$/)).toBe(true);

  await keyboard.press('Enter');
  await dialog.waitFor();
  await tabTo(/^now$/);
  await keyboard.press('ArrowDown');
  await dialog.getByLabel('Not before', { exact: true }).waitFor();
  await keyboard.press('ArrowUp');
  await tabTo(/How many numbers/);
  await keyboard.type('1');
  await keyboard.press('Enter');
  await page.getByText('Every number is on the clone.').waitFor();
  expect(await page.evaluate<boolean>('document.activeElement !== document.body')).toBe(true);
});

/** What has the focus, by the words that stand on it or beside it. */
const FOCUSED = `(() => {
  const on = document.activeElement;
  return on.labels?.[0]?.textContent && on.type !== 'radio' ? on.labels[0].textContent : on.type === 'radio' ? on.value : on.textContent.trim();
})()`;
