/** Naming the migration at Meta that a run may have begun. */
import { useState } from 'react';
import { Field } from '../../../parts/field';
import { Id } from '../../../parts/id';
import { useGiveMigrationVerb } from './give-migration-verb';
import { effectOf } from './verb-effects';
import { MigrationVerbForm, type OneVerbProps } from './migration-verb-form';

const MIGRATION_ID = /^[A-Za-z0-9_.:-]{1,128}$/;

/** Attaches a migration by its id. */
export function AttachForm({ state, onClose }: OneVerbProps) {
  const give = useGiveMigrationVerb('attach', state.wabaId, onClose);
  const [migrationId, setMigrationId] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const id = migrationId.trim();
  const { candidates = [] } = state.waitingFor ?? {};
  return (
    <MigrationVerbForm
      {...{ state, verb: 'attach', onClose }}
      effect={effectOf('attach', state)}
      action="Attach the migration"
      isBusy={give.isPending}
      error={give.error}
      onSend={(decidedOn) => {
        setAsked(true);
        if (MIGRATION_ID.test(id)) give.mutate({ ...decidedOn, migrationId: id });
      }}
    >
      {candidates.length > 0 && (
        <p>
          {candidates.length === 1 ? 'An account' : 'Accounts'} that may be its clone:{' '}
          {candidates.map((candidate, index) => (
            <span key={candidate}>
              {index > 0 && ', '}
              <Id value={candidate} of="id of the possible clone" isWhole />
            </span>
          ))}
        </p>
      )}
      <Field
        label="Migration id at Meta"
        help="As Meta’s support or the notice of the clone names it. Such a run is never approved by itself."
        isMono
        isRequired
        autoFocus
        autoComplete="off"
        value={migrationId}
        onChange={setMigrationId}
        error={wasAsked && !MIGRATION_ID.test(id) ? 'Give the id: up to 128 letters, digits and _ . : -' : undefined}
      />
    </MigrationVerbForm>
  );
}
