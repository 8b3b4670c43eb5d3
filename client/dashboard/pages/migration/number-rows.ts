/** Every phone number of a run in one row: its ids, how it is, where it is. */
import type { StateDocument } from '../../server/shapes';

/** One number. */
export interface NumberRow {
  readonly digits: string;
  readonly sourceId: string;
  readonly cloneId: string | null;
  /** As Meta says it; null where the run does not tell. */
  readonly status: string | null;
  /**
   * `behind`: not on the clone when the run looked there after the move, and where it is the outcome tells; null while nobody
   * has looked since the verification.
   */
  readonly on: 'source' | 'clone' | 'unknown' | 'behind' | null;
}

type Told = Pick<StateDocument, 'report' | 'outcome'>;

/** The rows: what the report knows, with where each number ended once that was looked at. */
export function numberRows({ report, outcome }: Told): readonly NumberRow[] {
  const ended = new Map((outcome?.numbers ?? []).map((number) => [number.digits, number]));
  const absent: NumberRow['on'] = wasLookedFor({ report }) ? 'behind' : null;
  const known = (report?.idMap.phones ?? []).map(({ digits, sourceId, cloneId }) => {
    const end = ended.get(digits);
    ended.delete(digits);
    // A run learns the new id of a number where it sees it on the clone.
    const on = end?.on ?? (cloneId === null ? absent : 'clone');
    return { digits, sourceId, cloneId: end?.cloneId ?? cloneId, status: end?.status ?? null, on };
  });
  return [...known, ...ended.values()];
}

/** Whether the clone's numbers were read after the move. */
const wasLookedFor = ({ report }: Pick<Told, 'report'>): boolean =>
  report?.checks.some(({ name, result }) => name === 'numbers-moved' && result !== 'incomplete') ?? false;

/** What stands where a number has no new id: one may still come, until the run has ended. */
export const noNewId = ({ outcome }: Pick<Told, 'outcome'>): string => (outcome === null ? 'not yet' : 'none');

/** What stands where no status is told: after the move the checks have looked, and an end tells all that it knows. */
export function noStatus({ report, outcome }: Told): string {
  if (outcome !== null) return 'not known';
  return wasLookedFor({ report }) ? 'see the checks' : 'not yet';
}
