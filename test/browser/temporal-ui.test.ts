/** A run in Temporal's Web UI, as somebody who debugs reads it: encrypted without the codec server, plain with it. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createKey } from '../../client/access';
import { startProcess, type Child } from '../e2e/harness/child-process';
import { createSite, PICTURES_DIR, until, type Site } from './harness';

const NAME = 'Jasper and Sons';
const PUBLIC_URL = 'http://dashboard.test';
const SETTINGS = {
  PAYLOAD_KEYS: `autumn:${randomBytes(32).toString('base64')}`,
  SESSION_SECRET: randomBytes(32).toString('base64'),
};

let folder: string;
let site: Site;
let codec: { readonly child: Child; readonly url: string };
let key: string;
let page: Page;
let wabaId: string;
let runUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waba-temporal-ui-'));
  const keys = { API_KEYS_FILE: join(folder, 'keys.json'), SESSION_SECRET: SETTINGS.SESSION_SECRET };
  key = (await createKey(keys.API_KEYS_FILE, { name: 'reader', role: 'viewer', expires: null }, new Date())).key;
  const env = { PAYLOAD_KEYS: SETTINGS.PAYLOAD_KEYS };
  site = await createSite({ env, workerEnv: { PUBLIC_URL }, apiEnv: keys });
  const { uiUrl, namespace } = site.world.server;
  const child = startProcess('codec-server', [], {
    cwd: folder,
    env: { ...SETTINGS, ...keys, CODEC_PORT: '0', TEMPORAL_UI_URL: uiUrl },
  });
  codec = { child, ...(JSON.parse(await child.line(/"url"/)) as { url: string }) };

  wabaId = (await site.world.addAccount({ name: NAME })).id;
  await site.world.start(wabaId);
  const { workflowId, runId } = await site.world.waitForPhase(wabaId, 'awaiting-approval');
  runUrl = `${uiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}/${runId}`;

  const reader = await site.reader();
  // The pages are Temporal's: what they ask and complain of is not ours to judge.
  reader.forgive(/./);
  ({ page } = reader);
  await page.setViewportSize({ width: 1440, height: 1000 });
  await mkdir(PICTURES_DIR, { recursive: true });
}, 600_000);

afterAll(async () => {
  await site?.finish();
  await codec?.child.end('SIGTERM');
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

const picture = (name: string): Promise<unknown> =>
  page.screenshot({ path: join(PICTURES_DIR, `temporal-ui-${name}.png`) });

/** Everything that the page says; the Web UI shows markdown in frames of its own. */
async function textOfPage(): Promise<string> {
  const read = page.frames().map((frame) =>
    frame
      .locator('body')
      .innerText()
      .catch(() => ''),
  );
  return (await Promise.all(read)).join('\n');
}

/** Waits until the page says all of this; answers with everything that it says then. */
const untilShown = (...texts: readonly string[]): Promise<string> =>
  until(`a page that says ${texts.join(', ')}`, 60_000, async () => {
    const shown = await textOfPage();
    return texts.every((text) => shown.includes(text)) ? shown : undefined;
  });

test('a run is found by a search attribute', async () => {
  const { uiUrl, namespace } = site.world.server;
  for (const query of [`WabaId="${wabaId}"`, 'NeedsOperator=true AND Phase="awaiting-approval"']) {
    await page.goto(`${uiUrl}/namespaces/${namespace}/workflows?query=${encodeURIComponent(query)}`);
    await page.getByRole('link', { name: `migrate-waba/${wabaId}` }).waitFor();
  }
  await page.goto(`${uiUrl}/namespaces/${namespace}/workflows?query=${encodeURIComponent('WabaId="1"')}`);
  await untilShown('No Workflows');
  expect(await page.getByRole('link', { name: `migrate-waba/${wabaId}` }).count()).toBe(0);
});

test('without the codec server nothing of the run is readable, not even its summary', async () => {
  for (const tab of ['user-metadata', 'history']) {
    await page.goto(`${runUrl}/${tab}`);
    await page.getByText('waba-workflows').first().waitFor();
    await untilShown(tab === 'history' ? 'Activity Task Scheduled' : 'No Current Details');
    await picture(`encrypted-${tab}`);
    const shown = await textOfPage();
    for (const text of [NAME, 'INR for WABA', 'Compare source and clone', '"targetCurrency"'])
      expect([tab, text, shown.includes(text)]).toEqual([tab, text, false]);
  }
});

test('with the codec server and the session of the dashboard all of it is', async () => {
  await page.goto(site.url);
  await page.getByLabel('API key').fill(key);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Sign in to WABA migrations' }).waitFor({ state: 'detached' });

  await page.goto(`${runUrl}/user-metadata`);
  await page.getByTestId('data-encoder-status').click();
  await page.getByText('Use my browser setting').click();
  await page
    .locator('#data-encoder-endpoint-input, [data-testid="data-encoder-endpoint-input"]')
    .first()
    .fill(codec.url);
  await page.getByText('Include cross-origin credentials').click();
  await picture('codec-settings');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.reload();

  const metadata = await untilShown(
    `INR for WABA ${wabaId}`,
    'Started by',
    'awaiting-approval',
    'needs an approval',
    'A person can: approve, reject, pause, abandon.',
    NAME,
    'Open it in the dashboard',
  );
  expect(metadata).not.toContain('binary/encrypted');
  await picture('details');

  await page.goto(`${runUrl}/history`);
  await untilShown('"targetCurrency": "INR"', 'Compare source and clone', 'Look at the source account');
  await picture('history');
  await page.goto(`${runUrl}/timeline`);
  await untilShown('Watch for changes while approval is awaited', 'Until when an approval is waited for');
  await picture('timeline');
});
