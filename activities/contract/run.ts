/** For whom a migration's activity acts, and what any write may answer: not sent yet, or refused. */
import type { NumberRecord } from '../../domain/account';
import type { GraphFailureDetails } from '../../domain/failures';

/** For whom an activity acts: sent along with every call but the first look. */
export interface RunRef {
  readonly wabaId: string;
  readonly tokenRef: string;
  /** As `assess` returned it; a worker with another one refuses retryably (`WrongGraph`) before any call. */
  readonly graphOrigin: string;
  /** The run that `assess` saw; a write of another run (a reset) fails with `RunWasReset`. */
  readonly assessedRunId: string;
}

/** Who pays for an account, as far as it can be known. */
export type FundedBy = 'our-line' | 'card-or-other' | 'nobody' | 'unknown';

/** What later steps need to know of the source. */
export interface SourceFacts {
  readonly name: string | null;
  readonly currency: string | null;
  readonly ownerBusinessId: string | null;
  readonly fundedBy: FundedBy;
  /** Portfolios whose users are compared: the owner's, and ours where it is known. */
  readonly portfolios: readonly string[];
  readonly numbers: readonly NumberRecord[];
}

/** Why nothing was sent although nothing is wrong: wait so long and call again. */
export interface NotSentYet {
  readonly kind: 'not-sent-yet';
  readonly why: 'throttled' | 'unavailable' | 'revoke-open' | 'sibling-cloning' | 'credit-operation-open';
  readonly waitMs: number;
  readonly text: string;
}

/** An explicit refusal: the write did not happen. */
export interface Refused {
  readonly kind: 'refused';
  /**
   * Whether the write itself went out and Meta refused it. False where nothing was sent: a refusal of our own, or Meta's
   * of a read that must come first.
   */
  readonly sent: boolean;
  readonly message: string;
  readonly details: GraphFailureDetails;
}
