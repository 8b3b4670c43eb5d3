/**
 * Event streams: every reader gets a snapshot when it connects, then a hint for each run that changed. However many
 * readers there are, one reader of visibility serves them all, and it stops with the last of them.
 *
 * Nothing is replayed: who was away gets a new snapshot. Hints may come twice and never carry a state: read the run.
 */
import type { ServerResponse } from 'node:http';
import { createChannel, type Session } from 'better-sse';
import type { FastifyBaseLogger } from 'fastify';
import type { TemporalMigrations } from '../..';
import type { MigrationList } from '../../answer-schemas';
import { createChangeFeed } from './change-feed';

/** What {@link createEventHub} takes; the numbers are in milliseconds and bytes. */
export interface EventHubOptions {
  readonly migrations: Pick<TemporalMigrations, 'changes' | 'list' | 'count'>;
  readonly logger: Pick<FastifyBaseLogger, 'warn' | 'info'>;
  /** How often visibility is read while somebody listens. */
  readonly everyMs?: number;
  /** A reader that leaves more than this unread is dropped: it comes back, and gets a snapshot. */
  readonly maxUnreadBytes?: number;
}

/** What a snapshot says: the first page of the list, with counts. */
export interface Snapshot {
  readonly list: MigrationList;
  readonly takenAt: number;
}

/** The event streams of one server. */
export interface EventHub {
  readonly readers: number;
  /** Makes sure that changes are noted from now on, then takes a snapshot. Throws what the client throws. */
  prepare(): Promise<Snapshot>;
  /** Adds a reader: it gets the snapshot, what changed since it was taken, then what changes. */
  join(session: Session, response: ServerResponse, snapshot: Snapshot): void;
  /** Ends every stream. */
  close(): void;
}

const DEFAULTS = { everyMs: 1_000, maxUnreadBytes: 1_048_576 };
/** Readers that come together share one snapshot. */
const SNAPSHOT_SHARED_MS = 1_000;
/** Readers that prepared and never joined do not keep the feed running. */
const JOIN_WITHIN_MS = 10_000;
const SNAPSHOT_RUNS = 50;

/** Makes the event streams of one server; nothing is read until somebody listens. */
export function createEventHub(options: EventHubOptions): EventHub {
  const { migrations, logger, everyMs, maxUnreadBytes } = { ...DEFAULTS, ...options };
  const channel = createChannel<object, object>();
  const responses = new Map<Session, ServerResponse>();
  let shared: { readonly takenAt: number; readonly taking: Promise<Snapshot> } | undefined;
  let preparedAt = 0;
  let isClosed = false;

  const feed = createChangeFeed({
    read: (since) => migrations.changes(since),
    everyMs,
    isWanted: () => channel.sessionCount > 0 || Date.now() - preparedAt < JOIN_WITHIN_MS,
    onChange: (change) => send('changed', change),
    onAway: (error) => {
      logger.warn({ error }, 'visibility cannot be read, so event streams are silent');
      send('away', { since: new Date().toISOString() });
    },
    onBack: () => {
      void takeSnapshot().then(
        ({ list }) => send('snapshot', list),
        (error: unknown) => logger.warn({ error }, 'no snapshot could be taken for the event streams'),
      );
    },
  });

  function send(name: string, data: object): void {
    for (const [session, response] of responses) {
      if (response.writableLength <= maxUnreadBytes) continue;
      logger.info({ unreadBytes: response.writableLength }, 'an event stream was dropped: its reader is too slow');
      channel.deregister(session);
      response.destroy();
    }
    channel.broadcast(data, name, { eventId: '' });
  }

  function takeSnapshot(): Promise<Snapshot> {
    const now = Date.now();
    if (shared === undefined || now - shared.takenAt >= SNAPSHOT_SHARED_MS) {
      shared = { takenAt: now, taking: readSnapshot(now) };
      shared.taking.catch(() => (shared = undefined));
    }
    return shared.taking;
  }

  async function readSnapshot(takenAt: number): Promise<Snapshot> {
    const [{ migrations: runs, nextPageToken }, counts] = await Promise.all([
      migrations.list({ pageSize: SNAPSHOT_RUNS }),
      migrations.count(),
    ]);
    return { takenAt, list: { migrations: [...runs], nextPageToken, counts } };
  }

  return {
    get readers() {
      return channel.sessionCount;
    },
    async prepare() {
      preparedAt = Date.now();
      await feed.start();
      return takeSnapshot();
    },
    join(session, response, { list, takenAt }) {
      if (isClosed) return void response.end();
      session.push(list, 'snapshot', '');
      for (const change of feed.toldSince(takenAt)) session.push(change, 'changed', '');
      responses.set(session, response);
      session.once('disconnected', () => responses.delete(session));
      channel.register(session);
    },
    close() {
      isClosed = true;
      feed.stop();
      for (const response of responses.values()) response.end();
    },
  };
}
