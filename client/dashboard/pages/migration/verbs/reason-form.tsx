/** The verbs that end a run: each takes a reason. */
import { useState } from 'react';
import { ReasonField } from '../../../parts/reason-field';
import { useGiveMigrationVerb } from './give-migration-verb';
import { WhereNumbersAre } from '../numbers';
import { effectOf } from './verb-effects';
import { MigrationVerbForm, type OneVerbProps } from './migration-verb-form';

const ACTIONS = { reject: 'Reject and end the run', abandon: 'Abandon the migration', conclude: 'Conclude as failed' };

/** Rejects, abandons or concludes. */
export function ReasonForm({
  verb,
  state,
  onClose,
}: OneVerbProps & { readonly verb: 'reject' | 'abandon' | 'conclude' }) {
  const give = useGiveMigrationVerb(verb, state.wabaId, onClose);
  const [reason, setReason] = useState('');
  const [wasAsked, setAsked] = useState(false);
  return (
    <MigrationVerbForm
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
      <ReasonField value={reason} onChange={setReason} wasAsked={wasAsked} />
    </MigrationVerbForm>
  );
}
