/**
 * One message to another system, as Standard Webhooks (https://www.standardwebhooks.com) sign it. Nothing of what it
 * answers but the status is kept; its URL, whose path may be a secret, is named by its host only.
 */
import { Webhook } from 'standardwebhooks';
import { request, type Dispatcher } from 'undici';
import { PrivateAddressError } from './public-agent';

/** How another system took a message. */
export type HookAnswer =
  /** Taken: a 2xx. */
  | { readonly kind: 'accepted' }
  /** It said no, or may not be asked: asking again changes nothing by itself. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It did not answer, or asked for patience. */
  | { readonly kind: 'unanswered'; readonly why: string }
  /** We stopped it ourselves. */
  | { readonly kind: 'aborted' };

/** A message to send. */
export interface HookPost {
  readonly url: URL;
  /** Signing secrets, the newest first: one signature each, so that a receiver may change over when it likes. */
  readonly secrets: readonly string[];
  /** The same for every repeat of a message: `webhook-id`. */
  readonly id: string;
  readonly body: unknown;
  readonly dispatcher: Dispatcher;
  /** From the start to the last byte taken of the answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970: `webhook-timestamp`, which receivers compare with their own clock. */
  readonly now: number;
}

/** How much of an answer is read before the connection is given up; nothing of it is kept. */
const MAX_ANSWER_BYTES = 65_536;

/** Answers by which a receiver asks for another try: too early, too slow, too many. */
const PASSING: readonly number[] = [408, 425, 429];

/** Posts a message once. Redirects are not followed: they would lead where nobody was asked to send. Never throws. */
export async function post({ url, dispatcher, timeoutMs, signal, ...message }: HookPost): Promise<HookAnswer> {
  const body = JSON.stringify(message.body);
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'waba-migrations', ...signed(message, body) },
      body,
      dispatcher,
      signal: stop,
    });
    // The status says it all: an answer that breaks off after it was an answer.
    await response.body.dump({ limit: MAX_ANSWER_BYTES, signal: stop }).catch(() => undefined);
    return judge(url.host, response.statusCode);
  } catch (error) {
    if (signal.aborted) return { kind: 'aborted' };
    if (error instanceof PrivateAddressError) {
      const why = `${url.host} has no public address, and hooks connect to no other (HOOKS_ALLOW_PRIVATE allows them)`;
      return { kind: 'refused', why };
    }
    const why = stop.aborted ? `did not answer within ${timeoutMs / 1_000} s` : `cannot be reached${codeOf(error)}`;
    return { kind: 'unanswered', why: `${url.host} ${why}` };
  }
}

/** The three headers of Standard Webhooks, with a signature for each secret. */
function signed({ id, now, secrets }: Pick<HookPost, 'id' | 'now' | 'secrets'>, body: string): Record<string, string> {
  const at = new Date(now);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

function judge(host: string, httpStatus: number): HookAnswer {
  const why = `${host} answered ${httpStatus}`;
  if (httpStatus >= 200 && httpStatus < 300) return { kind: 'accepted' };
  if (httpStatus >= 300 && httpStatus < 400) return { kind: 'refused', why: `${why}, and redirects are not followed` };
  return httpStatus >= 500 || PASSING.includes(httpStatus) ? { kind: 'unanswered', why } : { kind: 'refused', why };
}

/** ` (ECONNREFUSED)`: the code of a network error, or nothing; its message may hold more than a log should. */
function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? ` (${code})` : '';
}
