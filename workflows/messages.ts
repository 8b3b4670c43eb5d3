/**
 * What a running migration can be told and asked. Verbs are Updates, so that a wrong one is refused by its validator
 * and writes nothing; each answers with the state after it.
 */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CreditRunState } from '../domain/credit/state';
import type { CreditVerb, CreditVerbInput } from '../domain/credit/verbs';
import type { RunState } from '../domain/state';
import type { VerbInput } from '../domain/verbs';

/** The state document without `polling`. */
export const stateQuery = defineQuery<RunState>('state');

export const approveUpdate = defineUpdate<RunState, [VerbInput<'approve'>]>('approve');
export const rejectUpdate = defineUpdate<RunState, [VerbInput<'reject'>]>('reject');
export const waiveUpdate = defineUpdate<RunState, [VerbInput<'waive'>]>('waive');
export const retryUpdate = defineUpdate<RunState, [VerbInput<'retry'>]>('retry');
export const attachUpdate = defineUpdate<RunState, [VerbInput<'attach'>]>('attach');
export const pauseUpdate = defineUpdate<RunState, [VerbInput<'pause'>]>('pause');
export const unpauseUpdate = defineUpdate<RunState, [VerbInput<'unpause'>]>('unpause');
export const abandonUpdate = defineUpdate<RunState, [VerbInput<'abandon'>]>('abandon');
export const concludeUpdate = defineUpdate<RunState, [VerbInput<'conclude'>]>('conclude');

/** The Update of each verb. */
export const verbUpdates = {
  approve: approveUpdate,
  reject: rejectUpdate,
  waive: waiveUpdate,
  retry: retryUpdate,
  attach: attachUpdate,
  pause: pauseUpdate,
  unpause: unpauseUpdate,
  abandon: abandonUpdate,
  conclude: concludeUpdate,
} as const;

/** The state document of a credit operation, without `polling`. */
export const creditStateQuery = defineQuery<CreditRunState>('state');

const creditUpdate = <V extends CreditVerb>(verb: V) => defineUpdate<CreditRunState, [CreditVerbInput<V>], V>(verb);

/** The Update of each verb of a credit operation. */
export const creditVerbUpdates = {
  'retry-verification': creditUpdate('retry-verification'),
  'accept-as-is': creditUpdate('accept-as-is'),
  'retry-compensation': creditUpdate('retry-compensation'),
  'confirm-radius': creditUpdate('confirm-radius'),
  cancel: creditUpdate('cancel'),
} as const satisfies Record<CreditVerb, unknown>;

/** A revoke that was forced past an open migration tells it so; `workflowId` is the revoke's. */
export const linesRevokedSignal =
  defineSignal<[{ readonly businessId: string; readonly workflowId: string }]>('linesRevoked');

/** A share tells the migration that started it which allocation it made. */
export const allocationMadeSignal =
  defineSignal<[{ readonly id: string; readonly businessId: string }]>('allocationMade');
