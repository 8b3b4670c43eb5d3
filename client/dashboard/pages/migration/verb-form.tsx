/** What the dialogs of all verbs share: what it will do, whether it is still asked for, what went wrong, the way out. */
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, type ButtonKind } from '../../parts/button';
import { DialogActions } from '../../parts/dialog';
import { Glyph } from '../../parts/glyph';
import { ProblemPanel } from '../../parts/problem-panel';
import type { StateDocument, Verb } from '../../server/api';
import { withoutCommands } from '../../words/reasons';
import { sentence } from '../../words/text';
import { verbsOf } from './verb-effects';
import './verb-form.css';

/** What the form of one verb takes. */
export interface OneVerbProps {
  readonly state: StateDocument;
  readonly onClose: () => void;
}

/** What {@link VerbForm} takes. */
export interface VerbFormProps extends OneVerbProps {
  readonly verb: Verb;
  readonly effect: string;
  /** On the button that sends. */
  readonly action: string;
  readonly kind?: ButtonKind;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** Sends; `waitingForId` is the wait that was read, undefined where the run waited for nothing. */
  readonly onSend: (decidedOn: { readonly waitingForId?: string }) => void;
  readonly children?: ReactNode;
}

/** A verb's dialog from its effect to its buttons. */
export function VerbForm(props: VerbFormProps) {
  const { state, verb, effect, action, kind = 'primary', isBusy, error, onSend, onClose, children } = props;
  const current = state.waitingFor?.id;
  const [read, setRead] = useState(current);
  const isTaken = verbsOf(state).includes(verb);
  const isOutdated = isTaken && read !== undefined && current !== read;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isTaken && !isOutdated && !isBusy) onSend(read === undefined ? {} : { waitingForId: read });
  };
  return (
    <form className="verb-form" onSubmit={submit} noValidate>
      <p>{effect}</p>
      {(isOutdated || !isTaken) && !isBusy && (
        <Meanwhile state={state} isTaken={isTaken} onRead={() => setRead(current)} />
      )}
      {children}
      {error !== null && error !== undefined && <ProblemPanel error={error} isUrgent />}
      <DialogActions>
        <Button onPress={onClose}>{isTaken ? 'Cancel' : 'Close'}</Button>
        {isTaken && (
          <Button kind={kind} type="submit" isBusy={isBusy} isDisabled={isOutdated}>
            {action}
          </Button>
        )}
      </DialogActions>
    </form>
  );
}

function Meanwhile(props: { readonly state: StateDocument; readonly isTaken: boolean; readonly onRead: () => void }) {
  const { state, isTaken, onRead } = props;
  const reason = state.outcome?.reason ?? state.waitingFor?.reason;
  return (
    <section className="meanwhile" role="alert">
      <Glyph name="alert" size={16} />
      <div>
        <h3>{isTaken ? 'The run went on while this was open' : 'The run does not take this any more'}</h3>
        <p>{reason === undefined ? 'It goes on by itself now.' : sentence(withoutCommands(reason))}</p>
      </div>
      {isTaken && <Button onPress={onRead}>I have read it</Button>}
    </section>
  );
}
