/** Reading an account part by part: what Meta refuses to show is a fact of its own, neither an error nor an empty list. */
import { readable, unreadable, type Readable } from '../../domain/account';
import { formatMs } from '../../domain/durations';
import { problemOf, waitOf } from '../failures';
import { isGraphError } from '../graph/errors';
import { RunsUnreadableError } from '../runs';

/** Which failures of a read count as "cannot be read" instead of "try again". */
export interface Tolerance {
  /** Whether an API that does not answer counts too: for the last attempts of a look that must end. */
  readonly unavailable: boolean;
  /** Whether throttling counts too: for a look that waits for nothing, as a dry run. */
  readonly throttled: boolean;
}

/** Refusals only: the usual tolerance. */
export const REFUSALS_ONLY: Tolerance = { unavailable: false, throttled: false };

/**
 * Reads one part. A refusal, or an answer that cannot be understood, makes it unreadable; what passes by itself
 * (throttling, no answer) is thrown unless it is tolerated, and so is a cancelled activity.
 */
export async function readPart<T>(read: () => Promise<T>, tolerance: Tolerance = REFUSALS_ONLY): Promise<Readable<T>> {
  try {
    return readable(await read());
  } catch (error) {
    if (isTolerated(error, tolerance)) return unreadable(whyOf(error));
    throw error;
  }
}

function whyOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const passes = isGraphError(error) && problemOf(error) === 'wait';
  return passes ? `${text} (Meta takes calls again in ${formatMs(waitOf(error))})` : text;
}

function isTolerated(error: unknown, { unavailable, throttled }: Tolerance): boolean {
  if (error instanceof RunsUnreadableError) return unavailable;
  if (!isGraphError(error)) return false;
  switch (problemOf(error)) {
    case 'refused':
    case 'invalid':
      return true;
    case 'again':
    case 'lost':
      return unavailable;
    case 'wait':
      return throttled;
    case 'aborted':
      return false;
  }
}

/** The values of two parts, or why they cannot be compared. */
export function bothReadable<A, B>(a: Readable<A>, b: Readable<B>): Readable<readonly [A, B]> {
  if (a.ok && b.ok) return readable([a.value, b.value]);
  return unreadable([a, b].flatMap((part) => (part.ok ? [] : [part.why])).join('; '));
}
