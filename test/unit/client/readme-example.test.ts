/** Checks the TypeScript of the README with the compiler, against the client as it is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..', '..');

/** What the compiler says about each text, as if it stood in a project that has the package installed. */
function complaintsAbout(texts: readonly string[]): string[][] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    paths: { 'waba-migrations': [join(ROOT, 'client', 'index.ts')] },
  };
  const files = new Map(texts.map((text, index) => [join(ROOT, `readme-example-${index}.ts`), text]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((name) => {
    const file = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  });
}

test('the example of the README compiles, from the connection to the wait; an outdated one would not', () => {
  const [, example = ''] = /```ts\n(.*?)```/s.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
  for (const step of ['Connection.connect', 'migrations.start', 'migrations.wait']) expect(example).toContain(step);
  const outdated = example.replace('targetCurrency', 'currency').replace('migrations.wait', 'migrations.await');
  expect(complaintsAbout([example, outdated])).toEqual([
    [],
    [expect.stringContaining("'currency' does not exist"), expect.stringContaining("'await' does not exist")],
  ]);
});
