/**
 * What pages ask about lines of credit. All of it but operations is read from Meta by a worker while the page waits,
 * which takes seconds: it stays good for a minute, or until an operation moves (live/events.ts).
 */
import { queryOptions } from '@tanstack/react-query';
import { api, ask, type CreditState } from './api';
import { isProblemOf } from './problem';
import { KEYS } from './keys';

const READ_FOR_MS = 60_000;
/** How often an operation that is under way is looked at, and whether there is another one; hints of changes come beside. */
const OPERATION_EVERY_MS = 3_000;
const OPERATIONS_EVERY_MS = 30_000;

/** Our lines. */
export const creditLinesQuery = queryOptions({
  queryKey: [...KEYS.credit, 'lines'],
  queryFn: () => ask(api.GET('/v1/credit-lines')),
  staleTime: READ_FOR_MS,
});

/** One line with its sharing records. */
export const creditLineQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.credit, 'line', id],
    queryFn: () => ask(api.GET('/v1/credit-lines/{id}', { params: { path: { id } } })),
    staleTime: READ_FOR_MS,
  });

/** What pays for the accounts of a business. */
export const businessCreditQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.credit, 'business', id],
    queryFn: () => ask(api.GET('/v1/businesses/{id}/credit', { params: { path: { id } } })),
    staleTime: READ_FOR_MS,
  });

/** What a revoke would defund. Read anew each time: a decision is taken on what is true now. */
export const radiusQuery = (id: string) =>
  queryOptions({
    queryKey: ['radius', id],
    queryFn: () => ask(api.GET('/v1/businesses/{id}/credit/radius', { params: { path: { id } } })),
    staleTime: Infinity,
    gcTime: 0,
  });

/** One page of shares and revokes, of whichever business. */
export const creditOperationsQuery = (filter: {
  readonly needsOperator?: boolean;
  readonly businessId?: string;
  readonly pageSize?: number;
}) =>
  queryOptions({
    queryKey: [...KEYS.credit, 'operations', filter],
    queryFn: () => ask(api.GET('/v1/credit-operations', { params: { query: filter } })),
    // Nothing announces an operation whose code fails.
    refetchInterval: OPERATIONS_EVERY_MS,
  });

/** The newest share or revoke of a business; null where there was none. */
export const creditOperationQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEYS.credit, 'operation', id],
    queryFn: async (): Promise<CreditState | null> => {
      try {
        return await ask(api.GET('/v1/businesses/{id}/credit/operation', { params: { path: { id } } }));
      } catch (error) {
        if (isProblemOf(error, 'not-found')) return null;
        throw error;
      }
    },
    refetchInterval: ({ state: { data } }) =>
      data == null || data.outcome !== null ? OPERATIONS_EVERY_MS : OPERATION_EVERY_MS,
  });
