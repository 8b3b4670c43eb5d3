/** Every phone number of a run in one row: its ids, how it is, where it is. */
import type { StateDocument } from '../../server/shapes';

/** One number. */
export interface NumberRow {
  readonly digits: string;
  readonly sourceId: string;
  readonly cloneId: string | null;
  /** As Meta says it; null while nobody has looked since the verification. */
  readonly status: string | null;
  readonly on: 'source' | 'clone' | 'unknown' | null;
}

/** The rows: what the report knows, with where each number ended once that was looked at. */
export function numberRows({ report, outcome }: Pick<StateDocument, 'report' | 'outcome'>): readonly NumberRow[] {
  const ended = new Map((outcome?.numbers ?? []).map((number) => [number.digits, number]));
  const known = (report?.idMap.phones ?? []).map(({ digits, sourceId, cloneId }) => {
    const end = ended.get(digits);
    ended.delete(digits);
    // A run learns the new id of a number where it sees it on the clone.
    const on = end?.on ?? (cloneId === null ? null : 'clone');
    return { digits, sourceId, cloneId: end?.cloneId ?? cloneId, status: end?.status ?? null, on };
  });
  return [...known, ...ended.values()];
}
