/** Event streams over real sockets. */
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createSession } from 'better-sse';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { TemporalUnavailable, type RunChange } from '../../../client';
import type { Api } from '../../../client/api/api';
import { createEventHub } from '../../../client/api/events/hub';
import { fakeMigrations, type Answers } from './faked-migrations';
import { failWith, serve } from './served';

const change = (runId: string, phase: string): RunChange => ({
  id: `migrate-waba/${runId}`,
  runId,
  wabaId: runId,
  businessId: null,
  phase,
  phaseChangedAt: new Date().toISOString(),
  needsOperator: false,
  closed: false,
});

interface Stream {
  readonly status: number;
  readonly headers: Headers;
  readonly events: EventSourceMessage[];
  /** Resolves with the first event of this name that was not taken yet. */
  next(name: string): Promise<unknown>;
  readonly ended: Promise<void>;
  close(): void;
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function listen(answers: Answers): Promise<{ api: Api; url: string }> {
  const { api } = await serve(answers);
  return { api, url: await api.listen({ port: 0 }) };
}

async function open(url: string): Promise<Stream> {
  const controller = new AbortController();
  const response = await fetch(`${url}/v1/events`, { signal: controller.signal });
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  const decoder = new TextDecoder();
  const ended = (async () => {
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
  })().catch(() => undefined);
  const taken = new Set<EventSourceMessage>();
  return {
    status: response.status,
    headers: response.headers,
    events,
    async next(name) {
      const event = await until(() => events.find((one) => one.event === name && !taken.has(one)));
      taken.add(event);
      return JSON.parse(event.data) as unknown;
    },
    ended,
    close: () => controller.abort(),
  };
}

test('a reader gets a snapshot, then a hint for each change, and one reader of visibility serves all', async () => {
  let changes: RunChange[] = [];
  const reads = { count: 0 };
  const { url } = await listen({
    changes: () => {
      reads.count += 1;
      return { changes, complete: true };
    },
  });
  const streams = await Promise.all(Array.from({ length: 20 }, () => open(url)));
  for (const stream of streams) {
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.headers.get('x-request-id')).not.toBeNull();
    expect(await stream.next('snapshot')).toMatchObject({ migrations: [{ wabaId: '1001' }], counts: { cloning: 1 } });
  }
  const before = reads.count;
  changes = [change('7', 'verifying')];
  for (const stream of streams) expect(await stream.next('changed')).toMatchObject({ runId: '7', phase: 'verifying' });
  // Two looks at most have passed since, whoever many listened.
  expect(reads.count - before).toBeLessThanOrEqual(3);
  for (const stream of streams) stream.close();
});

test('a stream that cannot begin because Temporal is away is a problem with 503, and the next one can begin', async () => {
  let isAway = true;
  const { url } = await listen({
    changes: () => {
      if (isAway) return failWith(new TemporalUnavailable('Temporal is unavailable', null))();
      return { changes: [], complete: true };
    },
  });
  const refused = await open(url);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  isAway = false;
  const stream = await open(url);
  expect(await stream.next('snapshot')).toBeDefined();
  stream.close();
});

test('a stop of the server ends every stream', async () => {
  const { api, url } = await listen({});
  const stream = await open(url);
  await stream.next('snapshot');
  await api.close();
  await stream.ended;
});

test('what changed between the snapshot and the reader’s arrival is told after the snapshot', async () => {
  let changes: RunChange[] = [];
  const { migrations } = fakeMigrations({ changes: () => ({ changes, complete: true }) });
  const logger = { warn: () => undefined, info: () => undefined };
  const hub = createEventHub({ migrations, logger: logger as never, everyMs: 5 });
  const snapshot = await hub.prepare();
  changes = [change('9', 'completed')];
  await new Promise((resolve) => setTimeout(resolve, 100));
  const pushed: unknown[] = [];
  const session = { isConnected: true, once: () => undefined, push: (...args: unknown[]) => pushed.push(args) };
  hub.join(session as never, { writableLength: 0, end: () => undefined } as never, snapshot);
  hub.close();
  expect(pushed).toEqual([
    [snapshot.list, 'snapshot', ''],
    [expect.objectContaining({ runId: '9' }), 'changed', ''],
  ]);
});

test('a reader that does not read is dropped, and the others go on', async () => {
  let round = 0;
  const { migrations } = fakeMigrations({
    changes: () => ({
      // Some 200 kB a look: more than a socket buffers after a few.
      changes: round++ === 0 ? [] : Array.from({ length: 1_000 }, (_, n) => change(`${round}-${n}`, 'cloning')),
      complete: true,
    }),
  });
  const logger = { warn: () => undefined, info: () => undefined };
  const hub = createEventHub({ migrations, logger: logger as never, everyMs: 20 });
  const server = createServer((request, response) => {
    void hub.prepare().then(async (snapshot) => hub.join(await createSession(request, response), response, snapshot));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const slow = connect(port, '127.0.0.1');
  slow.write('GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await new Promise((resolve) => slow.once('data', resolve));
  slow.pause();
  const fast = await open(`http://127.0.0.1:${port}`);
  expect(await fast.next('snapshot')).toBeDefined();
  await until(() => (hub.readers === 1 ? true : undefined));
  fast.events.splice(0);
  expect(await fast.next('changed')).toBeDefined();
  hub.close();
  await fast.ended;
  slow.destroy();
  await new Promise((resolve) => server.close(resolve));
});
