/** Every migration: chips with counts by phase that filter, and a table that keeps still while its rows change. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../parts/button';
import { Card, Empty } from '../../parts/card';
import { ProblemPanel } from '../../parts/problem-panel';
import { SkeletonRows } from '../../parts/skeleton';
import { Table } from '../../parts/table';
import { migrationPagesQuery } from '../../server/queries';
import type { MigrationSummary, PhaseCounts } from '../../server/api';
import { PHASE_ORDER, PHASE_WORDS } from '../../words/phases';
import { counted, figure } from '../../words/text';
import { useGoingOn } from './focus';
import { RUN_COLUMNS } from './run-columns';
import { narrowedInWords, type HomeSearch } from './search';
import { NO_ROWS, steady, type Answer, type SteadyRows } from './steady-rows';
import './all-runs.css';

/** Another filter is another address, but the reader stays where they are. */
const IN_PLACE = { resetScroll: false, activeOptions: { exact: true, includeSearch: true } } as const;

/** What leads out of a filter is gone with it: the focus goes to the list. */
const TO_THE_LIST = { ...IN_PLACE, hash: 'all-runs', hashScrollIntoView: false } as const;

/** The card of all runs; the filter is in the address, so that it can be sent. */
export function AllRuns({ search }: { readonly search: HomeSearch }) {
  const runs = useInfiniteQuery(migrationPagesQuery(search));
  const counts = useCounts(runs.data?.pages[0]?.counts ?? undefined, search);
  // How many lines the chips take is known with them only: they come first, or with what stands under them.
  const isKnown = counts !== undefined || runs.error !== null;
  const { list, ask } = useGoingOn(runs.isFetchingNextPage);
  const showMore = (): void => {
    ask();
    void runs.fetchNextPage();
  };
  return (
    <Card title="All runs" note="open ones first, each newest first" isFlush>
      {isKnown && <Chips counts={counts} search={search} />}
      {isKnown && <Narrowed search={search} />}
      {runs.data === undefined ? (
        runs.error === null ? (
          <div key="waits" className="runs-wait">
            <SkeletonRows rows={6} />
          </div>
        ) : (
          <div key="problem" className="runs-wait">
            <ProblemPanel error={runs.error} what="The list could not be read" onRetry={() => void runs.refetch()} />
          </div>
        )
      ) : (
        // Another filter is another list: nothing of the last one keeps its place in it.
        <div key="rows" ref={list}>
          <Rows
            key={JSON.stringify(search)}
            rows={runs.data.pages.flatMap((page) => page.migrations)}
            hasMore={runs.hasNextPage}
            search={search}
          />
        </div>
      )}
      {runs.hasNextPage && (
        <div className="runs-more">
          <Button isBusy={runs.isFetchingNextPage} onPress={showMore}>
            Show more
          </Button>
        </div>
      )}
    </Card>
  );
}

/** Counts by phase are the same whichever phase is chosen: those of the last one stand until there are newer ones. */
function useCounts(fresh: PhaseCounts | undefined, { phase: _phase, ...others }: HomeSearch): PhaseCounts | undefined {
  const of = JSON.stringify(others);
  const [last, setLast] = useState<{ readonly of: string; readonly counts: PhaseCounts }>();
  if (fresh !== undefined && (last?.counts !== fresh || last.of !== of)) setLast({ of, counts: fresh });
  return fresh ?? (last?.of === of ? last.counts : undefined);
}

interface RowsProps {
  readonly rows: readonly MigrationSummary[];
  readonly hasMore: boolean;
  readonly search: HomeSearch;
}

function Rows({ rows, hasMore, search }: RowsProps) {
  const [before, setSteady] = useState<SteadyRows<MigrationSummary>>(NO_ROWS);
  const [last, setLast] = useState<Answer<MigrationSummary>>();
  // Derived while drawing, so that no frame shows the new rows before they are held back.
  const isSame =
    last?.hasMore === hasMore &&
    last.rows.length === rows.length &&
    rows.every((row, index) => row === last.rows[index]);
  if (!isSame) {
    setLast({ rows, hasMore });
    setSteady(steady(before, { rows, hasMore }));
  }
  const { shown, held } = before;
  const { list, ask } = useGoingOn(held.size > 0);
  if (shown.length === 0) return <NoRuns search={search} />;
  const reveal = (): void => {
    ask(0);
    setSteady(steady(NO_ROWS, { rows, hasMore }));
  };
  return (
    <div ref={list}>
      <div className="runs-new" role="status">
        {held.size > 0 && (
          <Button kind="quiet" onPress={reveal}>
            Show {counted(held.size, 'new run')}
          </Button>
        )}
      </div>
      <Table label="All runs" columns={RUN_COLUMNS} rows={shown} keyOf={({ row }) => row.runId} />
    </div>
  );
}

function NoRuns({ search }: { readonly search: HomeSearch }) {
  const isNarrowed = Object.keys(search).length > 0;
  return (
    <Empty title={isNarrowed ? 'No migration is like that.' : 'No migration has been started yet.'}>
      {isNarrowed ? (
        <p>
          <Link to="/" {...TO_THE_LIST}>
            Show all runs
          </Link>
        </p>
      ) : (
        <p>Each one that is started gets a line here.</p>
      )}
    </Empty>
  );
}

/** One chip for each phase that has runs, and for the one that is asked for. */
function Chips({ counts, search }: { readonly counts: PhaseCounts | undefined; readonly search: HomeSearch }) {
  const { phase: chosen, ...others } = search;
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  const phases = PHASE_ORDER.filter((phase) => (counts?.[phase] ?? 0) > 0 || phase === chosen);
  return (
    <nav aria-label="Filter by phase" className="chips">
      <Link to="/" search={others} {...IN_PLACE} className="chip">
        All <span className="figure">{all === undefined ? '' : figure(all)}</span>
      </Link>
      {phases.map((phase) => (
        <Link key={phase} to="/" search={{ ...others, phase }} {...IN_PLACE} className="chip">
          {PHASE_WORDS[phase].word} <span className="figure">{counts ? figure(counts[phase]) : ''}</span>
        </Link>
      ))}
    </nav>
  );
}

/** What else narrows the list, and the way back. */
function Narrowed({ search }: { readonly search: HomeSearch }) {
  const { business, phase } = search;
  const narrowing = narrowedInWords(search);
  if (narrowing === undefined) return null;
  const rest = phase === undefined ? {} : { phase };
  return (
    <div className="runs-narrowed">
      <span>{narrowing}</span>
      <Link to="/" search={rest} {...TO_THE_LIST}>
        Show the others too
      </Link>
      {business !== undefined && (
        <Link to="/credit-lines/businesses/$businessId" params={{ businessId: business }}>
          What pays for its accounts
        </Link>
      )}
    </div>
  );
}
