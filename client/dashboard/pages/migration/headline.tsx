/** The line under the name: which account, from which currency to which, how it stands, for how long, where to look deeper. */
import { PhaseBadge } from '../../parts/badge';
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
      <Currencies from={summary?.sourceCurrency ?? (isDryRun ? '' : '…')} to={targetCurrency} />
      {first !== undefined && (
        <span className="muted">
          {outcome === null ? 'for' : 'took'}{' '}
          <Elapsed since={first.at} until={outcome === null ? null : (last?.at ?? null)} />
          {first.by !== null && `, started by ${first.by}`}
        </span>
      )}
      {outcome === null && !isDryRun && <StepsDone state={state} />}
      <TemporalLink workflowId={state.workflowId} runId={state.runId} />
    </div>
  );
}

/** From which currency to which. */
export const Currencies = ({ from, to }: { readonly from: string; readonly to: string }) => (
  <span className="run-currencies">
    {from} <span aria-label="to">→</span> {to}
  </span>
);

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
