/** Servers that are slow: answers to a page's requests are kept back until the test wants them. */
import type { Locator, Page, Route } from 'playwright-core';
import { until } from '../../e2e/harness';
import { drawn } from './shifts';

/** Keeps the answers to a page's requests for these paths back until what it answers with is called. */
export async function hold(page: Page, paths: RegExp): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(isOf(paths), async (route) => {
    await released;
    await route.fallback();
  });
  return () => release();
}

/** Whether an address has such a path, with what follows its question mark. */
export const isOf =
  (paths: RegExp) =>
  ({ pathname, search }: URL): boolean =>
    paths.test(pathname + search);

/** Which of the answers that are kept back comes next. */
export type AnswerOrder = 'the first asked first' | 'the last asked first';

/** For this long nothing more is asked once a page is complete: what follows an answer is asked within that. */
const QUIET_MS = 600;
/** The browser takes what moves sooner after a window came to be for the reader's own doing. */
const SETTLED_MS = 1_000;

/**
 * Opens a page whose every answer comes on its own, each drawn before the next one comes, until all of `shown` stands there
 * and nothing is on its way. So each part of it is seen before every other one: in one of the two orders.
 */
export async function openSlowly(
  page: Page,
  path: string,
  { order, shown }: { readonly order: AnswerOrder; readonly shown: readonly Locator[] },
): Promise<void> {
  // A minute that ends meanwhile is no answer.
  await page.clock.setFixedTime(new Date());
  const held: Route[] = [];
  const isContent = ({ pathname }: URL): boolean => /^\/v1\/(?!events$|session$)/.test(pathname);
  const holdBack = (route: Route): void => void held.push(route);
  await page.route(isContent, holdBack);
  await page.goto(path);
  await page.waitForTimeout(SETTLED_MS);
  const next = (): Route | undefined => (order === 'the first asked first' ? held.shift() : held.pop());
  await until(`${path} to be complete`, 60_000, async () => {
    for (let route = next(); route !== undefined; route = next()) {
      const request = route.request();
      const answered = page.waitForEvent('requestfinished', (finished) => finished === request);
      await route.fallback();
      await answered;
      await drawn(page);
    }
    const isThere = await Promise.all(shown.map((part) => part.first().isVisible()));
    if (isThere.includes(false) || (await page.locator('.skeleton').count()) > 0) return undefined;
    await page.waitForTimeout(QUIET_MS);
    return held.length === 0 || undefined;
  });
  await page.unroute(isContent, holdBack);
}
