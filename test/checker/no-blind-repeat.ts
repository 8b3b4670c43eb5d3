/**
 * Invariant 4. A write whose answer was lost is never repeated blindly: first a read that can decide, and where reading
 * cannot decide, a person. (The credit writes are checked where credit lines are.)
 */
import type { CheckerInput, Command, JournalEntry, Violation } from './input';
import { callKind, effectId, isAnswered, isAnswerLost, statusesShown, subject, type CallKind } from './journal';

/** What may come between a lost write and its repeat, per kind of write. */
interface RepeatRule {
  /** Reads of which one must have been answered. Empty: no read decides, and nothing allows a repeat. */
  readonly reads: readonly CallKind[];
  /** Whether the read must have been made on the node of the write itself. */
  readonly sameNode: boolean;
  /** What must hold besides. */
  readonly also?: {
    readonly what: string;
    readonly holds: (input: CheckerInput, lost: JournalEntry, repeat: JournalEntry) => boolean;
  };
}

const between = (seq: number, lost: JournalEntry, repeat: JournalEntry): boolean => seq >= lost.seq && seq < repeat.seq;

function isOrder(command: Command, lost: JournalEntry, repeat: JournalEntry): boolean {
  return (
    command.accepted &&
    (lost.wabaId === null || command.wabaId === lost.wabaId) &&
    between(command.journalSeq, lost, repeat)
  );
}

/**
 * Whether an order to initiate again was given with eyes open: a start or retry that accepts the clone which the lost
 * call made. Where it made none there is none to name: a retry says so, and a new start has looked at the account anew.
 */
function namesLostClone({ command, input }: Command, lost: JournalEntry): boolean {
  const named: unknown = input['acceptOrphans'];
  const accepted: readonly unknown[] = Array.isArray(named) ? named : [];
  if (lost.effect === null) return command === 'start' || (command === 'retry' && accepted.length > 0);
  if (command !== 'start' && command !== 'retry') return false;
  const clone = effectId(lost, 'destinationWabaId');
  return clone === null ? accepted.length > 0 : accepted.includes(clone);
}

/**
 * Whether a FAILED_TO_COMPLETE was read that can only be the lost call's: Meta numbers no attempt, so where a failure had
 * been shown last before the call, the same status after it may still be that one until another has been seen.
 */
function failedSince(journal: readonly JournalEntry[], lost: JournalEntry, repeat: JournalEntry): boolean {
  const { migrationId } = lost;
  if (migrationId === null) return false;
  const before = statusesShown(journal, migrationId, 0, lost.seq).at(-1);
  const since = statusesShown(journal, migrationId, lost.seq, repeat.seq);
  const other = since.findIndex((status) => status !== before);
  return other !== -1 && since.slice(other).includes('FAILED_TO_COMPLETE');
}

const RULES: Partial<Record<CallKind, RepeatRule>> = {
  initiate: {
    reads: ['list-wabas'],
    sameNode: false,
    also: {
      what: 'a person who named the clone, or said that there is none',
      holds: ({ commands }, lost, repeat) =>
        commands.some((command) => isOrder(command, lost, repeat) && namesLostClone(command, lost)),
    },
  },
  resume: {
    reads: ['read-migration', 'read-numbers'],
    sameNode: false,
    also: {
      what: 'a new FAILED_TO_COMPLETE, or a person who ordered the retry',
      holds: ({ journal, commands }, lost, repeat) =>
        failedSince(journal, lost, repeat) ||
        commands.some(
          (command) =>
            isOrder(command, lost, repeat) && command.command === 'retry' && command.input['step'] === 'resume',
        ),
    },
  },
  'subscribe-app': { reads: ['read-apps'], sameNode: true },
  'assign-user': { reads: ['read-users'], sameNode: true },
  message: { reads: [], sameNode: false },
};

/** Every lost write that was repeated too soon. */
export function noBlindRepeat(input: CheckerInput): Violation[] {
  return input.journal
    .filter((entry) => entry.method !== 'GET' && isAnswerLost(entry))
    .flatMap((lost) => {
      const kind = callKind(lost);
      const rule = RULES[kind];
      const repeat = input.journal.find(
        (entry) => entry.seq > lost.seq && callKind(entry) === kind && subject(entry) === subject(lost),
      );
      return rule && repeat ? tooSoon(input, rule, lost, repeat) : [];
    });
}

function tooSoon(input: CheckerInput, rule: RepeatRule, lost: JournalEntry, repeat: JournalEntry): Violation[] {
  const what = `${callKind(lost)} of ${subject(lost)} lost its answer (call ${lost.seq}) and was repeated (call ${repeat.seq})`;
  if (rule.reads.length === 0) return [{ invariant: 4, message: `${what}, which no read can justify` }];
  const read = input.journal.some(
    (entry) =>
      between(entry.seq, lost, repeat) &&
      isAnswered(entry) &&
      rule.reads.includes(callKind(entry)) &&
      (!rule.sameNode || subject(entry) === subject(lost)),
  );
  if (!read) return [{ invariant: 4, message: `${what} without ${rule.reads.join(' or ')} in between` }];
  if (rule.also && !rule.also.holds(input, lost, repeat)) {
    return [{ invariant: 4, message: `${what} without ${rule.also.what}` }];
  }
  return [];
}
