/** Which banner to show: what is missing, and what still works without it. */
import type { ReadinessCheck } from '../server/shapes';

/** What is said. */
export interface Banner {
  readonly title: string;
  readonly text: string;
}

/** The one banner that explains the others: without the server nothing is known, without Temporal no worker can be seen. */
export function bannerOf(
  checks: readonly ReadinessCheck[] | undefined,
  { isServerAway }: { readonly isServerAway: boolean },
): Banner | undefined {
  if (isServerAway)
    return {
      title: 'This page has lost its server.',
      text: 'Migrations go on without it. What you see is as of the last answer; the page comes back by itself.',
    };
  const missing = new Set(checks?.filter(({ ok }) => !ok).map(({ name }) => name));
  if (missing.has('temporal'))
    return {
      title: 'Temporal does not answer.',
      text: 'Nothing can be started or told, and lists show what was last known. Runs go on as soon as it is back; nothing is lost.',
    };
  if (missing.has('workflow-workers'))
    return {
      title: 'No worker polls.',
      text: 'Runs will not move, and open ones cannot be read, until one does: it takes one some seconds to begin, and “wabactl worker” starts one. Lists and closed runs can be read.',
    };
  if (missing.has('activity-workers'))
    return {
      title: 'No worker calls Meta.',
      text: 'Runs wait at their next call until a worker polls for calls: start one with “wabactl worker”.',
    };
  const other = checks?.find(({ ok }) => !ok);
  return other && { title: 'Temporal is not set up.', text: other.detail };
}
