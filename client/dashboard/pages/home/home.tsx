/** Home: what needs a person first, then the deadlines, then every run. */
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Page } from '../../parts/page';
import { migrationPagesQuery } from '../../server/queries';
import { AllRuns } from './all-runs';
import { useFocusAtHash } from './focus';
import { Deadlines } from './deadlines';
import { NeedsYou } from './needs-you';

/** The page. */
export function Home() {
  const search = useSearch({ from: '/' });
  const { data } = useSuspenseInfiniteQuery(migrationPagesQuery({}));
  useFocusAtHash();
  return (
    <Page title="Migrations">
      <div id="needs-you" tabIndex={-1}>
        <NeedsYou others={data.pages.flatMap(({ migrations }) => migrations)} />
      </div>
      <Deadlines />
      <div id="all-runs" tabIndex={-1}>
        <AllRuns search={search} />
      </div>
    </Page>
  );
}
