/**
 * Moves one WhatsApp Business Account to another billing currency: the runbook. One function per phase, in order; each
 * returns the phase that follows, and which may is in `domain/phases.ts`.
 *
 * The run is one non-cancellable scope: a cancellation is a wish to abandon, granted until the numbers are told to move.
 */
import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  setHandler,
} from '@temporalio/workflow';
import { durationMs } from '../domain/durations';
import { failure } from '../domain/failures';
import { startInputSchema, type StartInput } from '../domain/input';
import { isTerminal, type Phase } from '../domain/phases';
import type { RunState } from '../domain/state';
import { stateQuery } from './messages';
import { approvalOrDrift, approveByItself, driftedTo } from './migration/approval';
import { arrivalIn } from './migration/arrivals';
import { endOf, finish, leaveBehind, locateForOutcome } from './migration/endings';
import { writeRunEvidence } from './migration/evidence';
import { askAboutLostInitiate, checkAttached } from './migration/lost-initiate';
import { followTheMove } from './migration/move';
import { once } from './migration/once';
import type { After, OpenPhase, Steps } from './migration/phase-steps';
import * as activities from './migration/proxies';
import { known } from './migration/known';
import { Abandoned, MigrationRun } from './migration/run';
import { blockedBy, help, HELP_AFTER_RESUME } from './migration/sentences';
import { stopForFailure } from './migration/stops';
import { sendTestMessageOnce } from './migration/test-message';
import { handleVerbs } from './migration/verbs';

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
  const parsed = startInputSchema.safeParse(start);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const message = `${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'not understood'}`;
    throw ApplicationFailure.create(failure('InvalidInput', message));
  }
  const root = CancellationScope.current();
  return await CancellationScope.nonCancellable(async () => {
    const run = new MigrationRun(parsed.data);
    setHandler(stateQuery, () => run.state());
    handleVerbs(run);
    root.cancelRequested.catch(() => run.noteCancellation());

    while (!isTerminal(run.phase)) {
      const next = await step(run, run.phase);
      const { text, by } = arrivalIn(run, next);
      run.enter(next, text, by);
    }
    await finish(run);
    await condition(allHandlersFinished);
    return endOf(run);
  });
}

/** Runs one phase. A failed activity stops the run for a person, an abandonment ends it. */
async function step(run: MigrationRun, phase: OpenPhase): Promise<Phase> {
  try {
    return await STEPS[phase](run);
  } catch (error) {
    if (error instanceof Abandoned) {
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
  const looked = await run.reading(() => activities.assess({ input, evidenceNumber: run.nextEvidenceNumber() }));
  run.ref = { ...run.ref, graphOrigin: looked.graphOrigin, assessedRunId: looked.runId };
  run.source = looked.source;
  run.evidencePath = looked.evidencePath;
  run.adoptEarlierClones(looked.earlierClones);
  const blocks = run.adoptChecks('assess', looked.checks);
  if (run.input.dryRun) return 'assessed';
  if (blocks.length > 0) return run.stopFor(blockedBy('The source cannot be migrated yet', blocks, 'assess'), 'assess');
  return 'initiating';
}

/** Tells Meta to clone the account. One attempt: a lost answer is never repeated blindly. */
async function initiating(run: MigrationRun): After<'initiating'> {
  if (run.unansweredInitiate !== null) return askAboutLostInitiate(run, run.unansweredInitiate);
  for (let waits = 0; ; waits += 1) {
    await run.clearToWrite();
    run.intentAt ??= new Date().toISOString();
    const answer = await once(() =>
      activities.initiate({
        run: run.ref,
        targetCurrency: run.input.targetCurrency,
        extendedCreditId: run.input.extendedCreditId ?? null,
        ownerBusinessId: run.source?.ownerBusinessId ?? null,
        acceptedOrphans: run.knownClones(),
        waits,
      }),
    );
    switch (answer.kind) {
      case 'initiated':
        run.initiations += 1;
        run.migrationId = answer.migrationId;
        run.throwIfAbandoned();
        return 'cloning';
      case 'not-sent-yet':
        await run.waitToSend(answer);
        continue;
      case 'refused':
        if (answer.sent) run.initiations += 1;
        run.noteTrace(answer.details.fbtraceId);
        return run.stopFor(
          `${answer.sent ? 'Meta refused to initiate' : 'Nothing was sent'}: ${answer.message} ${help('initiate', 'calls again')}`,
          'initiate',
        );
      case 'unexplained-clone': {
        const ids = answer.candidates.map((candidate) => candidate.wabaId);
        const found = `Nothing was sent: the owner has accounts without numbers in ${run.input.targetCurrency} that no run accounts for: ${ids.join(', ')}.`;
        return run.stopFor(
          `${found} ${help('initiate', 'with --accept-orphan for each of them goes on')}`,
          'initiate',
          ids,
        );
      }
      case 'unknown':
        run.initiations += 1;
        run.lostInitiate = true;
        run.unansweredInitiate = `The answer of initiate was lost (${answer.message}).`;
        run.throwIfAbandoned();
        return askAboutLostInitiate(run, run.unansweredInitiate);
    }
  }
}

/** Waits for the clone, however long Meta takes. */
async function cloning(run: MigrationRun): After<'cloning'> {
  if (run.attached === 'provisional') {
    const refuted = await checkAttached(run);
    if (refuted !== null) return refuted;
  }
  const deadline = { scheduleToCloseTimeout: run.policyMs('migrationDeadline') };
  const { status, destinationWabaId } = await run.reading(() =>
    activities.pollMigration.executeWithOptions(deadline, [
      { run: run.ref, migrationId: known(run.migrationId), until: 'cloned' },
    ]),
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

/** Compares both sides and repairs what may be repaired. */
async function verifying(run: MigrationRun): After<'verifying'> {
  await run.clearToWrite();
  const verified = await run.reading(() =>
    activities.verify({
      run: run.ref,
      migrationId: known(run.migrationId),
      destinationWabaId: known(run.destinationWabaId),
      targetCurrency: run.input.targetCurrency,
      extendedCreditId: run.input.extendedCreditId ?? null,
      source: known(run.source),
      evidenceNumber: run.nextEvidenceNumber(),
    }),
  );
  run.approval = null;
  run.verification = verified;
  run.evidencePath = verified.evidencePath ?? run.evidencePath;
  const blocks = run.adoptChecks('verify', verified.checks);
  if (blocks.length > 0 || verified.digest === null || verified.fingerprint === null) {
    return run.stopFor(blockedBy('The clone is not ready', blocks, 'verify'), 'verify');
  }
  approveByItself(run);
  return 'awaiting-approval';
}

const LONGEST_BACKOFF_MS = 3_600_000;

/** Tells the numbers to move, for good, and follows them; again where Meta failed to complete. */
async function cuttingOver(run: MigrationRun): After<'cutting-over'> {
  const { policy } = run.input;
  for (;;) {
    await run.clearToWrite();
    const first = !run.resumeSent;
    const answer = await run.cutOver(() =>
      once(() =>
        activities.cutOver({
          run: run.ref,
          migrationId: known(run.migrationId),
          destinationWabaId: known(run.destinationWabaId),
          ownerBusinessId: run.source?.ownerBusinessId ?? null,
          fingerprint: known(run.verification?.fingerprint),
          attempt: first ? 'first' : 'repeat',
          allowReady: run.allowReady,
        }),
      ),
    );
    switch (answer.kind) {
      case 'not-sent-yet':
        await run.waitToSend(answer);
        continue;
      case 'drifted':
      case 'not-ready': {
        const changed = answer.kind === 'drifted' ? answer.changed : [`migration status ${answer.status}`];
        if (first) return driftedTo(run, changed);
        if (answer.kind === 'not-ready' && answer.status === 'COMPLETED') return 'confirming';
        return run.stopFor(`Not sent again, for this changed: ${changed.join(', ')}. ${HELP_AFTER_RESUME}`, 'confirm');
      }
      case 'refused': {
        run.noteTrace(answer.details.fbtraceId);
        const what = first
          ? `Meta refused to move the numbers, so nothing was sent: ${answer.message}`
          : `Meta refused this call, an earlier one was sent: ${answer.message}`;
        return run.stopFor(`${what} ${first ? help('resume', 'calls again') : HELP_AFTER_RESUME}`, 'resume');
      }
      case 'sent':
      case 'unknown':
        run.noteResume(answer.kind === 'unknown' ? answer.message : null);
    }
    const followed = await followTheMove(run, answer.kind === 'unknown');
    if (followed !== 'move-failed') return followed;
    if (run.resumes >= policy.maxResumes + run.grantedResumes) {
      const what = `Meta failed ${run.resumes} times to move the numbers (FAILED_TO_COMPLETE).`;
      return run.stopFor(`${what} ${HELP_AFTER_RESUME}`, 'resume');
    }
    const backoffMs = Math.min(LONGEST_BACKOFF_MS, durationMs(policy.resumeBackoff) * 2 ** (run.resumes - 1));
    await run.waitAWhile(
      'Meta failed to move the numbers (FAILED_TO_COMPLETE); resume goes out again.',
      backoffMs,
      'resume backoff',
    );
  }
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
  await condition(() => run.decision !== null || (run.abandonment !== null && !run.resumeSent));
  evidence.cancel();
  await writing;
  run.throwIfAbandoned();
  const decision = run.takeDecision();
  if (decision === 'failed') await locateForOutcome(run);
  return decision;
}
