/** Looks at a migration until it gets somewhere. Its retries are the polls, so that a poll costs no history. */
import { Context, log } from '@temporalio/activity';
import { z } from 'zod';
import type { MigrationNode } from '../../domain/account';
import { endsCloning, endsMoving, isListedStatus } from '../../domain/migration-status';
import { pauseAfter } from '../cadence';
import type { FollowedResume, PollInput, PollResult } from '../contract';
import { applicationFailure } from '../failures';
import type { Attempt } from '../guards';
import { readPart } from '../account/parts';

/**
 * Reads the migration once; returns where it has got where that ends the wait, else fails with `StillInProgress` and
 * the time of the next look. Reads only: running twice changes nothing.
 */
export async function pollMigration(attempt: Attempt, input: PollInput): Promise<PollResult> {
  const node = await readMigration(attempt, input.run.wabaId, input.migrationId);
  const seen: PollResult = { status: node.status, destinationWabaId: node.destination?.id ?? null };
  switch (input.until) {
    case 'now':
      return seen;
    case 'cloned':
      return untilCloned(attempt, seen);
    case 'moved':
      return untilMoved(attempt, input, seen);
  }
}

const loggedStatuses = new Set<string>();

/** Reads a migration, and logs a status that Meta's page does not list, once. */
export async function readMigration(attempt: Attempt, wabaId: string, migrationId: string): Promise<MigrationNode> {
  const node = await attempt.deps.graph.getMigration({ ...attempt.read, budgetOf: wabaId }, migrationId);
  const key = `${migrationId} ${node.status}`;
  if (!isListedStatus(node.status) && !loggedStatuses.has(key)) {
    loggedStatuses.add(key);
    log.warn('Meta shows a migration status that its page does not list; polling goes on', {
      wabaId,
      migrationId,
      status: node.status,
    });
  }
  return node;
}

function untilCloned(attempt: Attempt, seen: PollResult): PollResult {
  // Meta may say READY_TO_COMPLETE before it names the clone, and without its name nothing can be verified.
  const unnamed = seen.status === 'READY_TO_COMPLETE' && seen.destinationWabaId === null;
  if (endsCloning(seen.status) && !unnamed) return seen;
  throw stillInProgress(
    attempt,
    seen,
    pauseAfter(attempt.ageMs, attempt.deps.poll),
    unnamed ? 'clone not named yet' : '',
  );
}

async function untilMoved(attempt: Attempt, { resume }: PollInput, seen: PollResult): Promise<PollResult> {
  const pauseMs = pauseAfter(attempt.ageMs, attempt.deps.poll, { fast: true });
  const mayBeOld = resume !== undefined && mayBeFailureFromBefore(seen.status, resume);
  if (endsMoving(seen.status) && !mayBeOld) return seen;
  if (resume === undefined) throw stillInProgress(attempt, seen, pauseMs);

  const { settleMs, unsure } = resume;
  const isSettled = attempt.ageMs >= settleMs;
  if (unsure === undefined) {
    // The resume was taken, so a failure that is all that Meta shows for so long is what became of it.
    if (mayBeOld && isSettled) return seen;
    const untilSettledMs = mayBeOld ? settleMs - attempt.ageMs : pauseMs;
    const note = mayBeOld ? 'perhaps the failure from before' : '';
    throw stillInProgress(attempt, seen, Math.min(pauseMs, untilSettledMs), note);
  }
  const numbersOnClone = await countArrived(attempt, unsure.destinationWabaId, unsure.digits);
  if (numbersOnClone === unsure.digits.length) return { ...seen, settled: 'numbers-moved', numbersOnClone };
  // Whether it was taken is not known, so the time alone decides nothing: a person does.
  if (isSettled) return { ...seen, settled: 'unsettled', numbersOnClone };
  const arrived =
    numbersOnClone === null ? 'clone not readable' : `${numbersOnClone} of ${unsure.digits.length} numbers`;
  throw stillInProgress(attempt, seen, Math.min(pauseMs, settleMs - attempt.ageMs), arrived);
}

/**
 * Whether a failure may be the one on which the resume went out: Meta numbers no attempt, so it is one for as long as
 * nothing else was seen since. Were it taken for a new one, resume could go out twice on one failure. That something
 * else was seen is kept from poll to poll in the heartbeat details; where they are lost, the failure counts as old.
 */
function mayBeFailureFromBefore(status: string, { statusBefore }: FollowedResume): boolean {
  if (statusBefore !== 'FAILED_TO_COMPLETE') return false;
  const context = Context.current();
  const details = pollMemory.safeParse(context.info.heartbeatDetails);
  const isAnother = status !== statusBefore;
  if (!isAnother && !details.success) return true;
  context.heartbeat({ anotherStatusSeen: true } satisfies z.infer<typeof pollMemory>);
  return false;
}

/** What one poll leaves to the next. */
const pollMemory = z.object({ anotherStatusSeen: z.literal(true) });

/** How many of these numbers are on an account; null where it cannot be read. */
async function countArrived(attempt: Attempt, wabaId: string, digits: readonly string[]): Promise<number | null> {
  const numbers = await readPart(() => attempt.deps.graph.listPhoneNumbers(attempt.read, wabaId));
  if (!numbers.ok) return null;
  const there = new Set(numbers.value.map((number) => number.digits));
  return digits.filter((number) => there.has(number)).length;
}

/** Not there yet: tried again after the pause; the details are what `polling` of the state document shows. */
export function stillInProgress(attempt: Attempt, seen: PollResult, pauseMs: number, note = ''): Error {
  const about = [`poll ${attempt.number}`, note].filter((text) => text !== '').join(', ');
  return applicationFailure('StillInProgress', `${seen.status} (${about})`, {
    details: [{ status: seen.status, destinationWabaId: seen.destinationWabaId, poll: attempt.number }],
    nextRetryDelayMs: pauseMs,
  });
}
