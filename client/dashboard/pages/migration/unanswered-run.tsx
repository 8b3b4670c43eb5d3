/**
 * Where a run is there but cannot be read: no worker polls, or the workers that do fail at it. What lists know of it is
 * shown, with what an engineer should look at.
 */
import { PhaseBadge } from '../../parts/badge';
import { Card } from '../../parts/card';
import { Id } from '../../parts/id';
import { Page } from '../../parts/page';
import { ProblemPanel } from '../../parts/problem-panel';
import { Time } from '../../parts/time';
import { Words } from '../../parts/words';
import type { MigrationSummary } from '../../server/api';
import { ProblemError } from '../../server/problem';
import { useSummary } from './account';
import { Currencies } from './headline';
import { Fact } from './now';
import { TemporalLink } from './temporal-link';
import './migration.css';
import './now.css';

/** What {@link UnansweredRun} takes. */
export interface UnansweredRunProps {
  readonly wabaId: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** The page of a run that cannot be read. */
export function UnansweredRun({ wabaId, error, onRetry }: UnansweredRunProps) {
  const { summary } = useSummary(wabaId);
  // Temporal tells of it at once to who asks the run, and after some failures in its lists.
  const fails = summary?.taskFails === true || (error instanceof ProblemError && /workers fail/.test(error.message));
  return (
    <Page title={summary?.name ?? `Account ${wabaId}`}>
      <div className="run-head">
        {summary !== undefined && <PhaseBadge run={summary} />}
        <Id value={wabaId} of="WABA id" isWhole />
        {summary !== undefined && (
          <>
            <Currencies from={summary.sourceCurrency ?? '…'} to={summary.targetCurrency ?? '…'} />
            <TemporalLink workflowId={summary.workflowId} runId={summary.runId} />
          </>
        )}
      </div>
      <ProblemPanel
        error={error}
        what={fails ? 'The workers’ code fails at this run' : 'This run cannot be read now'}
        onRetry={onRetry}
      />
      {summary !== undefined && <LastKnown summary={summary} />}
      {fails && <ForEngineers />}
    </Page>
  );
}

function LastKnown({ summary }: { readonly summary: MigrationSummary }) {
  const { waitingFor, phaseChangedAt, startedAt, startedBy, destinationWabaId } = summary;
  return (
    <Card title="As lists know it">
      <div className="now">
        {waitingFor !== null && (
          <p className="now-why">
            <Words of={waitingFor.reason} />
          </p>
        )}
        <dl className="facts">
          {phaseChangedAt !== null && (
            <Fact name="Since">
              <Time at={phaseChangedAt} as="clock" />, <Time at={phaseChangedAt} />
            </Fact>
          )}
          <Fact name="Started">
            <Time at={startedAt} as="clock" />
            {startedBy !== null && ` by ${startedBy}`}
          </Fact>
          {destinationWabaId !== null && (
            <Fact name="Clone">
              <Id value={destinationWabaId} of="clone’s WABA id" isWhole />
            </Fact>
          )}
        </dl>
        <p className="muted">Nothing moves, and nothing is lost, until the run answers again.</p>
      </div>
    </Card>
  );
}

const ForEngineers = () => (
  <Card title="What an engineer should look at">
    <ol className="engineer">
      <li>The run in Temporal: its last “Workflow Task Failed” event has the message and the stack.</li>
      <li>
        The workers’ version: code that is not the one the run began with fails at it. Run that version again, or a
        newer one.
      </li>
      <li>The workers’ PAYLOAD_KEYS: a key that is missing is named in the failure.</li>
    </ol>
  </Card>
);
