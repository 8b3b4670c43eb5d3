/** The exact run in Temporal's Web UI. */
import { useQuery } from '@tanstack/react-query';
import { Glyph } from '../../parts/glyph';
import { meQuery } from '../../server/queries';
import { runLink } from '../../words/run-link';

/** A link to one run; nothing where the server does not know the Web UI's address. */
export function TemporalLink(run: { readonly workflowId: string; readonly runId: string }) {
  const { data: me } = useQuery(meQuery);
  const href = runLink(me?.temporalUi ?? null, run);
  if (href === undefined) return null;
  return (
    <a href={href} target="_blank" rel="noreferrer" className="run-link">
      Run in Temporal <Glyph name="external" size={12} />
    </a>
  );
}
