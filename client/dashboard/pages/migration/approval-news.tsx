/** What somebody who is about to approve has to be told: that it is approved already, or what has changed under the dialog. */
import { Button } from '../../parts/button';
import { Glyph } from '../../parts/glyph';
import { Time } from '../../parts/time';
import type { StateDocument } from '../../server/api';
import { changesBetween } from '../../words/changes';
import { inWords } from '../../words/reasons';
import { sentence } from '../../words/text';
import type { Approved, Verified } from './approval';

/** What another approval does to the one that holds. */
export function TakesThePlace({ of: { by, notBefore } }: { readonly of: Approved }) {
  return (
    <p>
      It is approved{by !== null && ` by ${by}`}
      {notBefore !== null && (
        <>
          , and nothing moves before <Time at={notBefore} as="clock" />, <Time at={notBefore} />
        </>
      )}
      . Your approval takes its place.
    </p>
  );
}

/** What {@link ApprovalNews} takes. */
export interface ApprovalNewsProps {
  readonly state: StateDocument;
  /** What somebody has in front of them. */
  readonly seen: Verified;
  /** What could be approved now. */
  readonly now: Verified | null;
  readonly onAgain: (now: Verified) => void;
}

/** The run verified anew, was approved, or stopped, while somebody was reading. */
export function ApprovalNews({ seen, now, state, onAgain }: ApprovalNewsProps) {
  const isApproved = wasApproved(seen, now);
  const changes = now === null ? [] : changesBetween(seen.report, now.report);
  const drift = state.timeline.findLast(({ text, at }) => text.startsWith('Changed since') && at > seen.at);
  return (
    <section className="meanwhile" role="alert">
      <Glyph name="alert" size={16} />
      <div>
        <h3>{titleOfChange(seen, now, state)}</h3>
        {drift !== undefined && <p>{sentence(inWords(drift.text, new Date()))}</p>}
        {(now === null || isApproved) && state.waitingFor !== null && (
          <p>{sentence(inWords(state.waitingFor.reason, new Date()))}</p>
        )}
        {changes.length > 0 && (
          <ul>
            {changes.map((change) => (
              <li key={change}>{sentence(change)}</li>
            ))}
          </ul>
        )}
        <p>You have approved nothing. What stands below is what you were reading.</p>
      </div>
      {now !== null && (
        <Button kind="primary" onPress={() => onAgain(now)}>
          {isApproved ? 'Approve anew' : 'Show what is verified now'}
        </Button>
      )}
    </section>
  );
}

/** Whether it is still the same, but somebody has approved it. */
const wasApproved = (seen: Verified, now: Verified | null): boolean =>
  now !== null && now.approved !== null && now.digest === seen.digest;

function titleOfChange(seen: Verified, now: Verified | null, state: StateDocument): string {
  const { phase, outcome, needsOperator } = state;
  if (wasApproved(seen, now)) return 'Somebody has approved it meanwhile';
  if (now !== null) return 'The account changed while you were reading, and was compared anew';
  if (outcome !== null) return 'The run has ended';
  if (phase === 'verifying') return 'The account changed while you were reading: it is being compared anew';
  if (phase === 'needs-operator') return 'The run stopped: there is nothing to approve until that is put right';
  return needsOperator ? 'There is nothing to approve now' : 'Somebody has approved it meanwhile';
}
