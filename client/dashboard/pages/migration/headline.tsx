/** The line under the name: which account, from which currency to which, how it stands, for how long, where to look deeper. */
import { useRights } from '../../frame/session';
import { PhaseBadge } from '../../parts/badge';
import { ButtonLink } from '../../parts/button';
import { Id } from '../../parts/id';
import { Progress } from '../../parts/progress';
import { Elapsed, useNow } from '../../parts/time';
import type { MigrationSummary, StateDocument } from '../../server/api';
import { STEPS, stepsDone } from '../../words/steps';
import { TemporalLink } from './temporal-link';

/** What {@link Headline} takes. */
export interface HeadlineProps {
  readonly state: StateDocument;
  /** What lists know; undefined while that is on its way. */
  readonly summary: MigrationSummary | undefined;
  readonly isDryRun: boolean;
}

/** The line. */
export function Headline({ state, summary, isDryRun }: HeadlineProps) {
  const { wabaId, targetCurrency, timeline, outcome } = state;
  const [first, last] = [timeline[0], timeline.at(-1)];
  return (
    <div className="run-head">
      <PhaseBadge run={state} />
      <Id value={wabaId} of="WABA id" isWhole />
      {/* Lists know no dry runs: beside one they tell the source's currency only where the account has a migration too. */}
      <Currencies from={summary?.sourceCurrency ?? (isDryRun ? null : '…')} to={targetCurrency} />
      {first !== undefined && (
        <span className="muted">
          {outcome === null ? 'for' : 'took'}{' '}
          <Elapsed since={first.at} until={outcome === null ? null : (last?.at ?? null)} />
          {first.by !== null && `, started by ${first.by}`}
        </span>
      )}
      {outcome === null && !isDryRun && <StepsDone state={state} />}
      <TemporalLink workflowId={state.workflowId} runId={state.runId} />
      {isDryRun && outcome !== null && <WayToStart wabaId={wabaId} currency={targetCurrency} />}
    </div>
  );
}

/** From which currency to which; null is a source of which nothing is known here. */
export const Currencies = ({ from, to }: { readonly from: string | null; readonly to: string }) => (
  <span className="run-currencies">
    {from === null ? (
      `to ${to}`
    ) : (
      <>
        {from} <span aria-label="to">→</span> {to}
      </>
    )}
  </span>
);

/** What a dry run is done for. The form says what else has to be chosen, and who may start. */
function WayToStart({ wabaId, currency }: { readonly wabaId: string; readonly currency: string }) {
  const rights = useRights();
  if (!rights.may('migrations:dry-run')) return null;
  return (
    <ButtonLink to="/start" search={{ waba: wabaId, to: currency }}>
      Prepare a start of {wabaId}
    </ButtonLink>
  );
}

function StepsDone({ state }: { readonly state: StateDocument }) {
  const now = useNow();
  const [done, total] = [stepsDone(state, now), STEPS.length];
  const words = `${done} of ${total} steps done`;
  return (
    <span className="run-steps">
      <Progress label="Steps" value={{ done, total, words }} />
      <span className="muted">{words}</span>
    </span>
  );
}
