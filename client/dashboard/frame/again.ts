/** Trying again by itself what a page could not be shown without: nobody else asks for it while its problem stands there. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { ProblemError } from '../server/problem';
import { readinessQuery } from '../server/queries';

const EVERY_MS = 5_000;
/** What proxies and the API say while something behind them is away. */
const AWAY: readonly number[] = [502, 503, 504];

/** Whether a problem goes away by itself: no answer came (its status is 0), or one that says who is away. */
const passes = (error: unknown): boolean =>
  error instanceof ProblemError && (error.problem.status === 0 || AWAY.includes(error.problem.status));

/** Calls `again` every few seconds for as long as the component stands, where the problem is one that passes. */
export function useAgain(error: unknown, again: () => void): void {
  const isPassing = passes(error);
  const tick = useEffectEvent(again);
  useEffect(() => {
    if (!isPassing) return;
    const timer = setInterval(() => tick(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isPassing]);
}

/** As {@link useAgain}, for an error that a query threw: it is asked quietly, and `retry` is called once it was answered. */
export function useRetryOnceBack(error: unknown, retry: () => void): void {
  const client = useQueryClient();
  const [failed] = useState(() =>
    client
      .getQueryCache()
      .getAll()
      .find(({ state }) => state.error === error),
  );
  useAgain(error, () => {
    if (failed === undefined) retry();
    // A query that is being asked is not asked twice.
    else
      void failed.fetch().then(retry, () => {
        // Still away.
      });
  });
}

/**
 * Asks anew for the parts of a page that could not be had while something was away that runs need, once all of it is there.
 * They ask Meta, through a worker: every few seconds would be too often.
 */
export function useAskOnceReady(): void {
  const client = useQueryClient();
  const { data, isError } = useQuery(readinessQuery);
  const isReady = !isError && data?.ready !== false;
  const wasReady = useRef(isReady);
  useEffect(() => {
    const isBack = isReady && !wasReady.current;
    wasReady.current = isReady;
    if (isBack) void client.refetchQueries({ type: 'active', predicate: ({ state }) => passes(state.error) });
  }, [client, isReady]);
}

/** The last error there was: a query that never had an answer forgets its own while it is asked again. */
export function useLastError<E>(error: E | null): E | null {
  const [last, setLast] = useState(error);
  if (error !== null && error !== last) setLast(error);
  return error ?? last;
}
