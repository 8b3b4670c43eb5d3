/** What moves on a page by itself: layout shifts as the browser measures them, each with what moved, and from where to where. */
import type { Page } from 'playwright-core';

/**
 * Notes every layout shift of the pages that are opened from now on, and answers with what tells those of the page that is
 * open: one line for each thing that moved; none where nothing did. What moves within half a second of the reader's own
 * act is left out, as browsers do: a key, a click, another size of the window.
 */
export async function watchShifts(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(WATCH);
  return () => page.evaluate<readonly string[]>('window.shiftsUntilNow()');
}

/** Waits until what has come is drawn, and what it moved is measured. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))');
}

/**
 * The observer. Both of its lists are read: what was given to its function, and what is still on its way there. A place is
 * named by its last four elements, and by the first words in it.
 */
const WATCH = `(() => {
  if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift'))
    throw new Error('This browser measures no layout shifts: the tests need Chromium');
  const shifts = [];
  const nameOf = (node) => {
    if (node === null) return 'what is gone since';
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const path = [];
    for (let at = element; at !== null && path.length < 4; at = at.parentElement) {
      const classes = [...at.classList].slice(0, 2).map((name) => '.' + name).join('');
      path.unshift(at.tagName.toLowerCase() + (/^[a-z]/.test(at.id) ? '#' + at.id : '') + classes);
    }
    const words = (node.textContent ?? '').replace(/\\s+/g, ' ').trim();
    return path.join(' > ') + (words === '' ? '' : ' “' + words.slice(0, 40) + '”');
  };
  const at = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(',');
  const note = (entries) => {
    for (const { hadRecentInput, value, sources } of entries)
      if (!hadRecentInput)
        for (const { node, previousRect, currentRect } of sources)
          shifts.push(value.toFixed(5) + ': ' + nameOf(node) + ' from ' + at(previousRect) + ' to ' + at(currentRect));
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  window.shiftsUntilNow = () => {
    note(observer.takeRecords());
    return shifts;
  };
})()`;
