/** Setting a check aside: which one, and why. */
import { useState } from 'react';
import { Choices } from '../../../parts/choice';
import { ReasonField } from '../../../parts/reason-field';
import type { Check } from '../../../server/api';
import { byWeight, checkTitle, waivable } from '../../../words/checks';
import { useGiveMigrationVerb } from './give-migration-verb';
import { effectOf } from './verb-effects';
import { MigrationVerbForm, type OneVerbProps } from './migration-verb-form';

/** Waives a check. */
export function WaiveForm({ state, onClose }: OneVerbProps) {
  const give = useGiveMigrationVerb('waive', state.wabaId, onClose);
  const checks = byWeight(waivable(state.report?.checks ?? []));
  const [name, setName] = useState<Check['name'] | null>(checks.length === 1 ? (checks[0]?.name ?? null) : null);
  const [reason, setReason] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const check = checks.find((candidate) => candidate.name === name);
  return (
    <MigrationVerbForm
      {...{ state, verb: 'waive', onClose }}
      effect={effectOf('waive', state)}
      action={check === undefined ? 'Waive' : `Waive “${checkTitle(check.name)}”`}
      kind="final"
      isBusy={give.isPending}
      error={give.error}
      onSend={(decidedOn) => {
        setAsked(true);
        if (check !== undefined && reason.trim() !== '') give.mutate({ ...decidedOn, check: check.name, reason });
      }}
    >
      <Choices
        label="Which check"
        value={check?.name ?? null}
        onChange={setName}
        choices={checks.map((each) => ({
          value: each.name,
          title: `${checkTitle(each.name)}${each.verdict === 'block' ? ' (blocks)' : ''}`,
          text: each.text,
        }))}
      />
      {wasAsked && check === undefined && (
        <p className="field-error small" role="alert">
          Choose the check to set aside.
        </p>
      )}
      <ReasonField value={reason} onChange={setReason} wasAsked={wasAsked} />
    </MigrationVerbForm>
  );
}
