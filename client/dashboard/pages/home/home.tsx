/** Home: what needs a person first, then the deadlines, then every run. */
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Page } from '../../parts/page';
import { migrationPagesQuery } from '../../server/queries';
import { AllRuns } from './all-runs';
import { Deadlines } from './deadlines';
import { NeedsYou } from './needs-you';

/** The page. */
export function Home() {
  const search = useSearch({ from: '/' });
  const { data } = useSuspenseInfiniteQuery(migrationPagesQuery({}));
  return (
    <Page title="Migrations">
      <div id="needs-you">
        <NeedsYou others={data.pages.flatMap(({ migrations }) => migrations)} />
      </div>
      <Deadlines />
      <div id="all-runs">
        <AllRuns search={search} />
      </div>
    </Page>
  );
}
