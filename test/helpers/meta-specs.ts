/**
 * What Meta publishes: its OpenAPI file and the specs of its SDKs. They are not part of the repository; some checkouts have
 * copies beside it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the copies. */
export const META_SPECS = join(__dirname, '../../../shared/meta');

/** What the name of a test says that needs them: `npm test` lets it be skipped where they are absent. */
export const NEEDS_META_SPECS = '(needs ../shared/meta)';

/** `describe` for tests that read the copies: where those are absent one skipped test says so. */
export function describeWithMetaSpecs(name: string, tests: () => void): void {
  const saysSo = `${name} ${NEEDS_META_SPECS}`;
  if (existsSync(META_SPECS)) describe(saysSo, tests);
  else test.skip(saysSo, () => undefined);
}
