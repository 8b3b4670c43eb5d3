/** TypeScript that stands in the documentation, checked with the compiler against the client as it is. */
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** Where the texts stand, and how their project resolves modules. */
export interface Project {
  /** Folder under the root of this one. */
  readonly folder: string;
  readonly module: ts.ModuleKind;
  readonly moduleResolution: ts.ModuleResolutionKind;
}

/** What the compiler says about each text, as if it stood in a strict project that has the package installed. */
export function complaintsAbout(texts: readonly string[], { folder, ...resolution }: Project): string[][] {
  const options: ts.CompilerOptions = {
    ...resolution,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
    paths: {
      'waba-migrations': [join(ROOT, 'client', 'index.ts')],
      'waba-migrations/dist/client/http': [join(ROOT, 'client', 'http', 'index.ts')],
    },
  };
  const files = new Map(texts.map((text, index) => [join(ROOT, folder, `text-${index}.ts`), text]));
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
