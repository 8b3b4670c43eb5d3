/**
 * A stand-in for `migrateWaba` that does nothing to any account: it waits for one approval and ends as the real one
 * does. It lets the client be tried on a real server without a worker that calls Meta.
 */
import { defineSearchAttributeKey } from '@temporalio/common';
import {
  ApplicationFailure,
  condition,
  proxyActivities,
  setHandler,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { failure } from '../../../domain/failures';
import { SEARCH_ATTRIBUTES } from '../../../domain/ids';
import type { MigrationInput } from '../../../domain/input';
import type { Phase } from '../../../domain/phases';
import type { RunState, WaitingFor } from '../../../domain/state';
import { abandonUpdate, approveUpdate, stateQuery } from '../../../workflows/messages';

const { poll } = proxyActivities<{ poll(): Promise<void> }>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 1 },
});

const PHASE = defineSearchAttributeKey('Phase', SEARCH_ATTRIBUTES.Phase);
const NEEDS_OPERATOR = defineSearchAttributeKey('NeedsOperator', SEARCH_ATTRIBUTES.NeedsOperator);
const DESTINATION = defineSearchAttributeKey('DestinationWabaId', SEARCH_ATTRIBUTES.DestinationWabaId);
const ORPHANS = defineSearchAttributeKey('OrphanWabaIds', SEARCH_ATTRIBUTES.OrphanWabaIds);

/** The digest that the stand-in wants to be approved. */
const DIGEST = 'd'.repeat(64);

export async function migrateWaba(input: MigrationInput): Promise<RunState> {
  const { workflowId, runId } = workflowInfo();
  let state: RunState = {
    workflowId,
    runId,
    wabaId: input.wabaId,
    targetCurrency: input.targetCurrency,
    startedBy: input.startedBy,
    secondPerson: input.policy.secondPerson,
    phase: 'assessing',
    waitingFor: null,
    needsOperator: false,
    migrationId: null,
    destinationWabaId: null,
    orphans: [],
    report: null,
    approved: null,
    timeline: [],
    outcome: null,
  };
  const enter = (phase: Phase, waitingFor: WaitingFor | null): void => {
    state = { ...state, phase, waitingFor, needsOperator: waitingFor !== null };
    upsertSearchAttributes([
      { key: PHASE, value: phase },
      { key: NEEDS_OPERATOR, value: state.needsOperator },
    ]);
    upsertMemo({ waitingFor, name: 'Stand-in', sourceCurrency: 'USD' });
  };
  const end = (phase: Phase, reason: string, by: string | null): RunState => {
    enter(phase, null);
    return (state = {
      ...state,
      outcome: { reason, by, numbers: [], testMessage: null, allocations: [], evidencePath: null },
    });
  };

  setHandler(stateQuery, () => state);
  setHandler(approveUpdate, ({ by }) => end('completed', 'approved', by), {
    validator: ({ digest, waitingForId }) => {
      if (waitingForId !== state.waitingFor?.id) throw refusal('that wait is over');
      if (digest !== DIGEST) throw refusal('that digest is of an older report');
    },
  });
  setHandler(abandonUpdate, ({ by, reason }) => end('abandoned', reason, by));

  if (input.dryRun) return end('assessed', 'assessed', null);
  enter('cloning', null);
  const clone = `77${input.wabaId}`;
  state = { ...state, destinationWabaId: clone };
  upsertSearchAttributes([
    { key: DESTINATION, value: clone },
    { key: ORPHANS, value: [`88${input.wabaId}`, `89${input.wabaId}`] },
  ]);
  await poll();
  enter('awaiting-approval', {
    id: 'wait-1',
    reason: 'Approve the move.',
    until: null,
    verbs: ['approve', 'abandon'],
    candidates: [],
  });
  await condition(() => state.outcome !== null);
  if (state.phase === 'completed') return state;
  throw ApplicationFailure.create(failure('MigrationAbandoned', 'abandoned', { details: [state] }));
}

const refusal = (why: string): ApplicationFailure => ApplicationFailure.create(failure('VerbRefused', why));
