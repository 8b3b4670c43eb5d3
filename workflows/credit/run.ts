/**
 * How every credit operation moves. What it knows is in `facts.ts`, to which a share and a revoke add their own
 * (`share-run.ts`, `revoke-run.ts`); the way through the phases is `conduct.ts`, what people may tell it `verbs.ts`.
 */
import { log, workflowInfo } from '@temporalio/workflow';
import type { CreditPatience } from '../../domain/credit/input';
import { isAllowedCreditMove, isTerminalCredit } from '../../domain/credit/phases';
import type { CreditCancellation, CreditRunState } from '../../domain/credit/state';
import { durationMs } from '../../domain/durations';
import type { Interruptible } from '../runs/interruptible';
import { Publisher } from '../runs/publisher';
import { CreditFacts, type CreditStop } from './facts';
import { moveTo, type Move } from './moves';
import { publish, showDetails } from './visibility';
import { needsOperator, waitingFor } from './waiting';

/** One run of a credit operation: its facts, and how they change. Its steps and verbs change them; nothing else does. */
export abstract class CreditRun extends CreditFacts implements Interruptible {
  private readonly publisher = new Publisher();
  private waits = 0;
  private evidenceCount = 0;

  /** Begins: the first line of the timeline, the first search attributes. */
  begin(): void {
    this.note('Started.', this.start.startedBy);
    publish(this, this.publisher);
  }

  /** Moves to another phase. A move that the table does not list is a bug and fails the workflow task. */
  enter({ to, text, by }: Move): void {
    if (!isAllowedCreditMove(this.phase, to)) throw new Error(`no move from ${this.phase} to ${to}`);
    this.phase = to;
    this.roundsNotSent = 0;
    this.decision = null;
    this.wait = null;
    if (to !== 'needs-operator') this.stop = null;
    if (this.stop) this.waitFor(this.stop.sentence);
    this.note(text, by);
    publish(this, this.publisher);
  }

  /** Prepares the stop for a person that the step returns next. */
  stopFor(stop: CreditStop): Move<'needs-operator'> {
    this.stop = stop;
    return moveTo('needs-operator', stop.sentence);
  }

  waitFor(reason: string | null, until: Date | null = null): void {
    this.wait =
      reason === null ? null : { id: `${this.phase}-${++this.waits}`, reason, until: until?.toISOString() ?? null };
    publish(this, this.publisher);
  }

  /** Adds a line to the timeline. */
  note(text: string, by: string | null = null): void {
    this.timeline.push({ at: new Date().toISOString(), phase: this.phase, text, by });
    log.info(text, { businessId: this.businessId, operation: this.operation, phase: this.phase });
    showDetails(this);
  }

  /** Shows at once what a verb has changed. */
  refresh(): void {
    publish(this, this.publisher);
  }

  /** Keeps the wish to end the run, or notes why it cannot be granted any more. */
  noteCancellation(wish: CreditCancellation): void {
    if (isTerminalCredit(this.phase)) return;
    const tooLate = this.tooLateToCancel();
    if (tooLate !== null) this.note(`A cancellation came too late: ${tooLate}.`, wish.by);
    else if (this.cancellation === null) {
      this.cancellation = wish;
      this.note(`To be cancelled: ${wish.reason}`, wish.by);
    }
  }

  noteTrace(fbtraceId: string | null): void {
    if (fbtraceId !== null) this.fbtraceIds.push(fbtraceId);
  }

  /** The number of the next evidence file of this run. */
  nextEvidenceNumber(): number {
    return ++this.evidenceCount;
  }

  /** How long the start asks to be patient, in milliseconds. */
  patienceMs(name: keyof CreditPatience): number {
    return durationMs(this.start[name]);
  }

  /** The state document, without `polling`: a workflow cannot see its own attempts. */
  state(): CreditRunState {
    const { workflowId, runId } = workflowInfo();
    return {
      workflowId,
      runId,
      operation: this.operation,
      businessId: this.businessId,
      ...this.subject(),
      phase: this.phase,
      waitingFor: waitingFor(this),
      needsOperator: needsOperator(this),
      cancellation: this.cancellation,
      timeline: this.timeline.map((entry) => ({ ...entry })),
      outcome: this.outcome,
    };
  }
}
