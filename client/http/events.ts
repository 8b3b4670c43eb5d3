/** The API's event stream as an async iterator that connects again when the stream ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { z } from 'zod';
import { awaySchema, migrationListSchema, runChangeSchema, type MigrationList } from '../answer-schemas';
import {
  ApiUnavailable,
  isForbidden,
  isUnauthorized,
  isWabaMigrationsError,
  type WabaMigrationsError,
} from '../errors';
import type { RunChange } from '../visibility/changes';
import { createCutOff, type CutOff } from './cut-off';

/**
 * What the stream says. `snapshot` comes first, and again after every time that the stream was away: the first page of
 * the list, with counts. `changed` is a hint that a run entered another phase or closed: read the run. `away`: the
 * server cannot read Temporal.
 */
export type MigrationEvent =
  | { readonly type: 'snapshot'; readonly list: MigrationList }
  | { readonly type: 'changed'; readonly change: RunChange }
  | { readonly type: 'away'; readonly since: string };

/** How to listen; the times are in milliseconds. */
export interface EventOptions {
  readonly signal?: AbortSignal;
  /** For how long the API may be gone before the stream gives up (default 5 minutes). */
  readonly patienceMs?: number;
  /** For how long the stream may be silent before it counts as dead; the server sends a heartbeat every 15 s. */
  readonly silenceMs?: number;
  /** Hears of each connection that failed or ended, and is made again. */
  readonly onTrouble?: (error: WabaMigrationsError) => void;
}

const DEFAULTS = { patienceMs: 300_000, silenceMs: 45_000 };
/** Pauses between connections: the first one until the server names another, doubled while nobody answers. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * The events of a stream that `open` connects to; ends by `signal`, by the caller, or by an error that stays. A server
 * that was never reached is a wrong address.
 */
export async function* readEvents(
  open: (signal: AbortSignal) => Promise<Response>,
  options: EventOptions = {},
): AsyncGenerator<MigrationEvent, void, void> {
  const { patienceMs, silenceMs } = { ...DEFAULTS, ...options };
  const { signal, onTrouble } = options;
  let askedPauseMs = FIRST_PAUSE_MS;
  let pauseMs = askedPauseMs;
  let reachedAt: number | undefined;
  while (!signal?.aborted) {
    const connection = createCutOff({ outer: signal });
    let trouble: WabaMigrationsError = new ApiUnavailable('The event stream ended', null);
    try {
      const { body } = await unlessSilent(connection, silenceMs, open(connection.signal));
      if (body === null) throw new ApiUnavailable('The event stream is empty', null);
      reachedAt = Date.now();
      for await (const said of readMessages(body, connection, silenceMs)) {
        reachedAt = Date.now();
        if (typeof said === 'number') askedPauseMs = said;
        else yield* eventIn(said);
        pauseMs = askedPauseMs;
      }
    } catch (error) {
      if (signal?.aborted) return;
      trouble = isWabaMigrationsError(error)
        ? error
        : new ApiUnavailable('The event stream broke off', null, { cause: error });
      if (staysSo(error, reachedAt, patienceMs)) throw trouble;
    } finally {
      connection.end();
      connection.release();
    }
    onTrouble?.(trouble);
    await sleep(pauseMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
  }
}

function staysSo(error: unknown, reachedAt: number | undefined, patienceMs: number): boolean {
  if (isUnauthorized(error) || isForbidden(error) || reachedAt === undefined) return true;
  return Date.now() - reachedAt >= patienceMs;
}

/** The messages of one connection, and the pauses (milliseconds) that the server asks for before the next one. */
async function* readMessages(
  body: ReadableStream<Uint8Array>,
  connection: CutOff,
  silenceMs: number,
): AsyncGenerator<EventSourceMessage | number, void, void> {
  const said: (EventSourceMessage | number)[] = [];
  const parser = createParser({ onEvent: (message) => said.push(message), onRetry: (ms) => said.push(ms) });
  const text = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    // While the caller is busy with an event, nobody reads, and silence says nothing.
    const { done, value } = await unlessSilent(connection, silenceMs, reader.read());
    if (done) return;
    parser.feed(text.decode(value, { stream: true }));
    yield* said.splice(0);
  }
}

/** What comes from the server, in time; else the connection is ended, and with it what was awaited. */
function unlessSilent<T>(connection: CutOff, silenceMs: number, awaited: Promise<T>): Promise<T> {
  const silence = setTimeout(() => connection.end(new Error('nothing came for too long')), silenceMs);
  return awaited.finally(() => clearTimeout(silence));
}

/** The event in a message; none in one of a kind that this client does not know. */
function* eventIn({ event: type, data }: EventSourceMessage): Generator<MigrationEvent, void, void> {
  switch (type) {
    case 'snapshot':
      yield { type, list: contentOf(migrationListSchema, data) };
      return;
    case 'changed':
      yield { type, change: contentOf(runChangeSchema, data) };
      return;
    case 'away':
      yield { type, ...contentOf(awaySchema, data) };
      return;
    default:
  }
}

function contentOf<S extends z.ZodType>(schema: S, data: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(data));
  } catch (cause) {
    const fix = 'Run client and server from the same version.';
    throw new ApiUnavailable('An event has another shape than this client knows', fix, { cause });
  }
}
