/** One strip for each target currency with a legal date: days left, how its accounts stand, and when all are done. */
import { useQueries, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRights } from '../../frame/session';
import { Card } from '../../parts/card';
import { ProblemPanel } from '../../parts/problem-panel';
import { Skeleton } from '../../parts/skeleton';
import { useNow } from '../../parts/time';
import type { About, PhaseCounts } from '../../server/api';
import { aboutQuery, deadlineQuery } from '../../server/queries';
import {
  endedOtherwise,
  forecast,
  notDoneInWords,
  PACE_DAYS,
  sharesOf,
  type EndedRuns,
  type Forecast,
  type Share,
} from '../../words/deadlines';
import { counted, figure } from '../../words/text';
import { dayInWords, daysLeft } from '../../words/times';
import './deadlines.css';

type Deadline = About['deadlines'][number];

function useDeadlineQueries() {
  const { data: about } = useSuspenseQuery(aboutQuery);
  return about.deadlines.map(({ currency }) => deadlineQuery(currency, PACE_DAYS));
}

/** Has the deadlines counted, for a page that waits for another answer before it shows them. */
export function useDeadlinesAsked(): void {
  const client = useQueryClient();
  for (const query of useDeadlineQueries())
    if (client.getQueryState(query.queryKey) === undefined) void client.prefetchQuery(query);
}

/** Whether every deadline has been counted, or could not be: once that is so it stays so, whatever is asked again. */
export function useDeadlinesKnown(): boolean {
  const asked = useQueries({ queries: useDeadlineQueries() });
  const [isKnown, setKnown] = useState(false);
  if (!isKnown && asked.every(({ isPending }) => !isPending)) setKnown(true);
  return isKnown;
}

/** The card of deadlines. */
export function Deadlines() {
  const { data: about } = useSuspenseQuery(aboutQuery);
  return (
    <Card
      title="Deadlines"
      note="Meta’s last days for the new currency, and the accounts that were started here"
      isFlush
    >
      <ul className="deadlines">
        {about.deadlines.map((deadline) => (
          <Strip key={deadline.currency} deadline={deadline} />
        ))}
      </ul>
    </Card>
  );
}

function Strip({ deadline }: { readonly deadline: Deadline }) {
  const { countryName, currency, lastDay } = deadline;
  const now = useNow();
  const { data, error, refetch } = useQuery(deadlineQuery(currency, PACE_DAYS));
  const left = daysLeft(lastDay, now);
  const notDone = data && notDoneInWords(data.counts);
  return (
    <li className="deadline">
      <div className="deadline-left">
        <strong className="deadline-days figure">{left < 0 ? 'over' : figure(left)}</strong>
        <span className="muted small">{left < 0 ? 'the day has passed' : left === 1 ? 'day left' : 'days left'}</span>
        {notDone !== undefined && <span className="small">{notDone}</span>}
      </div>
      <div className="deadline-what">
        <p>
          <strong>
            {countryName}, {currency}
          </strong>{' '}
          <span className="muted">by {dayInWords(lastDay)}</span>
        </p>
        {data === undefined ? (
          error === null ? (
            <Skeleton heights={[8, 20]} />
          ) : (
            <ProblemPanel error={error} onRetry={() => void refetch()} />
          )
        ) : (
          <Standing {...data} currency={currency} />
        )}
      </div>
      <p className="deadline-pace">
        {data && isAny(sharesOf(data.counts, data.needing)) && (
          <Pace {...data} foreseen={forecast(data.counts, { ...data, lastDay, now })} lastDay={lastDay} />
        )}
      </p>
    </li>
  );
}

interface StandingProps {
  readonly counts: PhaseCounts;
  readonly needing: PhaseCounts | null;
  readonly currency: string;
}

const isAny = (shares: readonly Share[]): boolean => shares.some(({ count }) => count > 0);

function Standing({ counts, needing, currency }: StandingProps) {
  const { may } = useRights();
  const shares = sharesOf(counts, needing);
  const ended = endedOtherwise(counts);
  if (!isAny(shares) && ended.length === 0)
    return (
      <p className="muted">
        No account has been started towards {currency} here.{' '}
        {may('migrations:start') && (
          <Link to="/start" search={{ to: currency }}>
            Start one
          </Link>
        )}
      </p>
    );
  return (
    <>
      {isAny(shares) && (
        <div className="deadline-bar" aria-hidden="true">
          {shares.map(
            (share) =>
              share.count > 0 && <span key={share.name} className={partOf(share)} style={{ flexGrow: share.count }} />,
          )}
        </div>
      )}
      <p className="deadline-figures small">
        {shares.map((share) => (
          <Figure key={share.name} {...share} />
        ))}
        <Link to="/" search={{ currency }} hash="all-runs">
          Show them
        </Link>
      </p>
      {ended.length > 0 && <LeftOut ended={ended} currency={currency} />}
    </>
  );
}

/** What waits and what is blocked both need a person, and have that colour: stripes tell them apart. */
const partOf = ({ name, tone }: Share): string =>
  `deadline-part-${tone}${name === 'blocked' ? ' deadline-part-striped' : ''}`;

const Figure = (share: Share) => (
  <span className={share.count === 0 ? 'muted' : undefined}>
    <i className={`deadline-dot ${partOf(share)}`} aria-hidden="true" />
    <span className="figure">{figure(share.count)}</span> {share.name}
  </span>
);

/** Runs that are no accounts under way and none that moved. */
function LeftOut({ ended, currency }: { readonly ended: readonly EndedRuns[]; readonly currency: string }) {
  return (
    <p className="deadline-figures small">
      <span>Left out:</span>
      {ended.map((runs) => (
        <Link key={runs.phase} to="/" search={{ currency, phase: runs.phase }} hash="all-runs">
          <Figure {...runs} />
        </Link>
      ))}
      <span className="muted">Such an account counts again once it is started again.</span>
    </p>
  );
}

function Pace(props: { readonly foreseen: Forecast; readonly completedLately: number; readonly lastDay: string }) {
  const { foreseen, completedLately, lastDay } = props;
  const pace = `${counted(completedLately, 'account')} moved in the last ${PACE_DAYS} days`;
  switch (foreseen.kind) {
    case 'nothing-left':
      return <span className="muted">Nothing is under way.</span>;
    case 'no-pace':
      return <span className="muted">No account moved in the last {PACE_DAYS} days, so no end can be foreseen.</span>;
    case 'by':
      return (
        <>
          {pace}. At this pace what is under way is done by {dayInWords(foreseen.day.toISOString().slice(0, 10))}
          {foreseen.isLate ? (
            <strong className="deadline-late">
              , after {dayInWords(lastDay)}: approve faster, or start more at once.
            </strong>
          ) : (
            '.'
          )}
        </>
      );
  }
}
