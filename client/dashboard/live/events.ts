/**
 * The one event stream of a page. It carries hints only: what changed is asked anew by the queries that show it. A browser
 * connects again by itself where the network broke off; where the server refused, this does.
 */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { KEYS, readinessQuery, sessionQuery } from '../server/queries';

/** How the stream is: `away` is Temporal's absence as the server tells it, `broken` the server's own, or the stream's alone. */
export type LiveState = 'connecting' | 'live' | 'away' | 'broken';

/** A run that entered another phase, or closed. */
export interface Change {
  readonly id: string;
  readonly wabaId: string | null;
  readonly businessId: string | null;
}

/** Many hints within this time make one request. */
const GATHER_MS = 250;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

let state: LiveState = 'connecting';
const watchers = new Set<() => void>();

function become(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const watcher of watchers) watcher();
}

/** How the stream is now. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}

/** Follows changes for as long as the component stands. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => follow(client), [client]);
}

function follow(client: QueryClient): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  const gathered = gather((changes) => renew(client, changes));

  function connect(): void {
    source = new EventSource('/v1/events');
    source.addEventListener('snapshot', () => {
      pauseMs = FIRST_PAUSE_MS;
      const wasAway = state !== 'live';
      become('live');
      // What happened while nobody listened gave no hint.
      if (wasAway) void client.invalidateQueries({ predicate: ({ queryKey }) => !isFixed(queryKey) });
    });
    source.addEventListener('changed', ({ data }: MessageEvent<string>) => gathered.add(JSON.parse(data) as Change));
    source.addEventListener('away', () => {
      become('away');
      void client.invalidateQueries({ queryKey: readinessQuery.queryKey });
    });
    source.addEventListener('error', () => {
      become('broken');
      // Perhaps the server is away, perhaps something between lets no stream through: its readiness tells which.
      void client.invalidateQueries({ queryKey: readinessQuery.queryKey });
      if (source?.readyState !== EventSource.CLOSED) return;
      // Refused: perhaps the session has ended, which the session itself tells.
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      timer = setTimeout(connect, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    });
  }

  connect();
  return () => {
    clearTimeout(timer);
    gathered.stop();
    source?.close();
    become('connecting');
  };
}

/** What no change of a run renews: what holds for long, and what Meta says of an account, which costs calls to it. */
const isFixed = ([first]: readonly unknown[]): boolean =>
  first === KEYS.about[0] || first === KEYS.session[0] || first === KEYS.account[0];

function gather(tell: (changes: readonly Change[]) => void): { add(change: Change): void; stop(): void } {
  const waiting: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    add(change) {
      waiting.push(change);
      timer ??= setTimeout(() => {
        timer = undefined;
        tell(waiting.splice(0));
      }, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Asks anew for whatever shows one of these runs. */
function renew(client: QueryClient, changes: readonly Change[]): void {
  const isCredit = ({ id }: Change): boolean => id.startsWith('credit-line/');
  if (changes.some((change) => !isCredit(change))) void client.invalidateQueries({ queryKey: KEYS.migrations });
  if (changes.some(isCredit)) void client.invalidateQueries({ queryKey: KEYS.credit });
  for (const wabaId of new Set(changes.map((change) => change.wabaId)))
    if (wabaId !== null) void client.invalidateQueries({ queryKey: KEYS.migration(wabaId) });
}
