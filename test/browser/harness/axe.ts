/** What axe finds wrong with a page, as lines: WCAG 2.2 A and AA, and axe's own good practice. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** The findings, one line for each element; empty for a page that all can use. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // Evaluated, not added as an element: the page's own policy lets no script in.
  await page.evaluate(SOURCE);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const run = `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] }).then((r) => r.violations)`;
  const findings = await page.evaluate<readonly Finding[]>(run);
  return findings.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
  );
}
