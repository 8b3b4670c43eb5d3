/** Pausing a run and letting it go on: nothing to fill in. */
import { useGiveMigrationVerb } from './give-migration-verb';
import { effectOf } from './verb-effects';
import { MigrationVerbForm, type OneVerbProps } from './migration-verb-form';

/** Pauses, or lets it go on. */
export function PauseForm({ verb, state, onClose }: OneVerbProps & { readonly verb: 'pause' | 'unpause' }) {
  const give = useGiveMigrationVerb(verb, state.wabaId, onClose);
  return (
    <MigrationVerbForm
      {...{ state, verb, onClose }}
      effect={effectOf(verb, state)}
      action={verb === 'pause' ? 'Pause the migration' : 'Let it go on'}
      isBusy={give.isPending}
      error={give.error}
      onSend={(decidedOn) => give.mutate(decidedOn)}
    />
  );
}
