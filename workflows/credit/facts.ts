/** What every credit operation knows: plain data, so that refusals, waits and details can be told from it alone. */
import type { CreditRunRef } from '../../activities/credit/contract';
import type { CreditPatience } from '../../domain/credit/input';
import type { CreditOperation, CreditPhase } from '../../domain/credit/phases';
import type { CreditCancellation, CreditOutcome, CreditRunState } from '../../domain/credit/state';
import type { CreditVerb } from '../../domain/credit/verbs';
import type { Move, OpenCreditPhase } from './moves';

/** Why an operation stopped for a person. */
export interface CreditStop {
  readonly sentence: string;
  /** What helps; where `retry-verification` leads to is `retry`. */
  readonly verbs: readonly CreditVerb[];
  readonly retry: OpenCreditPhase;
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

/** The facts of one operation, as they are at its start. A share and a revoke say what it is about and what it did. */
export abstract class CreditFacts {
  abstract readonly operation: CreditOperation;
  phase: CreditPhase = 'checking';
  readonly timeline: CreditRunState['timeline'] = [];
  readonly fbtraceIds: string[] = [];
  /** Known once the first look has answered. */
  ref: CreditRunRef | null = null;
  evidencePath: string | null = null;
  /** Base URL of the dashboard, as the worker that looked first knew it. */
  dashboardUrl: string | null = null;
  stop: CreditStop | null = null;
  /** Where a person's verb sends the run from `needs-operator`. */
  decision: Move | null = null;
  cancellation: CreditCancellation | null = null;
  /** The digest of the radius that a person confirmed; only of a revoke. */
  confirmedRadius: string | null = null;
  /** Why it waits, if a step said so. */
  wait: { readonly id: string; readonly reason: string; readonly until: string | null } | null = null;
  /** How often in this phase a write was not sent: the pauses between grow with it. */
  roundsNotSent = 0;
  outcome: CreditOutcome | null = null;

  constructor(protected readonly start: CreditStart) {}

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

  /** Whether somebody wants the operation to end, and it still can. */
  get isInterrupted(): boolean {
    return this.cancellation !== null && this.tooLateToCancel() === null;
  }
}
