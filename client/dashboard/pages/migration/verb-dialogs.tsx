/** The dialogs of the verbs, but for the approval's. */
import { useState } from 'react';
import { Choices, Tick } from '../../parts/choice';
import { Dialog } from '../../parts/dialog';
import { Field } from '../../parts/field';
import type { Check, StateDocument, Verb } from '../../server/api';
import { byWeight, checkTitle, waivable } from '../../words/checks';
import { VERB_WORDS } from '../../words/verbs';
import { ApprovalDialog } from './approval-dialog';
import { useGiveVerb } from './give-verb';
import { asksAboutClones, offeredSteps, RETRY_WORDS, type RetryStep } from './retry-steps';
import { effectOf } from './verb-effects';
import { VerbForm } from './verb-form';
import { WhereNumbersAre } from './numbers';

interface FormProps {
  readonly state: StateDocument;
  readonly onClose: () => void;
}

/** The dialog of a verb. */
export function VerbDialog({ verb, state, onClose }: FormProps & { readonly verb: Verb }) {
  if (verb === 'approve') return <ApprovalDialog state={state} onClose={onClose} />;
  return (
    <Dialog title={`${VERB_WORDS[verb]}: ${state.wabaId}`} isOpen onClose={onClose}>
      <FormOf verb={verb} state={state} onClose={onClose} />
    </Dialog>
  );
}

function FormOf({ verb, ...props }: FormProps & { readonly verb: Exclude<Verb, 'approve'> }) {
  switch (verb) {
    case 'reject':
    case 'abandon':
    case 'conclude':
      return <ReasonForm verb={verb} {...props} />;
    case 'pause':
    case 'unpause':
      return <PlainForm verb={verb} {...props} />;
    case 'waive':
      return <WaiveForm {...props} />;
    case 'retry':
      return <RetryForm {...props} />;
    case 'attach':
      return <AttachForm {...props} />;
  }
}

const SAY_WHY = 'Say why: it stays on the timeline and in the evidence.';

function ReasonField(props: {
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

function ReasonForm({ verb, state, onClose }: FormProps & { readonly verb: 'reject' | 'abandon' | 'conclude' }) {
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

function PlainForm({ verb, state, onClose }: FormProps & { readonly verb: 'pause' | 'unpause' }) {
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

function WaiveForm({ state, onClose }: FormProps) {
  const give = useGiveVerb('waive', state.wabaId, onClose);
  const checks = byWeight(waivable(state.report?.checks ?? []));
  const [name, setName] = useState<Check['name'] | null>(checks.length === 1 ? (checks[0]?.name ?? null) : null);
  const [reason, setReason] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const check = checks.find((candidate) => candidate.name === name);
  return (
    <VerbForm
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
      <ReasonField value={reason} onChange={setReason} isMissing={wasAsked} />
    </VerbForm>
  );
}

function RetryForm({ state, onClose }: FormProps) {
  const give = useGiveVerb('retry', state.wabaId, onClose);
  const steps = offeredSteps(state);
  const [chosen, setStep] = useState<RetryStep | null>(null);
  const [wasLookedAfter, setLookedAfter] = useState(false);
  const [wasAsked, setAsked] = useState(false);
  const step = chosen !== null && steps.includes(chosen) ? chosen : steps[0];
  const candidates = state.waitingFor?.candidates ?? [];
  const asksClones = step === 'initiate' && asksAboutClones(state);
  return (
    <VerbForm
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
                  <code>{id}</code>
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
    </VerbForm>
  );
}

const MIGRATION_ID = /^[A-Za-z0-9_.:-]{1,128}$/;

function AttachForm({ state, onClose }: FormProps) {
  const give = useGiveVerb('attach', state.wabaId, onClose);
  const [migrationId, setMigrationId] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const id = migrationId.trim();
  const { candidates = [] } = state.waitingFor ?? {};
  return (
    <VerbForm
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
              <code>{candidate}</code>
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
    </VerbForm>
  );
}
