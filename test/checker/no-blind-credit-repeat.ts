/**
 * Invariant 4, for the writes of credit. A share whose answer was lost is decided by the allocation list and by what
 * pays for the account, a revoke by the record itself; it is made again once at most, and then a person is asked.
 */
import type { CheckerInput, JournalEntry, Violation } from './input';
import { callKind, effectId, isAnswered, isAnswerLost, subject, type CallKind } from './journal';

/** A read without which a lost write must not be made again. */
interface Read {
  readonly kind: CallKind;
  /** The node that it must have been made on. */
  readonly on: string | null;
  /** The business that a list must be about: of that one, or of all. */
  readonly businessId?: string;
}

/** What a write is about, and what decides whether it happened. */
interface CreditWrite {
  readonly entry: JournalEntry;
  /** Two writes with the same key do the same. */
  readonly key: string;
  readonly name: string;
  readonly reads: readonly Read[];
}

const broken = (message: string): Violation => ({ invariant: 4, message });

/** Every lost write of credit that was repeated too soon, or a third time without a person. */
export function noBlindCreditRepeat(input: CheckerInput): Violation[] {
  const writes = input.journal.map(asCreditWrite).filter((write) => write !== undefined);
  return writes
    .filter(({ entry }) => isAnswerLost(entry))
    .flatMap((lost) => {
      const same = writes.filter(({ entry, key }) => entry.seq > lost.entry.seq && key === lost.key);
      const [second, third] = same;
      return [
        ...(second === undefined ? [] : tooSoon(input, lost, second)),
        ...(second === undefined || third === undefined ? [] : tooOften(input, lost, second, third)),
      ];
    });
}

function asCreditWrite(entry: JournalEntry): CreditWrite | undefined {
  const kind = callKind(entry);
  const node = subject(entry);
  const businessId = effectId(entry, 'businessId') ?? entry.businessId ?? '';
  const list: Read = { kind: 'read-allocations', on: node, businessId };
  switch (kind) {
    case 'share':
      return { entry, key: `share ${node} ${businessId}`, name: `share of line ${node}`, reads: [list] };
    case 'attach':
    case 'share-and-attach': {
      // Both fund the account: one of them after the other is a repeat too.
      const account: Read = { kind: 'read-node', on: entry.wabaId };
      const reads = kind === 'attach' ? [account] : [list, account];
      return { entry, key: `fund ${entry.wabaId}`, name: `${kind} of ${entry.wabaId}`, reads };
    }
    case 'delete-allocation':
      return { entry, key: `delete ${node}`, name: `DELETE of ${node}`, reads: [{ kind: 'read-node', on: node }] };
    case 'remove-user':
      return { entry, key: `remove ${node}`, name: `removal on ${node}`, reads: [{ kind: 'read-users', on: node }] };
    default:
      return undefined;
  }
}

function tooSoon({ journal }: CheckerInput, lost: CreditWrite, repeat: CreditWrite): Violation[] {
  const between = journal.filter(({ seq }) => seq > lost.entry.seq && seq < repeat.entry.seq).filter(isAnswered);
  return lost.reads
    .filter((read) => !between.some((entry) => isRead(entry, read)))
    .map(({ kind, on }) =>
      broken(`${said(lost)} and was repeated (call ${repeat.entry.seq}) without ${kind} of ${on} in between`),
    );
}

function isRead(entry: JournalEntry, { kind, on, businessId }: Read): boolean {
  if (callKind(entry) !== kind || subject(entry) !== on) return false;
  return businessId === undefined || entry.businessId == null || entry.businessId === businessId;
}

function tooOften(input: CheckerInput, lost: CreditWrite, second: CreditWrite, third: CreditWrite): Violation[] {
  if (!isAnswerLost(second.entry)) return [];
  const ordered = input.commands.some(
    ({ accepted, journalSeq }) => accepted && journalSeq >= second.entry.seq && journalSeq < third.entry.seq,
  );
  if (ordered) return [];
  return [broken(`${said(lost)}, so did call ${second.entry.seq}, and nobody ordered call ${third.entry.seq}`)];
}

const said = ({ entry, name }: CreditWrite): string => `${name} lost its answer (call ${entry.seq})`;
