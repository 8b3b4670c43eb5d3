/** The evidence file of a credit run. */
import type { CreditRunState } from '../../../domain/credit/state';

export interface WriteCreditEvidenceInput {
  readonly evidenceNumber: number;
  /** As the first look returned it; a worker with another one reads nothing. Null before a first look. */
  readonly graphOrigin: string | null;
  readonly tokenRef: string;
  readonly state: CreditRunState;
  /** An earlier file of this run: what was there before is carried over where it can be read. */
  readonly previousPath: string | null;
  readonly fbtraceIds: readonly string[];
}
