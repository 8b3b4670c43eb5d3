/**
 * Lint: typescript-eslint with types, and the arrows between rooms (`rooms.mjs`, next to this file's own rules).
 *
 * `test/lint/boundaries.test.ts` lints one sample for every forbidden and every allowed pair of rooms against this
 * very file.
 */
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';
import { boundaryElements, boundaryFiles, boundaryPolicies } from './eslint.rooms.mjs';

/** Globals of Node: code that a workflow runs has none of them. */
const NODE_GLOBALS = ['process', 'Buffer', 'fetch', 'crypto', 'performance', 'setImmediate', 'require', '__dirname'];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.state/', 'runtime/servers/', 'test/lint/house/', 'test/replay/histories/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
    },
  },
  {
    // Arrows between rooms. Type-only imports count too, unless the table says "as types".
    files: ['**/*.{ts,tsx,mjs,js}'],
    ignores: ['*.{mjs,js}'],
    plugins: { boundaries },
    settings: {
      'boundaries/root-path': import.meta.dirname,
      'boundaries/elements': boundaryElements,
      'boundaries/files': boundaryFiles,
      'boundaries/legacy-templates': false,
      // Beside import, export, require and import(): `import x = require('…')` and the type `import('…').X`.
      'boundaries/dependency-nodes': ['require', 'import', 'dynamic-import', 'export'],
      'boundaries/additional-dependency-nodes': [
        { selector: 'TSExternalModuleReference > Literal', kind: 'value', name: 'import-equals' },
        { selector: 'TSImportType > Literal', kind: 'type', name: 'import-type' },
        { selector: 'TSImportType > TSLiteralType > Literal', kind: 'type', name: 'import-type' },
      ],
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] } },
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/no-unknown-dependencies': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkAllOrigins: true,
          message: '{{from.element.type}} may not import this ({{dependency.kind}} import of {{dependency.source}})',
          policies: boundaryPolicies,
        },
      ],
    },
  },
  {
    files: ['domain/**/*.ts', 'workflows/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...NODE_GLOBALS], 'no-console': 'error' },
  },
  {
    // Tests fake what returns promises, and Jest's matchers (`expect.any(…)`) are typed as any.
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
