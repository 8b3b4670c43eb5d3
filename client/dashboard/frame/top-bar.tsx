/** The bar on top of every page: where one is, against which Graph API, what waits for a person, and who one is. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { creditOperationsQuery } from '../server/credit';
import { aboutQuery, migrationsQuery } from '../server/queries';
import { Glyph } from '../parts/glyph';
import { needingInWords } from '../words/needing';
import { Account } from './account';
import { GraphBadge } from './graph-badge';
import { LiveDot } from './live-dot';
import { SearchById } from './search-by-id';
import { SECTIONS } from './sections';
import './top-bar.css';

/** The runs that only a person can move, of either kind, by which the bar counts and Home lists them. */
export const NEEDING = { needsOperator: true, pageSize: 50 } as const;

/** The bar. */
export function TopBar() {
  const { data: about } = useQuery(aboutQuery);
  return (
    <header className="bar">
      <a className="bar-skip" href="#content">
        Skip to the content
      </a>
      <Link to="/" className="bar-name">
        <span className="bar-full">WABA migrations</span>
        <span className="bar-short">WABA</span>
      </Link>
      {about && <GraphBadge graph={about.graph} />}
      <nav aria-label="Sections" className="bar-nav">
        {SECTIONS.map(({ to, name }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
            {name}
          </Link>
        ))}
      </nav>
      <SearchById />
      <NeedsYou />
      <LiveDot />
      <Account />
    </header>
  );
}

function NeedsYou() {
  const { data: runs } = useQuery(migrationsQuery(NEEDING));
  const { data: credit } = useQuery(creditOperationsQuery(NEEDING));
  const needing = { migrations: runs?.migrations.length ?? 0, operations: credit?.operations.length ?? 0 };
  const count = needing.migrations + needing.operations;
  const isMore = Boolean(runs?.nextPageToken) || Boolean(credit?.nextPageToken);
  const isKnown = runs !== undefined && credit !== undefined;
  return (
    <Link
      to="/"
      hash="needs-you"
      className={count === 0 ? 'bar-needs' : 'bar-needs bar-needs-some'}
      title="What only a person can move"
    >
      <Glyph name="person" size={13} />
      <span className="figure">{isKnown ? (isMore ? `${count}+` : count) : '–'}</span>
      <span className="only-heard">
        {isKnown
          ? `${needingInWords(needing)} ${count === 1 ? 'needs' : 'need'} a person`
          : 'What needs a person is not known yet'}
      </span>
    </Link>
  );
}
