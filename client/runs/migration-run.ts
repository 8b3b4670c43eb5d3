/** Migrations as a kind of run. */
import { parseWorkflowId } from '../../domain/ids';
import { isPhase } from '../../domain/phases';
import { runStateSchema, type RunState } from '../../domain/state';
import type { Verb } from '../../domain/verbs';
import { stateQuery, verbUpdates } from '../../workflows/messages';
import { readMemo } from './memo';
import type { RunKind, SilentEnd } from './run-kind';
import { readAttributes } from './search-attributes';

/** Migrations and their dry runs. */
export const MIGRATION_RUN: RunKind<RunState, Verb> = {
  schema: runStateSchema,
  stateQuery,
  verbUpdates,
  waitIn: (memo) => readMemo(memo).waitingFor,
  stateOfSilent,
};

function stateOfSilent({ description, reason, closedAt }: SilentEnd): RunState {
  const { workflowId, runId, status } = description;
  const attributes = readAttributes(description.typedSearchAttributes);
  const parsed = parseWorkflowId(workflowId);
  const lastPhase = attributes.phase !== null && isPhase(attributes.phase) ? attributes.phase : 'assessing';
  const phase = status.name === 'FAILED' ? 'failed' : lastPhase;
  const since = attributes.phaseChangedAt ?? closedAt;
  const { startedBy, secondPerson } = readMemo(description.memo);
  return {
    workflowId,
    runId,
    wabaId: attributes.wabaId ?? (parsed?.kind === 'migration' ? parsed.wabaId : ''),
    targetCurrency: attributes.targetCurrency ?? '',
    startedBy,
    secondPerson,
    phase,
    waitingFor: null,
    needsOperator: false,
    migrationId: attributes.migrationId,
    destinationWabaId: attributes.destinationWabaId,
    orphans: attributes.orphanWabaIds.map((wabaId) => ({ wabaId, migrationId: null, since })),
    report: null,
    approved: null,
    timeline: [
      { at: description.startTime.toISOString(), phase: 'assessing', text: 'Started', by: startedBy },
      { at: closedAt, phase, text: reason, by: null },
    ],
    outcome: { reason, by: null, numbers: [], testMessage: null, allocations: [], evidencePath: null },
  };
}
