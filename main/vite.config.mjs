/**
 * How the dashboard is built into `dist/client/dashboard`. `node main/build.mjs` runs it; `npx vite --config
 * main/vite.config.mjs` serves the sources while somebody works on them, beside an API on port 3000 (`WABA_API_URL`).
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const api = process.env.WABA_API_URL ?? 'http://127.0.0.1:3000';

/** React Aria brings its few words in thirty languages; the pages are in one. */
const englishOnly = {
  name: 'english-only',
  load: (id) => (/[\\/]intl[\\/]\w+[\\/](?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/.test(id) ? 'export default {}' : undefined),
};

export default defineConfig({
  root: join(project, 'client', 'dashboard'),
  base: '/',
  logLevel: 'warn',
  plugins: [englishOnly],
  build: {
    outDir: join(project, 'dist', 'client', 'dashboard'),
    emptyOutDir: true,
    // What browsers had by the middle of 2024: `light-dark()` and nesting stay as they are written.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // A file of its own is cached once, for all pages.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What most pages share is one file: many small ones are packed worse, and each is a request.
          groups: [{ name: 'shared', test: /client[\\/]dashboard[\\/](?:parts|words|server)[\\/]/, minShareCount: 3 }],
        },
      },
      // Libraries mark what must not run on a server; nothing of this does.
      onLog: (level, log, handle) => log.code === 'MODULE_LEVEL_DIRECTIVE' || handle(level, log),
    },
  },
  server: { proxy: { '^/(v1|readyz|docs|problems|openapi.json)': { target: api } } },
});
