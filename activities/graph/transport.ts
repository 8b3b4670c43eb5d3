/**
 * One HTTP exchange: no retries, no redirects (undici follows none by itself), one timeout over everything, a bound on
 * the answer's size. It never throws; what undici throws may hold a URL, so only its error code leaves this file.
 */
import { request, type Dispatcher } from 'undici';
import type { GraphRequest } from './request';
import type { ResponseHeaders } from './usage';

/** What is sent. */
export interface Exchange {
  readonly method: GraphRequest['method'];
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly dispatcher: Dispatcher;
  /** From the start to the last byte of the answer, in milliseconds. */
  readonly timeoutMs: number;
  /** The largest answer taken, in bytes. */
  readonly maxBytes: number;
  /** Ends the exchange early; writes pass none. */
  readonly signal: AbortSignal | undefined;
}

/** How it ended. */
export type ExchangeResult =
  | {
      readonly kind: 'answered';
      readonly httpStatus: number;
      readonly headers: ResponseHeaders;
      readonly text: string;
    }
  /** No whole answer. `notSent` only where the connection was never established. */
  | {
      readonly kind: 'lost';
      readonly notSent: boolean;
      readonly httpStatus: number | undefined;
      readonly why: string;
    }
  | { readonly kind: 'oversized'; readonly httpStatus: number }
  | { readonly kind: 'aborted'; readonly httpStatus: undefined };

/** Sends a request and reads the whole answer. */
export async function exchange(sent: Exchange): Promise<ExchangeResult> {
  const stop = new AbortController();
  let ended: 'timeout' | 'aborted' | undefined;
  const end = (why: 'timeout' | 'aborted') => {
    ended ??= why;
    stop.abort();
  };
  const timer = setTimeout(() => end('timeout'), sent.timeoutMs);
  const onAbort = () => end('aborted');
  if (sent.signal?.aborted) onAbort();
  sent.signal?.addEventListener('abort', onAbort, { once: true });

  let httpStatus: number | undefined;
  try {
    const response = await request(sent.url, {
      method: sent.method,
      headers: sent.headers,
      body: sent.body ?? null,
      dispatcher: sent.dispatcher,
      signal: stop.signal,
      // The timer above covers both.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    httpStatus = response.statusCode;
    const text = await readText(response.body, sent.maxBytes);
    if (text === undefined) return { kind: 'oversized', httpStatus };
    return { kind: 'answered', httpStatus, headers: response.headers, text };
  } catch (error) {
    if (ended === 'aborted') return { kind: 'aborted', httpStatus: undefined };
    if (ended === 'timeout') {
      return { kind: 'lost', notSent: false, httpStatus, why: `no whole answer within ${sent.timeoutMs} ms` };
    }
    const notSent = httpStatus === undefined && neverConnected(error);
    return {
      kind: 'lost',
      notSent,
      httpStatus,
      why: `${notSent ? 'no connection' : 'connection broken'}${codeOf(error)}`,
    };
  } finally {
    clearTimeout(timer);
    sent.signal?.removeEventListener('abort', onAbort);
  }
}

/** The body as text, or undefined where it is larger than the bound. */
async function readText(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      body.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Whether the failure proves that no byte of the request left: it happened in looking up the name or in connecting. A
 * host with several addresses fails with one error for all; each must prove it.
 */
export function neverConnected(error: unknown): boolean {
  const { syscall, code, errors } = failureFacts(error);
  if (Array.isArray(errors)) return errors.length > 0 && errors.every(neverConnected);
  return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

/** ` (ECONNRESET)`: the code of a network error, or nothing. */
function codeOf(error: unknown): string {
  const { code } = failureFacts(error);
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? ` (${code})` : '';
}

/** The properties by which Node and undici tell failures apart. */
function failureFacts(error: unknown): { syscall?: unknown; code?: unknown; errors?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}
