/** One migration: what happens now, what was found, what a person can decide. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useLastError } from '../../frame/again';
import { PageSkeleton } from '../../frame/frame';
import { focusWhereLost } from '../../parts/focus';
import { useOpenVerb } from '../../parts/open-verb';
import { Page } from '../../parts/page';
import { ProblemPanel } from '../../parts/problem-panel';
import type { StateDocument } from '../../server/api';
import { isProblemOf } from '../../server/problem';
import { migrationQuery } from '../../server/queries';
import { shownAs } from '../../words/phases';
import { useSummary } from './account';
import { Actions, useMyVerbs } from './verbs/actions';
import { Checks } from './checks';
import { Differences } from './differences';
import { Headline } from './headline';
import { IdMap } from './id-map';
import { EvidenceCard, Ids } from './ids';
import { Now } from './now';
import { Numbers } from './numbers';
import { Steps } from './steps';
import { Timeline } from './timeline';
import { UnansweredRun } from './unanswered-run';
import { UnknownRun } from './unknown-run';
import { MigrationVerbDialog } from './verbs/migration-verb-dialog';
import './migration.css';

/** The page of an account's migration, or of its newest dry run. */
export function Migration() {
  const { wabaId } = useParams({ from: '/migrations/$wabaId' });
  const { dryRun } = useSearch({ from: '/migrations/$wabaId' });
  return <MigrationOf key={`${wabaId} ${dryRun}`} wabaId={wabaId} dryRun={dryRun === 'true'} />;
}

interface RunProps {
  readonly wabaId: string;
  readonly dryRun: boolean;
}

function MigrationOf({ wabaId, dryRun }: RunProps) {
  const { data: state, error: current, refetch } = useQuery(migrationQuery(wabaId, { dryRun }));
  // While it is asked again there is no error any more; what it said stays until there is an answer.
  const last = useLastError(current);
  const error = state === undefined ? last : current;
  const { isAnswered } = useSummary(wabaId);
  if (state === undefined && isProblemOf(error, 'not-found')) return <UnknownRun wabaId={wabaId} dryRun={dryRun} />;
  // The name and what else lists say stand above all the rest: they would push it, did they come later.
  if ((state === undefined && error === null) || !isAnswered) return <PageSkeleton />;
  if (state !== undefined) return <Shown state={state} error={error} dryRun={dryRun} />;
  const retry = (): void => void refetch();
  if (isProblemOf(error, 'no-worker', 'payload-key-missing') && !dryRun)
    return <UnansweredRun wabaId={wabaId} error={error} onRetry={retry} />;
  return (
    <Page title={`Migration of ${wabaId}`}>
      <ProblemPanel error={error} onRetry={retry} />
    </Page>
  );
}

interface ShownProps {
  readonly state: StateDocument;
  /** Why what is shown could not be read anew; null where it was. */
  readonly error: unknown;
  readonly dryRun: boolean;
}

function Shown({ state, error, dryRun }: ShownProps) {
  const { wabaId } = state;
  const { summary } = useSummary(wabaId);
  const { verb: asked } = useSearch({ from: '/migrations/$wabaId' });
  const navigate = useNavigate();
  const forget = (): void =>
    void navigate({ to: '/migrations/$wabaId', params: { wabaId }, search: {}, replace: true });
  const { open, choose, close } = useOpenVerb(asked, useMyVerbs(state), forget);
  const now = useRef<HTMLDivElement>(null);
  const name = summary?.name ?? `Account ${wabaId}`;
  const closed = (): void => {
    close();
    focusWhereLost(now);
  };
  return (
    <Page
      title={dryRun ? `Dry run of ${name}` : name}
      heading={dryRun ? `${name}: dry run` : name}
      actions={<Actions state={state} onChoose={choose} />}
    >
      <Headline state={state} summary={summary} isDryRun={dryRun} />
      {error !== null && !isProblemOf(error, 'unauthorized') && (
        <ProblemPanel error={error} what="What you see is as of the last answer" />
      )}
      <p className="only-heard" role="status">
        {shownAs(state).word}
      </p>
      {!dryRun && <Steps state={state} />}
      <div className="run-columns">
        <div className="run-main">
          <div ref={now} tabIndex={-1} className="run-now">
            <Now state={state} />
          </div>
          <Checks state={state} />
          <Differences state={state} />
          <Numbers state={state} />
        </div>
        <div className="run-side">
          <Ids state={state} />
          <EvidenceCard state={state} dryRun={dryRun} />
          <Timeline state={state} />
        </div>
        <div className="run-map">
          <IdMap state={state} dryRun={dryRun} />
        </div>
      </div>
      {open && <MigrationVerbDialog verb={open} state={state} onClose={closed} />}
    </Page>
  );
}
