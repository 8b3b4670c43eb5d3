/** How a run ends: what is stated at the end, the last evidence file, and how Temporal shows the end. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { NumberRecord } from '../../domain/account';
import { failure, type FailureType } from '../../domain/failures';
import type { TerminalPhase } from '../../domain/phases';
import type { NumberOutcome, RunState } from '../../domain/state';
import { locateNumbers, pollMigration } from './proxies';
import { writeRunEvidence } from './evidence';
import type { MigrationRun } from './run';

/** Which failure a bad end is; the good ends have none. */
const FAILURE_OF: Record<TerminalPhase, FailureType | null> = {
  assessed: null,
  completed: null,
  rejected: 'MigrationRejected',
  failed: 'MigrationFailed',
  abandoned: 'MigrationAbandoned',
};

/** Finds out where every number is, for a run that a person concludes; never fails. */
export async function locateForConclusion(run: MigrationRun): Promise<void> {
  const asked = { run: run.ref, destinationWabaId: run.destinationWabaId, numbers: run.approvedNumbers };
  run.numbers = await locateNumbers(asked).then(
    (located) => [...located.numbers],
    () => run.approvedNumbers.map((number) => placed(number, 'unknown')),
  );
}

/** Before an abandoned run ends: names the clone that it leaves behind, if Meta tells it; never fails. */
export async function nameTheClone(run: MigrationRun): Promise<void> {
  if (run.migrationId !== null && run.destinationWabaId === null) {
    const asked = { run: run.ref, migrationId: run.migrationId, until: 'now' as const };
    const seen = await pollMigration.executeWithOptions({ scheduleToCloseTimeout: '5m' }, [asked]).catch(() => null);
    run.destinationWabaId = seen?.destinationWabaId ?? null;
  }
  run.orphanClone();
  for (const wabaId of run.stop?.candidates ?? []) {
    if (run.lostInitiate && run.migrationId === null) {
      run.orphans.push({ wabaId, migrationId: null, since: new Date().toISOString() });
    }
  }
}

/** States the outcome and writes the last evidence file, which is retried without end and changes nothing. */
export async function finish(run: MigrationRun): Promise<void> {
  const last = run.timeline.at(-1);
  const numbers = run.numbers.length > 0 ? run.numbers : run.approvedNumbers.map((number) => placed(number, 'source'));
  run.outcome = {
    reason: last?.text ?? run.phase,
    by: last?.by ?? null,
    numbers,
    testMessage: run.testMessage,
    allocations: [],
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
