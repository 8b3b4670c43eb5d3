/** The rules that see types, and those for workflow code, are on: each refuses one sample. */
import { LINT_TIMEOUT_MS, lintSamples } from './lint-samples';

/** Samples stand in place of files that exist, since rules with types look at files of the TypeScript project. */
const REFUSED = [
  {
    name: 'a promise that nobody awaits',
    rule: '@typescript-eslint/no-floating-promises',
    path: 'activities/contract/index.ts',
    code: 'export function lose(promise: Promise<void>): void {\n  promise.then(() => undefined);\n}\n',
  },
  {
    name: 'a switch over our own union that forgets a member',
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    path: 'activities/contract/index.ts',
    code: "export function pick(kind: 'a' | 'b'): void {\n  switch (kind) {\n    case 'a':\n      return;\n  }\n}\n",
  },
  {
    name: 'an import of a type that loads its module',
    rule: '@typescript-eslint/consistent-type-imports',
    path: 'activities/contract/index.ts',
    code: "import { Check } from '../../domain/checks';\nexport type Seen = Check;\n",
  },
  {
    name: 'an any',
    rule: '@typescript-eslint/no-explicit-any',
    path: 'activities/contract/index.ts',
    code: 'export const loose: any = 1;\n',
  },
  {
    name: 'a note to do something later',
    rule: 'no-warning-comments',
    path: 'activities/contract/index.ts',
    code: `// ${'TO'}${'DO'}: later\nexport const value = 1;\n`,
  },
  {
    name: 'the environment in code that a workflow runs',
    rule: 'no-restricted-globals',
    path: 'domain/ids.ts',
    code: 'export const home = process.env.HOME;\n',
  },
  {
    name: 'the console in a workflow',
    rule: 'no-console',
    path: 'workflows/messages.ts',
    code: "console.log('seen');\nexport const value = 1;\n",
  },
] as const;

let found: readonly (readonly (string | null)[])[] = [];
beforeAll(async () => {
  const linted = await lintSamples(REFUSED, { typed: true });
  found = linted.map((messages) => messages.map(({ ruleId }) => ruleId));
}, LINT_TIMEOUT_MS);

test.each(REFUSED.map((sample, index) => ({ ...sample, index })))('$name is refused', ({ rule, index }) => {
  expect(found[index]).toEqual([rule]);
});
