/**
 * Invariant 6, what was taken away. Other than by a revoke that was ordered, nothing is deleted but what the same share
 * provably made: its id came in an answer that was read. And that only after a refusal or a cancellation.
 */
import { activitiesAbout, businessOf, makings, runsOf, wasOrdered } from './credit-runs';
import { field, type ReadHistory } from './history';
import type { CheckerInput, JournalEntry, Violation } from './input';
import { callKind, effectId, effects, isAnswered, isAnswerLost, isThrottled } from './journal';

const broken = (message: string): Violation => ({ invariant: 6, message });

/** Every record that was deleted, and every user that was removed, without the right to. */
export function onlyOwnIsUndone(input: CheckerInput, histories: readonly ReadHistory[]): Violation[] {
  const made = makings(input);
  const assigned = effects(input.journal, 'user-assigned');
  return [
    ...effects(input.journal, 'allocation-deleted')
      .filter((entry) => !isByRevoke(entry, input, histories))
      .flatMap((entry) => unjustified(entry, made, 'allocationId', input, histories)),
    ...effects(input.journal, 'user-removed').flatMap((entry) =>
      unjustified(entry, assigned, 'userId', input, histories),
    ),
  ];
}

function isByRevoke(entry: JournalEntry, input: CheckerInput, histories: readonly ReadHistory[]): boolean {
  const id = effectId(entry, 'allocationId') ?? '';
  return runsOf('revoke', histories).some(
    (run) =>
      businessOf(run) === effectId(entry, 'businessId') &&
      activitiesAbout(run, 'deleteAllocation', 'allocationId', id).length > 0 &&
      wasOrdered(run, input),
  );
}

/** What is wrong with a share that took a thing away; nothing where all is right. */
function unjustified(
  gone: JournalEntry,
  made: readonly JournalEntry[],
  key: 'allocationId' | 'userId',
  input: CheckerInput,
  histories: readonly ReadHistory[],
): Violation[] {
  const id = effectId(gone, key) ?? '';
  const account = key === 'userId' ? gone.wabaId : null;
  const what = `${key === 'userId' ? `user ${id} of ${account}` : `allocation ${id}`} was taken away (call ${gone.seq})`;
  const run = runsOf('share', histories).find(
    (share) =>
      activitiesAbout(share, 'undoShare', 'id', id).length > 0 &&
      (account === null || field(share.startInput, 'wabaId') === account),
  );
  if (run === undefined) return [broken(`${what}, and neither an ordered revoke nor a share took it back`)];
  const making = made
    .filter((entry) => entry.seq < gone.seq && effectId(entry, key) === id)
    .filter((entry) => account === null || entry.wabaId === account)
    .at(-1);
  if (making === undefined) return [broken(`${what} by ${run.workflowId}, and no call of this program had made it`)];
  if (![making, ...repeatsOf(making, gone, input)].some(isAnswered)) {
    return [broken(`${what} by ${run.workflowId}, but the answer of call ${making.seq}, which made it, was lost`)];
  }
  return [
    ...notMadeBy(run, id, key, what),
    ...livedOn(run, gone, what),
    ...withoutReason(run, making, gone, what, input),
  ];
}

/** Later calls that asked for the same thing: their answers name it too. */
function repeatsOf(making: JournalEntry, gone: JournalEntry, { journal }: CheckerInput): JournalEntry[] {
  return journal.filter(
    (entry) =>
      entry.seq > making.seq &&
      entry.seq < gone.seq &&
      entry.path === making.path &&
      entry.method === making.method &&
      (entry.wabaId ?? entry.businessId) === (making.wabaId ?? making.businessId),
  );
}

/** Accounts beside the share's own that the record paid for when it was deleted. */
function livedOn(run: ReadHistory, gone: JournalEntry, what: string): Violation[] {
  const paidFor = field(gone.effect, 'wabaIds');
  const others = (Array.isArray(paidFor) ? paidFor : []).filter((id) => id !== field(run.startInput, 'wabaId'));
  return others.length === 0 ? [] : [broken(`${what} by ${run.workflowId}, and ${others.join(', ')} lived on it`)];
}

function notMadeBy(run: ReadHistory, id: string, key: 'allocationId' | 'userId', what: string): Violation[] {
  const done = run.activities.filter(
    (activity) => activity.type === 'writeShare' && field(activity.result, 'kind') === 'done',
  );
  const own = done.some((activity) =>
    key === 'allocationId'
      ? field(activity.result, 'allocationId') === id
      : field(activity.input, 'call') === 'assign-system-user',
  );
  return own ? [] : [broken(`${what} by ${run.workflowId}, which did not make it`)];
}

function withoutReason(
  run: ReadHistory,
  making: JournalEntry,
  gone: JournalEntry,
  what: string,
  input: CheckerInput,
): Violation[] {
  const cancelled =
    run.cancelRequested ||
    input.commands.some(
      ({ accepted, command, businessId }) => accepted && command === 'cancel' && businessId === businessOf(run),
    );
  const refused = input.journal.some(
    (entry) =>
      entry.seq > making.seq &&
      entry.seq < gone.seq &&
      entry.wabaId === field(run.startInput, 'wabaId') &&
      ['attach', 'share-and-attach'].includes(callKind(entry)) &&
      isRefused(entry),
  );
  if (cancelled || refused) return [];
  return [broken(`${what} by ${run.workflowId}, although nothing was refused and nobody cancelled it`)];
}

const isRefused = (entry: JournalEntry): boolean =>
  !isAnswerLost(entry) && !isThrottled(entry) && entry.status !== null && entry.status >= 400;
