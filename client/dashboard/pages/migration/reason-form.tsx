/** The verbs that end a run: each takes a reason. */
import { useState } from 'react';
import { Field } from '../../parts/field';
import { useGiveVerb } from './give-verb';
import { WhereNumbersAre } from './numbers';
import { effectOf } from './verb-effects';
import { VerbForm, type OneVerbProps } from './verb-form';

const SAY_WHY = 'Say why: it stays on the timeline and in the evidence.';

/** Why somebody decided it. */
export function ReasonField(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isMissing: boolean;
}) {
  const { value, onChange, isMissing } = props;
  return (
    <Field
      label="Reason"
      help="On the timeline and in the evidence, with your name."
      rows={3}
      maxLength={1_000}
      isRequired
      autoFocus
      value={value}
      onChange={onChange}
      error={isMissing && value.trim() === '' ? SAY_WHY : undefined}
    />
  );
}

const ACTIONS = { reject: 'Reject and end the run', abandon: 'Abandon the migration', conclude: 'Conclude as failed' };

/** Rejects, abandons or concludes. */
export function ReasonForm({
  verb,
  state,
  onClose,
}: OneVerbProps & { readonly verb: 'reject' | 'abandon' | 'conclude' }) {
  const give = useGiveVerb(verb, state.wabaId, onClose);
  const [reason, setReason] = useState('');
  const [wasAsked, setAsked] = useState(false);
  return (
    <VerbForm
      {...{ state, verb, onClose }}
      effect={effectOf(verb, state)}
      action={ACTIONS[verb]}
      kind="final"
      isBusy={give.isPending}
      error={give.error}
      onSend={(decidedOn) => {
        setAsked(true);
        if (reason.trim() !== '') give.mutate({ ...decidedOn, reason });
      }}
    >
      {verb === 'conclude' && <WhereNumbersAre state={state} />}
      <ReasonField value={reason} onChange={setReason} isMissing={wasAsked} />
    </VerbForm>
  );
}
