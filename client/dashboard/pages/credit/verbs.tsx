/** What a person can tell an operation now; each verb says in a dialog what it will do before it does it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRights } from '../../frame/session';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { ReasonField } from '../../parts/reason-field';
import { toast } from '../../parts/toast';
import { VerbForm } from '../../parts/verb-form';
import { api, ask, type About, type CreditState, type CreditVerb } from '../../server/api';
import { creditOperationQuery } from '../../server/credit';
import { useDecisionKey } from '../../server/decision-key';
import { KEYS } from '../../server/queries';
import { creditInWords } from '../../words/credit-reasons';
import { creditVerbsOf, creditVerbWords } from '../../words/credit-verbs';
import { listed, sentence } from '../../words/text';
import { isTyped, RadiusView, TypedBusiness } from './radius-view';

/** What {@link CreditVerbs} takes. */
export interface CreditVerbsProps {
  readonly state: CreditState;
  readonly permissions: About['creditVerbs'];
  /** A dialog was closed. */
  readonly onClosed: () => void;
}

/** The verbs' buttons; the first one of a run that needs a person helps most. */
export function CreditVerbs({ state, permissions, onClosed }: CreditVerbsProps) {
  const rights = useRights();
  const [open, setOpen] = useState<CreditVerb>();
  const verbs = creditVerbsOf(state);
  const allowed = verbs.filter((verb) => rights.may(permissions[verb]));
  const missing = verbs.filter((verb) => !allowed.includes(verb));
  if (verbs.length === 0 && open === undefined) return null;
  return (
    <div className="credit-verbs">
      {allowed.map((verb) => (
        <Button
          key={verb}
          kind={verb === verbs[0] && state.needsOperator ? 'primary' : 'plain'}
          onPress={() => setOpen(verb)}
        >
          {creditVerbWords(verb, state).button}…
        </Button>
      ))}
      {[...new Set(missing.map((verb) => permissions[verb]))].map((permission) => (
        <p key={permission} className="muted small credit-aside">
          {sentence(
            `${listed(
              missing.flatMap((verb) =>
                permissions[verb] === permission ? [`“${creditVerbWords(verb, state).button}”`] : [],
              ),
              'and',
            )}: only ${rights.whoCould(permission)}`,
          )}
        </p>
      ))}
      {open && (
        <VerbDialog
          verb={open}
          state={state}
          onClose={() => {
            setOpen(undefined);
            onClosed();
          }}
        />
      )}
    </div>
  );
}

interface VerbDialogProps {
  readonly verb: CreditVerb;
  readonly state: CreditState;
  readonly onClose: () => void;
}

function VerbDialog({ verb, state, onClose }: VerbDialogProps) {
  const { businessId, waitingFor, outcome, timeline } = state;
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const { button, effect, taken, isFinal } = creditVerbWords(verb, state);
  const give = useGiveVerb(verb, businessId, () => {
    toast(taken);
    onClose();
  });
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

/** Sends a verb; `onTaken` follows once the operation has taken it. */
function useGiveVerb(verb: CreditVerb, businessId: string, onTaken: () => void) {
  const client = useQueryClient();
  const keyOf = useDecisionKey();
  const { queryKey } = creditOperationQuery(businessId);
  return useMutation({
    mutationFn: ({ reason, radius, ...onWait }: Decision): Promise<CreditState> => {
      const key = keyOf({ reason, radius, ...onWait });
      const params = { path: { id: businessId }, header: { 'idempotency-key': key } };
      const path = '/v1/businesses/{id}/credit/operation' as const;
      return verb === 'confirm-radius'
        ? ask(api.POST(`${path}/confirm-radius`, { params, body: { radius, ...onWait } }))
        : ask(api.POST(`${path}/${verb}`, { params, body: { reason, ...onWait } }));
    },
    onSuccess: (next) => {
      client.setQueryData(queryKey, next);
      void client.invalidateQueries({ queryKey: KEYS.credit });
      onTaken();
    },
    // What was refused was decided on something else than what is there.
    onError: () => client.invalidateQueries({ queryKey }),
  });
}
