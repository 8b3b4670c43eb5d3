/** What happened to a run while somebody was reading what was to be approved: said above what they read. */
import { useRights } from '../../../frame/session';
import { Button } from '../../../parts/button';
import { Glyph } from '../../../parts/glyph';
import { Time } from '../../../parts/time';
import { Words } from '../../../parts/words';
import type { StateDocument } from '../../../server/api';
import { changesBetween } from '../../../words/changes';
import { sentence } from '../../../words/text';
import { approvedSince, type Approved, type Verified } from './approval';
import { doing } from '../now-words';

/** What {@link Changed} takes. */
export interface ChangedProps {
  /** What is shown. */
  readonly seen: Verified;
  /** What can be approved now. */
  readonly now: Verified | null;
  readonly state: StateDocument;
  readonly onAgain: (now: Verified) => void;
}

/** The run verified anew, was approved by somebody else, stopped or ended. */
export function Changed({ seen, now, state, onAgain }: ChangedProps) {
  const rights = useRights();
  const changes = now === null ? [] : changesBetween(seen.report, now.report);
  const drift = state.timeline.findLast(({ text, at }) => text.startsWith('Changed since') && at > seen.at);
  // An approval that held when it was read is no news.
  const approval = approvedSince(state, seen.approved?.at ?? seen.at);
  // From here, where an answer was lost, or from another window; without keys everybody has one name.
  const isOwn = approval?.by === rights.name;
  return (
    <section className="meanwhile" role="alert">
      <Glyph name="alert" size={16} />
      <div>
        <h3>
          {titleOf(
            now,
            state,
            approval === null
              ? undefined
              : isOwn
                ? 'It was approved meanwhile, in your name'
                : 'Somebody has approved it meanwhile',
          )}
        </h3>
        {drift !== undefined && (
          <p>
            <Words of={drift.text} />
          </p>
        )}
        {approval !== null && now === null && (
          <p>
            By {approval.by}, <Time at={approval.at} />.
          </p>
        )}
        {(now === null || now.approved !== null) && (
          <p>
            <Words of={state.waitingFor?.reason ?? doing(state.phase)} />
          </p>
        )}
        {changes.length > 0 && (
          <ul>
            {changes.map((change) => (
              <li key={change}>{sentence(change)}</li>
            ))}
          </ul>
        )}
        <p>
          {approval === null && 'Nothing was approved. '}
          {approval !== null && !isOwn && 'No approval of yours was taken. '}
          What stands below is what you were reading.
        </p>
      </div>
      {now !== null && (
        <Button kind="primary" onPress={() => onAgain(now)}>
          {now.digest === seen.digest && now.approved !== null ? 'Approve anew' : 'Show what is verified now'}
        </Button>
      )}
    </section>
  );
}

function titleOf(now: Verified | null, { phase, outcome }: StateDocument, approved: string | undefined): string {
  if (now !== null && now.approved === null) return 'The account changed while you were reading, and was compared anew';
  if (phase === 'needs-operator') return 'The run stopped: there is nothing to approve until that is put right';
  if (outcome !== null && phase !== 'completed') return 'The run has ended';
  if (approved !== undefined) return approved;
  if (outcome !== null) return 'The run has ended';
  if (phase === 'verifying') return 'The account changed while you were reading: it is being compared anew';
  return 'There is nothing to approve now';
}

/** What another approval does to the one that holds. */
export function TakesThePlace({ of: { by, notBefore } }: { readonly of: Approved }) {
  return (
    <p>
      It is approved by {by}
      {notBefore !== null && (
        <>
          , and nothing moves before <Time at={notBefore} as="clock" />, <Time at={notBefore} />
        </>
      )}
      . Your approval takes its place.
    </p>
  );
}
