/** Pictures of pages for people to look at, in both themes and sizes. They are compared with nothing. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeFindings } from './axe';
import { SIZES } from './browser';

/** Where pictures are left; Git ignores it. */
export const PICTURES_DIR = join(__dirname, '..', '..', '.artifacts');

/**
 * Shows a page as it stands in light and dark, on a desktop and on a phone; leaves a picture of each, and answers with what
 * axe finds wrong in any of them, and with what does not fit into the width of a phone.
 */
export async function lookAtAll(page: Page, name: string): Promise<readonly string[]> {
  await mkdir(PICTURES_DIR, { recursive: true });
  const before = page.viewportSize();
  const findings: string[] = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    // What is scrolled under the bar is covered by it, which axe would take for a target that is too small.
    await page.evaluate('scrollTo(0, 0)');
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      const where = `${name}, ${size}, ${theme}`;
      await page.screenshot({ path: join(PICTURES_DIR, `${name}-${size}-${theme}.png`), fullPage: true });
      findings.push(...(await axeFindings(page)).map((finding) => `${where}: ${finding}`));
    }
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > viewport.width) findings.push(`${name}, ${size}: the page is ${width} wide, ${viewport.width} fit`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before !== null) await page.setViewportSize(before);
  return findings;
}
