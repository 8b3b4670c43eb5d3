/** A run in Temporal's Web UI, as somebody who debugs reads it: encrypted without the codec server, plain with it. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey } from '../../client/access';
import type { StateDocument } from '../../domain/state';
import { startProcess, type Child } from '../e2e/harness/child-process';
import { createSite, openTemporalUi, type Site, type TemporalUi } from './harness';

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
let ui: TemporalUi;
let wabaId: string;
let run: StateDocument;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waba-temporal-ui-'));
  const keys = { API_KEYS_FILE: join(folder, 'keys.json'), SESSION_SECRET: SETTINGS.SESSION_SECRET };
  key = (await createKey(keys.API_KEYS_FILE, { name: 'reader', role: 'viewer', expires: null }, new Date())).key;
  const env = { PAYLOAD_KEYS: SETTINGS.PAYLOAD_KEYS };
  site = await createSite({ env, workerEnv: { PUBLIC_URL }, apiEnv: keys });
  const { uiUrl } = site.world.server;
  const child = startProcess('codec-server', [], {
    cwd: folder,
    env: { ...SETTINGS, ...keys, CODEC_PORT: '0', TEMPORAL_UI_URL: uiUrl },
  });
  codec = { child, ...(JSON.parse(await child.line(/"url"/)) as { url: string }) };

  wabaId = (await site.world.addAccount({ name: NAME })).id;
  await site.world.start(wabaId);
  run = await site.world.waitForPhase(wabaId, 'awaiting-approval');
  ui = await openTemporalUi(site);
}, 600_000);

afterAll(async () => {
  await site?.finish();
  await codec?.child.end('SIGTERM');
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a run is found by a search attribute', async () => {
  const { page, search, untilShown } = ui;
  for (const query of [`WabaId="${wabaId}"`, 'NeedsOperator=true AND Phase="awaiting-approval"']) {
    await search(query);
    await page.getByRole('link', { name: `migrate-waba/${wabaId}` }).waitFor();
  }
  await search('WabaId="1"');
  await untilShown('No Workflows');
  expect(await page.getByRole('link', { name: `migrate-waba/${wabaId}` }).count()).toBe(0);
});

test('without the codec server nothing of the run is readable, not even its summary', async () => {
  const { page, open, untilShown, picture, text } = ui;
  for (const tab of ['user-metadata', 'history']) {
    await open(run, tab);
    await page.getByText('waba-workflows').first().waitFor();
    await untilShown(tab === 'history' ? 'Activity Task Scheduled' : 'No Current Details');
    await picture(`encrypted-${tab}`);
    const shown = await text();
    for (const secret of [NAME, 'INR for WABA', 'Compare source and clone', '"targetCurrency"'])
      expect([tab, secret, shown.includes(secret)]).toEqual([tab, secret, false]);
  }
});

test('with the codec server and the session of the dashboard all of it is', async () => {
  const { page, open, untilShown, picture } = ui;
  await page.goto(site.url);
  await page.getByLabel('API key').fill(key);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Sign in to WABA migrations' }).waitFor({ state: 'detached' });

  await open(run, 'user-metadata');
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

  await open(run, 'history');
  await untilShown('"targetCurrency": "INR"', 'Compare source and clone', 'Look at the source account');
  await picture('history');
  await open(run, 'timeline');
  await untilShown('Watch for changes while approval is awaited', 'Until when an approval is waited for');
  await picture('timeline');
});
