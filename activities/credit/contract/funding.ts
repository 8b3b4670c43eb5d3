/** By what a migration funds its clone. */
import type { ShareInput } from '../../../domain/credit/input';
import type { CreditMethod } from '../../../domain/input';
import type { RunRef } from '../../contract';

/** What a migration asks about the funding of its clone. */
export interface AwaitFundingInput {
  readonly run: RunRef;
  readonly destinationWabaId: string;
  readonly ownerBusinessId: string | null;
  /** For how long Meta may take to fund the clone by itself, from the first look on. */
  readonly graceMs: number;
}

/** Whether somebody pays for the clone; `unknown`: Meta does not show it to this token. */
export interface AwaitFundingResult {
  readonly kind: 'funded' | 'unfunded' | 'unknown';
}

/** What a migration asks a share for, and what only an activity can make of it. */
export interface PrepareShareInput {
  readonly run: RunRef;
  readonly businessId: string;
  readonly wabaId: string;
  readonly currency: string;
  readonly extendedCreditId: string;
  readonly method: CreditMethod;
  readonly tokenRef: string;
  readonly customerTokenRef: string | null;
  readonly startedBy: string;
}

export interface PrepareShareResult {
  /** The filled input of the child. */
  readonly input: ShareInput;
  /** The digest that a start from outside is compared with (SHA-256 over canonical JSON, RFC 8785). */
  readonly inputDigest: string;
}
