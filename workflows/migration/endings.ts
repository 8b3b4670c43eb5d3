/** How a run ends: what is stated at the end, the last evidence file, and how Temporal shows the end. */
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { NumberRecord } from '../../domain/account';
import { failure, type FailureType } from '../../domain/failures';
import type { TerminalPhase } from '../../domain/phases';
import type { NumberOutcome, RunState } from '../../domain/state';
import { writeRunEvidence } from './evidence';
import { candidatesAsked } from './lost-initiate';
import { findCandidates, locateNumbers, pollMigration } from './proxies';
import type { MigrationRun } from './run';

/** Which failure a bad end is; the good ends have none. */
const FAILURE_OF: Record<TerminalPhase, FailureType | null> = {
  assessed: null,
  completed: null,
  rejected: 'MigrationRejected',
  failed: 'MigrationFailed',
  abandoned: 'MigrationAbandoned',
};

/** Finds out where every number is, for a run that a person ends; never fails. */
export async function locateForOutcome(run: MigrationRun): Promise<void> {
  const asked = { run: run.ref, destinationWabaId: run.destinationWabaId, numbers: run.approvedNumbers };
  run.numbers = await locateNumbers(asked).then(
    (located) => [...located.numbers],
    (error: unknown) => {
      if (!(error instanceof ActivityFailure)) throw error;
      return run.approvedNumbers.map((number) => placed(number, 'unknown'));
    },
  );
}

/**
 * Before an abandoned run ends: names what it leaves behind, and finds out where the numbers are, for somebody else may
 * have moved them; never fails.
 */
export async function leaveBehind(run: MigrationRun): Promise<void> {
  // Nobody has seen that an attached migration is ours: it may be a sibling's.
  if (run.attached === 'provisional') run.forgetMigration();
  if (run.migrationId !== null && run.destinationWabaId === null) {
    const asked = { run: run.ref, migrationId: run.migrationId, until: 'now' as const };
    const seen = await pollMigration.executeWithOptions(IN_TIME, [asked]).catch(() => null);
    run.destinationWabaId = seen?.destinationWabaId ?? null;
  }
  run.orphanClone();
  if (run.lostInitiate && run.migrationId === null) {
    const found = await findCandidates.executeWithOptions(IN_TIME, [candidatesAsked(run)]).catch(() => null);
    const ids = new Set([...(run.stop?.candidates ?? []), ...(found?.candidates ?? []).map(({ wabaId }) => wabaId)]);
    for (const wabaId of ids) run.orphans.push({ wabaId, migrationId: null, since: new Date().toISOString() });
  }
  if (run.destinationWabaId !== null) await locateForOutcome(run);
}

/** An end is stated even where Meta does not answer. */
const IN_TIME = { scheduleToCloseTimeout: '5m' } as const;

/** States the outcome and writes the last evidence file, which is retried without end and changes nothing. */
export async function finish(run: MigrationRun): Promise<void> {
  const last = run.timeline.at(-1);
  const numbers = run.numbers.length > 0 ? run.numbers : run.approvedNumbers.map((number) => placed(number, 'source'));
  run.outcome = {
    reason: last?.text ?? run.phase,
    by: last?.by ?? null,
    numbers,
    testMessage: run.testMessage,
    allocations: run.allocations.map((allocation) => ({ ...allocation })),
    evidencePath: run.evidencePath,
  };
  await writeRunEvidence(run);
  run.outcome = { ...run.outcome, evidencePath: run.evidencePath };
}

/** The result of a run that ended well; throws the failure of one that did not. */
export function endOf(run: MigrationRun): RunState {
  const state = run.state();
  const type = FAILURE_OF[run.phase as TerminalPhase];
  if (type === null) return state;
  const by = run.outcome?.by ? ` by ${run.outcome.by}` : '';
  const message = `WABA ${run.input.wabaId} ${run.phase}${by}: ${run.outcome?.reason ?? 'see the details'}`;
  throw ApplicationFailure.create(failure(type, message, { details: [state] }));
}

function placed(number: NumberRecord, on: NumberOutcome['on']): NumberOutcome {
  return { digits: number.digits, sourceId: number.id, cloneId: null, on, status: number.status };
}
