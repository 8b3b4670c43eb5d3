/**
 * What every activity of a run checks before its first call: that this worker has the token, that it calls the Graph
 * that the run was assessed on, and, for writes, that the run is the one that was assessed.
 */
import { setMaxListeners } from 'node:events';
import { Context } from '@temporalio/activity';
import type { RunRef } from './contract';
import type { CreditRunRef } from './credit/contract';
import type { ActivityDeps } from './deps';
import { applicationFailure, failureOf } from './failures';
import type { CallOptions } from './graph/api';
import { tracing } from './traces';

/** One attempt of an activity: its collaborators, the options of its calls, and its place among the attempts. */
export interface Attempt {
  readonly deps: ActivityDeps;
  /** For reads: aborted when the activity is cancelled. */
  readonly read: CallOptions;
  /** For writes: never aborted, since the answer decides what happened. */
  readonly write: CallOptions;
  /** The same with the customer's business token; null where the run has none. */
  readonly customer: { readonly read: CallOptions; readonly write: CallOptions } | null;
  /** From 1. */
  readonly number: number;
  /** Since the activity was first scheduled, over all attempts. */
  readonly ageMs: number;
  readonly workflowId: string;
  readonly runId: string;
  readonly now: () => number;
  /** Trace ids of the calls that Meta refused in this attempt so far, for its evidence. */
  readonly fbtraceIds: ReadonlySet<string>;
}

/** What an activity does to the world, and how many calls it makes. */
export interface Effect {
  /** Whether it may change something at Meta: then a run that was reset is refused. */
  readonly writes: boolean;
  /** Whether it makes so many calls that throttled attempts must leave the budget time to come back. */
  readonly manyCalls?: boolean;
}

/** Opens an attempt with our token, and the customer's where the run has one. */
export function openAttempt(deps: ActivityDeps, token: string, customerToken: string | null = null): Attempt {
  const { info, cancellationSignal } = Context.current();
  // Dozens of calls may be under way and each listens; Node would warn of a leak from eleven on.
  setMaxListeners(Infinity, cancellationSignal);
  const now = deps.now ?? Date.now;
  const fbtraceIds = new Set<string>();
  return {
    deps: { ...deps, graph: tracing(deps.graph, fbtraceIds) },
    read: { token, signal: cancellationSignal },
    write: { token },
    customer:
      customerToken === null
        ? null
        : { read: { token: customerToken, signal: cancellationSignal }, write: { token: customerToken } },
    number: info.attempt,
    ageMs: Math.max(0, now() - info.scheduledTimestampMs),
    workflowId: info.workflowExecution?.workflowId ?? '',
    runId: info.workflowExecution?.runId ?? '',
    now,
    fbtraceIds,
  };
}

/** Why a token is missing and how to give it; never the token. */
export function tokenMissingText(tokenRef: string): string {
  return (
    `This worker has no token under the name "${tokenRef}". Add it to GRAPH_TOKENS_FILE ` +
    `(or set GRAPH_TOKEN for "default") and restart the worker; the step is then tried again by itself.`
  );
}

/** Under which references the tokens of an activity's calls are looked up. */
export interface TokenRefs {
  readonly tokenRef: string;
  readonly customerTokenRef?: string | null | undefined;
}

/**
 * Makes an activity out of a body: every token that it was given a reference for first, before any call; then
 * heartbeats where the workflow asked for them; at the end failed reads become failures that Temporal understands.
 */
export function opened<I, O>(
  deps: ActivityDeps,
  effect: Effect,
  tokensOf: (input: I) => TokenRefs,
  body: (attempt: Attempt, input: I) => Promise<O>,
): (input: I) => Promise<O> {
  return async (input) => {
    const { tokenRef, customerTokenRef } = tokensOf(input);
    const token = requireToken(deps, tokenRef);
    const customerToken = customerTokenRef == null ? null : requireToken(deps, customerTokenRef);
    const attempt = openAttempt(deps, token, customerToken);
    return withFailures(attempt, effect, () => body(attempt, input));
  };
}

function requireToken(deps: ActivityDeps, tokenRef: string): string {
  const token = deps.tokens(tokenRef);
  if (token === undefined) throw applicationFailure('TokenMissing', tokenMissingText(tokenRef));
  return token;
}

/**
 * Makes an activity of a run that has had its first look: beside its tokens the Graph must be the one of that look, and
 * for a write the run too.
 */
export function guarded<I extends { readonly run: RunRef | CreditRunRef }, O>(
  deps: ActivityDeps,
  effect: Effect,
  body: (attempt: Attempt, input: I) => Promise<O>,
): (input: I) => Promise<O> {
  return opened(
    deps,
    effect,
    ({ run }) => run,
    (attempt, input) => {
      const run = asGuarded(input.run);
      requireSameGraph(deps.graph.origin, run);
      if (effect.writes) requireSameRun(attempt, run);
      return body(attempt, input);
    },
  );
}

/** Runs a body with heartbeats, its failed reads made into failures that Temporal understands. */
export async function withFailures<O>(attempt: Attempt, effect: Effect, body: () => Promise<O>): Promise<O> {
  const stop = startHeartbeats();
  try {
    return await body();
  } catch (error) {
    throw await failureOf(error, { number: attempt.number, manyCalls: effect.manyCalls ?? false });
  } finally {
    stop();
  }
}

/** A run as its guards see it, and how they speak of it. */
interface GuardedRun {
  readonly graphOrigin: string;
  readonly firstRunId: string;
  readonly what: string;
  /** The first look at the world, as a verb. */
  readonly looked: string;
  /** What a person does after a reset. */
  readonly wayOut: string;
}

function asGuarded(run: RunRef | CreditRunRef): GuardedRun {
  const { graphOrigin } = run;
  return 'checkedRunId' in run
    ? {
        graphOrigin,
        firstRunId: run.checkedRunId,
        what: `The credit operation of business ${run.businessId}`,
        looked: 'checked',
        wayOut: 'see what it had made or revoked, and start anew',
      }
    : {
        graphOrigin,
        firstRunId: run.assessedRunId,
        what: `The migration of WABA ${run.wabaId}`,
        looked: 'assessed',
        wayOut: 'abandon or conclude it and start anew',
      };
}

function requireSameGraph(origin: string, { graphOrigin, what, looked }: GuardedRun): void {
  if (origin === graphOrigin) return;
  throw applicationFailure(
    'WrongGraph',
    `${what} was ${looked} on ${graphOrigin}, this worker calls ${origin}. ` +
      'Nothing was called. Give the worker the GRAPH_API_URL and META_APP_ID of the first, or stop it.',
  );
}

/** A reset replays activities, writes included: only the run that had the first look may write. */
function requireSameRun(attempt: Attempt, { firstRunId, what, looked, wayOut }: GuardedRun): void {
  if (attempt.runId === firstRunId) return;
  throw applicationFailure(
    'RunWasReset',
    `${what} was ${looked} by run ${firstRunId}, but run ${attempt.runId} asks for a write: it was reset to a point ` +
      `after that look. Nothing was sent; ${wayOut}.`,
  );
}

/**
 * Temporal tells an activity of its cancellation in the answer to a heartbeat; one without a heartbeat timeout must
 * send none. Returns how to stop.
 */
function startHeartbeats(): () => void {
  const context = Context.current();
  const { heartbeatTimeoutMs } = context.info;
  if (!heartbeatTimeoutMs) return () => undefined;
  // With what an earlier attempt left: a heartbeat without details would erase it.
  const beat = () => context.heartbeat(context.info.heartbeatDetails);
  const timer = setInterval(beat, Math.max(100, heartbeatTimeoutMs / 3));
  return () => clearInterval(timer);
}
