/**
 * What pages ask the server, once each: every page that shows a thing uses the query of it from here, so that one answer
 * serves all of them and one hint of a change renews all of them (live/events.ts).
 */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask, keepToken, type Phase, type ReadinessCheck } from './api';
import { KEYS } from './keys';
import { isProblemOf, problemOf, unreachable } from './problem';
import { unblocked } from './unblocked';

/** Who is signed in; null where somebody has to sign in first. */
export const sessionQuery = queryOptions({
  queryKey: KEYS.session,
  queryFn: async () => {
    try {
      const session = await ask(api.GET('/v1/session'));
      keepToken(session.csrfToken);
      return session;
    } catch (error) {
      if (!isProblemOf(error, 'unauthorized')) throw error;
      keepToken(null);
      return null;
    }
  },
  staleTime: Infinity,
});

/** What who is signed in may do, and where Temporal's Web UI is. */
export const meQuery = queryOptions({
  queryKey: KEYS.me,
  queryFn: () => ask(api.GET('/v1/me')),
  staleTime: Infinity,
});

/** What holds for everybody on the server. */
export const aboutQuery = queryOptions({
  queryKey: KEYS.about,
  queryFn: () => ask(api.GET('/v1/about')),
  staleTime: Infinity,
});

/** Which migrations to list. */
export interface ListFilter {
  readonly phase?: Phase;
  readonly needsOperator?: boolean;
  readonly targetCurrency?: string;
  readonly businessId?: string;
  readonly idPrefix?: string;
  readonly pageToken?: string;
  readonly pageSize?: number;
}

/** Hints are of phases: that a run's code fails, or does so no more, is seen by looking. */
const LISTS_EVERY_MS = 30_000;
/** An open migration is looked at more often: what it does within a phase gives no hint. */
const OPEN_EVERY_MS = 10_000;

/** Who opens a migration from Home and decides goes back to Home as it was left, after this long too. */
const HOME_KEPT_MS = 3_600_000;

/** One page of the list, without counts. A page that is left stays to be seen until the next one has come. */
export const migrationsQuery = (filter: ListFilter) =>
  queryOptions({
    queryKey: [...KEYS.migrations, filter],
    queryFn: () => ask(api.GET('/v1/migrations', { params: { query: { ...filter, counts: false } } })),
    placeholderData: keepPreviousData,
    refetchInterval: LISTS_EVERY_MS,
  });

/** The list, page after page. */
export const migrationPagesQuery = (filter: {
  readonly phase?: Phase;
  readonly currency?: string;
  readonly business?: string;
  readonly id?: string;
}) =>
  infiniteQueryOptions({
    queryKey: [...KEYS.migrations, 'pages', filter],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/migrations', {
          params: {
            query: {
              pageSize: 50,
              ...(filter.phase && { phase: filter.phase }),
              ...(filter.currency !== undefined && { targetCurrency: filter.currency }),
              ...(filter.business !== undefined && { businessId: filter.business }),
              ...(filter.id !== undefined && { idPrefix: filter.id }),
              ...(pageParam !== null && { pageToken: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    gcTime: HOME_KEPT_MS,
    refetchInterval: LISTS_EVERY_MS,
  });

/**
 * How the migrations to one currency stand, how many of them need a person, and how many completed in the last days. Counted
 * now and then only: each is a count of every phase, and a day is what matters here. What cannot be is not counted: where
 * every open run has stopped, none waits for an approval or is paused (`needing` is null).
 */
export const deadlineQuery = (targetCurrency: string, paceDays: number) =>
  queryOptions({
    queryKey: [...KEYS.deadlines, targetCurrency],
    queryFn: async () => {
      // By the hour, so that dashboards ask the same and share the answer.
      const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
      const closedSince = new Date(hour - paceDays * 86_400_000).toISOString();
      const count = async (query: { readonly closedSince?: string; readonly needsOperator?: true }) => {
        const { counts } = await ask(
          api.GET('/v1/migrations', { params: { query: { targetCurrency, pageSize: 1, counts: true, ...query } } }),
        );
        if (counts === null) throw new Error('The server left out counts it was asked for');
        return counts;
      };
      const counts = await count({});
      const [needing, completedLately] = await Promise.all([
        unblocked(counts) === 0 ? null : count({ needsOperator: true }),
        counts.completed === 0 ? 0 : count({ closedSince }).then(({ completed }) => completed),
      ]);
      return { counts, needing, completedLately };
    },
    gcTime: HOME_KEPT_MS,
    refetchInterval: LISTS_EVERY_MS,
  });

/** The state document of an account's migration, or of its newest dry run. */
export const migrationQuery = (wabaId: string, { dryRun = false } = {}) =>
  queryOptions({
    queryKey: [...KEYS.migration(wabaId), { dryRun }],
    queryFn: () =>
      ask(api.GET('/v1/migrations/{wabaId}', { params: { path: { wabaId }, query: dryRun ? { dryRun } : {} } })),
    // What changes no phase gives no hint: a poll, a pause of somebody else's.
    // What could not be read is tried again; what is not there is not looked for; what has ended may be begun anew.
    refetchInterval: ({ state: { data, error } }) => {
      if (data === undefined) return error === null || isProblemOf(error, 'not-found') ? false : OPEN_EVERY_MS;
      return data.outcome === null ? OPEN_EVERY_MS : LISTS_EVERY_MS;
    },
  });

/** What of the things that runs need is there. Asked often while something is missing. */
export const readinessQuery = queryOptions({
  queryKey: KEYS.readiness,
  queryFn: async () => {
    const response = await fetch('/readyz').catch((error: unknown) => Promise.reject(unreachable(error)));
    const body: unknown = await response.json().catch(() => undefined);
    if (isReadiness(body)) return body;
    throw problemOf(body, response);
  },
  refetchInterval: ({ state: { data } }) => (data?.ready === false ? 3_000 : 15_000),
  retry: false,
});

/** The answer is the same with status 200 and 503, which the generated types do not tell. */
function isReadiness(body: unknown): body is { readonly ready: boolean; readonly checks: readonly ReadinessCheck[] } {
  return typeof body === 'object' && body !== null && 'checks' in body && Array.isArray(body.checks);
}
