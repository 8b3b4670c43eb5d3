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
    project('workflow'),
    project('replay'),
    project('e2e'),
    project('browser', { globalSetup: '<rootDir>/test/browser/harness/ready.ts' }),
    project('fuzz'),
  ],
  testTimeout: 120_000,
  maxWorkers: 2,
};
