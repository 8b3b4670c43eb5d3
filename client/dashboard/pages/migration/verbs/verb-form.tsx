/** The dialog of a migration's verb, from its effect to its buttons. */
import { VerbForm as AnyVerbForm, type VerbFormProps as AnyVerbFormProps } from '../../../parts/verb-form';
import type { StateDocument, Verb } from '../../../server/api';
import { withoutCommands } from '../../../words/reasons';
import { sentence } from '../../../words/text';
import { verbsOf } from './verb-effects';

/** What the form of one verb takes. */
export interface OneVerbProps {
  readonly state: StateDocument;
  readonly onClose: () => void;
}

/** What {@link VerbForm} takes. */
export interface VerbFormProps extends OneVerbProps, Omit<AnyVerbFormProps, 'waitId' | 'isTaken' | 'saidNow'> {
  readonly verb: Verb;
}

/** The form, following the run. */
export function VerbForm({ state, verb, ...rest }: VerbFormProps) {
  const reason = state.outcome?.reason ?? state.waitingFor?.reason;
  return (
    <AnyVerbForm
      {...rest}
      waitId={state.waitingFor?.id}
      isTaken={verbsOf(state).includes(verb)}
      saidNow={reason === undefined ? 'It goes on by itself now.' : sentence(withoutCommands(reason))}
    />
  );
}
