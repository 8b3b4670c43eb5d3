/** Taking a step again: which one, and what became of the clone that it may have made already. */
import { useState } from 'react';
import { Choices, Tick } from '../../../parts/choice';
import { Id } from '../../../parts/id';
import { useGiveMigrationVerb } from './give-migration-verb';
import { asksAboutClones, offeredSteps, RETRY_WORDS, type RetryStep } from './retry-steps';
import { effectOf } from './verb-effects';
import { MigrationVerbForm, type OneVerbProps } from './migration-verb-form';

/** Retries a step. */
export function RetryForm({ state, onClose }: OneVerbProps) {
  const give = useGiveMigrationVerb('retry', state.wabaId, onClose);
  const steps = offeredSteps(state);
  const [chosen, setStep] = useState<RetryStep | null>(null);
  const [wasLookedAfter, setLookedAfter] = useState(false);
  const [wasAsked, setAsked] = useState(false);
  const step = chosen !== null && steps.includes(chosen) ? chosen : steps[0];
  const candidates = state.waitingFor?.candidates ?? [];
  const asksClones = step === 'initiate' && asksAboutClones(state);
  return (
    <MigrationVerbForm
      {...{ state, verb: 'retry', onClose }}
      effect={effectOf('retry', state)}
      action={step === undefined ? 'Try again' : RETRY_WORDS[step].title}
      kind={step === 'resume' ? 'final' : 'primary'}
      isBusy={give.isPending}
      error={give.error}
      onSend={(decidedOn) => {
        setAsked(true);
        if (step === undefined || (asksClones && !wasLookedAfter)) return;
        const acceptOrphans = candidates.length === 0 ? ['none'] : [...candidates];
        give.mutate({ ...decidedOn, step, ...(asksClones && { acceptOrphans }) });
      }}
    >
      <Choices
        label="Which step"
        value={step ?? null}
        onChange={setStep}
        choices={steps.map((each) => ({ value: each, title: RETRY_WORDS[each].title, text: RETRY_WORDS[each].does }))}
      />
      {asksClones && (
        <div className="verb-clones">
          <h3>Clones that this run may have made already</h3>
          {candidates.length > 0 && (
            <ul>
              {candidates.map((id) => (
                <li key={id}>
                  <Id value={id} of="id of the possible clone" isWhole />
                </li>
              ))}
            </ul>
          )}
          <Tick isTicked={wasLookedAfter} onChange={setLookedAfter}>
            {candidates.length > 0
              ? 'I know these accounts. Whichever of them this run made stays behind, unused, on its report.'
              : 'I looked in Business Manager, and there is no clone of this account.'}
          </Tick>
          {wasAsked && !wasLookedAfter && (
            <p className="field-error small" role="alert">
              Confirm it: otherwise the account would get a second clone that nobody knows of.
            </p>
          )}
        </div>
      )}
    </MigrationVerbForm>
  );
}
