/** The dialog of a verb: what it will do, why it is given, and whether the operation still takes it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../parts/dialog';
import { ReasonField } from '../../parts/reason-field';
import { toast } from '../../parts/toast';
import { VerbForm } from '../../parts/verb-form';
import { api, ask, type CreditState, type CreditVerb } from '../../server/api';
import { creditOperationQuery } from '../../server/credit';
import { sayUnanswered, useDecisionKey } from '../../server/decision-key';
import { KEYS } from '../../server/queries';
import { creditInWords } from '../../words/credit-reasons';
import { creditVerbsOf, creditVerbWords } from '../../words/credit-verbs';
import { sentence } from '../../words/text';
import { isTyped, RadiusView, TypedBusiness } from './radius-view';

/** What {@link VerbDialog} takes. */
export interface VerbDialogProps {
  readonly verb: CreditVerb;
  readonly state: CreditState;
  readonly onClose: () => void;
}

/** The dialog; it follows the operation while it is open. */
export function VerbDialog({ verb, state, onClose }: VerbDialogProps) {
  const { businessId, waitingFor, outcome, timeline } = state;
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const { button, effect, taken, isFinal } = creditVerbWords(verb, state);
  const give = useGiveVerb(verb, businessId, { taken, onTaken: onClose });
  const radius = verb === 'confirm-radius' ? state.radius : null;
  const isReady = radius === null ? reason.trim() !== '' : isTyped(typed, businessId);
  const saidNow = outcome?.reason ?? waitingFor?.reason ?? timeline.at(-1)?.text ?? 'It goes on by itself now';
  return (
    <Dialog title={`${button}?`} isOpen onClose={onClose} isWide={radius !== null}>
      <VerbForm
        effect={effect}
        action={button}
        kind={isFinal ? 'final' : 'primary'}
        dismiss="Not now"
        waitId={waitingFor?.id}
        isTaken={creditVerbsOf(state).includes(verb)}
        saidNow={sentence(creditInWords(saidNow))}
        isBusy={give.isPending}
        error={give.error}
        onSend={(decidedOn) => {
          setAsked(true);
          if (isReady) give.mutate({ ...decidedOn, reason: reason.trim(), radius: radius?.digest ?? '' });
        }}
        onClose={onClose}
      >
        {radius === null ? (
          <ReasonField value={reason} onChange={setReason} wasAsked={wasAsked} />
        ) : (
          <>
            <RadiusView radius={radius} />
            <TypedBusiness businessId={businessId} value={typed} onChange={setTyped} isTried={wasAsked} />
          </>
        )}
      </VerbForm>
    </Dialog>
  );
}

interface Decision {
  readonly waitingForId?: string;
  readonly reason: string;
  /** Digest of the radius; only of `confirm-radius`. */
  readonly radius: string;
}

interface Taken {
  /** What is said once the operation has taken it. */
  readonly taken: string;
  readonly onTaken: () => void;
}

/** Sends a verb; `onTaken` follows once the operation has taken it, unless who sent it has gone elsewhere by then. */
function useGiveVerb(verb: CreditVerb, businessId: string, { taken, onTaken }: Taken) {
  const client = useQueryClient();
  const keyOf = useDecisionKey();
  const { queryKey } = creditOperationQuery(businessId);
  const give = useMutation({
    mutationFn: ({ reason, radius, ...onWait }: Decision): Promise<CreditState> => {
      const key = keyOf({ reason, radius, ...onWait });
      const params = { path: { id: businessId }, header: { 'idempotency-key': key } };
      const path = '/v1/businesses/{id}/credit/operation' as const;
      const answer =
        verb === 'confirm-radius'
          ? ask(api.POST(`${path}/confirm-radius`, { params, body: { radius, ...onWait } }))
          : ask(api.POST(`${path}/${verb}`, { params, body: { reason, ...onWait } }));
      return answer.catch(sayUnanswered);
    },
    onSuccess: (next) => {
      client.setQueryData(queryKey, next);
      void client.invalidateQueries({ queryKey: KEYS.credit });
      toast(taken);
    },
    // What was refused was decided on something else than what is there.
    onError: () => client.invalidateQueries({ queryKey }),
  });
  return { ...give, mutate: (decision: Decision) => give.mutate(decision, { onSuccess: onTaken }) };
}
