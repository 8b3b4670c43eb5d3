/** Every suite is a project of its own, so that `npm test` can count and order them. */
const common = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[cm]?[jt]sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // These packages are ES modules only; jest loads CommonJS.
  transformIgnorePatterns: [
    '/node_modules/(?!(@fastify/cookie|env-paths|is-safe-filename|log-update|ansi-escapes|cli-cursor|restore-cursor|slice-ansi|strip-ansi|ansi-regex|wrap-ansi|string-width|get-east-asian-width|is-fullwidth-code-point|ansi-styles|environment|onetime|mimic-function|signal-exit)/)',
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

/** Runs once, before the workers of jest begin: what a suite needs may have to be built first, for minutes. */
const ready = (path) => ({ globalSetup: `<rootDir>/test/${path}` });

const project = (displayName, more = {}) => ({
  ...common,
  displayName,
  rootDir: __dirname,
  testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
  ...more,
});

module.exports = {
  projects: [
    project('unit'),
    project('lint'),
    project('workflow', ready('workflow/ready.ts')),
    project('replay'),
    project('e2e', ready('e2e/harness/ready.ts')),
    project('browser', ready('browser/harness/ready.ts')),
    project('fuzz', ready('fuzz/ready.ts')),
  ],
  testTimeout: 120_000,
  maxWorkers: 2,
};
