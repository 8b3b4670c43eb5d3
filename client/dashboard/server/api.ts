/**
 * The HTTP API, by its generated types. Every request goes through `ask`, which answers with the data or throws a
 * {@link ProblemError}; nothing else in the dashboard talks to a server.
 */
import createClient, { type FetchResponse, type Middleware } from 'openapi-fetch';
import type { paths } from '../../http/openapi';
import { ProblemError, problemOf, unreachable } from './problem';

export type * from './shapes';

/** The token that every change of a session carries; the server gives it with the session. */
let csrfToken: string | null = null;

/** Takes the token of the session that is there now; null where there is none. */
export function keepToken(token: string | null): void {
  csrfToken = token;
}

const signed: Middleware = {
  onRequest({ request }) {
    if (csrfToken !== null && request.method !== 'GET') request.headers.set('x-csrf-token', csrfToken);
    return request;
  },
};

/** The API's paths as methods. Use it inside {@link ask}. */
export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? '' });
api.use(signed);

/** The data of an answer; throws {@link ProblemError} where the request did not end well. */
export async function ask<T extends Record<string | number, unknown>, O, M extends `${string}/${string}`>(
  call: Promise<FetchResponse<T, O, M>>,
): Promise<NonNullable<FetchResponse<T, O, M>['data']>> {
  let answer: FetchResponse<T, O, M>;
  try {
    answer = await call;
  } catch (error) {
    throw error instanceof ProblemError ? error : unreachable(error);
  }
  if (!answer.response.ok) throw problemOf(answer.error, answer.response);
  return answer.data as NonNullable<FetchResponse<T, O, M>['data']>;
}

/** A key for a change that may have to be sent again: the server takes it once. */
export const idempotencyKey = (): string => crypto.randomUUID();
