/** The dialog of a migration's verb, from its effect to its buttons. */
import { VerbForm, type VerbFormProps } from '../../../parts/verb-form';
import type { StateDocument, Verb } from '../../../server/api';
import { withoutCommands } from '../../../words/reasons';
import { sentence } from '../../../words/text';
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
  const reason = state.outcome?.reason ?? state.waitingFor?.reason;
  return (
    <VerbForm
      {...rest}
      waitId={state.waitingFor?.id}
      isTaken={verbsOf(state).includes(verb)}
      saidNow={reason === undefined ? 'It goes on by itself now.' : sentence(withoutCommands(reason))}
    />
  );
}
