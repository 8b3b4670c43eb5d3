/**
 * Invariant 6, what was made. No allocation is live that nobody asked for: the run that made it was ordered, and it
 * completed on it, waits for a person, or lists it as left. And no business is shared twice on one line.
 */
import type { CreditStateDocument } from '../../domain/credit/state';
import { businessOf, isLive, makings, runsOf, wasOrdered } from './credit-runs';
import type { ReadHistory } from './history';
import type { AllocationRecord, CheckerInput, JournalEntry, Violation } from './input';
import { effectId, effects } from './journal';

const broken = (message: string): Violation => ({ invariant: 6, message });

/** Every live allocation that no run answers for, and every second one of the same line and business. */
export function allocationsAskedFor(input: CheckerInput, histories: readonly ReadHistory[]): Violation[] {
  const made = makings(input);
  const ids = made.map((entry) => effectId(entry, 'allocationId'));
  const live = (input.allocationsAfter ?? []).filter((record) => ids.includes(record.id) && isLive(record));
  const ordered = runsOf('share', histories).filter((run) => wasOrdered(run, input));
  return [
    ...live
      .filter((record) => !ordered.some((run) => answersFor(run, record, input)))
      .map(({ id, businessId }) =>
        broken(`allocation ${id} of business ${businessId} is live, and no share that was ordered answers for it`),
      ),
    ...made.flatMap((entry, index) => sharedTwice(entry, made.slice(0, index), input)),
  ];
}

/** Whether a run stands on the record, asks a person about its business, or names it as left behind. */
function answersFor(run: ReadHistory, { id, businessId }: AllocationRecord, input: CheckerInput): boolean {
  if (businessOf(run) !== businessId) return false;
  const state = (input.creditStates ?? []).find(({ runId }) => runId === run.runId);
  if (state === undefined) return false;
  const { phase, waitingFor, outcome } = state;
  if (phase === 'needs-operator') return waitingFor !== null;
  if (outcome === null) return false;
  if (lists(outcome.left, id)) return true;
  return phase === 'completed' && (outcome.allocationId === id || lists(outcome.made, id));
}

function lists(things: NonNullable<CreditStateDocument['outcome']>['left'], id: string): boolean {
  return things.some((thing) => thing.kind === 'allocation' && thing.id === id);
}

/** A record that was made while an earlier one of the same line and business, made here too, still paid. */
function sharedTwice(entry: JournalEntry, earlier: readonly JournalEntry[], { journal }: CheckerInput): Violation[] {
  const deleted = (other: JournalEntry) =>
    effects(journal, 'allocation-deleted').some(
      (gone) => gone.seq < entry.seq && effectId(gone, 'allocationId') === effectId(other, 'allocationId'),
    );
  return earlier
    .filter((other) => sameReceiver(other, entry) && !deleted(other))
    .map((other) =>
      broken(
        `business ${effectId(entry, 'businessId')} got allocation ${effectId(entry, 'allocationId')} (call ${entry.seq}) of line ${effectId(entry, 'lineId')} while ${effectId(other, 'allocationId')} (call ${other.seq}) was live`,
      ),
    );
}

const sameReceiver = (one: JournalEntry, other: JournalEntry): boolean =>
  effectId(one, 'lineId') === effectId(other, 'lineId') &&
  effectId(one, 'businessId') === effectId(other, 'businessId');
