/** Revokes our lines from a business: first what that defunds, then the business by name, then the revoke. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Button } from '../../parts/button';
import { Tick } from '../../parts/choice';
import { Dialog, DialogActions } from '../../parts/dialog';
import { ProblemPanel } from '../../parts/problem-panel';
import { Skeleton } from '../../parts/skeleton';
import { toast } from '../../parts/toast';
import { api, ask, type Radius } from '../../server/api';
import { creditOperationQuery, radiusQuery } from '../../server/credit';
import { sayUnanswered, useDecisionKey } from '../../server/decision-key';
import { isRevoked, radiusInWords } from '../../words/credit';
import { isTyped, RadiusView, TypedBusiness } from './radius-view';

/** What {@link RevokeDialog} takes. */
export interface RevokeDialogProps {
  readonly businessId: string;
  readonly onClose: () => void;
}

/** The dialog. Nothing is sent before its last button is pressed. */
export function RevokeDialog({ businessId, onClose }: RevokeDialogProps) {
  const { data, error, refetch } = useQuery(radiusQuery(businessId));
  return (
    <Dialog title={`Revoke the funding of business ${businessId}?`} isOpen onClose={onClose} isWide>
      {data !== undefined && data.allocations.some((allocation) => !isRevoked(allocation)) ? (
        <RevokeForm radius={data} onClose={onClose} />
      ) : (
        <>
          {data !== undefined && <p>{radiusInWords(data)}</p>}
          {data === undefined && error === null && (
            <>
              <p>Asking Meta what a revoke would defund. Nothing is written.</p>
              <Skeleton heights={[44, 120, 20]} label="The accounts are on their way" />
            </>
          )}
          {data === undefined && error !== null && (
            <ProblemPanel
              error={error}
              what="What a revoke would defund cannot be read now"
              onRetry={() => void refetch()}
            />
          )}
          <DialogActions>
            <Button onPress={onClose}>Close</Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function RevokeForm({ radius, onClose }: { readonly radius: Radius; readonly onClose: () => void }) {
  const client = useQueryClient();
  const { businessId, digest, openRuns } = radius;
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const [forced, setForced] = useState<readonly string[]>([]);
  const keyOf = useDecisionKey();
  const revoke = useMutation({
    mutationFn: () => {
      const body = { confirm: typed.trim(), radius: digest, forceRuns: [...forced] };
      const params = { path: { id: businessId }, header: { 'idempotency-key': keyOf(body) } };
      return ask(api.POST('/v1/businesses/{id}/credit/revoke', { params, body })).catch(sayUnanswered);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: creditOperationQuery(businessId).queryKey });
      toast(`Revoking the funding of business ${businessId}`);
    },
  });
  const isForced = openRuns.every(({ workflowId }) => forced.includes(workflowId));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isTyped(typed, businessId) && isForced && !revoke.isPending) revoke.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <form className="credit-operation" onSubmit={submit} noValidate>
      <RadiusView radius={radius} />
      {openRuns.length > 0 && (
        <div className="credit-ticks" role="group" aria-label="Migrations that are open">
          <p>Migrations of this business are open. Each would lose what pays for it:</p>
          {openRuns.map(({ workflowId, phase }) => (
            <Tick
              key={workflowId}
              isTicked={forced.includes(workflowId)}
              onChange={(isOn) =>
                setForced(isOn ? [...forced, workflowId] : forced.filter((each) => each !== workflowId))
              }
            >
              <span>
                Revoke although <code>{workflowId}</code> is open
              </span>
              {phase !== null && <span className="muted small">It is {phase.replaceAll('-', ' ')}.</span>}
            </Tick>
          ))}
          {isTried && !isForced && (
            <p className="field-error small">Tick each of them, or wait until they have ended.</p>
          )}
        </div>
      )}
      <TypedBusiness businessId={businessId} value={typed} onChange={setTyped} isTried={isTried} />
      {revoke.error !== null && <ProblemPanel error={revoke.error} what="Nothing was revoked" isUrgent />}
      <DialogActions>
        <Button onPress={onClose}>Not now</Button>
        <Button type="submit" kind="final" isBusy={revoke.isPending}>
          Revoke the funding of {businessId}
        </Button>
      </DialogActions>
    </form>
  );
}
