/** What the dashboard's pages cost a reader's browser, as ratios to the pages of Temporal's Web UI that show the same runs. */
import type { Browser } from 'playwright-core';
import { migrationWorkflowId } from '../domain/ids';
import { launchChromium } from '../test/browser/harness/browser';
import type { World } from '../test/e2e/harness';
import { quantile, ratioOf, type Ratio } from './ratios';
import type { Served } from './serve';
import { visit, type Destination, type Visit } from './visits';

const ROUNDS = 15;

/** One page, what of Temporal's Web UI it is compared with, and how much more of each it takes. */
export interface PageCost {
  readonly page: string;
  readonly beside: string;
  readonly time: Ratio;
  /** Ratio of the medians of the bytes, and of the requests. */
  readonly transfer: number;
  readonly requests: number;
}

interface Pair {
  readonly page: string;
  readonly beside: string;
  readonly ours: Destination;
  readonly theirs: Destination;
}

/** Opens Home and the page of this account's migration, and Temporal's pages of the same, in turn. */
export async function measureDashboard(world: World, { url, wabaId }: Served): Promise<readonly PageCost[]> {
  const { uiUrl, namespace } = world.server;
  const { runId } = await world.client.workflow.getHandle(migrationWorkflowId(wabaId)).describe();
  const workflows = `${uiUrl}/namespaces/${namespace}/workflows`;
  const pairs: readonly Pair[] = [
    {
      page: 'Home',
      beside: 'the list of workflows',
      ours: { url, awaited: '#all-runs a[href^="/migrations/"]' },
      theirs: { url: workflows, awaited: 'table a[href*="migrate-waba"]' },
    },
    {
      page: 'one migration',
      beside: 'the history of the run',
      ours: { url: `${url}/migrations/${wabaId}`, awaited: '.run-now' },
      theirs: {
        url: `${workflows}/${encodeURIComponent(migrationWorkflowId(wabaId))}/${runId}/history`,
        awaited: '[data-testid="event-summary-row"]',
      },
    },
  ];
  const browser = await launchChromium();
  try {
    const costs: PageCost[] = [];
    for (const pair of pairs) costs.push(...(await comparePages(browser, pair)));
    return costs;
  } finally {
    await browser.close();
  }
}

/** A first visit, with nothing in the cache, and the next one. */
async function comparePages(browser: Browser, { page, beside, ours, theirs }: Pair): Promise<readonly PageCost[]> {
  const first: Visits = { ours: [], theirs: [] };
  const next: Visits = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [side, destination] of [
      ['ours', ours],
      ['theirs', theirs],
    ] as const) {
      const context = await browser.newContext();
      try {
        first[side].push(await visit(context, destination));
        next[side].push(await visit(context, destination));
      } finally {
        await context.close();
      }
    }
  }
  return [
    { page: `${page}, first visit`, beside, ...costOf(first) },
    { page: `${page}, next visit`, beside, ...costOf(next) },
  ];
}

type Visits = Readonly<Record<'ours' | 'theirs', Visit[]>>;

function costOf({ ours, theirs }: Visits): Pick<PageCost, 'time' | 'transfer' | 'requests'> {
  const median = (visits: readonly Visit[], of: 'bytes' | 'requests'): number =>
    quantile(
      visits.map((each) => each[of]),
      0.5,
    );
  return {
    time: ratioOf(
      ours.map(({ ms }) => ms),
      theirs.map(({ ms }) => ms),
    ),
    transfer: median(ours, 'bytes') / median(theirs, 'bytes'),
    requests: median(ours, 'requests') / median(theirs, 'requests'),
  };
}
