/** Request ids: the caller's where it is sane, else a new one; in every answer, log line and run that a request starts. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { redactKeysToo } from '../../../runtime/logger';

/** The header that carries a request id, both ways. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** Nothing that could break a log line, a header or a memo. */
const SANE = /^[A-Za-z0-9._:+/=-]{1,128}$/;

/** The id of a request. One that looks like a key or a token, put there by mistake, would be kept with the run. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === 'string' && SANE.test(given) && redactKeysToo(given) === given ? given : randomUUID();
}
