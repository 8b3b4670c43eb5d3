/** The dialog of a migration's verb, from its effect to its buttons. */
import { VerbForm, type VerbFormProps } from '../../../parts/verb-form';
import { Words } from '../../../parts/words';
import type { StateDocument, Verb } from '../../../server/api';
import { verbsOf } from './verb-effects';

/** What the form of one verb takes. */
export interface OneVerbProps {
  readonly state: StateDocument;
  readonly onClose: () => void;
}

/** What {@link MigrationVerbForm} takes. */
export interface MigrationVerbFormProps extends OneVerbProps, Omit<VerbFormProps, 'waitId' | 'isTaken' | 'saidNow'> {
  readonly verb: Verb;
}

/** The form, following the run. */
export function MigrationVerbForm({ state, verb, ...rest }: MigrationVerbFormProps) {
  const reason = state.outcome?.reason ?? state.waitingFor?.reason ?? 'It goes on by itself now';
  return (
    <VerbForm
      {...rest}
      waitId={state.waitingFor?.id}
      isTaken={verbsOf(state).includes(verb)}
      saidNow={<Words of={reason} />}
    />
  );
}
