/** Where the approved numbers are, matched by digits: the only thing about a number that a migration cannot change. */
import type { NumberRecord, PhoneNumber, Readable } from '../../domain/account';
import { unreadable } from '../../domain/account';
import type { NumberOutcome } from '../../domain/state';
import type { LocateNumbersInput, LocateNumbersResult } from '../contract';
import type { Attempt } from '../guards';
import { readPart } from '../account/parts';

/** The numbers of both accounts at one moment. */
export interface NumberPlaces {
  readonly source: Readable<readonly PhoneNumber[]>;
  readonly clone: Readable<readonly PhoneNumber[]>;
}

/** Reads the numbers of both accounts. */
export async function readPlaces(attempt: Attempt, sourceId: string, cloneId: string | null): Promise<NumberPlaces> {
  const read = (wabaId: string) => readPart(() => attempt.deps.graph.listPhoneNumbers(attempt.read, wabaId));
  const [source, clone] = await Promise.all([
    read(sourceId),
    cloneId === null ? unreadable('no clone is known') : read(cloneId),
  ]);
  return { source, clone };
}

/** Where each number is; on the clone wins, since a number that is shown on both sides has arrived. */
export function placeNumbers(numbers: readonly NumberRecord[], { source, clone }: NumberPlaces): NumberOutcome[] {
  const find = (list: Readable<readonly PhoneNumber[]>, digits: string) =>
    list.ok ? list.value.find((number) => number.digits === digits) : undefined;
  return numbers.map(({ id: sourceId, digits }) => {
    const arrived = find(clone, digits);
    const stayed = find(source, digits);
    const status = (arrived ?? stayed)?.status ?? 'UNKNOWN';
    const on = arrived !== undefined ? 'clone' : stayed !== undefined ? 'source' : 'unknown';
    return { digits, sourceId, cloneId: arrived?.id ?? null, on, status };
  });
}

/** Says where every number is now, for an outcome. Reads only: running twice changes nothing. */
export async function locateNumbers(attempt: Attempt, input: LocateNumbersInput): Promise<LocateNumbersResult> {
  const places = await readPlaces(attempt, input.run.wabaId, input.destinationWabaId);
  return { numbers: placeNumbers(input.numbers, places) };
}
