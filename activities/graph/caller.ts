/**
 * Makes one call: budget, token, exchange, classification, schema. The only place where a {@link GraphError} is made of
 * an answer, so that no endpoint can leak a token or mistake a lost write for a refused one.
 */
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import type { CallOptions } from './api';
import { DEFAULT_WAIT_MS, type Budgets } from './budgets';
import { classify } from './classify';
import { errorEnvelope, type ErrorEnvelope } from './envelope';
import { GraphError, type GraphErrorKind } from './errors';
import { explain } from './explain';
import { parseJson } from './json';
import { appSecretProof } from './proof';
import { redact } from './redact';
import { nameOf, urlOf, type GraphRequest } from './request';
import { exchange, type ExchangeResult } from './transport';
import { readUsage, usageOf, type UsageHeaders } from './usage';

/** One call as it ended, for logs and metrics: no host, no query, no text of Meta's. */
export interface GraphCallRecord {
  /** Method and path. */
  readonly call: string;
  readonly httpStatus: number | undefined;
  /** `ok`, or the kind of the failure. */
  readonly outcome: 'ok' | GraphErrorKind;
  readonly durationMs: number;
  readonly fbtraceId: string | undefined;
}

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

/** What is told of a failure besides its kind. */
interface FailureFacts {
  readonly what: string;
  readonly httpStatus?: number | undefined;
  readonly envelope?: ErrorEnvelope | undefined;
  readonly waitMs?: number | undefined;
}

/** Makes a caller. */
export function createCaller(options: CallerOptions): Caller {
  const { budgets, now } = options;

  async function make<T>(call: CallOptions, request: GraphRequest, schema: z.ZodType<T>, write: boolean): Promise<T> {
    const started = now();
    const name = nameOf(request);
    const proof = options.appSecret === undefined ? undefined : appSecretProof(options.appSecret, call.token);
    const secrets = [call.token, proof ?? '', options.appSecret ?? '', ...(request.secrets ?? [])];
    const record = (outcome: GraphCallRecord['outcome'], facts: Partial<FailureFacts> = {}) => {
      const { httpStatus, envelope } = facts;
      try {
        const durationMs = now() - started;
        options.log?.({ call: name, httpStatus, outcome, durationMs, fbtraceId: envelope?.fbtraceId });
      } catch {
        // A log that fails must not turn a write that was answered into one whose outcome nobody knows.
      }
    };
    const fail = (kind: GraphErrorKind, facts: FailureFacts): GraphError => {
      record(kind, facts);
      // No cause: what undici throws may hold the URL with the proof in it.
      return new GraphError(kind, redact(explain({ call: name, kind, ...facts }), secrets), {
        httpStatus: facts.httpStatus,
        code: facts.envelope?.code,
        subcode: facts.envelope?.subcode,
        fbtraceId: facts.envelope?.fbtraceId,
        waitMs: facts.waitMs,
      });
    };

    if (!/^[\x21-\x7e]+$/.test(call.token)) throw fail('auth', { what: 'not sent, the token is empty or no token' });
    if (!write && call.signal?.aborted) throw fail('aborted', { what: 'not sent, the caller gave up' });
    // Meta documents the proof as a parameter and never as a header; in the query it needs no body to stand in.
    const url = urlOf(options.base, { ...request, query: { ...request.query, appsecret_proof: proof } });
    const overBudget = budgets.take(request.bucket, write);
    if (overBudget > 0)
      throw fail('over-budget', { what: 'not sent, the hourly budget is used up', waitMs: overBudget });

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

    if (result.kind === 'aborted') throw fail('aborted', { what: 'the caller gave up' });
    if (result.kind === 'oversized') {
      const what = `the answer is larger than ${options.maxAnswerBytes} bytes`;
      throw fail(write ? 'outcome-unknown' : 'invalid-answer', { what, httpStatus: result.httpStatus });
    }
    const usage = noteUsage(request, result);
    const answer = result.kind === 'answered' ? parsed(result.text) : undefined;
    const envelope = errorEnvelope(answer);
    const ok = result.kind === 'answered' && result.httpStatus >= 200 && result.httpStatus < 300;
    if (!ok || answer === undefined || envelope !== undefined) {
      const kind = classify({
        write,
        notSent: result.kind === 'lost' && result.notSent,
        httpStatus: result.httpStatus,
        code: envelope?.code,
        subcode: envelope?.subcode,
        transient: envelope?.transient ?? false,
      });
      const waitMs = kind === 'throttled' ? shut(request, usage, envelope?.code) : undefined;
      const what = envelope?.message ?? (result.kind === 'lost' ? result.why : 'the answer is none of Graph');
      throw fail(kind, { what, httpStatus: result.httpStatus, envelope, waitMs });
    }

    const checked = schema.safeParse(answer);
    if (!checked.success) {
      // Only where and what was expected: values may be message text.
      const issue = checked.error.issues[0];
      const what = `the answer lacks what it must have, at "${issue?.path.join('.') ?? ''}" (${issue?.code ?? ''})`;
      throw fail(write ? 'outcome-unknown' : 'invalid-answer', { what, httpStatus: result.httpStatus });
    }
    record('ok', { httpStatus: result.httpStatus });
    return checked.data;
  }

  function noteUsage(request: GraphRequest, result: ExchangeResult): UsageHeaders | undefined {
    if (result.kind !== 'answered') return undefined;
    const usage = readUsage(result.headers);
    const own = usageOf(usage, request.bucket.id, false);
    if (usage.app !== undefined) budgets.note('app', usage.app);
    if (own !== undefined) budgets.note(request.bucket, own);
    return usage;
  }

  /** Shuts the budget that a throttling named: code 4 is the whole app, every other one this account. */
  function shut(request: GraphRequest, usage: UsageHeaders | undefined, code: number | undefined): number {
    const regainMs = usage === undefined ? 0 : (usageOf(usage, request.bucket.id, true)?.regainMs ?? 0);
    const waitMs = regainMs > 0 ? regainMs : DEFAULT_WAIT_MS;
    budgets.block(code === 4 ? 'app' : request.bucket, waitMs);
    return waitMs;
  }

  return {
    read: (call, request, schema) => make(call, request, schema, false),
    write: (call, request, schema) => make(call, request, schema, true),
  };
}

/** The answer's JSON; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
