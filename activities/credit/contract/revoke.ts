/** A revoke: its radius, each DELETE, and the proof of it. */
import type { Radius } from '../../../domain/credit/funding';
import type { NotSentYet, Refused } from '../../contract';
import type { CreditRunRef, WriteUnknown } from './run';

export interface ReadRadiusInput {
  readonly businessId: string;
  readonly tokenRef: string;
  /** Written as the first evidence file of the run, where given. */
  readonly evidenceNumber: number | null;
}

export interface ReadRadiusResult {
  readonly graphOrigin: string;
  readonly runId: string;
  readonly radius: Radius;
  readonly evidencePath: string | null;
  /** Base URL of the dashboard, where this worker knows one. */
  readonly dashboardUrl?: string;
}

export interface DeleteAllocationInput {
  readonly run: CreditRunRef;
  readonly allocationId: string;
  readonly lineId: string;
}

/** What the answer of a DELETE proves; the record is read first, in the same activity. */
export type DeleteAllocationResult =
  | { readonly kind: 'deleted' }
  /** Not sent: the record reads `DELETED`. */
  | { readonly kind: 'already-deleted' }
  /** Not sent: the record does not show this business as its receiver. */
  | { readonly kind: 'not-attributable'; readonly text: string }
  | NotSentYet
  | Refused
  | WriteUnknown;

export interface ConfirmDeletedInput {
  readonly run: CreditRunRef;
  readonly allocationId: string;
  readonly patienceMs: number;
}

/** Whether a record reads `DELETED`; its retries are the polls, until the patience is over. */
export interface ConfirmDeletedResult {
  readonly kind: 'deleted' | 'still-there' | 'unreadable';
  readonly text: string;
}
