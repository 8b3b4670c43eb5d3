/** Tells everybody who is to be notified of a migration, each until it has taken the message. */
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import type { NotificationMessage, NotificationStart } from '../../domain/hooks';
import type { NotifyResult } from '../contract';
import type { ActivityDeps } from '../deps';
import { applicationFailure } from '../failures';

/** Who has taken the message in earlier attempts, by key. Where it is lost, some are told twice, under one id. */
const deliveryMemory = z.object({ delivered: z.array(z.string()) });

/**
 * Posts a notification to everybody who has not taken it yet. Running twice tells the same under the same id, which
 * receivers know a repeat by. A refusal is tried again like silence: whoever corrects a receiver loses nothing.
 *
 * @throws `HookUnanswered`, to be tried again, as long as anybody has not taken it.
 */
export async function notify(deps: ActivityDeps, { id, notification }: NotificationStart): Promise<NotifyResult> {
  const { notified = [], linkTo } = deps.hooks ?? {};
  // The run was assessed by a worker that had somebody to tell: one that has not must not drop the message.
  if (notified.length === 0) {
    throw applicationFailure('HookUnanswered', 'This worker has no NOTIFY_URL; another one may. It is tried again.');
  }
  const context = Context.current();
  const memory = deliveryMemory.safeParse(context.info.heartbeatDetails);
  const before = memory.success ? memory.data.delivered : [];
  const message: NotificationMessage = { id, ...notification, link: linkTo?.(notification) ?? null };

  const left = notified.filter(({ key }) => !before.includes(key));
  const answers = await Promise.all(
    left.map(async (receiver) => ({ receiver, answer: await receiver.post(id, message, context.cancellationSignal) })),
  );
  const taken = answers.filter(({ answer }) => answer.kind === 'accepted').map(({ receiver }) => receiver.key);
  if (taken.length === left.length) return { kind: 'delivered', receivers: notified.length };

  context.heartbeat({ delivered: [...before, ...taken] } satisfies z.infer<typeof deliveryMemory>);
  if (context.cancellationSignal.aborted) throw await context.cancelled.catch((why: unknown) => why);
  const why = answers.flatMap(({ answer }) => ('why' in answer ? [answer.why] : []));
  throw applicationFailure('HookUnanswered', `Not delivered to everybody yet: ${why.join('; ')}. It is tried again.`);
}
