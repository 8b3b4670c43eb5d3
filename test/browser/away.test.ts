/** The page of one migration while what it needs goes away under it, and comes back: nothing typed is lost, nothing is sent twice. */
import type { Page } from 'playwright-core';
import { createSite, lookAtAll, signedIn, type Reader, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ hasKeys: true });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

/** What browsers say of a server that is killed under them. */
const CUT_OFF =
  /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_NETWORK|ERR_EMPTY|ERR_CONNECTION_RESET|status of 503/;

/** An approver on the page of an account; the page is loaded once. */
async function approverAt(wabaId: string): Promise<Reader & { readonly isTheSame: () => Promise<boolean> }> {
  const reader = await signedIn(site, 'approver', `/migrations/${wabaId}`);
  await reader.page.getByRole('list', { name: 'Steps' }).waitFor();
  await reader.page.evaluate('window.loadedOnce = true');
  return { ...reader, isTheSame: () => reader.page.evaluate<boolean>('window.loadedOnce === true') };
}

/** A run that waits for an approval. */
async function waiting(name: string): Promise<string> {
  const { id } = await site.world.addAccount({ name });
  await site.world.start(id);
  await site.world.waitForPhase(id, 'awaiting-approval');
  return id;
}

const approvals = async (wabaId: string) =>
  (await site.world.migrations.get(wabaId)).timeline.filter(({ text }) => text.startsWith('Approved'));

const lostServer = (page: Page) => page.getByText('This page has lost its server.');

test('the server is killed under an open dialog: what was typed stays, and the approval is taken once when it is back', async () => {
  const id = await waiting('Kaveri Textiles');
  const { page, forgive, isTheSame } = await approverAt(id);
  forgive(CUT_OFF);
  await page.getByRole('button', { name: 'Review and approve' }).click();
  const dialog = page.getByRole('dialog', { name: `Approve the move of ${id}` });
  await dialog.getByLabel('Comment').fill('agreed on the phone');
  await dialog.getByLabel('How many numbers will move? Type 2').fill('2');

  await site.killApi();
  await lostServer(page).waitFor();
  const send = dialog.getByRole('button', { name: 'Move 2 numbers for good' });
  await send.click();
  await dialog.getByRole('alert').getByText('No answer came to your decision').waitFor();
  expect(await lookAtAll(page, 'migration-approval-server-away')).toEqual([]);
  expect(await approvals(id)).toEqual([]);

  await site.restartApi();
  await lostServer(page).waitFor({ state: 'detached' });
  expect(await dialog.getByLabel('Comment').inputValue()).toBe('agreed on the phone');
  expect(await dialog.getByLabel('How many numbers will move? Type 2').inputValue()).toBe('2');
  await send.click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Every number is on the clone.').waitFor();
  expect(await approvals(id)).toHaveLength(1);
  expect(await isTheSame()).toBe(true);
});

test('a decision that could not be sent is not sent later either, when who made it has left it', async () => {
  const id = await waiting('Konkan Fisheries');
  const { page, context, forgive } = await approverAt(id);
  forgive(/ERR_INTERNET_DISCONNECTED/);
  const sent: string[] = [];
  page.on('request', (request) => void (request.url().endsWith('/approve') && sent.push(request.url())));
  await page.getByRole('button', { name: 'Review and approve' }).click();
  const dialog = page.getByRole('dialog', { name: `Approve the move of ${id}` });
  await dialog.getByLabel('How many numbers will move? Type 2').fill('2');

  await context.setOffline(true);
  await dialog.getByRole('button', { name: 'Move 2 numbers for good' }).click();
  await dialog.getByRole('alert').getByText('No answer came to your decision').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await context.setOffline(false);
  await lostServer(page).waitFor({ state: 'detached' });
  expect(sent).toHaveLength(1);
  expect(await approvals(id)).toEqual([]);
  await site.world.wabactl('migrate', 'abandon', id, '--reason', 'the customer stays');
  await page.getByText('The run was given up before any number moved.').waitFor();
});

test('a decision whose answer was lost is taken once, although it is sent again', async () => {
  const id = await waiting('Malabar Spices');
  const { page, forgive, isTheSame } = await approverAt(id);
  forgive(/ERR_CONNECTION_RESET/);
  let answers = 0;
  await page.route(`**/v1/migrations/${id}/approve`, async (route) => {
    answers += 1;
    if (answers > 1) return route.fallback();
    await site.world.note(
      { command: 'approve', wabaId: id, input: route.request().postDataJSON() as Record<string, unknown> },
      () => route.fetch(),
      (response) => Promise.resolve({ accepted: response.ok() }),
    );
    // The server did what was asked; nobody hears of it.
    await route.abort('connectionreset');
  });
  // Nor does the page see by itself that the run went on.
  await page.route(`**/v1/migrations/${id}`, (route) =>
    answers > 1 ? route.fallback() : route.abort('connectionreset'),
  );
  await page.getByRole('button', { name: 'Review and approve' }).click();
  const dialog = page.getByRole('dialog', { name: `Approve the move of ${id}` });
  await dialog.getByLabel('How many numbers will move? Type 2').fill('2');
  await dialog.getByRole('button', { name: 'Move 2 numbers for good' }).click();
  await dialog.getByRole('alert').getByText('No answer came to your decision').waitFor();
  await dialog.getByRole('button', { name: 'Move 2 numbers for good' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Every number is on the clone.').waitFor();
  expect(await approvals(id)).toHaveLength(1);
  expect(await isTheSame()).toBe(true);
});

test('the session ends over an open dialog: after the sign-in it is there as it was, and its decision is taken', async () => {
  const id = await waiting('Deccan Motors');
  const { page, context, forgive, isTheSame } = await approverAt(id);
  forgive(/status of 401/);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Reject' }).click();
  const dialog = page.getByRole('dialog', { name: `Reject: ${id}` });
  await dialog.getByLabel('Reason').fill('not this month');
  await context.clearCookies();
  await dialog.getByRole('button', { name: 'Reject and end the run' }).click();
  const signIn = page.getByRole('dialog', { name: 'Your session has ended' });
  await signIn.waitFor();
  expect(await lookAtAll(page, 'migration-session-ended')).toEqual([]);
  expect((await site.world.migrations.get(id)).phase).toBe('awaiting-approval');

  expect(await page.getByText('Authorization').count()).toBe(0);
  // It holds the focus, and Escape closes neither it nor what is under it.
  await page.keyboard.press('Escape');
  await page.keyboard.type(site.keys.approver);
  await page.keyboard.press('Enter');
  await signIn.waitFor({ state: 'detached' });
  expect(await dialog.getByLabel('Reason').inputValue()).toBe('not this month');
  // The button that was pressed has the focus again.
  await dialog.getByRole('button', { name: 'Reject and end the run' }).and(page.locator(':focus')).waitFor();
  await dialog.getByRole('button', { name: 'Reject and end the run' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('The run was given up before any number moved.').waitFor();
  expect(await lostServer(page).count()).toBe(0);
  expect(await isTheSame()).toBe(true);
});

test('Temporal is killed in the middle of a run: the page keeps what it showed, then follows the run to its end', async () => {
  const { world } = site;
  const { id } = await world.addAccount({ name: 'Nilgiri Tea', numbers: 3, behaviour: { stepMs: 6_000 } });
  await world.start(id, '--approval', 'auto');
  await world.waitForPhase(id, 'cloning');
  const { page, forgive, isTheSame } = await approverAt(id);
  forgive(CUT_OFF);
  await page.getByText('Meta makes the clone', { exact: false }).waitFor();
  await world.server.kill();
  await page.getByText('Temporal does not answer.').waitFor();
  await page.getByText('What you see is as of the last answer').waitFor();
  await page.getByText('Meta makes the clone', { exact: false }).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Nilgiri Tea' }).waitFor();
  expect(await lookAtAll(page, 'migration-temporal-away')).toEqual([]);

  await world.server.restart();
  await page.getByText('Temporal does not answer.').waitFor({ state: 'detached' });
  await page.getByText('What you see is as of the last answer').waitFor({ state: 'detached' });
  await page.getByText('Every number is on the clone.').waitFor({ timeout: 180_000 });
  expect(await page.getByText('On the clone', { exact: true }).count()).toBe(3);
  expect(await isTheSame()).toBe(true);
}, 300_000);
