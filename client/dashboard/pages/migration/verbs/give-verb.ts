/** Telling a run what somebody decided. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { operations } from '../../../../http/openapi';
import { toast } from '../../../parts/toast';
import { api, ask, type StateDocument, type Verb } from '../../../server/api';
import { sayUnanswered, useDecisionKey } from '../../../server/decision-key';
import { KEYS, migrationQuery } from '../../../server/queries';

/** What each verb is sent with. */
export type VerbBodies = {
  readonly [V in Verb]: NonNullable<operations[`${V}Migration`]['requestBody']>['content']['application/json'];
};

interface To {
  readonly wabaId: string;
  readonly key: string;
}

const params = ({ wabaId, key }: To) => ({ path: { wabaId }, header: { 'idempotency-key': key } });

const SEND: { readonly [V in Verb]: (to: To, body: VerbBodies[V]) => Promise<StateDocument> } = {
  approve: (to, body) => ask(api.POST('/v1/migrations/{wabaId}/approve', { params: params(to), body })),
  reject: (to, body) => ask(api.POST('/v1/migrations/{wabaId}/reject', { params: params(to), body })),
  waive: (to, body) => ask(api.POST('/v1/migrations/{wabaId}/waive', { params: params(to), body })),
  retry: (to, body) => ask(api.POST('/v1/migrations/{wabaId}/retry', { params: params(to), body })),
  attach: (to, body) => ask(api.POST('/v1/migrations/{wabaId}/attach', { params: params(to), body })),
  pause: (to, body) => ask(api.POST('/v1/migrations/{wabaId}/pause', { params: params(to), body })),
  unpause: (to, body) => ask(api.POST('/v1/migrations/{wabaId}/unpause', { params: params(to), body })),
  abandon: (to, body) => ask(api.POST('/v1/migrations/{wabaId}/abandon', { params: params(to), body })),
  conclude: (to, body) => ask(api.POST('/v1/migrations/{wabaId}/conclude', { params: params(to), body })),
};

/** What is said once the run has taken it. */
const TAKEN: Readonly<Record<Verb, string>> = {
  approve: 'Approved',
  reject: 'Rejected: the run ends',
  waive: 'Waived',
  retry: 'The step is taken again',
  attach: 'Attached, to be checked',
  pause: 'Paused: nothing more is sent to Meta',
  unpause: 'It goes on',
  abandon: 'Abandoned: the run ends',
  conclude: 'Concluded: the run ends',
};

/** Sends a verb; `onTaken` follows once the run has taken it, unless who sent it has gone elsewhere by then. */
export function useGiveVerb<V extends Verb>(verb: V, wabaId: string, onTaken: () => void) {
  const client = useQueryClient();
  const keyOf = useDecisionKey();
  const give = useMutation({
    mutationFn: (body: VerbBodies[V]) => SEND[verb]({ wabaId, key: keyOf(body) }, body).catch(sayUnanswered),
    onSuccess: (state) => {
      client.setQueryData(migrationQuery(wabaId).queryKey, state);
      void client.invalidateQueries({ queryKey: KEYS.migrations });
      toast(TAKEN[verb]);
    },
    // What was refused was decided on something else than what is there.
    onError: () => client.invalidateQueries({ queryKey: KEYS.migration(wabaId) }),
  });
  return { ...give, mutate: (body: VerbBodies[V]) => give.mutate(body, { onSuccess: onTaken }) };
}
