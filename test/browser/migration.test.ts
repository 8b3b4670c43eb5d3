/** One migration: from an approval with the typed count to its end, watched without a reload; and how it ends otherwise. */
import type { Page } from 'playwright-core';
import { createSite, lookAtAll, until, untilListed, type Site } from './harness';

let site: Site;
beforeAll(async () => {
  site = await createSite({ apiEnv: { TEMPORAL_UI_URL: 'http://127.0.0.1:8233' } });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

const WATCH = ['--policy', 'recheckEvery=2s'];

/** A reader on the page of an account, once it shows this. */
async function readerOf(wabaId: string, shows: string): Promise<Page> {
  const { page } = await site.reader();
  await page.goto(`/migrations/${wabaId}`);
  await page.getByText(shows).first().waitFor();
  return page;
}

const marker = (page: Page) => page.evaluate<string>('window.loadedOnce ??= String(Math.random())');

test('an approval wants the count of numbers, and the run is watched to its end without a reload', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Kaveri Textiles', numbers: 5, behaviour: { moveMs: 1_500 } });
  await world.start(waba.id);
  await world.waitForPhase(waba.id, 'awaiting-approval');
  const page = await readerOf(waba.id, '5 numbers will move for good');
  await page.getByRole('heading', { level: 1, name: 'Kaveri Textiles' }).waitFor();
  const steps = await page.getByRole('list', { name: 'Steps' }).getByRole('listitem').allInnerTexts();
  // The line after which nothing can be taken back: before the move, after the approval, and nowhere else.
  const withLine = steps.filter((text) => text.includes('No way back after this'));
  expect(withLine).toEqual([steps[4]]);
  expect(steps[3]).toContain('Approve');
  expect(steps[4]).toContain('Move');
  const mark = await marker(page);
  expect(await lookAtAll(page, 'migration-approval-waits')).toEqual([]);

  await page.getByRole('button', { name: 'Review and approve' }).click();
  const dialog = page.getByRole('dialog', { name: `Approve the move of ${waba.id}` });
  await dialog.getByText('There is no way back.').waitFor();
  await dialog.getByRole('button', { name: `Copy the WABA id ${waba.id}` }).waitFor();
  await dialog.getByRole('button', { name: /^Copy the clone’s WABA id \d+$/ }).waitFor();
  await dialog.getByText('Nothing that was compared differs.').waitFor();
  expect(await lookAtAll(page, 'migration-approval-dialog')).toEqual([]);

  const send = dialog.getByRole('button', { name: 'Move 5 numbers for good' });
  await send.click();
  await dialog.getByText('Type 5, the number of phone numbers that will move.').waitFor();
  await dialog.getByLabel('How many numbers will move? Type 5').fill('4');
  await send.click();
  expect((await world.migrations.get(waba.id)).phase).toBe('awaiting-approval');

  await dialog.getByLabel('How many numbers will move? Type 5').fill('5');
  await dialog.getByLabel('Comment').fill('the customer agreed on the phone');
  await send.click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Every number is on the clone.').waitFor();
  await page.getByText('the customer agreed on the phone').waitFor();
  expect(await page.getByText('On the clone', { exact: true }).count()).toBe(5);
  expect(await marker(page)).toBe(mark);
  expect(await lookAtAll(page, 'migration-completed')).toEqual([]);
});

test('a digest that changes under the open dialog is not approved: it says what changed and asks again', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Malabar Spices' });
  await world.start(waba.id, ...WATCH);
  const before = await world.waitForPhase(waba.id, 'awaiting-approval');
  const page = await readerOf(waba.id, '2 numbers will move for good');
  await page.getByRole('button', { name: 'Review and approve' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('How many numbers will move? Type 2').fill('2');

  const fresh = { templates: { add: [{ name: 'made_meanwhile', language: 'en_US' }] } };
  await world.simulator.changeWaba(before.destinationWabaId ?? '', fresh);
  await world.simulator.changeWaba(waba.id, fresh);
  await dialog.getByText('The account changed while you were reading, and was compared anew').waitFor();
  const changes = dialog.getByRole('alert').getByRole('listitem');
  await changes.filter({ hasText: /^Templates: .* → \d+/ }).waitFor();
  await dialog.getByText('Nothing was approved.', { exact: false }).waitFor();
  expect(await dialog.getByRole('button', { name: 'Move 2 numbers for good' }).count()).toBe(0);
  expect(await lookAtAll(page, 'migration-approval-changed')).toEqual([]);

  await dialog.getByRole('button', { name: 'Show what is verified now' }).click();
  expect(await dialog.getByLabel('How many numbers will move? Type 2').inputValue()).toBe('');
  await dialog.getByLabel('How many numbers will move? Type 2').fill('2');
  await dialog.getByRole('button', { name: 'Move 2 numbers for good' }).click();
  await page.getByText('Every number is on the clone.').waitFor();
  const { report } = await world.migrations.get(waba.id);
  expect(report?.digest).not.toBe(before.report?.digest);
});

test('the ids can be searched and had as CSV, and the evidence can be downloaded', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Deccan Motors', templates: 12 });
  await world.start(waba.id);
  const { destinationWabaId } = await world.waitForPhase(waba.id, 'awaiting-approval');
  const page = await readerOf(waba.id, '2 numbers will move for good');
  const map = page.getByRole('region', { name: 'Id map' });
  await map.getByText('16 ids').waitFor();
  await map.getByLabel('Search ids and names').fill('account');
  expect(await map.getByRole('row').count()).toBe(2);
  await map.getByLabel('Search ids and names').fill('no such id');
  await map.getByText('No id and no name holds that').waitFor();

  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    map.getByRole('button', { name: 'Download as CSV' }).click(),
  ]);
  expect(csv.suggestedFilename()).toBe(`${waba.id}-ids.csv`);
  const lines = (await read(csv)).trim().split('\r\n');
  expect(lines).toHaveLength(17);
  expect(lines[0]).toBe('kind,name,old_id,new_id');
  expect(lines[1]).toBe(`account,WhatsApp Business Account,${waba.id},${destinationWabaId}`);

  const link = page.getByRole('link', { name: 'Download the evidence' });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(JSON.parse(await read(file))).toMatchObject({
    schema: 'waba-migration-evidence/1',
    phase: 'verifying',
  });
  const runLink = await page.getByRole('link', { name: 'Run in Temporal' }).getAttribute('href');
  const { workflowId, runId } = await world.migrations.get(waba.id);
  expect(runLink).toContain(`/workflows/${encodeURIComponent(workflowId)}/${runId}/`);
  await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'only looked at');
  await page.getByText('The run was given up before any number moved.').waitFor();
  expect(await lookAtAll(page, 'migration-abandoned')).toEqual([]);
});

async function read(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

test('an account without a run says what that may mean, and a dry run has a page of its own', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Nilgiri Tea' });
  const { page, forgive } = await site.reader();
  forgive(/status of 404/);
  await page.goto(`/migrations/${waba.id}`);
  await page.getByRole('heading', { name: 'There is no migration of this account' }).waitFor();
  await page.getByText('This server has no evidence of it either.').waitFor();
  expect(await lookAtAll(page, 'migration-unknown')).toEqual([]);

  await world.start(waba.id, '--dry-run', '--wait');
  await page.getByRole('link', { name: 'Look for a dry run' }).click();
  await page.getByText('Assessed; nothing was changed.').first().waitFor();
  expect(await page.getByRole('button', { name: 'Actions' }).count()).toBe(0);
  await page.getByText('to INR', { exact: true }).waitFor();
  expect(await lookAtAll(page, 'migration-assessed')).toEqual([]);

  await page.getByRole('link', { name: `Prepare a start of ${waba.id}` }).click();
  await page.getByText('Nilgiri Tea is billed in USD.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Account id' }).inputValue()).toBe(waba.id);
  expect(await page.getByRole('textbox', { name: 'New currency' }).inputValue()).toBe('INR');
});

test('evidence of a run that Temporal no longer keeps is offered; that it cannot be looked for is not that there is none', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Chambal Dairies' });
  await world.start(waba.id);
  const { workflowId } = await world.waitForPhase(waba.id, 'awaiting-approval');
  await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'only its evidence is wanted');
  await world.waitForPhase(waba.id, 'abandoned');
  await world.finish();
  await forget(workflowId);

  const { page, forgive } = await site.reader();
  forgive(/status of (404|503)/);
  const asked = ({ pathname }: URL): boolean => pathname === `/v1/migrations/${waba.id}/evidence`;
  const away = { type: '/problems#unavailable', title: 'Temporal is away', status: 503, detail: 'It did not answer' };
  await page.route(asked, (route) => route.fulfill({ status: 503, json: { ...away, field: null, fix: null } }));
  await page.goto(`/migrations/${waba.id}`);
  const problem = page.getByRole('group', { name: 'Whether there is evidence of it cannot be told now' });
  await problem.getByText('It did not answer.').waitFor();
  expect(await page.getByText('This server has no evidence of it either.').count()).toBe(0);

  await page.unroute(asked);
  await problem.getByRole('button', { name: 'Try again' }).click();
  await page.getByText(/the evidence of a run of this account, last written in “Abandoned”,/).waitFor();
  expect(await lookAtAll(page, 'migration-evidence-only')).toEqual([]);
  const link = page.getByRole('link', { name: 'Download the evidence' });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(JSON.parse(await read(file))).toMatchObject({ phase: 'abandoned' });
});

/** Has Temporal forget a run, as it does once it has kept it for long enough. */
async function forget(workflowId: string): Promise<void> {
  const { client } = site.world;
  await client.workflowService.deleteWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
  });
  await until(`${workflowId} to be forgotten`, 60_000, () =>
    client.workflow
      .getHandle(workflowId)
      .describe()
      .then(
        () => undefined,
        () => true,
      ),
  );
}

test('a run that Meta rejects ends in red, and nothing can be told to it any more', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Coromandel Foods', behaviour: { initiations: ['rejected'] } });
  await world.start(waba.id);
  await world.waitForPhase(waba.id, 'rejected');
  const page = await readerOf(waba.id, 'Meta rejected the migration. No number moved.');
  await page.getByText('Ended badly here').waitFor();
  expect(await page.getByRole('button', { name: 'Actions' }).count()).toBe(0);
  expect(await lookAtAll(page, 'migration-rejected')).toEqual([]);
});

test('a run that no worker answers for shows what lists know, and comes back by itself', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Konkan Fisheries' });
  await world.start(waba.id);
  await world.waitForPhase(waba.id, 'awaiting-approval');
  await untilListed(site, waba.id, ({ needsOperator }) => needsOperator);
  await world.killWorker();
  const { page, forgive } = await site.reader();
  forgive(/status of 503/);
  await page.goto(`/migrations/${waba.id}`);
  await page.getByText('As lists know it').waitFor();
  await page.getByText('Waiting for an approval: 2 numbers will move for good', { exact: false }).waitFor();
  expect(await page.locator('.run-currencies').textContent()).toBe('USD → INR');
  expect(await lookAtAll(page, 'migration-unanswered')).toEqual([]);
  world.startWorker();
  await world.waitForPhase(waba.id, 'awaiting-approval');
  await page.getByRole('button', { name: 'Review and approve' }).waitFor();
});
