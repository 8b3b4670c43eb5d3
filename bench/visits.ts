/** Visits of pages in Chromium: how long until what a reader came for is there, and what was transferred until then. */
import { performance } from 'node:perf_hooks';
import type { BrowserContext } from 'playwright-core';

/** A page, and what on it a reader waits for. */
export interface Destination {
  readonly url: string;
  /** A CSS selector; what it finds first has to be visible. */
  readonly awaited: string;
}

/** What one visit cost, up to the moment when the awaited was there. */
export interface Visit {
  readonly ms: number;
  /** As they came over the wire, packed, heads included; nothing for what the browser had in its cache. */
  readonly bytes: number;
  readonly requests: number;
}

const PATIENCE_MS = 60_000;

/** Opens a page in a new tab of this context, waits, and closes the tab. Throws where the awaited does not come. */
export async function visit(context: BrowserContext, { url, awaited }: Destination): Promise<Visit> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    let [bytes, requests] = [0, 0];
    session.on('Network.requestWillBeSent', () => void (requests += 1));
    session.on('Network.loadingFinished', ({ encodedDataLength }) => void (bytes += encodedDataLength));
    await session.send('Network.enable');
    const begun = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator(awaited).first().waitFor({ timeout: PATIENCE_MS });
    return { ms: performance.now() - begun, bytes, requests };
  } finally {
    await page.close();
  }
}
