/**
 * Sends requests, and again where that is safe and may help: a look changes nothing, and a change with its
 * idempotency key is made once however often it arrives.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** Sends one request; rejects where no answer came. */
export type Send = (request: Request) => Promise<Response>;

/** How often and for how long a request is tried; the times are in milliseconds. */
export interface RetryLimits {
  readonly attempts: number;
  /** No attempt begins later than this after the first. */
  readonly withinMs: number;
  /** The pause before the second attempt where the server names none; it doubles from there, to 5 s at most. */
  readonly firstPauseMs: number;
}

/** Enough to outlive a restart of the server, little enough that a person still waits for the answer. */
export const DEFAULT_RETRY_LIMITS: RetryLimits = { attempts: 6, withinMs: 20_000, firstPauseMs: 300 };

const LONGEST_PAUSE_MS = 5_000;

/** The header that makes a change safe to repeat. */
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';

/** Statuses after which another attempt may help: too many requests, not now; and a proxy's, that got no answer. */
const PASSING_STATUSES = [429, 503];
const PROXY_STATUSES = [502, 504];

/** Wraps `send` with retries. Answers with the last answer, whatever it is; rejects like the last attempt. */
export function sendAgain(send: Send, limits: RetryLimits = DEFAULT_RETRY_LIMITS): Send {
  return async (request) => {
    const begun = Date.now();
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt === limits.attempts || !mayRepeat(request);
      let pauseMs = Math.min(LONGEST_PAUSE_MS, limits.firstPauseMs * 2 ** (attempt - 1));
      try {
        // A request can be sent once, a copy each time.
        const answer = await send(last ? request : request.clone());
        if (last || !mayPass(answer)) return answer;
        pauseMs = retryAfterMs(answer.headers, Date.now()) ?? pauseMs;
        if (Date.now() - begun + pauseMs > limits.withinMs) return answer;
        await answer.body?.cancel();
      } catch (error) {
        if (last || request.signal.aborted || Date.now() - begun + pauseMs > limits.withinMs) throw error;
      }
      await sleep(pauseMs, undefined, { signal: request.signal });
    }
  };
}

/** Whether a request may be sent twice. */
export function mayRepeat({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
  return method === 'GET' || headers.has(IDEMPOTENCY_KEY_HEADER);
}

function mayPass({ status, headers }: Response): boolean {
  if (PASSING_STATUSES.includes(status)) return true;
  // The server's own 502 says what Meta said: it is an answer.
  return PROXY_STATUSES.includes(status) && !isProblem(headers);
}

/** Whether an answer is a problem document (RFC 9457). */
export const isProblem = (headers: Headers): boolean =>
  headers.get('content-type')?.startsWith('application/problem+json') ?? false;

/** What `Retry-After` asks for (RFC 9110, 10.2.3: seconds or a date), in milliseconds; undefined where it says nothing. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
