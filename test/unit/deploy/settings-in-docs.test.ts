/** People can find every setting in the pages that they read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './compose-file';
import { NAMED_SETTINGS } from './known-settings';

const DOCS = join(ROOT, 'docs');
const pages = [
  join(ROOT, 'README.md'),
  ...readdirSync(DOCS)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(DOCS, name)),
].map((path) => readFileSync(path, 'utf8'));

/** Names as the pages write them, and `NAME_OF_*` for all that begin so. */
const written = pages.flatMap((page) =>
  [...page.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?:_\*)?|\b[A-Z]{3,}\b/g)].map(String),
);

const isWritten = (name: string): boolean =>
  written.some((found) => (found.endsWith('_*') ? `${name}_`.startsWith(found.slice(0, -1)) : found === name));

test('every setting is in the README or in a page of docs', () => {
  expect(NAMED_SETTINGS.length).toBeGreaterThan(30);
  expect(NAMED_SETTINGS.filter((name) => !isWritten(name))).toEqual([]);
});
