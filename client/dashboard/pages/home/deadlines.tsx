/** One strip for each target currency with a legal date: days left, how its accounts stand, and when all are done. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../../parts/card';
import { ProblemPanel } from '../../parts/problem-panel';
import { Skeleton } from '../../parts/skeleton';
import { useNow } from '../../parts/time';
import type { About, PhaseCounts } from '../../server/api';
import { aboutQuery, deadlineQuery } from '../../server/queries';
import { forecast, PACE_DAYS, sharesOf, type Forecast, type Share } from '../../words/deadlines';
import { counted, figure } from '../../words/text';
import { dayInWords, daysLeft } from '../../words/times';
import './deadlines.css';

type Deadline = About['deadlines'][number];

/** The card of deadlines. */
export function Deadlines() {
  const { data: about } = useSuspenseQuery(aboutQuery);
  return (
    <Card title="Deadlines" isFlush>
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
  return (
    <li className="deadline">
      <div className="deadline-left">
        <strong className="deadline-days figure">{left < 0 ? 'over' : figure(left)}</strong>
        <span className="muted small">{left < 0 ? 'the day has passed' : left === 1 ? 'day left' : 'days left'}</span>
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
          <Standing shares={sharesOf(data.counts)} currency={currency} />
        )}
      </div>
      <p className="deadline-pace">
        {data && isAnyIn(data.counts) && (
          <Pace {...data} foreseen={forecast(data.counts, { ...data, lastDay, now })} lastDay={lastDay} />
        )}
      </p>
    </li>
  );
}

/** What is good or has to be done is shown at none too; what ended otherwise only where something did. */
const isShown = ({ tone, count }: Share): boolean => count > 0 || !['red', 'grey'].includes(tone);

const isAnyIn = (counts: PhaseCounts): boolean => sharesOf(counts).some(({ count }) => count > 0);

function Standing({ shares, currency }: { readonly shares: readonly Share[]; readonly currency: string }) {
  const sum = shares.reduce((total, { count }) => total + count, 0);
  if (sum === 0)
    return <p className="muted">No account has been started towards {currency} here. Others are not known here.</p>;
  return (
    <>
      <div className="deadline-bar" aria-hidden="true">
        {shares.map(
          ({ name, tone, count }) =>
            count > 0 && <span key={name} className={`deadline-part-${tone}`} style={{ flexGrow: count }} />,
        )}
      </div>
      <p className="deadline-figures small">
        {shares.filter(isShown).map(({ name, tone, count }) => (
          <span key={name} className={count === 0 ? 'muted' : undefined}>
            <i className={`deadline-dot deadline-part-${tone}`} aria-hidden="true" />
            <span className="figure">{figure(count)}</span> {name}
          </span>
        ))}
        <Link to="/" search={{ currency }} hash="all-runs">
          Show them
        </Link>
      </p>
    </>
  );
}

function Pace(props: { readonly foreseen: Forecast; readonly completedLately: number; readonly lastDay: string }) {
  const { foreseen, completedLately, lastDay } = props;
  const pace = `${counted(completedLately, 'account')} moved in the last ${PACE_DAYS} days`;
  switch (foreseen.kind) {
    case 'nothing-left':
      return <span className="muted">Nothing that was started is left to do.</span>;
    case 'no-pace':
      return <span className="muted">No account moved in the last {PACE_DAYS} days, so no end can be foreseen.</span>;
    case 'by':
      return (
        <>
          {pace}. At this pace the rest is done by {dayInWords(foreseen.day.toISOString().slice(0, 10))}
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
