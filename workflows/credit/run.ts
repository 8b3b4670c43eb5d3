/**
 * What every credit operation knows and how it moves. A share and a revoke add their own facts (`share-run.ts`,
 * `revoke-run.ts`); the way through the phases is `conduct.ts`, what people may tell it `verbs.ts`.
 */
import { log, workflowInfo } from '@temporalio/workflow';
import type { CreditRunRef } from '../../activities/credit/contract';
import {
  isAllowedCreditMove,
  isTerminalCredit,
  type CreditOperation,
  type CreditPhase,
} from '../../domain/credit/phases';
import type { CreditOutcome, CreditRunState } from '../../domain/credit/state';
import type { CreditVerb } from '../../domain/credit/verbs';
import { durationMs } from '../../domain/durations';
import type { CreditPatience } from '../../domain/credit/input';
import type { Interruptible } from '../runs/interruptible';
import { Publisher } from '../runs/publisher';
import { moveTo, type Move, type OpenCreditPhase } from './moves';
import { publish, showDetails } from './visibility';
import { needsOperator, waitingFor } from './waiting';

/** Why an operation stopped for a person. */
export interface CreditStop {
  readonly sentence: string;
  /** What helps; where `retry-verification` leads to is `retry`. */
  readonly verbs: readonly CreditVerb[];
  readonly retry: OpenCreditPhase;
}

/** A wish to end the operation: the verb `cancel`, or Temporal's cancellation. */
export interface CancelWish {
  readonly by: string | null;
  readonly reason: string;
}

/** What the start of every credit operation says. */
export interface CreditStart extends CreditPatience {
  readonly businessId: string;
  readonly tokenRef: string;
  readonly startedBy: string;
}

/** What a state document says of the operation's subject. */
export type CreditSubject = Pick<CreditRunState, 'wabaId' | 'currency' | 'creditLineId' | 'radius'>;

/** What an outcome says beyond why and by whom. */
export type CreditResult = Omit<CreditOutcome, 'reason' | 'by' | 'evidencePath'>;

/** One run of a credit operation. Its steps and verbs change it; nothing else does. */
export abstract class CreditRun implements Interruptible {
  abstract readonly operation: CreditOperation;
  phase: CreditPhase = 'checking';
  readonly timeline: CreditRunState['timeline'] = [];
  readonly fbtraceIds: string[] = [];
  readonly publisher = new Publisher();
  /** Known once the first look has answered. */
  ref: CreditRunRef | null = null;
  evidencePath: string | null = null;
  /** Base URL of the dashboard, as the worker that looked first knew it. */
  dashboardUrl: string | null = null;
  stop: CreditStop | null = null;
  /** Where a person's verb sends the run from `needs-operator`. */
  decision: Move | null = null;
  cancellation: CancelWish | null = null;
  /** The digest of the radius that a person confirmed; only of a revoke. */
  confirmedRadius: string | null = null;
  wait: { readonly id: string; readonly reason: string; readonly until: string | null } | null = null;
  roundsNotSent = 0;
  outcome: CreditOutcome | null = null;
  private waits = 0;
  private evidenceCount = 0;

  constructor(private readonly start: CreditStart) {}

  /** The customer's business portfolio. */
  get businessId(): string {
    return this.start.businessId;
  }

  get tokenRef(): string {
    return this.start.tokenRef;
  }

  /** What it is about. */
  abstract subject(): CreditSubject;

  /** What it made, took back and left, as far as it is known now. */
  abstract result(): CreditResult;

  /** Why a cancellation can only be noted; null while it can still be granted. */
  abstract tooLateToCancel(): string | null;

  get isInterrupted(): boolean {
    return this.cancellation !== null && this.tooLateToCancel() === null;
  }

  /** Begins: the first line of the timeline, the first search attributes. */
  begin(): void {
    this.note('Started.', this.start.startedBy);
    publish(this);
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
    publish(this);
  }

  /** Prepares the stop for a person that the step returns next. */
  stopFor(stop: CreditStop): Move<'needs-operator'> {
    this.stop = stop;
    return moveTo('needs-operator', stop.sentence);
  }

  waitFor(reason: string | null, until: Date | null = null): void {
    this.wait =
      reason === null ? null : { id: `${this.phase}-${++this.waits}`, reason, until: until?.toISOString() ?? null };
    publish(this);
  }

  /** Adds a line to the timeline. */
  note(text: string, by: string | null = null): void {
    this.timeline.push({ at: new Date().toISOString(), phase: this.phase, text, by });
    log.info(text, { businessId: this.businessId, operation: this.operation, phase: this.phase });
    showDetails(this);
  }

  /** Shows at once what a verb has changed. */
  refresh(): void {
    publish(this);
  }

  /** Keeps the wish to end the run, or notes why it cannot be granted any more. */
  noteCancellation(wish: CancelWish): void {
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
      timeline: this.timeline.map((entry) => ({ ...entry })),
      outcome: this.outcome,
    };
  }
}
