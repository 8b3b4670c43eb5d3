/** Reading an account part by part: what Meta refuses to show is a fact of its own, neither an error nor an empty list. */
import { readable, unreadable, type Readable } from '../domain/account';
import { problemOf } from './failures';
import { isGraphError } from './graph/errors';
import { RunsUnreadableError } from './runs';

/** Which failures of a read count as "cannot be read" instead of "try again". */
export interface Tolerance {
  /** Whether an API that does not answer counts too: for the last attempts of a look that must end. */
  readonly unavailable: boolean;
}

/** Refusals only: the usual tolerance. */
export const REFUSALS_ONLY: Tolerance = { unavailable: false };

/**
 * Reads one part. A refusal, or an answer that cannot be understood, makes it unreadable; throttling and a cancelled
 * activity are thrown, since both pass.
 */
export async function readPart<T>(read: () => Promise<T>, tolerance: Tolerance = REFUSALS_ONLY): Promise<Readable<T>> {
  try {
    return readable(await read());
  } catch (error) {
    if (isTolerated(error, tolerance)) return unreadable(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

function isTolerated(error: unknown, { unavailable }: Tolerance): boolean {
  if (error instanceof RunsUnreadableError) return unavailable;
  if (!isGraphError(error)) return false;
  const problem = problemOf(error);
  return problem === 'refused' || problem === 'invalid' || (unavailable && (problem === 'again' || problem === 'lost'));
}

/** Applies a function to a part that was read. */
export function mapReadable<T, U>(part: Readable<T>, apply: (value: T) => U): Readable<U> {
  return part.ok ? readable(apply(part.value)) : part;
}

/** The values of two parts, or why they cannot be compared. */
export function bothReadable<A, B>(a: Readable<A>, b: Readable<B>): Readable<readonly [A, B]> {
  if (a.ok && b.ok) return readable([a.value, b.value]);
  return unreadable([a, b].flatMap((part) => (part.ok ? [] : [part.why])).join('; '));
}
