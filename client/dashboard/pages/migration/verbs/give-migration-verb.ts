/** Telling a migration what somebody decided. */
import type { operations } from '../../../../http/openapi';
import { useGiveVerb } from '../../../parts/give-verb';
import { api, ask, type StateDocument, type Verb } from '../../../server/api';
import { KEYS } from '../../../server/keys';
import { migrationQuery } from '../../../server/queries';

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
export const useGiveMigrationVerb = <V extends Verb>(verb: V, wabaId: string, onTaken: () => void) =>
  useGiveVerb({
    send: (body: VerbBodies[V], key) => SEND[verb]({ wabaId, key }, body),
    stateKey: migrationQuery(wabaId).queryKey,
    listsKey: KEYS.migrations,
    subjectKey: KEYS.migration(wabaId),
    taken: TAKEN[verb],
    onTaken,
  });
