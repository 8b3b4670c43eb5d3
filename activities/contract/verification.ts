/** What a person approves: the comparison of both sides, and the watch over it until the cut-over. */
import type { NumberRecord } from '../../domain/account';
import type { Check } from '../../domain/checks';
import type { Fingerprint } from '../../domain/digest';
import type { Evidence } from '../../domain/evidence';
import type { Difference, IdMap } from '../../domain/state';
import type { FundedBy, RunRef, SourceFacts } from './run';

/** Who approved what, and when. */
export type ApprovalRecord = Evidence['approvals'][number];

export interface VerifyInput {
  readonly run: RunRef;
  readonly migrationId: string;
  readonly destinationWabaId: string;
  readonly targetCurrency: string;
  readonly extendedCreditId: string | null;
  readonly source: SourceFacts;
  /** Every approval of the run so far, for the evidence file. */
  readonly approvals: readonly ApprovalRecord[];
  readonly evidenceNumber: number;
}

export interface VerifyResult {
  /** Who pays for the clone; `unknown` also where the clone itself could not be read. */
  readonly cloneFundedBy: FundedBy;
  readonly checks: readonly Check[];
  readonly differences: readonly Difference[];
  readonly idMap: IdMap;
  /** SHA-256 of the digest content; null where the number set or the clone could not be read. */
  readonly digest: string | null;
  readonly fingerprint: Fingerprint | null;
  /** The numbers that will move. */
  readonly numbers: readonly NumberRecord[];
  readonly evidencePath: string | null;
}

export interface WatchInput {
  readonly run: RunRef;
  readonly migrationId: string;
  readonly destinationWabaId: string;
  readonly fingerprint: Fingerprint;
  readonly recheckMs: number;
}

/** Ends only when something changed. */
export interface WatchResult {
  readonly changed: readonly string[];
}
