/** The dashboard's pages and files, as a browser gets them from the API process. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { serve } from './served';

const PAGE = '<!doctype html><title>a page</title>';
const SCRIPT = 'console.log("a script that is long enough to be packed")';
const asBrowser = { host: 'localhost', accept: 'text/html,application/xhtml+xml' };

let dashboardDir: string;
beforeEach(() => {
  dashboardDir = mkdtempSync(join(tmpdir(), 'dashboard-'));
  mkdirSync(join(dashboardDir, 'assets'));
  writeFileSync(join(dashboardDir, 'index.html'), PAGE);
  writeFileSync(join(dashboardDir, 'assets', 'index-1a2b3c.js'), SCRIPT);
  writeFileSync(join(dashboardDir, 'assets', 'icon-3c4d.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(dashboardDir, 'assets', 'index-1a2b3c.js.br'), brotliCompressSync(SCRIPT));
});
afterEach(() => rmSync(dashboardDir, { recursive: true }));

test.each(['/', '/migrations/1001', '/a/page/that/is/not/there?with=a&query'])(
  'a browser that goes to %s gets the one document, which is never taken from a cache unasked',
  async (url) => {
    const { api } = await serve({}, { dashboardDir });
    const { statusCode, headers, body } = await api.inject({ method: 'GET', url, headers: asBrowser });
    expect([statusCode, headers['content-type'], headers['cache-control'], body]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
      PAGE,
    ]);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
  },
);

test('a program that asks for no page, and whoever asks under the paths of the API, is told that there is no such path', async () => {
  const { api } = await serve({}, { dashboardDir });
  for (const [url, headers] of [
    ['/nowhere', { host: 'localhost', accept: 'application/json' }],
    ['/nowhere', { host: 'localhost' }],
    ['/v1/nowhere', asBrowser],
    ['/assets/index-0.js', asBrowser],
    ['/assets/', asBrowser],
    ['/assets/..%2findex.html', asBrowser],
  ] as const) {
    const answer = await api.inject({ method: 'GET', url, headers });
    expect([url, answer.statusCode, answer.json<{ type: string }>().type]).toEqual([
      url,
      404,
      '/problems#unknown-path',
    ]);
  }
});

test('files whose names change with their content are kept for a year, packed where the browser can unpack them', async () => {
  const { api } = await serve({}, { dashboardDir });
  const ask = (encoding: string) =>
    api.inject({
      method: 'GET',
      url: '/assets/index-1a2b3c.js',
      headers: { host: 'localhost', 'accept-encoding': encoding },
    });
  const [plain, packed] = [await ask('identity'), await ask('br')];
  for (const { statusCode, headers } of [plain, packed])
    expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
  for (const header of ['etag', 'last-modified', 'accept-ranges']) expect(plain.headers).not.toHaveProperty(header);
  expect(plain.body).toBe(SCRIPT);
  expect(packed.headers['content-encoding']).toBe('br');
  expect(packed.rawPayload).toEqual(brotliCompressSync(SCRIPT));
});

test('what speaks of pages alone is not sent with each of their scripts, and with all else that is there', async () => {
  const { api } = await serve({}, { dashboardDir });
  const headersOf = async (url: string) => (await api.inject({ method: 'GET', url, headers: asBrowser })).headers;
  const ofPages = ['content-security-policy', 'x-frame-options', 'cross-origin-opener-policy'];
  const script = await headersOf('/assets/index-1a2b3c.js');
  expect(ofPages.filter((header) => header in script)).toEqual([]);
  expect(script).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  });
  for (const url of ['/', '/assets/icon-3c4d.svg', '/assets/index-0.js'])
    expect(Object.keys(await headersOf(url))).toEqual(expect.arrayContaining(ofPages));
});

test('a page takes no other method than those that look', async () => {
  const { api } = await serve({}, { dashboardDir });
  const { statusCode } = await api.inject({ method: 'POST', url: '/migrations/1001', headers: asBrowser });
  expect(statusCode).toBe(404);
});

test('a server without a dashboard has no pages', async () => {
  const { api } = await serve();
  expect((await api.inject({ method: 'GET', url: '/', headers: asBrowser })).statusCode).toBe(404);
});
