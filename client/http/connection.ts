/** One API: where it is, the key to it, and how a call to it ends: with an answer of the right shape, or an error. */
import createClient, { type Client } from 'openapi-fetch';
import type { z } from 'zod';
import { ApiUnavailable } from '../errors';
import { parseInput } from '../input';
import type { paths } from './openapi';
import { baseUrlSchema } from './base-url';
import { createCutOff } from './cut-off';
import { errorOf, type Asked } from './problems';
import { DEFAULT_RETRY_LIMITS, sendAgain, type RetryLimits } from './retry';

/** A live read of Meta takes a worker a minute at most, and the server a little more. */
const ANSWER_WITHIN_MS = 100_000;

/** What sends a request, and gives up when the signal says so. */
export type Fetch = (request: Request, init: { readonly signal: AbortSignal }) => Promise<Response>;

/** Where an API is, and how to get in. */
export interface ConnectionOptions {
  /** As in `https://migrations.example`; a path before `/v1` belongs to it. */
  readonly baseUrl: string;
  /** An API key of that server; a server without keys wants none. */
  readonly apiKey?: string | undefined;
  /** Sends requests; Node's own `fetch` by default. The signal that ends a request comes beside it. */
  readonly fetch?: Fetch | undefined;
  /** For how long one attempt may take, to the last byte of its answer, in milliseconds (default 100 s). */
  readonly answerWithinMs?: number | undefined;
  readonly retry?: Partial<RetryLimits> | undefined;
}

/** The typed paths of the API. */
export type Api = Client<paths>;

/** What openapi-fetch answers with, as far as it is used here. */
interface Answered {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** One API. The key is in no message and in no property that is printed. */
export class Connection {
  readonly #api: Api;
  readonly #fetch: Fetch;
  readonly #answerWithinMs: number;
  readonly #headers: Readonly<Record<string, string>>;
  readonly baseUrl: string;

  constructor({ baseUrl, apiKey, fetch, retry, answerWithinMs }: ConnectionOptions) {
    this.baseUrl = parseInput(baseUrlSchema, baseUrl, 'baseUrl');
    this.#fetch = fetch ?? ((request, init) => globalThis.fetch(request, init));
    this.#answerWithinMs = answerWithinMs ?? ANSWER_WITHIN_MS;
    this.#headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
    this.#api = createClient<paths>({
      baseUrl: this.baseUrl,
      headers: this.#headers,
      // Followed, a redirect would turn a POST into a GET.
      redirect: 'manual',
      fetch: sendAgain((request) => this.#sendInTime(request), { ...DEFAULT_RETRY_LIMITS, ...retry }),
    });
  }

  /** Calls a path and reads its answer by a schema; throws the client's errors and nothing else. */
  async call<S extends z.ZodType>(
    schema: S,
    asked: Asked,
    ask: (api: Api) => Promise<Answered>,
    { alsoRead = [] }: { readonly alsoRead?: readonly number[] } = {},
  ): Promise<z.output<S>> {
    const { data, error, response } = await ask(this.#api).catch((cause: unknown) => {
      throw this.#unreachable(cause);
    });
    if (!response.ok && !alsoRead.includes(response.status)) throw errorOf(response, error, asked);
    const parsed = schema.safeParse(response.ok ? data : error);
    if (parsed.success) return parsed.data;
    if (!response.ok) throw errorOf(response, error, asked);
    throw new ApiUnavailable(
      `The API's answer about the ${asked.subject} has another shape than this client knows`,
      'Run client and server from the same version.',
      { cause: parsed.error },
    );
  }

  /** Opens a stream, once, that lasts until the signal; throws the client's errors where the answer is no success. */
  async open(path: string, asked: Asked, signal: AbortSignal): Promise<Response> {
    const headers = { ...this.#headers, accept: 'text/event-stream' };
    const request = new Request(`${this.baseUrl}${path}`, { headers, redirect: 'manual' });
    const response = await this.#fetch(request, { signal }).catch((cause: unknown) => {
      throw this.#unreachable(cause);
    });
    if (response.ok) return response;
    const body: unknown = await response.json().catch(() => undefined);
    throw errorOf(response, body, asked);
  }

  /** The whole answer: a body that breaks off is no answer, and may be asked for again. */
  async #sendInTime(request: Request): Promise<Response> {
    const cutOff = createCutOff({ afterMs: this.#answerWithinMs });
    try {
      const answer = await this.#fetch(request, { signal: cutOff.signal });
      const { status, statusText, headers } = answer;
      const body = await answer.arrayBuffer();
      return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
    } finally {
      cutOff.release();
    }
  }

  /** No answer came, or one that broke off. */
  #unreachable(cause: unknown): ApiUnavailable {
    const { origin } = new URL(this.baseUrl);
    return new ApiUnavailable(
      `The API at ${origin} does not answer: ${reasonOf(cause)}`,
      'Is its address right, and does it run?',
      { cause },
    );
  }
}

/** `fetch` says only that it failed; why is in the cause, as in ECONNREFUSED. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { readonly cause?: Partial<NodeJS.ErrnoException>; readonly message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}
