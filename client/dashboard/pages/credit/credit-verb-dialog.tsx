/** The dialog of a verb: what it will do, why it is given, and whether the operation still takes it. */
import { useState } from 'react';
import { Dialog } from '../../parts/dialog';
import { useGiveVerb, type OnceTaken } from '../../parts/give-verb';
import { ReasonField } from '../../parts/reason-field';
import { VerbForm } from '../../parts/verb-form';
import { api, ask, type CreditState, type CreditVerb } from '../../server/api';
import { creditOperationQuery } from '../../server/credit';
import { KEYS } from '../../server/keys';
import { creditInWords } from '../../words/credit-reasons';
import { creditVerbsOf, creditVerbWords } from '../../words/credit-verbs';
import { sentence } from '../../words/text';
import { isTyped, RadiusView, TypedBusiness } from './radius-view';

/** What {@link CreditVerbDialog} takes. */
export interface CreditVerbDialogProps {
  readonly verb: CreditVerb;
  readonly state: CreditState;
  readonly onClose: () => void;
}

/** The dialog; it follows the operation while it is open. */
export function CreditVerbDialog({ verb, state, onClose }: CreditVerbDialogProps) {
  const { businessId, waitingFor, outcome, timeline } = state;
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const { button, effect, taken, isFinal } = creditVerbWords(verb, state);
  const give = useGiveCreditVerb(verb, businessId, { taken, onTaken: onClose });
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

/** Sends a verb; `onTaken` follows once the operation has taken it, unless who sent it has gone elsewhere by then. */
function useGiveCreditVerb(verb: CreditVerb, businessId: string, onceTaken: OnceTaken) {
  const { queryKey } = creditOperationQuery(businessId);
  return useGiveVerb({
    send: ({ reason, radius, ...onWait }: Decision, key): Promise<CreditState> => {
      const params = { path: { id: businessId }, header: { 'idempotency-key': key } };
      const path = '/v1/businesses/{id}/credit/operation' as const;
      return verb === 'confirm-radius'
        ? ask(api.POST(`${path}/confirm-radius`, { params, body: { radius, ...onWait } }))
        : ask(api.POST(`${path}/${verb}`, { params, body: { reason, ...onWait } }));
    },
    stateKey: queryKey,
    listsKey: KEYS.credit,
    subjectKey: queryKey,
    ...onceTaken,
  });
}
