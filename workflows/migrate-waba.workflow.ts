/**
 * Moves one WhatsApp Business Account to another billing currency: the runbook. One function per phase, in order, the two
 * that write in files of their own; each returns the phase that follows, and which may is in `domain/phases.ts`.
 *
 * The run is one non-cancellable scope: a cancellation is a wish to abandon, granted until the numbers are told to move.
 */
import { ActivityFailure, allHandlersFinished, CancellationScope, condition, setHandler } from '@temporalio/workflow';
import type { Check } from '../domain/checks';
import { startInputSchema, type StartInput } from '../domain/input';
import { isTerminal, type Phase } from '../domain/phases';
import type { RunState } from '../domain/state';
import { stateQuery } from './messages';
import { approvalOrDrift, approveByItself } from './migration/approval';
import { arrivalIn } from './migration/arrivals';
import { cuttingOver } from './migration/cutting-over';
import { beforeMigrationDeadline } from './migration/deadlines';
import { endOf, finish, leaveBehind, locateForOutcome } from './migration/endings';
import { writeRunEvidence } from './migration/evidence';
import { fundClone, isUnfunded, listenToCredit } from './migration/funding';
import { initiating } from './migration/initiating';
import { known } from './runs/known';
import { checkAttached } from './migration/lost-initiate';
import type { After, OpenPhase, Steps } from './migration/phase-steps';
import * as activities from './migration/proxies';
import { MigrationRun } from './migration/run';
import { blockedBy, help, HELP_AFTER_RESUME } from './migration/sentences';
import { stopForFailure } from './migration/stops';
import { sendTestMessageOnce } from './migration/test-message';
import { handleVerbs } from './migration/verbs';
import { clearToWrite } from './migration/waits';
import { Interrupted, reading, throwIfInterrupted } from './runs/interruptible';
import { parseStart } from './runs/parse-start';

const STEPS: Steps = {
  assessing,
  initiating,
  cloning,
  verifying,
  'awaiting-approval': approvalOrDrift,
  'cutting-over': cuttingOver,
  confirming,
  'needs-operator': awaitOperator,
};

/**
 * Migrates one account, or with `dryRun` only assesses it. Returns the final state (`completed`, `assessed`); throws an
 * `ApplicationFailure` of type MigrationRejected, MigrationFailed or MigrationAbandoned whose details hold it.
 */
export async function migrateWaba(start: StartInput): Promise<RunState> {
  const input = parseStart(startInputSchema, start);
  const root = CancellationScope.current();
  return await CancellationScope.nonCancellable(async () => {
    const run = new MigrationRun(input);
    setHandler(stateQuery, () => run.state());
    handleVerbs(run);
    listenToCredit(run);
    root.cancelRequested.catch(() => run.noteCancellation());

    while (!isTerminal(run.phase)) {
      const next = await step(run, run.phase);
      const { text, by } = arrivalIn(run, next);
      run.enter(next, text, by);
    }
    await finish(run);
    await run.notifier.handedOver();
    await condition(allHandlersFinished);
    return endOf(run);
  });
}

/** Runs one phase. A failed activity stops the run for a person, an abandonment ends it. */
async function step(run: MigrationRun, phase: OpenPhase): Promise<Phase> {
  try {
    return await STEPS[phase](run);
  } catch (error) {
    if (error instanceof Interrupted) {
      await leaveBehind(run);
      return 'abandoned';
    }
    if (error instanceof ActivityFailure) return stopForFailure(run, phase, error);
    throw error;
  }
}

/** Looks at the source once: may it be migrated at all? */
async function assessing(run: MigrationRun): After<'assessing'> {
  const input = { ...run.input, acceptOrphans: [...run.acceptedOrphans] };
  const looked = await reading(run, () => activities.assess({ input, evidenceNumber: run.nextEvidenceNumber() }));
  run.ref = { ...run.ref, graphOrigin: looked.graphOrigin, assessedRunId: looked.runId };
  run.source = looked.source;
  run.notifies = looked.notify ?? false;
  run.dashboardUrl = looked.dashboardUrl ?? null;
  run.evidencePath = looked.evidencePath;
  run.adoptEarlierClones(looked.earlierClones);
  const blocks = run.adoptChecks('assess', looked.checks);
  if (run.input.dryRun) return 'assessed';
  if (blocks.length > 0) return run.stopFor(blockedBy('The source cannot be migrated yet', blocks, 'assess'), 'assess');
  return 'initiating';
}

/** Waits for the clone, however long Meta takes. */
async function cloning(run: MigrationRun): After<'cloning'> {
  if (run.attached === 'provisional') {
    const refuted = await checkAttached(run);
    if (refuted !== null) return refuted;
  }
  const { status, destinationWabaId } = await beforeMigrationDeadline(run, (deadline) =>
    reading(run, () =>
      activities.pollMigration.executeWithOptions(deadline, [
        { run: run.ref, migrationId: known(run.migrationId), until: 'cloned' },
      ]),
    ),
  );
  run.destinationWabaId = destinationWabaId ?? run.destinationWabaId;
  switch (status) {
    case 'READY_TO_COMPLETE':
      return 'verifying';
    case 'REJECTED':
      if (run.destinationWabaId !== null) run.orphanClone();
      return 'rejected';
    case 'FAILED':
      run.orphanClone();
      run.forgetMigration();
      return run.initiations < run.input.policy.maxInitiations + run.grantedInitiations ? 'initiating' : 'failed';
    default: {
      const found = `Meta says ${status}, although this run has not told the numbers to move: look at the clone in WhatsApp Manager.`;
      return run.stopFor(`${found} ${help('clone', 'reads the status again')}`, 'clone');
    }
  }
}

/** Compares both sides and repairs what may be repaired; a clone that nobody pays for is funded, once. */
async function verifying(run: MigrationRun): After<'verifying'> {
  let blocks = await verify(run);
  if (isUnfunded(run)) {
    const stopped = await fundClone(run);
    if (stopped !== null) return stopped;
    blocks = await verify(run);
  }
  if (blocks.length > 0 || !run.verification?.digest || run.verification.fingerprint === null) {
    return run.stopFor(blockedBy('The clone is not ready', blocks, 'verify'), 'verify');
  }
  approveByItself(run);
  return 'awaiting-approval';
}

/** One look at both sides; answers with the checks that hold the run up. */
async function verify(run: MigrationRun): Promise<readonly Check[]> {
  await clearToWrite(run);
  const verified = await reading(run, () =>
    activities.verify({
      run: run.ref,
      migrationId: known(run.migrationId),
      destinationWabaId: known(run.destinationWabaId),
      targetCurrency: run.input.targetCurrency,
      extendedCreditId: run.input.extendedCreditId ?? null,
      source: known(run.source),
      approvals: run.approvals,
      evidenceNumber: run.nextEvidenceNumber(),
    }),
  );
  run.approval = null;
  run.verification = verified;
  run.evidencePath = verified.evidencePath ?? run.evidencePath;
  return run.adoptChecks('verify', verified.checks);
}

/** Checks that every number that could send can send. */
async function confirming(run: MigrationRun): After<'confirming'> {
  const confirmed = await activities.confirm({
    run: run.ref,
    migrationId: known(run.migrationId),
    destinationWabaId: known(run.destinationWabaId),
    numbers: run.approvedNumbers,
    sourceTemplates: run.verification?.fingerprint?.sourceTemplates ?? 0,
    source: known(run.source),
    extendedCreditId: run.input.extendedCreditId ?? null,
    patienceMs: run.policyMs('settleAfterResume'),
  });
  run.numbers = [...confirmed.numbers];
  const blocks = run.adoptChecks('confirm', confirmed.checks);
  if (blocks.length > 0) {
    return run.stopFor(`${blockedBy('Not every number can send', blocks, 'confirm')} ${HELP_AFTER_RESUME}`, 'confirm');
  }
  await sendTestMessageOnce(run);
  return 'completed';
}

/** Waits for a person's verb, however long; the evidence is written meanwhile. */
async function awaitOperator(run: MigrationRun): After<'needs-operator'> {
  const evidence = new CancellationScope();
  const writing = evidence.run(() => writeRunEvidence(run)).catch(() => undefined);
  await condition(() => run.decision !== null || run.isInterrupted);
  evidence.cancel();
  await writing;
  throwIfInterrupted(run);
  const decision = run.takeDecision();
  if (decision === 'failed') await locateForOutcome(run);
  return decision;
}
