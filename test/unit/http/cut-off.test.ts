/** What ends a request ends it also after garbage was collected while it waited, as it is in a process that works. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpWabaMigrations, type HttpWabaMigrationsOptions } from '../../../client';
import { collectGarbage } from '../../helpers/garbage';

const AWAY = 'retry: 1\n\nevent: away\ndata: {"since":"2026-11-01T10:00:00Z"}\n\n';

const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((step) => step()));

/** A server on loopback, the client of it, and the requests that came. */
async function served(answer: RequestListener, more: Partial<HttpWabaMigrationsOptions> = {}) {
  const gone: Promise<unknown>[] = [];
  const server = createServer((request, response) => {
    gone.push(once(response, 'close'));
    answer(request, response);
  }).listen(0, '127.0.0.1');
  undo.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { migrations: createHttpWabaMigrations({ baseUrl, ...more }), gone };
}

/** Headers and the beginning of a body, and then nothing. */
const halfAnAnswer: RequestListener = (_request, response) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).write('{"phase":');

test.each<[string, RequestListener]>([
  ['no answer', () => undefined],
  ['half an answer', halfAnAnswer],
])('a look that gets %s is given up in time', async (_what, answer) => {
  const { migrations } = await served(answer, { answerWithinMs: 1_000, retry: { attempts: 1 } });
  const look = migrations.get('1001');
  const [given] = await Promise.all([look.catch((error: unknown) => error), collectGarbage()]);
  expect(given).toMatchObject({ type: 'api-unavailable', message: expect.stringContaining('within 1000 ms') });
});

test('an answer that breaks off is asked for again', async () => {
  let asked = 0;
  const { migrations } = await served(
    (request, response) => {
      asked += 1;
      halfAnAnswer(request, response);
      setTimeout(() => response.destroy(), 10);
    },
    { retry: { attempts: 3, firstPauseMs: 1 } },
  );
  await expect(migrations.get('1001')).rejects.toMatchObject({ type: 'api-unavailable' });
  expect(asked).toBe(3);
});

test('a signal ends a stream that has long been open, and its connection', async () => {
  const { migrations, gone } = await served((_request, response) => void response.writeHead(200).write(AWAY));
  const stop = new AbortController();
  const events = migrations.events({ signal: stop.signal });
  await events.next();
  const next = events.next();
  await collectGarbage();
  stop.abort();
  expect(await next).toEqual({ value: undefined, done: true });
  await Promise.all(gone);
});

test.each<[string, RequestListener]>([
  ['that says no more', (_request, response) => void response.writeHead(200).write(AWAY)],
  ['that does not begin', () => undefined],
])('a stream %s is ended, and opened again', async (_what, silent) => {
  let opened = 0;
  const { migrations, gone } = await served((request, response) => {
    opened += 1;
    // The first one is as it should be: a server that never began a stream is a wrong address.
    if (opened === 2) silent(request, response);
    else response.end(AWAY);
  });
  const troubles: string[] = [];
  const events = migrations.events({ silenceMs: 5_000, onTrouble: ({ message }) => troubles.push(message) });
  while (opened < 3) {
    const [{ value }] = await Promise.all([events.next(), collectGarbage()]);
    expect(value).toMatchObject({ type: 'away' });
  }
  await events.return();
  await Promise.all(gone);
  expect(troubles).toHaveLength(2);
});

test('who stops listening closes the connection', async () => {
  const { migrations, gone } = await served((_request, response) => void response.writeHead(200).write(AWAY));
  for await (const event of migrations.events()) {
    await collectGarbage();
    expect(event.type).toBe('away');
    break;
  }
  await gone[0];
});
