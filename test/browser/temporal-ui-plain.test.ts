/** A run in Temporal's Web UI where nothing is encrypted: all of it is readable, and nothing but Temporal is asked. */
import type { StateDocument } from '../../domain/state';
import { createSite, openTemporalUi, type Site, type TemporalUi } from './harness';

const NAME = 'Jasper and Sons';
const PUBLIC_URL = 'http://dashboard.test';

let site: Site;
let ui: TemporalUi;
let run: StateDocument;
const asked = new Set<string>();

beforeAll(async () => {
  site = await createSite({ workerEnv: { PUBLIC_URL } });
  const { id } = await site.world.addAccount({ name: NAME, numbers: 3 });
  await site.world.start(id);
  run = await site.world.waitForPhase(id, 'awaiting-approval');
  ui = await openTemporalUi(site);
  ui.page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http')) asked.add(origin);
  });
}, 600_000);

afterAll(async () => {
  await site?.finish();
  await site?.close();
});

test('a run is found by its search attributes, among its own kind alone', async () => {
  const { page, search, untilShown } = ui;
  const link = page.getByRole('link', { name: run.workflowId });
  for (const query of [
    `WabaId="${run.wabaId}"`,
    `TargetCurrency="INR" AND DestinationWabaId="${run.destinationWabaId}"`,
    'NeedsOperator=true AND Phase="awaiting-approval"',
  ]) {
    await search(query);
    await link.waitFor();
  }
  await search(`WabaId="${run.wabaId}" AND NeedsOperator=false`);
  await untilShown('No Workflows');
  expect(await link.count()).toBe(0);
});

test('its summary, its details and what each step is about are readable as they are', async () => {
  const { open, untilShown, picture } = ui;
  await open(run, 'user-metadata');
  await untilShown(
    `INR for WABA ${run.wabaId}`,
    'Started by',
    'awaiting-approval',
    'needs an approval',
    '3 numbers',
    'A person can: approve, reject, pause, abandon.',
    NAME,
    'Open it in the dashboard',
  );
  await picture('plain-details');
  await open(run, 'history');
  await untilShown('"targetCurrency": "INR"', 'Compare source and clone', 'Look at the source account');
  await picture('plain-history');
  await open(run, 'timeline');
  await untilShown('Watch for changes while approval is awaited', 'Until when an approval is waited for');
});

test('its details are true of its end too', async () => {
  const { open, untilShown } = ui;
  await site.world.wabactl('migrate', 'abandon', run.wabaId, '--reason', 'the customer stays');
  await site.world.waitForPhase(run.wabaId, 'abandoned');
  await open(run, 'user-metadata');
  const shown = await untilShown(`INR for WABA ${run.wabaId}`, 'abandoned', 'the customer stays');
  expect(shown).not.toContain('A person can');
  await open(run, 'history');
  await untilShown('MigrationAbandoned');
});

test('no codec server is asked, nor anybody else but Temporal itself', () => {
  expect([...asked]).toEqual([new URL(site.world.server.uiUrl).origin]);
});
