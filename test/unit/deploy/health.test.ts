/** The health check of the image, run as Docker runs it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ROOT } from './compose-file';

let server: Server;
let answers: Record<string, { status: number; text: string }>;
beforeEach(async () => {
  answers = {};
  server = createServer((request, response) => {
    const { status, text } = answers[request.url ?? ''] ?? { status: 404, text: '' };
    response.writeHead(status).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const port = (): number => (server.address() as AddressInfo).port;

async function health(environment: Record<string, string>): Promise<unknown> {
  const env = { PATH: process.env['PATH'], ...environment };
  const child = spawn(process.execPath, [join(ROOT, 'deploy/health.mjs')], { env, stdio: 'ignore' });
  const [status] = (await once(child, 'exit')) as [number | null];
  return status;
}

const metrics = (pollers: number) =>
  ['# TYPE temporal_num_pollers gauge', `temporal_num_pollers{namespace="default",task_queue="q"} ${pollers}`].join(
    '\n',
  );

test('an API that answers is well', async () => {
  answers['/healthz'] = { status: 200, text: '{"status":"ok"}' };
  expect(await health({ PORT: String(port()) })).toBe(0);
});

test('an API that answers with an error, or not at all, is not', async () => {
  expect(await health({ PORT: String(port()) })).toBe(1);
  const gone = String(port());
  server.close();
  expect(await health({ PORT: gone })).toBe(1);
});

test('a codec server is asked at its own port, whatever the port of the API is', async () => {
  answers['/healthz'] = { status: 200, text: '{"status":"ok"}' };
  expect(await health({ CODEC_PORT: String(port()), PORT: '1' })).toBe(0);
  expect(await health({ CODEC_PORT: '1', PORT: String(port()) })).toBe(1);
});

test('a worker that polls is well, whichever address it listens on', async () => {
  answers['/metrics'] = { status: 200, text: metrics(5) };
  expect(await health({ METRICS_ADDRESS: `127.0.0.1:${port()}` })).toBe(0);
  expect(await health({ METRICS_ADDRESS: `0.0.0.0:${port()}` })).toBe(0);
});

test.each([
  ['no pollers', metrics(0)],
  ['no word of pollers', ''],
])('a worker whose metrics show %s is not', async (_what, text) => {
  answers['/metrics'] = { status: 200, text };
  expect(await health({ METRICS_ADDRESS: `127.0.0.1:${port()}` })).toBe(1);
});
