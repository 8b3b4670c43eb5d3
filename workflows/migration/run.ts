/**
 * How one migration moves: phases, stops, approvals. What it knows is in `facts.ts`, its steps in
 * `migrate-waba.workflow.ts`, how they wait in `waits.ts`, what people may tell it in `verbs.ts`, how it shows itself in
 * `visibility.ts`.
 */
import { log, workflowInfo } from '@temporalio/workflow';
import type { AssessResult } from '../../activities/contract';
import { CHECKS, openBlocks, type Check, type CheckStage } from '../../domain/checks';
import { durationMs } from '../../domain/durations';
import type { MigrationInput } from '../../domain/input';
import { isAllowedMove, isTerminal, type Phase, type TRANSITIONS } from '../../domain/phases';
import type { RunState } from '../../domain/state';
import type { RetryStep } from '../../domain/verbs';
import type { Interruptible } from '../runs/interruptible';
import { known } from '../runs/known';
import { Publisher } from '../runs/publisher';
import { RunFacts, type Approval } from './facts';
import { Notifier } from './notifications';
import { applyWaivers, composeReport, withMovedNumbers, withStage } from './report';
import { publish, showDetails } from './visibility';
import { needsOperator, waitingFor } from './waiting';

/** One run of `migrateWaba`: its facts, and how they change. Steps and verbs change them; nothing else does. */
export class MigrationRun extends RunFacts implements Interruptible {
  readonly notifier = new Notifier(this);
  private readonly publisher = new Publisher();
  private evidenceCount = 0;

  constructor(input: MigrationInput) {
    super(input);
    this.note('Started.', input.startedBy);
    publish(this, this.publisher);
  }

  /** Moves to another phase. A move that the table does not list is a bug and fails the workflow task. */
  enter(phase: Phase, text: string, by: string | null = null): void {
    if (!isAllowedMove(this.phase, phase)) throw new Error(`no move from ${this.phase} to ${phase}`);
    this.phase = phase;
    this.roundsNotSent = 0;
    if (phase !== 'needs-operator') this.stop = null;
    this.wait = null;
    if (this.stop) this.waitFor(this.stop.sentence, null);
    this.note(text, by);
    this.tell();
  }

  /** Shows what changed without a move. */
  refresh(): void {
    this.tell();
  }

  /** Shows what changed, and tells those who are to be notified of it. */
  private tell(): void {
    publish(this, this.publisher);
    this.notifier.changed();
  }

  /** Adds a line to the timeline. */
  note(text: string, by: string | null = null): void {
    this.timeline.push({ at: new Date().toISOString(), phase: this.phase, text, by });
    log.info(text, { wabaId: this.input.wabaId, phase: this.phase });
    showDetails(this);
  }

  /** Says why the run waits; null says that it goes on. */
  waitFor(reason: string | null, until: Date | null = null): void {
    this.wait =
      reason === null
        ? null
        : { id: `${this.phase}-${++this.waits}`, reason, until: until === null ? null : until.toISOString() };
    this.tell();
  }

  /** Prepares the stop in `needs-operator` that the step returns next. */
  stopFor(sentence: string, step: RetryStep, candidates: readonly string[] | null = null): 'needs-operator' {
    this.stop = { sentence, step, candidates };
    this.decision = null;
    return 'needs-operator';
  }

  /** Pauses before the next write, or goes on. */
  setPaused(by: string | null): void {
    this.pausedBy = by;
    if (by !== null) this.waits += 1;
    this.tell();
  }

  /** Puts checks of a stage on the report; waivers that still fit are applied. Returns those that hold the run up. */
  adoptChecks(stage: CheckStage, made: readonly Check[]): readonly Check[] {
    this.checks = applyWaivers(withStage(this.checks, stage, made), this.waivers);
    return openBlocks(this.checks).filter((check) => check.stage === stage);
  }

  /** Clones of earlier runs of this source stay on the report of the run that accepts them. */
  adoptEarlierClones(clones: AssessResult['earlierClones']): void {
    const listed = new Set(this.orphans.map((orphan) => orphan.wabaId));
    for (const clone of clones) {
      if (!listed.has(clone.wabaId)) this.orphans.push({ ...clone, since: new Date().toISOString() });
    }
  }

  /** A live clone becomes one that is left behind. */
  orphanClone(): void {
    if (this.migrationId === null && this.destinationWabaId === null) return;
    this.orphans.push({
      wabaId: this.destinationWabaId,
      migrationId: this.migrationId,
      since: new Date().toISOString(),
    });
  }

  /** Forgets a migration that failed or was never ours, with all that was verified and approved of it. */
  forgetMigration(): void {
    this.migrationId = null;
    this.destinationWabaId = null;
    this.attached = null;
    this.voidApproval();
    this.checks = withStage(this.checks, 'verify', []);
  }

  /** Records an approval of the digest verified last. */
  approve(approval: Omit<Approval, 'at'>): void {
    const { notBeforeMs, ...recorded } = { ...approval, at: new Date().toISOString() };
    this.approval = { ...recorded, notBeforeMs };
    this.approvals.push(recorded);
    // What it waited for has come; the step says what it waits for next.
    this.wait = null;
  }

  /** Nothing that was decided on the last verification holds any more. */
  voidApproval(): void {
    this.approval = null;
    this.verification = null;
    for (const name of this.waivers.keys()) if (CHECKS[name].stage === 'verify') this.waivers.delete(name);
  }

  /** A resume left us; `lost` says how its answer was lost. From here on nothing can be taken back. */
  noteResume(lost: string | null): void {
    this.resumeSent = true;
    this.resumes += 1;
    this.allowReady = false;
    this.note(
      lost === null ? 'The numbers were told to move.' : `The answer of resume was lost (${lost}): reading decides.`,
    );
    if (this.abandonment) this.noteCancellation();
  }

  /** A cancellation is a wish to abandon; once the numbers were told to move it is only noted. */
  noteCancellation(): void {
    if (isTerminal(this.phase)) return;
    if (this.resumeSent) this.note('A cancellation came too late: the numbers were told to move.');
    else this.abandonment ??= { by: null, reason: 'Cancelled.' };
  }

  /** Takes the phase to which a person's verb sends the run. */
  takeDecision(): (typeof TRANSITIONS)['needs-operator'][number] {
    const decision = known(this.decision);
    this.decision = null;
    return decision;
  }

  /** The number of the next evidence file of this run. */
  nextEvidenceNumber(): number {
    return ++this.evidenceCount;
  }

  noteTrace(fbtraceId: string | null): void {
    if (fbtraceId !== null) this.fbtraceIds.push(fbtraceId);
  }

  /** A share that this run started made an allocation. */
  noteAllocation(allocation: { readonly id: string; readonly businessId: string }): void {
    this.forgetAllocation(allocation.id);
    this.allocations.push(allocation);
    this.note(`The share of this run made allocation ${allocation.id}.`);
  }

  /** An allocation that the share took back. */
  forgetAllocation(id: string): void {
    const index = this.allocations.findIndex((allocation) => allocation.id === id);
    if (index >= 0) this.allocations.splice(index, 1);
  }

  /** A policy duration in milliseconds. */
  policyMs(
    name:
      | 'resumeBackoff'
      | 'settleAfterResume'
      | 'fundingGrace'
      | 'approvalDeadline'
      | 'recheckEvery'
      | 'migrationDeadline',
  ): number {
    return durationMs(this.input.policy[name]);
  }

  /** The state document, without `polling`: a workflow cannot see its own attempts. */
  state(): RunState {
    const { workflowId, runId } = workflowInfo();
    const report =
      this.checks.length === 0
        ? null
        : composeReport({
            checks: this.checks,
            wabaId: this.input.wabaId,
            destinationWabaId: this.destinationWabaId,
            verification: this.verification,
            evidencePath: this.evidencePath,
          });
    return {
      workflowId,
      runId,
      wabaId: this.input.wabaId,
      targetCurrency: this.input.targetCurrency,
      startedBy: this.input.startedBy,
      secondPerson: this.input.policy.secondPerson,
      phase: this.phase,
      waitingFor: waitingFor(this),
      needsOperator: needsOperator(this),
      migrationId: this.migrationId,
      destinationWabaId: this.destinationWabaId,
      orphans: this.orphans.map((orphan) => ({ ...orphan })),
      report: report && { ...report, idMap: withMovedNumbers(report.idMap, this.numbers) },
      approved: this.shownApproval,
      timeline: this.timeline.map((entry) => ({ ...entry })),
      outcome: this.outcome,
    };
  }
}
