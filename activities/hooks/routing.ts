/** The check that the partner's own systems are ready for a clone: they are asked before its numbers can move. */
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import { CHECKS, makeCheck, type Check } from '../../domain/checks';
import { formatMs } from '../../domain/durations';
import type { IdMapEvidence } from '../../domain/evidence';
import type { RoutingMessage } from '../../domain/hooks';
import type { VerifyInput } from '../contract';
import { applicationFailure } from '../failures';
import type { Attempt } from '../guards';
import type { HookReceiver } from './index';

/** For how long a system that does not answer is asked, before that counts as a no. */
export const ROUTING_PATIENCE_MS = 10 * 60_000;
const SHORTEST_PAUSE_MS = 30_000;

/**
 * Asks the hook that the worker was given, with what this attempt has read of both sides. No hook, no check.
 *
 * Its repeats have the same id (run and verification), so asking twice is harmless; the body may be newer, since every
 * attempt reads anew. Nobody is asked to send to a clone of which it is not certain that it is this migration's.
 *
 * @throws `HookUnanswered`, to be tried again, while a system that does not answer is given time.
 */
export async function routingCheck(
  attempt: Attempt,
  input: VerifyInput,
  ids: IdMapEvidence,
  checks: readonly Check[],
): Promise<Check[]> {
  const hook = attempt.deps.hooks?.routing;
  if (hook === undefined) return [];
  const uncertain = checks.filter(({ name, result }) =>
    CHECKS[name].waivable ? name === 'templates' && result === 'incomplete' : result !== 'match',
  );
  if (uncertain.length > 0) {
    const why = uncertain.map(({ name }) => name).join(', ');
    return [makeCheck('routing-ready', 'incomplete', `${hook.host} was not asked to be ready because of ${why}.`)];
  }
  const id = `${attempt.runId}-${input.evidenceNumber}`;
  const answer = await hook.post(id, routingMessage(attempt, ids), attempt.read.signal ?? new AbortController().signal);
  switch (answer.kind) {
    case 'accepted':
      return [makeCheck('routing-ready', 'match', `${hook.host} says that it is ready for the clone.`)];
    case 'refused':
      return [notReady(`${answer.why}.`)];
    case 'unanswered':
      return [afterPatience(attempt, hook, answer.why)];
    case 'aborted':
      // A cancelled activity must end as Temporal's cancellation, or it would be retried.
      throw await Context.current().cancelled.catch((why: unknown) => why);
  }
}

function routingMessage({ workflowId, runId }: Attempt, { waba, numbers, templates }: IdMapEvidence): RoutingMessage {
  return {
    type: 'migration.routing',
    workflowId,
    runId,
    source: waba.source,
    clone: waba.clone,
    numbers: numbers.map(({ source: id, digits }) => ({ id, digits })),
    templates: templates.map(({ key, source, clone }) => {
      const end = key.lastIndexOf(':');
      return { name: key.slice(0, end), language: key.slice(end + 1), source, clone };
    }),
  };
}

function notReady(why: string): Check {
  const text = `${why} Make the systems behind CUTOVER_HOOK_URL ready for the clone and verify again, or waive this check.`;
  return makeCheck('routing-ready', 'mismatch', text);
}

/** What one attempt leaves to the next: when the hook was first asked in vain. */
const routingMemory = z.object({ routingAskedSince: z.number() });

/** No, once a hook has been given its time; before that the whole look is repeated, since accounts move on meanwhile. */
function afterPatience(attempt: Attempt, hook: HookReceiver, why: string): Check {
  const context = Context.current();
  const memory = routingMemory.safeParse(context.info.heartbeatDetails);
  const since = memory.success ? memory.data.routingAskedSince : attempt.now();
  const waitedMs = attempt.now() - since;
  if (waitedMs >= ROUTING_PATIENCE_MS) return notReady(`${why}, for ${formatMs(waitedMs)}.`);
  context.heartbeat({ routingAskedSince: since } satisfies z.infer<typeof routingMemory>);
  // As long again as it was waited for: each attempt is dozens of calls to Meta.
  const pauseMs = Math.min(Math.max(SHORTEST_PAUSE_MS, waitedMs), ROUTING_PATIENCE_MS - waitedMs);
  const message = `Whether ${hook.host} is ready for the clone is not known: ${why}. It is asked again.`;
  throw applicationFailure('HookUnanswered', message, { nextRetryDelayMs: pauseMs });
}
