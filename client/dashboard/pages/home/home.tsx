/** Home: what needs a person first, then the deadlines, then every run. */
import { usePrefetchInfiniteQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Page } from '../../parts/page';
import { SkeletonRows } from '../../parts/skeleton';
import { migrationPagesQuery } from '../../server/queries';
import { AllRuns } from './all-runs';
import { useFocusAtHash } from './focus';
import { Deadlines, useDeadlinesAsked, useDeadlinesKnown } from './deadlines';
import { NeedsYou } from './needs-you';

/** The page. */
export function Home() {
  const search = useSearch({ from: '/' });
  // All of it is asked for at once: nothing below is, before the newest runs are there.
  useDeadlinesAsked();
  usePrefetchInfiniteQuery(migrationPagesQuery(search));
  const { data } = useSuspenseInfiniteQuery(migrationPagesQuery({}));
  // How high the deadlines are is known once they are counted: the list comes with them, or they would push it.
  const isKnown = useDeadlinesKnown();
  useFocusAtHash(isKnown);
  return (
    <Page title="Migrations">
      <div id="needs-you" tabIndex={-1}>
        <NeedsYou others={data.pages.flatMap(({ migrations }) => migrations)} />
      </div>
      {isKnown ? <Deadlines /> : <SkeletonRows rows={8} />}
      <div id="all-runs" tabIndex={-1}>
        {isKnown && <AllRuns search={search} />}
      </div>
    </Page>
  );
}
