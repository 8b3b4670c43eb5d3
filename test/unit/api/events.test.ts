/** Event streams over real sockets. */
import { EventEmitter } from 'node:events';
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
  const reads = { count: 0, now: 0, atOnce: 0 };
  const { url } = await listen({
    changes: async () => {
      reads.count += 1;
      reads.now += 1;
      reads.atOnce = Math.max(reads.atOnce, reads.now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      reads.now -= 1;
      return { changes, complete: true };
    },
  });
  const streams = await Promise.all(Array.from({ length: 20 }, () => open(url)));
  for (const stream of streams) {
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.headers.get('x-request-id')).not.toBeNull();
    expect(await stream.next('snapshot')).toMatchObject({ migrations: [{ wabaId: '1001' }], counts: { cloning: 1 } });
  }
  // One look for whoever came while it was under way, and one a second since.
  expect(reads.count).toBeLessThan(streams.length);
  changes = [change('7', 'verifying')];
  for (const stream of streams) expect(await stream.next('changed')).toMatchObject({ runId: '7', phase: 'verifying' });
  expect(reads.atOnce).toBe(1);
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

const logger = { warn: () => undefined, info: () => undefined } as never;

/** A reader of a hub without a socket; `unread` is what its socket has not sent yet. */
function reader(unread = 0) {
  const pushed: unknown[][] = [];
  const session = Object.assign(new EventEmitter(), {
    isConnected: true,
    push: (...args: unknown[]) => void pushed.push(args),
  });
  const response = {
    writableLength: unread,
    end: () => session.emit('disconnected'),
    destroy: jest.fn(() => session.emit('disconnected')),
  };
  return { pushed, session: session as never, response: response as never, destroy: response.destroy };
}

test('what changed between the snapshot and the reader’s arrival is told after the snapshot', async () => {
  let changes: RunChange[] = [];
  let looks = 0;
  const { migrations } = fakeMigrations({
    changes: () => {
      looks += 1;
      return { changes, complete: true };
    },
  });
  const hub = createEventHub({ migrations, logger, everyMs: 5 });
  const snapshot = await hub.prepare();
  changes = [change('9', 'completed')];
  const before = looks;
  await until(() => (looks >= before + 2 ? true : undefined));
  const { pushed, session, response } = reader();
  hub.join(session, response, snapshot);
  hub.close();
  expect(pushed).toEqual([
    [snapshot.list, 'snapshot', ''],
    [expect.objectContaining({ runId: '9' }), 'changed', ''],
  ]);
});

test('a reader that leaves too much unread is dropped, and the others go on', async () => {
  let changes: RunChange[] = [];
  const { migrations } = fakeMigrations({ changes: () => ({ changes, complete: true }) });
  const hub = createEventHub({ migrations, logger, everyMs: 5, maxUnreadBytes: 1_000 });
  const snapshot = await hub.prepare();
  const [slow, fast] = [reader(1_001), reader(1_000)];
  for (const { session, response } of [slow, fast]) hub.join(session, response, snapshot);
  expect(hub.readers).toBe(2);
  changes = [change('9', 'completed')];
  await until(() => (fast.pushed.length === 2 ? true : undefined));
  expect([hub.readers, slow.destroy.mock.calls.length, slow.pushed.length]).toEqual([1, 1, 1]);
  expect(fast.destroy).not.toHaveBeenCalled();
  hub.close();
});
