/** What is told of a run outside Temporal: evidence files and notifications. */
import type { RunState } from '../../domain/state';
import type { ApprovalRecord } from './verification';

export interface WriteEvidenceInput {
  readonly evidenceNumber: number;
  readonly wabaId: string;
  readonly state: RunState;
  /** Every approval of the run so far. */
  readonly approvals: readonly ApprovalRecord[];
  /** An earlier file of this run: its accounts and id map are carried over where it can be read. */
  readonly previousPath: string | null;
  readonly fbtraceIds: readonly string[];
}

export interface WriteEvidenceResult {
  readonly path: string;
}

/** Everybody has taken the notification. */
export interface NotifyResult {
  readonly kind: 'delivered';
  readonly receivers: number;
}
