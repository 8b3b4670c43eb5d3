/**
 * What every activity of a run checks before its first call: that this worker has the token, that it calls the Graph
 * that the run was assessed on, and, for writes, that the run is the one that was assessed.
 */
import { setMaxListeners } from 'node:events';
import { Context } from '@temporalio/activity';
import type { RunRef } from './contract';
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

/** Opens an attempt with a token. */
export function openAttempt(deps: ActivityDeps, token: string): Attempt {
  const { info, cancellationSignal } = Context.current();
  // Dozens of calls may be under way and each listens; Node would warn of a leak from eleven on.
  setMaxListeners(Infinity, cancellationSignal);
  const now = deps.now ?? Date.now;
  const fbtraceIds = new Set<string>();
  return {
    deps: { ...deps, graph: tracing(deps.graph, fbtraceIds) },
    read: { token, signal: cancellationSignal },
    write: { token },
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

/**
 * Makes an activity out of a body: guards first, before any call; then heartbeats where the workflow asked for them;
 * at the end failed reads become failures that Temporal understands.
 */
export function guarded<I extends { readonly run: RunRef }, O>(
  deps: ActivityDeps,
  effect: Effect,
  body: (attempt: Attempt, input: I) => Promise<O>,
): (input: I) => Promise<O> {
  return async (input) => {
    const { run } = input;
    const token = deps.tokens(run.tokenRef);
    if (token === undefined) throw applicationFailure('TokenMissing', tokenMissingText(run.tokenRef));
    requireSameGraph(deps.graph.origin, run);
    const attempt = openAttempt(deps, token);
    if (effect.writes) requireSameRun(attempt, run);
    return withFailures(attempt, effect, () => body(attempt, input));
  };
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

function requireSameGraph(origin: string, run: RunRef): void {
  if (origin === run.graphOrigin) return;
  throw applicationFailure(
    'WrongGraph',
    `The migration of WABA ${run.wabaId} was assessed on ${run.graphOrigin}, this worker calls ${origin}. ` +
      'Nothing was called. Give the worker the GRAPH_API_URL and META_APP_ID of the first, or stop it.',
  );
}

/** A reset replays activities, writes included: only the run that was assessed may write. */
function requireSameRun(attempt: Attempt, run: RunRef): void {
  if (attempt.runId === run.assessedRunId) return;
  throw applicationFailure(
    'RunWasReset',
    `The migration of WABA ${run.wabaId} was assessed by run ${run.assessedRunId}, but run ${attempt.runId} asks ` +
      'for a write: it was reset to a point after its assessment. Nothing was sent; abandon or conclude it and start anew.',
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
  const timer = setInterval(() => context.heartbeat(), Math.max(100, heartbeatTimeoutMs / 3));
  return () => clearInterval(timer);
}
