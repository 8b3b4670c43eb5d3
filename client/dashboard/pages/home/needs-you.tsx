/** What only a person can move: the sentence why, since when, and what helps. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRights } from '../../frame/session';
import { NEEDING } from '../../frame/top-bar';
import { PhaseBadge } from '../../parts/badge';
import { ButtonLink } from '../../parts/button';
import { Card, Empty } from '../../parts/card';
import { Id } from '../../parts/id';
import { Time, useNow } from '../../parts/time';
import { aboutQuery, migrationsQuery } from '../../server/queries';
import type { MigrationSummary, Verb } from '../../server/api';
import { inWords } from '../../words/reasons';
import { counted, sentence } from '../../words/text';
import { VERB_WORDS } from '../../words/verbs';
import { nextToAsk } from './next-to-ask';
import { StartOffer } from './start-offer';
import './needs-you.css';

const SHOWN_VERBS = 2;

/** Nothing that somebody decides reaches such a run. */
const CODE_FAILS = 'Its code fails, so that no decision reaches it. An engineer should look at the workers.';

/** The card on top of Home. */
export function NeedsYou({ others }: { readonly others: readonly MigrationSummary[] }) {
  const { data } = useSuspenseQuery(migrationsQuery(NEEDING));
  const { migrations, nextPageToken } = data;
  const note = migrations.length === 0 ? undefined : counted(migrations.length, 'migration');
  return (
    <Card title="Needs you" {...(note !== undefined && { note })} isFlush>
      {migrations.length === 0 ? (
        <Nothing next={nextToAsk(others)} isFirst={others.length === 0} />
      ) : (
        <ul className="needs">
          {migrations.map((run) => (
            <NeedingRow key={run.runId} run={run} />
          ))}
        </ul>
      )}
      {nextPageToken !== null && (
        <p className="needs-more muted">
          These are the newest {NEEDING.pageSize}. The others are among all runs, under “Awaiting approval” and “Needs a
          person”.
        </p>
      )}
    </Card>
  );
}

function Nothing(props: { readonly next: MigrationSummary | undefined; readonly isFirst: boolean }) {
  const { next, isFirst } = props;
  return (
    <Empty title="Nothing needs you.">
      {next === undefined ? (
        <>
          <p>A migration that waits for your decision will stand here, with what it is about.</p>
          {isFirst && <StartOffer />}
        </>
      ) : (
        <p>
          The next that may need you is{' '}
          <Link to="/migrations/$wabaId" params={{ wabaId: next.wabaId }}>
            {next.name ?? next.wabaId}
          </Link>
          .
        </p>
      )}
    </Empty>
  );
}

function NeedingRow({ run }: { readonly run: MigrationSummary }) {
  const { wabaId, name, waitingFor, phaseChangedAt, startedAt } = run;
  const now = useNow();
  return (
    <li className="needs-row">
      <div className="needs-who">
        <h3>
          <Link to="/migrations/$wabaId" params={{ wabaId }}>
            {name ?? 'An account without a name yet'}
          </Link>
        </h3>
        <Id value={wabaId} of="WABA id" />
      </div>
      <div className="needs-why">
        <p>{run.taskFails ? CODE_FAILS : sentence(inWords(waitingFor?.reason ?? 'It waits for a person', now))}</p>
        <p className="muted small needs-since">
          <PhaseBadge run={run} />
          <span>
            since <Time at={phaseChangedAt ?? startedAt} as="clock" />, <Time at={phaseChangedAt ?? startedAt} />
          </span>
        </p>
      </div>
      {!run.taskFails && <Verbs run={run} />}
    </li>
  );
}

/** The verbs that help, the first one prominent; who may none of them reads who could. */
function Verbs({ run: { wabaId, name, waitingFor } }: { readonly run: MigrationSummary }) {
  const { may, whoCould } = useRights();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const verbs: readonly Verb[] = waitingFor?.verbs ?? [];
  const mine = verbs.filter((verb) => may(about.verbs[verb])).slice(0, SHOWN_VERBS);
  const [first] = verbs;
  const account = name ?? wabaId;
  return (
    <div className="needs-verbs">
      {mine.map((verb, index) => (
        <ButtonLink
          key={verb}
          kind={index === 0 ? 'primary' : 'plain'}
          to="/migrations/$wabaId"
          params={{ wabaId }}
          search={{ verb }}
          aria-label={`${VERB_WORDS[verb]}: ${account}`}
        >
          {VERB_WORDS[verb]}
        </ButtonLink>
      ))}
      {mine.length === 0 && first !== undefined && (
        <p className="muted small">{sentence(`${whoCould(about.verbs[first])} can decide`)}</p>
      )}
    </div>
  );
}
