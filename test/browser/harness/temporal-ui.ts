/** Temporal's Web UI, as somebody reads it who debugs a run. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { until } from '../../e2e/harness';
import { PICTURES_DIR } from './pictures';
import type { Site } from './site';

/** Somebody in front of the Web UI of a site's Temporal server. */
export interface TemporalUi {
  readonly page: Page;
  /** Opens the list of runs that a query finds. */
  search(query: string): Promise<void>;
  /** Opens a page of a run: `history`, `timeline`, `user-metadata`. */
  open(run: { readonly workflowId: string; readonly runId: string }, tab: string): Promise<void>;
  /** Everything that the page says. */
  text(): Promise<string>;
  /** Waits until the page says all of this; answers with everything that it says then. */
  untilShown(...texts: readonly string[]): Promise<string>;
  /** Keeps a picture of the page. */
  picture(name: string): Promise<void>;
}

/** Opens a browser for the Web UI of a site. */
export async function openTemporalUi(site: Pick<Site, 'reader' | 'world'>): Promise<TemporalUi> {
  const { uiUrl, namespace } = site.world.server;
  const { page, forgive } = await site.reader();
  // The pages are Temporal's: what they ask and complain of is not ours to judge.
  forgive(/./);
  await page.setViewportSize({ width: 1440, height: 1000 });
  await mkdir(PICTURES_DIR, { recursive: true });
  const runs = `${uiUrl}/namespaces/${namespace}/workflows`;

  /** The Web UI shows markdown in frames of its own. */
  async function text(): Promise<string> {
    const read = page.frames().map((frame) =>
      frame
        .locator('body')
        .innerText()
        .catch(() => ''),
    );
    return (await Promise.all(read)).join('\n');
  }

  return {
    page,
    text,
    search: async (query) => void (await page.goto(`${runs}?query=${encodeURIComponent(query)}`)),
    open: async ({ workflowId, runId }, tab) =>
      void (await page.goto(`${runs}/${encodeURIComponent(workflowId)}/${runId}/${tab}`)),
    untilShown: (...texts) =>
      until(`a page that says ${texts.join(', ')}`, 60_000, async () => {
        const shown = await text();
        return texts.every((each) => shown.includes(each)) ? shown : undefined;
      }),
    picture: async (name) => void (await page.screenshot({ path: join(PICTURES_DIR, `temporal-ui-${name}.png`) })),
  };
}
