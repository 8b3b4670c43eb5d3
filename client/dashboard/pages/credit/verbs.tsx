/** What a person can tell an operation now; each verb says in a dialog what it will do before it does it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Button } from '../../parts/button';
import { Dialog, DialogActions } from '../../parts/dialog';
import { Field } from '../../parts/field';
import { ProblemPanel } from '../../parts/problem-panel';
import { toast } from '../../parts/toast';
import { useRights } from '../../frame/session';
import { api, ask, idempotencyKey, type About, type CreditState, type CreditVerb } from '../../server/api';
import { creditOperationQuery } from '../../server/credit';
import { KEYS } from '../../server/queries';
import { creditVerbWords } from '../../words/credit';
import { sentence } from '../../words/text';
import { isTyped, RadiusView, TypedBusiness } from './radius-view';

/** What {@link CreditVerbs} takes. */
export interface CreditVerbsProps {
  readonly state: CreditState;
  readonly permissions: About['creditVerbs'];
}

/** The verbs' buttons; the first one helps most. */
export function CreditVerbs({ state, permissions }: CreditVerbsProps) {
  const rights = useRights();
  // What was decided on stays under the dialog, however the operation moves meanwhile.
  const [open, setOpen] = useState<{ readonly verb: CreditVerb; readonly state: CreditState }>();
  const verbs = state.waitingFor?.verbs ?? [];
  const allowed = verbs.filter((verb) => rights.may(permissions[verb]));
  const [missing] = verbs.filter((verb) => !rights.may(permissions[verb]));
  if (verbs.length === 0 && open === undefined) return null;
  return (
    <div className="credit-verbs">
      {allowed.map((verb, index) => (
        <Button
          key={verb}
          kind={index === 0 && state.needsOperator ? 'primary' : 'plain'}
          onPress={() => setOpen({ verb, state })}
        >
          {creditVerbWords(verb, state).button}…
        </Button>
      ))}
      {missing !== undefined && (
        <p className="muted small">
          {sentence(`“${creditVerbWords(missing, state).button}” is for ${rights.whoCould(permissions[missing])}`)}
        </p>
      )}
      {open && <VerbDialog {...open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

interface VerbDialogProps {
  readonly verb: CreditVerb;
  readonly state: CreditState;
  readonly onClose: () => void;
}

function VerbDialog({ verb, state, onClose }: VerbDialogProps) {
  const client = useQueryClient();
  const { businessId } = state;
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const { button, effect, isFinal } = creditVerbWords(verb, state);
  const radius = verb === 'confirm-radius' ? state.radius : null;
  const give = useMutation({
    mutationFn: () => tell(verb, state, { reason: reason.trim(), radius: radius?.digest ?? '' }),
    onSuccess: (next) => {
      client.setQueryData(creditOperationQuery(businessId).queryKey, next);
      void client.invalidateQueries({ queryKey: KEYS.credit });
      toast(`${button}: told the operation of business ${businessId}`);
      onClose();
    },
  });
  const isReady = radius === null ? reason.trim() !== '' : isTyped(typed, businessId);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isReady && !give.isPending) give.mutate();
  };
  return (
    <Dialog title={`${button}?`} isOpen onClose={onClose} isWide={radius !== null}>
      <form className="credit-operation" onSubmit={submit} noValidate>
        <p>{effect}</p>
        {radius === null ? (
          <Field
            label="Why"
            help="Kept with the operation, under your name."
            isRequired
            autoFocus
            rows={2}
            value={reason}
            onChange={setReason}
            error={isTried && reason.trim() === '' ? 'Say why: others will read it.' : undefined}
          />
        ) : (
          <>
            <RadiusView radius={radius} />
            <TypedBusiness businessId={businessId} value={typed} onChange={setTyped} isTried={isTried} />
          </>
        )}
        {give.error !== null && <ProblemPanel error={give.error} what="It was not told" isUrgent />}
        <DialogActions>
          <Button onPress={onClose}>Not now</Button>
          <Button type="submit" kind={isFinal ? 'final' : 'primary'} isBusy={give.isPending}>
            {button}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface Told {
  readonly reason: string;
  readonly radius: string;
}

function tell(
  verb: CreditVerb,
  { businessId, waitingFor }: CreditState,
  { reason, radius }: Told,
): Promise<CreditState> {
  const params = { path: { id: businessId }, header: { 'idempotency-key': idempotencyKey() } };
  const onWait = waitingFor === null ? {} : { waitingForId: waitingFor.id };
  const path = '/v1/businesses/{id}/credit/operation' as const;
  if (verb === 'confirm-radius')
    return ask(api.POST(`${path}/confirm-radius`, { params, body: { radius, ...onWait } }));
  return ask(api.POST(`${path}/${verb}`, { params, body: { reason, ...onWait } }));
}
