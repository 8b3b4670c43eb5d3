/** Checks the TypeScript of the README with the compiler, against the client as it is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { complaintsAbout } from '../../helpers/compiled-texts';

/** A CommonJS project beside the README, whose modules Node.js resolves. */
const PROJECT = {
  folder: '.',
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
};

test('the example of the README compiles, from the connection to the wait; an outdated one would not', () => {
  const [, example = ''] =
    /```ts\n(.*?)```/s.exec(readFileSync(join(__dirname, '..', '..', '..', 'README.md'), 'utf8')) ?? [];
  for (const step of ['Connection.connect', 'migrations.start', 'migrations.wait']) expect(example).toContain(step);
  const outdated = example.replace('targetCurrency', 'currency').replace('migrations.wait', 'migrations.await');
  expect(complaintsAbout([example, outdated], PROJECT)).toEqual([
    [],
    [expect.stringContaining("'currency' does not exist"), expect.stringContaining("'await' does not exist")],
  ]);
});
