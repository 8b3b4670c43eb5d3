import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAllowed, PERMISSIONS, ROLES, type Permission } from '../../../client/access';

const ROOT = join(__dirname, '..', '..', '..');
const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');

/** The cells of a table's lines, without the line under the head. */
const cellsOf = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| --'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

test('the table of roles on the page is the one that the server goes by', () => {
  const [, table = ''] = /<!-- roles -->(.*)<!-- \/roles -->/s.exec(page) ?? [];
  const permissions = Object.keys(PERMISSIONS) as Permission[];
  expect(cellsOf(table)).toEqual([
    ['permission', ...ROLES],
    ...permissions.map((name) => [`\`${name}\``, ...ROLES.map((role) => (isAllowed(role, name) ? 'yes' : ''))]),
  ]);
});

test('every promise names where it is met and its test, and both are there', () => {
  const promises = cellsOf(page).filter(([, , test]) => test?.includes('.test.ts'));
  expect(promises.length).toBeGreaterThan(15);
  for (const [promise, ...places] of promises) {
    for (const place of places) {
      const files = [...place.matchAll(/\]\(([^)]+)\)/g)].map(([, file]) => file ?? '');
      expect([promise, files.length > 0, files.filter((file) => !existsSync(join(ROOT, file)))]).toEqual([
        promise,
        true,
        [],
      ]);
    }
  }
});
