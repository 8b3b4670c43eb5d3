/**
 * Invariant 8. Throttling delays and never fails: after a throttled answer no call goes to that account until Meta's
 * `estimated_time_to_regain_access` is over.
 */
import { field, type ReadHistory } from './history';
import type { CheckerInput, JournalEntry, Violation } from './input';
import { isCall, isThrottled, realMs, simulatedMs, THROTTLE_CODES } from './journal';

/** Calls that were on their way when the refusal was: on one machine an answer takes milliseconds. */
const IN_FLIGHT_MS = 1_000;

const broken = (message: string): Violation => ({ invariant: 8, message });

/** Every call within a block, and every run that took throttling for a failure or a refusal. */
export function throttlingDelays(input: CheckerInput, histories: readonly ReadHistory[]): Violation[] {
  return [
    ...input.journal.filter(isThrottled).flatMap((entry) => callsWithin(input.journal, entry)),
    ...histories.flatMap(failuresBy),
  ];
}

function callsWithin(journal: readonly JournalEntry[], throttled: JournalEntry): Violation[] {
  const { wabaId, regainMinutes } = throttled;
  if (wabaId === null || regainMinutes == null) return [];
  const from = simulatedMs(throttled);
  const next = journal.find(
    (entry) =>
      entry.seq > throttled.seq &&
      entry.wabaId === wabaId &&
      isCall(entry) &&
      realMs(entry) > realMs(throttled) + IN_FLIGHT_MS &&
      simulatedMs(entry) < from + regainMinutes * 60_000,
  );
  if (next === undefined) return [];
  return [
    broken(
      `${wabaId} was throttled for ${regainMinutes} min (call ${throttled.seq}) and called again after ${simulatedMs(next) - from} ms (call ${next.seq})`,
    ),
  ];
}

function failuresBy(history: ReadHistory): Violation[] {
  const who = `${history.workflowId} (run ${history.runId})`;
  return [
    ...(history.closeFailureTypes.includes('Throttled') ? [broken(`${who} failed because it was throttled`)] : []),
    ...history.activities
      .filter((activity) => activity.failureTypes.includes('Throttled'))
      .map((activity) => broken(`${activity.type} of ${who} gave up because it was throttled`)),
    ...history.activities
      .filter((activity) => isThrottleRefusal(activity.result))
      .map((activity) => broken(`${activity.type} of ${who} took throttling for a refusal`)),
  ];
}

function isThrottleRefusal(result: unknown): boolean {
  if (field(result, 'kind') !== 'refused') return false;
  const details = field(result, 'details');
  const code = field(details, 'code');
  return (typeof code === 'number' && THROTTLE_CODES.includes(code)) || field(details, 'httpStatus') === 429;
}
