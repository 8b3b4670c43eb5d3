/** Telling a run what somebody decided. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { operations } from '../../../../http/openapi';
import { toast } from '../../../parts/toast';
import { api, ask, type StateDocument, type Verb } from '../../../server/api';
import { useDecisionKey } from '../../../server/decision-key';
import { isProblemOf, ProblemError, UNREACHABLE } from '../../../server/problem';
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

/** What no answer came to may have been taken: no page finds out by itself, and no harm is in sending it again. */
function sayUnanswered(error: unknown): never {
  if (!isProblemOf(error, UNREACHABLE)) throw error;
  const said = {
    title: 'No answer came to your decision',
    detail: 'Whether the run has taken it is not known: the server is away, or the network is.',
    fix: 'Send it again when the server is back: it is taken once, however often it is sent.',
  };
  throw new ProblemError({ ...error.problem, ...said }, { cause: error });
}

/** Sends a verb; `onTaken` follows once the run has taken it. */
export function useGiveVerb<V extends Verb>(verb: V, wabaId: string, onTaken: () => void) {
  const client = useQueryClient();
  const keyOf = useDecisionKey();
  return useMutation({
    mutationFn: (body: VerbBodies[V]) => SEND[verb]({ wabaId, key: keyOf(body) }, body).catch(sayUnanswered),
    onSuccess: (state) => {
      client.setQueryData(migrationQuery(wabaId).queryKey, state);
      void client.invalidateQueries({ queryKey: KEYS.migrations });
      toast(TAKEN[verb]);
      onTaken();
    },
    // What was refused was decided on something else than what is there.
    onError: () => client.invalidateQueries({ queryKey: KEYS.migration(wabaId) }),
  });
}
