/**
 * What a failed call means, as one table. The first row that fits decides.
 *
 * The line that matters most runs through writes: a refusal proves that nothing happened; an answer that was lost proves
 * nothing. So a write is `outcome-unknown` without an envelope and on the codes with which Meta reports its own
 * breakdowns, and where a row is in doubt it falls on that side.
 *
 * Codes from Meta's "Error codes" and "Rate limits" pages; Meta sends most of them, throttling included, as HTTP 400.
 */
import type { GraphErrorKind } from './errors';

/** What is known of a call that brought no good answer. */
export interface CallFailure {
  readonly write: boolean;
  /** The connection was never established: refused, no address, no route. */
  readonly notSent: boolean;
  /** Absent where no answer came. */
  readonly httpStatus: number | undefined;
  /** From the error envelope; absent where the answer has none. */
  readonly code: number | undefined;
  readonly subcode: number | undefined;
  readonly transient: boolean;
}

/** A code, or a range of codes with both ends. */
type Codes = readonly (number | readonly [from: number, to: number])[];

/** One row: every condition that it names must hold. */
export interface ClassRow {
  readonly notSent?: true;
  readonly envelope?: false;
  readonly transient?: true;
  readonly http?: Codes;
  readonly codes?: Codes;
  readonly subcodes?: Codes;
  readonly read: GraphErrorKind;
  readonly write: GraphErrorKind;
}

const both = (kind: GraphErrorKind) => ({ read: kind, write: kind });
const LOST = { read: 'unavailable', write: 'outcome-unknown' } as const;

/** The table. */
export const CLASSES: readonly ClassRow[] = [
  { notSent: true, ...both('unavailable') },
  // Throttling comes before `is_transient`, which Meta sets on it: this refusal proves that nothing happened.
  // App, user, page, custom; WABA messaging and management; throughput.
  { codes: [4, 17, 32, 613, 80007, 80008, 130429], ...both('throttled') },
  { http: [429], ...both('throttled') },
  { envelope: false, ...LOST },
  { transient: true, ...LOST },
  // Unknown error, service down, something went wrong.
  { codes: [1, 2, 131000], ...LOST },
  // Temporarily blocked, service unavailable, maintenance: Meta calls them transient and says not what was done.
  { codes: [341, 131016, 131057, 133004], ...LOST },
  // "Object does not exist, cannot be loaded due to missing permissions, or does not support this operation".
  { codes: [100], subcodes: [33], ...both('missing-or-forbidden') },
  { codes: [803], ...both('missing-or-forbidden') },
  { codes: [0, 102, 104, 190], ...both('auth') },
  { codes: [3, 10, [200, 299], 131005], ...both('permission') },
  { codes: [100, 192, 131008, 131009, 200002], ...both('parameter') },
  { codes: [368, 130497, 131031], ...both('policy') },
  { codes: [131042, 141006], ...both('billing') },
  { codes: [33, 131045, 133000, 133005, 133006, [133008, 133010], [133015, 133016], 136024], ...both('number') },
  {
    codes: [
      130472,
      131021,
      131026,
      131037,
      [131047, 131053],
      131048,
      131056,
      131058,
      131064,
      [132000, 132018],
      [132068, 132069],
    ],
    ...both('message'),
  },
  // A breakdown that came with an envelope of a code that nobody lists.
  { http: [[500, 599]], ...LOST },
  { ...both('refused') },
];

/** The kind of a failed call. Pure; unlisted codes are `refused`. */
export function classify(failure: CallFailure, rows: readonly ClassRow[] = CLASSES): GraphErrorKind {
  const row = rows.find((candidate) => fits(candidate, failure));
  if (row === undefined) return failure.write ? 'outcome-unknown' : 'refused';
  return failure.write ? row.write : row.read;
}

function fits(row: ClassRow, failure: CallFailure): boolean {
  if (row.notSent && !failure.notSent) return false;
  if (row.envelope === false && failure.code !== undefined) return false;
  if (row.transient && !failure.transient) return false;
  return (
    within(row.http, failure.httpStatus) && within(row.codes, failure.code) && within(row.subcodes, failure.subcode)
  );
}

function within(codes: Codes | undefined, value: number | undefined): boolean {
  if (codes === undefined) return true;
  if (value === undefined) return false;
  return codes.some((code) => (typeof code === 'number' ? code === value : code[0] <= value && value <= code[1]));
}
