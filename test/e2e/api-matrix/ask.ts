/** Requests of the matrix, and what came back. */
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { NotedFetch } from '../harness/orders';
import type { Operation } from './document';

/** What a request says beside its method and path. */
export interface Ask {
  /** What stands in the path, in its order. */
  readonly ids?: readonly string[];
  readonly query?: string;
  readonly body?: object;
}

/** An answer that was read: JSON as a value, the first event of a stream, any other text as it came. */
export interface Answer {
  readonly status: number;
  readonly mediaType: string;
  readonly body: unknown;
  readonly headers: Headers;
}

/** Makes a request; a POST that orders something is noted where `send` notes it. */
export async function askFor(
  base: string,
  { method, path }: Operation,
  { ids = [], query = '', body }: Ask,
  headers: Readonly<Record<string, string>>,
  send: NotedFetch = fetch,
): Promise<Answer> {
  const left = [...ids];
  const url = `${base}${path.replace(/\{\w+\}/g, () => left.shift() ?? 'no-id')}${query}`;
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const stop = new AbortController();
  const request = new Request(url, { method, headers: { ...type, ...headers }, ...content });
  const response = await send(request, { signal: stop.signal });
  const mediaType = response.headers.get('content-type')?.split(';')[0] ?? '';
  const answer = {
    status: response.status,
    mediaType,
    body: await read(response, mediaType),
    headers: response.headers,
  };
  // A stream goes on for ever.
  stop.abort();
  return answer;
}

async function read(response: Response, mediaType: string): Promise<unknown> {
  if (mediaType === 'text/event-stream') return firstEvent(response);
  const text = await response.text();
  return mediaType.endsWith('json') ? JSON.parse(text) : text;
}

async function firstEvent({ body }: Response): Promise<unknown> {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  const decoder = new TextDecoder();
  for await (const chunk of body ?? []) {
    parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
    const [first] = events;
    if (first !== undefined) return { ...first, id: first.id ?? '' };
  }
  throw new Error('the stream ended without an event');
}
