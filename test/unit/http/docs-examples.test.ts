/** Checks the TypeScript of docs/api.md with the compiler, against the clients as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..', '..');
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: ['node'],
  paths: {
    'waba-migrations': [join(ROOT, 'client', 'index.ts')],
    'waba-migrations/dist/client/http': [join(ROOT, 'client', 'http', 'index.ts')],
  },
};

/** What the compiler says about each text, as if it stood beside the examples in a project that has the package. */
function complaintsAbout(texts: readonly string[]): string[][] {
  const files = new Map(texts.map((text, index) => [join(ROOT, 'examples', `docs-${index}.ts`), text]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  return [...files.keys()].map((name) => {
    const file = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  });
}

test('the examples of docs/api.md compile; an outdated one would not', () => {
  const doc = readFileSync(join(ROOT, 'docs', 'api.md'), 'utf8');
  const examples = [...doc.matchAll(/```ts\n(.*?)```/gs)].map(([, text = '']) => text);
  expect(examples).toHaveLength(2);
  const outdated = examples[0]?.replace('targetCurrency', 'currency') ?? '';
  expect(complaintsAbout([...examples, outdated])).toEqual([
    [],
    [],
    [expect.stringContaining("'currency' does not exist")],
  ]);
});
