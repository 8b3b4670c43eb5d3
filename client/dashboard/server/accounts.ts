/** What pages ask about accounts themselves: read from Meta by a worker, for calls of the account's hourly budget. */
import { queryOptions } from '@tanstack/react-query';
import { api, ask } from './api';
import { KEYS } from './keys';

/** How long an answer is good for: who types an id again, or comes back to the page, asks nobody. */
const READ_FOR_MS = 60_000;

/**
 * What Meta says of an account. Asked with one of the workers' tokens; an empty name is the default one. Nothing but
 * another id, or who reads, has it asked again: no window that comes to the front, no stream that is back.
 */
export const accountQuery = (wabaId: string, tokenRef: string) =>
  queryOptions({
    queryKey: [...KEYS.account, wabaId, tokenRef],
    queryFn: () =>
      ask(
        api.GET('/v1/accounts/{wabaId}', { params: { path: { wabaId }, query: tokenRef === '' ? {} : { tokenRef } } }),
      ),
    staleTime: READ_FOR_MS,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
