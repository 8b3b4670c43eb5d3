/** What a dry run finds: while it reads, and when it has ended. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLastError } from '../../frame/again';
import { Badge } from '../../parts/badge';
import { Card, Empty } from '../../parts/card';
import { Id } from '../../parts/id';
import { ProblemPanel } from '../../parts/problem-panel';
import { Skeleton } from '../../parts/skeleton';
import { Elapsed, Time } from '../../parts/time';
import type { Report, StartBody, StateDocument } from '../../server/api';
import { migrationQuery } from '../../server/queries';
import { counted, sentence } from '../../words/text';
import { Checks } from './checks';

/** A dry run that was asked for, and what for. */
export interface DryRunAsked {
  readonly body: StartBody;
  readonly run: { readonly wabaId: string; readonly runId: string };
}

/** How often a dry run that is under way is looked at, in milliseconds. */
const LOOK_EVERY = 1_000;

/** What {@link DryRun} takes. */
export interface DryRunProps {
  readonly asked: DryRunAsked | undefined;
  /** Whether it was asked for what the form says now. */
  readonly isCurrent: boolean;
  /** What can be done with the report, while it is of what the form says. */
  readonly children: (report: Report) => ReactNode;
}

/** The card beside the form. */
export function DryRun({ asked, ...rest }: DryRunProps) {
  if (asked !== undefined) return <Asked key={asked.run.runId} asked={asked} {...rest} />;
  return (
    <Card title="What the dry run finds">
      <Empty title="Nothing has been read yet">
        The dry run reads the account at Meta, says what would stop a migration of it, and writes nothing.
      </Empty>
    </Card>
  );
}

function Asked({ asked: { run }, isCurrent, children }: DryRunProps & { readonly asked: DryRunAsked }) {
  const { data, error, refetch } = useQuery({
    ...migrationQuery(run.wabaId, { dryRun: true }),
    refetchInterval: ({ state }) =>
      state.data?.runId === run.runId && state.data.outcome !== null ? false : LOOK_EVERY,
  });
  const state = data?.runId === run.runId ? data : undefined;
  const report = state?.outcome == null ? null : state.report;
  // A query that never had an answer forgets its error while it asks again: what is wrong stays to be read meanwhile.
  const problem = useLastError(error);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone it stands under the form, out of sight of who pressed the button.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place}>
      <p className="only-heard" role="status">
        {report === null ? 'The account is being read' : verdictInWords(report)}
      </p>
      <Card
        title="What the dry run found"
        note={<Id value={run.wabaId} of="WABA id" isWhole />}
        actions={report !== null ? <VerdictBadge report={report} /> : <Badge tone="blue">Reading</Badge>}
        isFlush
      >
        {state === undefined && problem !== null && (
          <div className="start-moving">
            <ProblemPanel error={problem} what="The dry run cannot be read now" onRetry={() => void refetch()} />
          </div>
        )}
        {report === null && (state !== undefined || problem === null) && <Reading state={state} />}
        {report !== null && (
          <>
            {!isCurrent && (
              <p className="start-stale">The form has changed since. Do another dry run before you start.</p>
            )}
            <Checks checks={report.checks} />
            {isCurrent && children(report)}
          </>
        )}
      </Card>
    </div>
  );
}

function Reading({ state }: { readonly state: StateDocument | undefined }) {
  const [first] = state?.timeline ?? [];
  const last = state?.timeline.at(-1);
  if (state?.outcome != null)
    return (
      <div className="start-moving">
        <p>The dry run ended without a report. {sentence(state.outcome.reason)}</p>
      </div>
    );
  return (
    <div className="start-moving">
      <p>
        {last === undefined ? 'The account is being read.' : sentence(last.text)}{' '}
        {first !== undefined && (
          <span className="muted">
            Since <Time at={first.at} as="clock" />, <Elapsed since={first.at} />.
          </span>
        )}
      </p>
      {state?.polling != null && state.polling.attempt > 1 && (
        <p className="muted">
          Attempt {state.polling.attempt}
          {state.polling.lastStatus !== null && `: ${sentence(state.polling.lastStatus)}`}
          {state.polling.nextAt !== null && (
            <>
              {' '}
              The next one is <Time at={state.polling.nextAt} />.
            </>
          )}
        </p>
      )}
      <Skeleton heights={[44, 44, 44, 44]} label="Checks are on their way" />
    </div>
  );
}

function VerdictBadge({ report }: { readonly report: Report }) {
  return report.verdict === 'pass' ? (
    <Badge tone="green">{verdictInWords(report)}</Badge>
  ) : (
    <Badge tone="amber" glyph="alert">
      {verdictInWords(report)}
    </Badge>
  );
}

function verdictInWords({ verdict, checks }: Report): string {
  const count = checks.filter((check) => check.verdict === verdict && !check.waived).length;
  switch (verdict) {
    case 'pass':
      return 'Nothing stops it';
    case 'warn':
      return `${counted(count, 'check')} to look at`;
    case 'block':
      return `${counted(count, 'check blocks', 'checks block')} it`;
  }
}
