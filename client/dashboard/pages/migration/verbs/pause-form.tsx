/** Pausing a run and letting it go on: nothing to fill in. */
import { useGiveVerb } from './give-verb';
import { effectOf } from './verb-effects';
import { VerbForm, type OneVerbProps } from './verb-form';

/** Pauses, or lets it go on. */
export function PauseForm({ verb, state, onClose }: OneVerbProps & { readonly verb: 'pause' | 'unpause' }) {
  const give = useGiveVerb(verb, state.wabaId, onClose);
  return (
    <VerbForm
      {...{ state, verb, onClose }}
      effect={effectOf(verb, state)}
      action={verb === 'pause' ? 'Pause the migration' : 'Let it go on'}
      isBusy={give.isPending}
      error={give.error}
      onSend={(decidedOn) => give.mutate(decidedOn)}
    />
  );
}
