/**
 * The approval: what was verified, what will happen, and the count that has to be typed. What is shown stays as it was when
 * it was opened; when the run verifies anew meanwhile, the dialog says what changed and asks again.
 */
import { useState, type FormEvent } from 'react';
import { useRights } from '../../../frame/session';
import { Button } from '../../../parts/button';
import { Choices } from '../../../parts/choice';
import { Dialog, DialogActions } from '../../../parts/dialog';
import { Field } from '../../../parts/field';
import { Glyph } from '../../../parts/glyph';
import { ProblemPanel } from '../../../parts/problem-panel';
import { Words } from '../../../parts/words';
import type { StateDocument } from '../../../server/api';
import { isForOthers } from '../../../words/second-person';
import { counted } from '../../../words/text';
import { approvalOf, countFault, isSame, notBeforeFault, verifiedNow, type Verified } from './approval';
import { ApprovalBrief } from './approval-brief';
import { Changed, TakesThePlace } from './approval-changed';
import { useGiveMigrationVerb } from './give-migration-verb';
import '../../../parts/verb-form.css';

interface ApprovalProps {
  readonly state: StateDocument;
  readonly onClose: () => void;
}

/** The dialog. */
export function ApprovalDialog({ state, onClose }: ApprovalProps) {
  return (
    <Dialog
      title={`Approve the move of ${state.wabaId}${approvalOf(state) === null ? '' : ' anew'}`}
      isOpen
      isWide
      onClose={onClose}
    >
      <Approval state={state} onClose={onClose} />
    </Dialog>
  );
}

function Approval({ state, onClose }: ApprovalProps) {
  const now = verifiedNow(state);
  const [seen, setSeen] = useState(now);
  const rights = useRights();
  if (isForOthers(state, rights.name))
    return (
      <NotNow onClose={onClose} title="You started this migration, so somebody else approves it">
        Two people decide about this move. Ask {rights.whoCould('migrations:decide')} other than you, and send them the
        address of this page.
      </NotNow>
    );
  if (seen === null)
    return now === null ? (
      <NotNow onClose={onClose} title="There is nothing to approve now">
        <Words of={state.outcome?.reason ?? state.waitingFor?.reason ?? 'The run goes on by itself'} />
      </NotNow>
    ) : (
      <ApprovalForm key={keyOf(now)} seen={now} now={now} state={state} onClose={onClose} onAgain={setSeen} />
    );
  return <ApprovalForm key={keyOf(seen)} seen={seen} now={now} state={state} onClose={onClose} onAgain={setSeen} />;
}

const keyOf = ({ digest, approved }: Verified): string => `${digest} ${approved?.at ?? ''}`;

function NotNow(props: { readonly title: string; readonly children: React.ReactNode; readonly onClose: () => void }) {
  return (
    <>
      <section className="meanwhile">
        <Glyph name="alert" size={16} />
        <div>
          <h3>{props.title}</h3>
          <p>{props.children}</p>
        </div>
      </section>
      <DialogActions>
        <Button onPress={props.onClose}>Close</Button>
      </DialogActions>
    </>
  );
}

interface FormProps extends ApprovalProps {
  /** What is shown, and approved. */
  readonly seen: Verified;
  /** What the run asks for now. */
  readonly now: Verified | null;
  readonly onAgain: (now: Verified) => void;
}

type When = 'now' | 'later';

function ApprovalForm({ seen, now, state, onClose, onAgain }: FormProps) {
  const give = useGiveMigrationVerb('approve', state.wabaId, onClose);
  const [when, setWhen] = useState<When>('now');
  const [notBefore, setNotBefore] = useState('');
  const [comment, setComment] = useState('');
  const [typed, setTyped] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const count = seen.report.idMap.phones.length;
  const isOutdated = !isSame(seen, now) && !give.isPending && !give.isSuccess;
  const wrong = {
    count: countFault(typed, count),
    notBefore: when === 'later' ? notBeforeFault(notBefore, new Date()) : undefined,
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (isOutdated || give.isPending || wrong.count !== undefined || wrong.notBefore !== undefined) return;
    give.mutate({
      digest: seen.digest,
      ...(state.waitingFor && { waitingForId: state.waitingFor.id }),
      ...(when === 'later' && { notBefore: new Date(notBefore).toISOString() }),
      ...(comment.trim() !== '' && { comment: comment.trim() }),
    });
  };
  return (
    <form className="verb-form" onSubmit={submit} noValidate>
      {isOutdated && <Changed seen={seen} now={now} state={state} onAgain={onAgain} />}
      {seen.approved !== null && !isOutdated && <TakesThePlace of={seen.approved} />}
      <ApprovalBrief verified={seen} isOutdated={isOutdated} />
      {!isOutdated && (
        <>
          <Choices<When>
            label="When"
            value={when}
            onChange={setWhen}
            choices={[
              { value: 'now', title: 'Now', text: 'The numbers move as soon as it is approved.' },
              {
                value: 'later',
                title: 'Not before a time',
                text: 'Until then it can be approved anew, paused or abandoned.',
              },
            ]}
          />
          {when === 'later' && (
            <Field
              label="Not before"
              help={`In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}. A change of the account meanwhile voids the approval.`}
              type="datetime-local"
              value={notBefore}
              onChange={setNotBefore}
              error={wasAsked ? wrong.notBefore : undefined}
            />
          )}
          <Field
            label="Comment"
            help="Optional; on the timeline and in the evidence."
            value={comment}
            onChange={setComment}
            maxLength={1_000}
          />
          <Field
            label={`How many numbers will move? Type ${count}`}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={setTyped}
            error={wasAsked || (typed !== '' && typed.length >= String(count).length) ? wrong.count : undefined}
          />
        </>
      )}
      {give.error !== null && !isOutdated && <ProblemPanel error={give.error} isUrgent />}
      <DialogActions>
        <Button onPress={onClose}>{isOutdated ? 'Close' : 'Cancel'}</Button>
        {!isOutdated && (
          <Button kind="final" type="submit" isBusy={give.isPending}>
            {when === 'now'
              ? `Move ${counted(count, 'number')} for good`
              : `Approve the move of ${counted(count, 'number')}`}
          </Button>
        )}
      </DialogActions>
    </form>
  );
}
