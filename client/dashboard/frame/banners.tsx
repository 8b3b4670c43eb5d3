/**
 * What keeps runs from moving, or this page from knowing: said at the page's lower edge, where it pushes nothing away, for
 * as long as it lasts, with what still works.
 */
import { useQuery } from '@tanstack/react-query';
import { useLiveState } from '../live/events';
import { readinessQuery, type ReadinessCheck } from '../server/queries';
import { Glyph } from '../parts/glyph';
import './banners.css';

interface Banner {
  readonly title: string;
  readonly text: string;
}

/** The banners of now; none where all is well. */
export function Banners() {
  const live = useLiveState();
  const { data, isError } = useQuery(readinessQuery);
  const banner = bannerOf(data?.checks, { isServerAway: isError || live === 'broken' });
  return (
    <div className="banners" role="status" aria-live="polite">
      {banner && (
        <div className="banner">
          <Glyph name="alert" size={16} />
          <p>
            <strong>{banner.title}</strong> {banner.text}
          </p>
        </div>
      )}
    </div>
  );
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
      text: 'Runs will not move, and open ones cannot be read, until one does: start one with “wabactl worker”. Lists and closed runs can be read.',
    };
  if (missing.has('activity-workers'))
    return {
      title: 'No worker calls Meta.',
      text: 'Runs wait at their next call until a worker polls for calls: start one with “wabactl worker”.',
    };
  const other = checks?.find(({ ok }) => !ok);
  return other && { title: 'Temporal is not set up.', text: other.detail };
}
