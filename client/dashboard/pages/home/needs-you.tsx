/** What only a person can move: the sentence why, since when, and what helps. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRights } from '../../frame/session';
import { NEEDING } from '../../frame/top-bar';
import { PhaseBadge } from '../../parts/badge';
import { ButtonLink } from '../../parts/button';
import { Card, Empty } from '../../parts/card';
import { Id } from '../../parts/id';
import { Words } from '../../parts/words';
import type { CreditOperationSummary, MigrationSummary, Verb } from '../../server/api';
import { creditOperationsQuery } from '../../server/credit';
import { aboutQuery, migrationsQuery } from '../../server/queries';
import { needingInWords } from '../../words/needing';
import { isForOthers } from '../../words/second-person';
import { sentence } from '../../words/text';
import { helpful, VERB_WORDS } from '../../words/verbs';
import { NeedingOperation } from './needing-operation';
import { NeedsRow, SHOWN_VERBS } from './needs-row';
import { nextToAsk } from './next-to-ask';
import { StartOffer } from './start-offer';
import { inPlace } from './steady-rows';
import './needs-you.css';

/** The card on top of Home: the newest first when it is opened, and what comes then below. */
export function NeedsYou({ others }: { readonly others: readonly MigrationSummary[] }) {
  const { migrations, nextPageToken } = useSuspenseQuery(migrationsQuery(NEEDING)).data;
  const { operations, nextPageToken: nextOperations } = useSuspenseQuery(creditOperationsQuery(NEEDING)).data;
  const [before, setBefore] = useState<readonly string[]>([]);
  const runs = inPlace(before, newestFirst([...migrations, ...operations]));
  // Derived while drawing, so that no frame shows a new row above one that somebody points at.
  if (runs.length !== before.length || runs.some(({ runId }, index) => runId !== before[index]))
    setBefore(runs.map(({ runId }) => runId));
  const note =
    runs.length === 0 ? undefined : needingInWords({ migrations: migrations.length, operations: operations.length });
  return (
    <Card title="Needs you" {...(note !== undefined && { note })} isFlush>
      {runs.length === 0 ? (
        <Nothing next={nextToAsk(others)} isFirst={others.length === 0} />
      ) : (
        <ul className="needs">
          {runs.map((run) =>
            'operation' in run ? (
              <NeedingOperation key={run.runId} run={run} />
            ) : (
              <NeedingMigration key={run.runId} run={run} />
            ),
          )}
        </ul>
      )}
      {nextPageToken !== null && (
        <p className="needs-more muted">
          Of the migrations these are the newest {NEEDING.pageSize}. The others are among all runs: under “Awaiting
          approval”, under “Needs a person”, and the paused ones under the phase that they are paused in.
        </p>
      )}
      {nextOperations !== null && (
        <p className="needs-more muted">
          Of the shares and revokes these are the newest {NEEDING.pageSize}. The others come when these are decided.
        </p>
      )}
    </Card>
  );
}

/** Both kinds in the one order that each comes in. */
function newestFirst(runs: (MigrationSummary | CreditOperationSummary)[]): typeof runs {
  return runs.sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

function Nothing(props: { readonly next: MigrationSummary | undefined; readonly isFirst: boolean }) {
  const { next, isFirst } = props;
  return (
    <Empty title="Nothing needs you.">
      {next === undefined ? (
        <>
          <p>What waits for your decision will stand here, with what it is about.</p>
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

function NeedingMigration({ run }: { readonly run: MigrationSummary }) {
  const { wabaId, name, waitingFor, phaseChangedAt, startedAt } = run;
  return (
    <NeedsRow
      title={
        <Link to="/migrations/$wabaId" params={{ wabaId }}>
          {name ?? 'An account without a name yet'}
        </Link>
      }
      id={<Id value={wabaId} of="WABA id" />}
      taskFails={run.taskFails}
      why={<Words of={waitingFor?.reason ?? 'It waits for a person'} />}
      badge={<PhaseBadge run={run} />}
      since={phaseChangedAt ?? startedAt}
      verbs={<Verbs run={run} />}
    />
  );
}

/**
 * The verbs that help, the first one prominent; who may none of them reads who could. Where two have to decide, who started
 * the run is not offered its approval, and no other verb takes the prominent place.
 */
function Verbs({ run }: { readonly run: MigrationSummary }) {
  const { wabaId, name, waitingFor } = run;
  const { name: reader, may, whoCould } = useRights();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const verbs = helpful(waitingFor?.verbs ?? [], waitingFor?.candidates ?? []);
  const isWithheld = (verb: Verb): boolean => verb === 'approve' && isForOthers(run, reader);
  const allowed = verbs.filter((verb) => may(about.verbs[verb]));
  const mine = allowed.filter((verb) => !isWithheld(verb)).slice(0, SHOWN_VERBS);
  const [first] = verbs;
  const account = name ?? wabaId;
  return (
    <>
      {allowed.some(isWithheld) && <p className="muted small">You started it, so somebody else has to approve it.</p>}
      {mine.map((verb) => (
        <ButtonLink
          key={verb}
          kind={verb === first ? 'primary' : 'plain'}
          to="/migrations/$wabaId"
          params={{ wabaId }}
          search={{ verb }}
          aria-label={`${VERB_WORDS[verb]}: ${account}`}
        >
          {VERB_WORDS[verb]}
        </ButtonLink>
      ))}
      {allowed.length === 0 && first !== undefined && (
        <p className="muted small">{sentence(`${whoCould(about.verbs[first])} can decide`)}</p>
      )}
    </>
  );
}
