/**
 * The one event stream of a page. It carries hints only: what changed is asked anew by the queries that show it. A browser
 * connects again by itself where the network broke off; where the server refused, this does.
 */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { KEYS } from '../server/keys';
import { createRenewal, type Change } from './renewal';

/** How the stream is: `away` is Temporal's absence as the server tells it, `broken` the server's own, or the stream's alone. */
export type LiveState = 'connecting' | 'live' | 'away' | 'broken';

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

/** Renews what `client` holds by the hints of the stream, until the function that it answers with is called. */
export function follow(client: QueryClient): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let renewal = createRenewal(client);

  function connect(): void {
    source = new EventSource('/v1/events');
    source.addEventListener('snapshot', () => {
      pauseMs = FIRST_PAUSE_MS;
      const wasAway = state !== 'live';
      become('live');
      // What happened while nobody listened gave no hint.
      if (wasAway) renewal.everything();
    });
    source.addEventListener('changed', (event: Event) =>
      renewal.changed(JSON.parse(String((event as MessageEvent).data)) as Change),
    );
    source.addEventListener('away', () => {
      become('away');
      void client.invalidateQueries({ queryKey: KEYS.readiness });
    });
    source.addEventListener('error', () => {
      become('broken');
      // What was asked over a network that is gone may get no answer for minutes: nothing waits for it.
      renewal.stop();
      renewal = createRenewal(client);
      // Perhaps the server is away, perhaps something between lets no stream through: its readiness tells which.
      void client.invalidateQueries({ queryKey: KEYS.readiness });
      if (source?.readyState !== EventSource.CLOSED) return;
      // Refused: perhaps the session has ended, which the session itself tells.
      void client.invalidateQueries({ queryKey: KEYS.session });
      timer = setTimeout(connect, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    });
  }

  connect();
  return () => {
    clearTimeout(timer);
    renewal.stop();
    source?.close();
    become('connecting');
  };
}
