/**
 * Invariant 5. A number that could send before can send after, or the run stands in `needs-operator`, or a person
 * concluded it and the outcome names that number.
 */
import type { StateDocument } from '../../domain/state';
import type { CheckerInput, NumberPlace, Violation } from './input';
import { effectId, effects } from './journal';

/** Every number that was connected on a source of a run and cannot send any more, with nobody told. */
export function numbersCanSend(input: CheckerInput): Violation[] {
  const sources = new Set(input.states.map((state) => state.wabaId));
  const closed = sourcesThatCannotSend(input);
  return input.numbersBefore
    .filter((number) => number.status === 'CONNECTED' && sources.has(number.wabaId))
    .flatMap((before) => {
      const after = input.numbersAfter.filter((number) => number.digits === before.digits);
      if (after.some((number) => number.status === 'CONNECTED' && !closed.has(number.wabaId))) return [];
      const runs = input.states.filter((state) => state.wabaId === before.wabaId);
      if (runs.some((state) => isTold(state, before, after))) return [];
      const where = after.map((number) => `${number.status} on ${number.wabaId}`).join(', ') || 'gone';
      return [
        {
          invariant: 5 as const,
          message: `${before.digits} could send on ${before.wabaId} and is now ${where}; no run waits for a person or names it`,
        },
      ];
    });
}

/** Meta: after a resume the source "can no longer send messages", numbers left on it or not. */
function sourcesThatCannotSend({ journal }: CheckerInput): Set<string> {
  const sourceOf = new Map(
    effects(journal, 'initiated').map((entry) => [
      effectId(entry, 'migrationId'),
      effectId(entry, 'sourceWabaId') ?? entry.wabaId,
    ]),
  );
  const closed = effects(journal, 'resume-accepted').map(
    (entry) => sourceOf.get(effectId(entry, 'migrationId') ?? entry.migrationId) ?? entry.wabaId,
  );
  return new Set(closed.filter((id): id is string => id !== null));
}

/** Whether a run waits for a person, or a person concluded it and its outcome says truly where the number is. */
function isTold(state: StateDocument, before: NumberPlace, after: readonly NumberPlace[]): boolean {
  if (state.needsOperator) return true;
  if (state.phase !== 'failed' || state.outcome === null || state.outcome.by === null) return false;
  const named = state.outcome.numbers.find((number) => number.digits === before.digits);
  if (named === undefined) return false;
  return (
    named.on === 'unknown' || after.some((number) => (number.wabaId === before.wabaId) === (named.on === 'source'))
  );
}
