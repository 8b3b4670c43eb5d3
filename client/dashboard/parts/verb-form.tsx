/** What the dialogs of all verbs share: what it will do, whether it is still asked for, what went wrong, the way out. */
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, type ButtonKind } from './button';
import { DialogActions } from './dialog';
import { Glyph } from './glyph';
import { ProblemPanel } from './problem-panel';
import './verb-form.css';

/** What {@link VerbForm} takes. */
export interface VerbFormProps {
  readonly effect: string;
  /** On the button that sends. */
  readonly action: string;
  readonly kind?: ButtonKind;
  /** On the button that leaves it; another word than "Cancel" where that is what the verb does. */
  readonly dismiss?: string;
  /** The wait that the run stands in now; undefined where it waits for nothing. */
  readonly waitId: string | undefined;
  /** Whether the run takes the verb now. */
  readonly isTaken: boolean;
  /** What the run says now, as a sentence: read where it went on while the dialog was open. */
  readonly saidNow: ReactNode;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** Sends; `waitingForId` is the wait that was read, undefined where the run waited for nothing. */
  readonly onSend: (decidedOn: { readonly waitingForId?: string }) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** A verb's dialog from its effect to its buttons. */
export function VerbForm(props: VerbFormProps) {
  const {
    effect,
    action,
    kind = 'primary',
    dismiss = 'Cancel',
    waitId,
    isTaken,
    saidNow,
    isBusy,
    error,
    onSend,
    onClose,
    children,
  } = props;
  const [read, setRead] = useState(waitId);
  const isOutdated = isTaken && read !== undefined && waitId !== read;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isTaken && !isOutdated && !isBusy) onSend(read === undefined ? {} : { waitingForId: read });
  };
  return (
    <form className="verb-form" onSubmit={submit} noValidate>
      <p>{effect}</p>
      {(isOutdated || !isTaken) && !isBusy && (
        <section className="meanwhile" role="alert">
          <Glyph name="alert" size={16} />
          <div>
            <h3>{isTaken ? 'The run went on while this was open' : 'The run does not take this any more'}</h3>
            <p>{saidNow}</p>
          </div>
          {isTaken && <Button onPress={() => setRead(waitId)}>I have read it</Button>}
        </section>
      )}
      {children}
      {isTaken && error !== null && error !== undefined && <ProblemPanel error={error} isUrgent />}
      <DialogActions>
        <Button onPress={onClose}>{isTaken ? dismiss : 'Close'}</Button>
        {isTaken && (
          <Button kind={kind} type="submit" isBusy={isBusy} isDisabled={isOutdated}>
            {action}
          </Button>
        )}
      </DialogActions>
    </form>
  );
}
