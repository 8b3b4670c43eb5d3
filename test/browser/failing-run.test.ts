/** A run whose workflow task fails: workers poll, but their code, or a key that they lack, does not let it go on. */
import { randomBytes } from 'node:crypto';
import { createSite, lookAtAll, type Site } from './harness';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const OURS = key('ours');
const FOREIGN = key('foreign');

let site: Site;
beforeAll(async () => {
  // The checker, and the page, read what a worker that has only the foreign key leaves in the history.
  site = await createSite({
    env: { PAYLOAD_KEYS: [OURS, FOREIGN].join(',') },
    apiEnv: { TEMPORAL_UI_URL: 'http://127.0.0.1:8233' },
  });
}, 600_000);
afterEach(() => site.finish());
afterAll(() => site?.close());

test('says what an engineer should look at, and is itself again as soon as a worker can read it', async () => {
  const { world } = site;
  const waba = await world.addAccount({ name: 'Konkan Fisheries' });
  await world.start(waba.id);
  const { workflowId, runId } = await world.waitForPhase(waba.id, 'awaiting-approval');
  await world.killWorker();
  world.startWorker({ PAYLOAD_KEYS: FOREIGN });
  // Anything that the run has to look at is a workflow task; this one means nothing to it.
  await world.client.workflow.getHandle(workflowId).signal('nudge');

  const { page, forgive } = await site.reader();
  forgive(/status of 50[03]/);
  await page.goto(`/migrations/${waba.id}`);
  await page.getByText('The workers’ code fails at this run').waitFor();
  await page.getByRole('region', { name: 'What an engineer should look at' }).waitFor();
  await page.getByRole('heading', { name: 'Konkan Fisheries' }).waitFor();
  const link = await page.getByRole('link', { name: 'Run in Temporal' }).getAttribute('href');
  expect(link).toContain(`/${runId}/`);
  expect(await lookAtAll(page, 'migration-task-fails')).toEqual([]);

  // Lists know of it once it has failed for a while; Home is told of no change, and asks by itself.
  const home = (await site.reader()).page;
  await home.goto('/');
  const row = home.getByRole('table', { name: 'All runs' }).getByRole('row').filter({ hasText: 'Konkan Fisheries' });
  await row.getByText('Its code fails').waitFor({ timeout: 240_000 });
  await row.getByText('An engineer should look at the workers.').waitFor();
  const needs = home.getByRole('region', { name: 'Needs you' });
  await needs.getByText('Its code fails, so that no decision reaches it.', { exact: false }).waitFor();
  expect(await needs.getByRole('link', { name: /^Review and approve/ }).count()).toBe(0);
  expect(await lookAtAll(home, 'home-task-fails')).toEqual([]);

  await world.killWorker();
  world.startWorker();
  await page.getByRole('region', { name: 'Now' }).waitFor();
  await row.getByText('Its code fails').waitFor({ state: 'detached', timeout: 240_000 });
  await needs.getByRole('link', { name: 'Review and approve: Konkan Fisheries' }).waitFor();
  await world.waitForPhase(waba.id, 'awaiting-approval');
  await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'seen enough');
  await page.getByText('The run was given up before any number moved.').waitFor();
}, 600_000);
