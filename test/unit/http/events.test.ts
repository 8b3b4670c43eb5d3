/** Events over a real server: what was said, and that the stream comes back. */
import { createHttpWabaMigrations, type MigrationEvent } from '../../../client';
import { readEvents } from '../../../client/http/events';
import { counts, summary } from '../api/faked-migrations';
import { serve } from '../api/served';
import { listen, nobodyAt } from './both-clients';

const change = {
  id: 'migrate-waba/1001',
  runId: 'run-1',
  wabaId: '1001',
  businessId: null,
  phase: 'verifying',
  phaseChangedAt: '2026-11-01T10:00:05.000Z',
  needsOperator: false,
  closed: false,
};

test('a snapshot comes first, then each change; who stops listening is gone from the server', async () => {
  let looks = 0;
  const changes = () => ({ changes: looks++ === 0 ? [] : [change], complete: true });
  const { api } = await serve({ changes });
  const migrations = createHttpWabaMigrations({ baseUrl: await listen(api) });
  const seen: MigrationEvent[] = [];
  for await (const event of migrations.events()) {
    seen.push(event);
    if (event.type === 'changed') break;
  }
  const list = { migrations: [summary()], nextPageToken: null, counts: counts({ cloning: 1 }) };
  expect(seen).toEqual([
    { type: 'snapshot', list },
    { type: 'changed', change },
  ]);
  const readers = async () => {
    const { body } = await api.inject({ url: '/metrics', headers: { host: 'localhost' } });
    return /^waba_api_event_readers (\d+)$/m.exec(body)?.[1];
  };
  while ((await readers()) === '1') await new Promise((next) => setTimeout(next, 20));
  expect(await readers()).toBe('0');
});

const text = (lines: string): Response => new Response(lines, { headers: { 'content-type': 'text/event-stream' } });
const away = (since: string): string => `event: away\ndata: {"since":"${since}"}\n\n`;
const first = '2026-11-01T10:00:00.000Z';
const second = '2026-11-01T11:00:00.000Z';

/** Opens each connection in turn; one that is an error is refused. */
function inTurn(...connections: (() => Response | Error)[]) {
  let opened = 0;
  return {
    open: async () => {
      const connection = (connections[Math.min(opened++, connections.length - 1)] as () => Response | Error)();
      if (connection instanceof Error) throw connection;
      return connection;
    },
    opened: () => opened,
  };
}

test('a stream that ends is opened again, after the pause that the server asks for', async () => {
  const { open, opened } = inTurn(
    () => text(`retry: 1\n\n: heartbeat\n\nevent: unheard-of\ndata: {}\n\n${away(first)}`),
    () => text(away(second)),
  );
  const seen: string[] = [];
  const troubles: string[] = [];
  for await (const event of readEvents(open, { onTrouble: ({ message }) => troubles.push(message) })) {
    if (event.type === 'away') seen.push(event.since);
    if (seen.length === 2) break;
  }
  expect(seen).toEqual([first, second]);
  expect(opened()).toBe(2);
  expect(troubles).toEqual(['The event stream ended']);
});

test('a character that two chunks share, and an event that three do, arrive whole', async () => {
  const list = { migrations: [summary({ name: 'Ácme ₹' })], nextPageToken: null, counts: null };
  const bytes = new TextEncoder().encode(`event: snapshot\ndata: ${JSON.stringify(list)}\n\n`);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const { value } = await readEvents(async () => new Response(body)).next();
  expect(value).toEqual({ type: 'snapshot', list });
});

test('a stream that falls silent counts as dead', async () => {
  const silent = () => new Response(new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) }));
  let signal: AbortSignal | undefined;
  const { open } = inTurn(silent, () => text(`retry: 1\n\n${away(second)}`));
  const events = readEvents((given) => ((signal ??= given), withSignal(open(), given)), { silenceMs: 20 });
  expect((await events.next()).value).toEqual({ type: 'away', since: second });
  expect(signal?.aborted).toBe(true);
  await events.return();
});

/** A body that breaks off with its signal, as that of `fetch` does. */
async function withSignal(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  const { body } = await answer;
  if (body === null) throw new Error('no body');
  const passed = new TransformStream<Uint8Array, Uint8Array>();
  void body.pipeTo(passed.writable, { signal }).catch(() => undefined);
  return new Response(passed.readable);
}

test('what an event says is checked', async () => {
  const broken = createEvents(() => text('event: changed\ndata: {"id":1}\n\n'));
  const error = { type: 'api-unavailable', message: 'An event has another shape than this client knows' };
  const troubles: unknown[] = [];
  const events = readEvents(broken, { patienceMs: 0, onTrouble: (trouble) => troubles.push(trouble) });
  await expect(events.next()).rejects.toMatchObject(error);
});

const createEvents = (answer: () => Response) => async () => answer();

test('a server that was never reached is a wrong address, and a key that counts no more ends the stream', async () => {
  const nobody = createHttpWabaMigrations({ baseUrl: await nobodyAt() });
  await expect(nobody.events().next()).rejects.toMatchObject({ type: 'api-unavailable' });

  const problem = { type: '/problems#unauthorized', detail: 'The API key is revoked', fix: null };
  const refused = () => Response.json(problem, { status: 401 });
  let opened = 0;
  const fetch = async () => (opened++ === 0 ? text(`retry: 1\n\n${away(first)}`) : refused());
  const events = createHttpWabaMigrations({ baseUrl: 'http://api.test', fetch }).events();
  await events.next();
  await expect(events.next()).rejects.toMatchObject({ type: 'unauthorized', message: 'The API key is revoked' });
});

test('a signal ends the stream without an error', async () => {
  const stop = new AbortController();
  const { open } = inTurn(() => text(away(first)));
  const seen: MigrationEvent[] = [];
  for await (const event of readEvents(open, { signal: stop.signal })) {
    seen.push(event);
    stop.abort();
  }
  expect(seen).toHaveLength(1);
});
