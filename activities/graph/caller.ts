/**
 * Makes one call: budget, token, exchange, judgement. The only way to Meta, so that no endpoint can leak a token or
 * mistake a lost write for a refused one.
 */
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import type { CallOptions } from './api';
import { createAttempt, type GraphCallRecord } from './attempt';
import { DEFAULT_WAIT_MS, type Bucket, type Budgets } from './budgets';
import { judge, type Failure } from './judge';
import { urlOf, type GraphRequest } from './request';
import { exchange } from './transport';
import { readUsage, usageOf, type UsageHeaders } from './usage';

/** Makes calls. Both throw {@link GraphError} only, and neither tries again. */
export interface Caller {
  /** A read: may be aborted; a wrong shape is `invalid-answer`. */
  read<T>(call: CallOptions, request: GraphRequest, schema: z.ZodType<T>): Promise<T>;
  /** A write: ignores the caller's signal; an answer without the essential fields is `outcome-unknown`. */
  write<T>(call: CallOptions, request: GraphRequest, schema: z.ZodType<T>): Promise<T>;
}

/** What a caller is made of. */
export interface CallerOptions {
  /** Base URL with the version, without a slash at its end. */
  readonly base: string;
  readonly appSecret: string | undefined;
  readonly budgets: Budgets;
  readonly now: () => number;
  readonly readDispatcher: Dispatcher;
  readonly writeDispatcher: Dispatcher;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly log: ((record: GraphCallRecord) => void) | undefined;
}

/** Makes a caller. */
export function createCaller(options: CallerOptions): Caller {
  async function make<T>(call: CallOptions, request: GraphRequest, schema: z.ZodType<T>, write: boolean): Promise<T> {
    const attempt = createAttempt(options, call, request);
    if (!/^[\x21-\x7e]+$/.test(call.token)) throw attempt.failed('auth', { what: 'not sent, the token can be none' });
    if (!write && call.signal?.aborted) throw attempt.failed('aborted', { what: 'not sent, the caller gave up' });
    // Meta documents the proof as a parameter and never as a header; in the query it needs no body to stand in.
    const url = urlOf(options.base, { ...request, query: { ...request.query, appsecret_proof: attempt.proof } });
    const waitMs = options.budgets.take(request.bucket, write);
    if (waitMs > 0) throw attempt.failed('over-budget', { what: 'not sent, the hourly budget is used up', waitMs });

    const result = await exchange({
      method: request.method,
      url,
      headers: {
        authorization: `Bearer ${call.token}`,
        accept: 'application/json',
        'user-agent': 'waba-migrations',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      dispatcher: write ? options.writeDispatcher : options.readDispatcher,
      timeoutMs: write ? options.writeTimeoutMs : options.readTimeoutMs,
      maxBytes: options.maxAnswerBytes,
      signal: write ? undefined : call.signal,
    });

    const judged = judge(result, schema, write, options.maxAnswerBytes);
    const usage = result.kind === 'answered' ? readUsage(result.headers) : undefined;
    if (usage !== undefined) noteUsage(options.budgets, request.bucket, usage);
    if ('kind' in judged) {
      const shutMs = judged.kind === 'throttled' ? shut(options.budgets, request.bucket, usage, judged) : undefined;
      throw attempt.failed(judged.kind, { ...judged, waitMs: shutMs });
    }
    attempt.succeeded(result.httpStatus);
    return judged.value;
  }

  return {
    read: (call, request, schema) => make(call, request, schema, false),
    write: (call, request, schema) => make(call, request, schema, true),
  };
}

/** Notes what the headers of any answer say, good or bad. */
function noteUsage(budgets: Budgets, bucket: Bucket, usage: UsageHeaders): void {
  const own = usageOf(usage, bucket.id, false);
  if (usage.app !== undefined) budgets.note('app', usage.app);
  if (own !== undefined) budgets.note(bucket, own);
}

/** Shuts the budget that a throttling is about (code 4: the whole app) and says for how many milliseconds. */
function shut(budgets: Budgets, bucket: Bucket, usage: UsageHeaders | undefined, failure: Failure): number {
  const regainMs = usage === undefined ? 0 : (usageOf(usage, bucket.id, true)?.regainMs ?? 0);
  const waitMs = regainMs > 0 ? regainMs : DEFAULT_WAIT_MS;
  budgets.block(failure.envelope?.code === 4 ? 'app' : bucket, waitMs);
  return waitMs;
}
