/** Checks the TypeScript of docs/api.md with the compiler, against the clients as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { complaintsAbout } from '../../helpers/compiled-texts';

/** Beside the examples, in a project of ES modules that a bundler resolves. */
const PROJECT = {
  folder: 'examples',
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

test('the examples of docs/api.md compile; an outdated one would not', () => {
  const doc = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'api.md'), 'utf8');
  const examples = [...doc.matchAll(/```ts\n(.*?)```/gs)].map(([, text = '']) => text);
  expect(examples).toHaveLength(2);
  const outdated = examples[0]?.replace('targetCurrency', 'currency') ?? '';
  expect(complaintsAbout([...examples, outdated], PROJECT)).toEqual([
    [],
    [],
    [expect.stringContaining("'currency' does not exist")],
  ]);
});
