/** A share, from its checks to its proof, and taking it back. */
import type { ShareInput } from '../../../domain/credit/input';
import type { NotSentYet, Refused } from '../../contract';
import type { CreditRunRef, WriteUnknown } from './run';

export interface CheckShareInput {
  readonly input: ShareInput;
  readonly evidenceNumber: number;
}

/** What a share must know before its first write. */
export interface ShareFacts {
  readonly lineId: string;
  /**
   * Every active allocation of the line to this business that is there already, by id: an allocation is made by this
   * run only where it is not among these and its id came in an answer that was read.
   */
  readonly allocationsBefore: readonly string[];
  /** Our system user, whom `attach` needs on the account; null where the token does not say who it is. */
  readonly systemUserId: string | null;
  /** Whether the system user must be assigned first. */
  readonly mustAssign: boolean;
}

/** The checks before the first write, in one look. Nothing is written by it but the first evidence file. */
export interface CheckShareResult {
  readonly graphOrigin: string;
  readonly runId: string;
  readonly evidencePath: string | null;
  readonly verdict:
    | { readonly kind: 'ready'; readonly facts: ShareFacts }
    /** Nothing to do: our allocation pays for the account. */
    | { readonly kind: 'already-funded'; readonly lineId: string; readonly allocationId: string }
    /** It must not be done; the message names what was found and the way out. */
    | { readonly kind: 'refused'; readonly message: string };
  /** Base URL of the dashboard, where this worker knows one. */
  readonly dashboardUrl?: string;
}

/** The writes of a share at Meta; which of them, and in which order, depends on the method. */
export type ShareCall = 'assign-system-user' | 'share' | 'attach' | 'share-and-attach';

export interface WriteShareInput {
  readonly run: CreditRunRef;
  readonly call: ShareCall;
  readonly wabaId: string;
  readonly currency: string;
  readonly facts: ShareFacts;
}

/** What the answer of a write proves. */
export type WriteShareResult =
  /** `allocationId`: as the answer named it; null for `assign-system-user`, and where the answer names none. */
  | {
      readonly kind: 'done';
      readonly allocationId: string | null;
      /** The active allocations of the line to the business, as they were read right before the call. */
      readonly allocationsBefore?: readonly string[];
    }
  /** Not sent: reading showed that it is done already. */
  | { readonly kind: 'not-needed'; readonly allocationId: string | null }
  | NotSentYet
  | Refused
  | WriteUnknown;

export interface SettleShareInput {
  readonly run: CreditRunRef;
  readonly call: ShareCall;
  readonly wabaId: string;
  readonly facts: ShareFacts;
  readonly settleMs: number;
}

/**
 * Whether a write whose answer was lost happened, from the allocation list, the account's funding and its users.
 * `undecidable`: what decides could not be read for the whole time.
 */
export interface SettleShareResult {
  readonly kind: 'happened' | 'did-not-happen' | 'undecidable';
  /**
   * The allocation that shows it: one that was not there before, or the one that pays for the account. Not provably
   * ours, since its id came in no answer.
   */
  readonly allocationId: string | null;
  readonly text: string;
}

export interface VerifyFundingInput {
  readonly run: CreditRunRef;
  readonly wabaId: string;
  readonly lineId: string;
  /** The allocation that the writes named; null where none was named, then any of ours to this business. */
  readonly allocationId: string | null;
  readonly verifyMs: number;
}

/** Meta's proof of a share: the allocation's `receiving_credential` is the account's `primary_funding_id`. */
export type VerifyFundingResult =
  | { readonly kind: 'verified'; readonly allocationId: string }
  /** Not seen in time, unreadable, or funded by something else: a person looks. */
  | { readonly kind: 'not-verified'; readonly text: string };

export interface UndoShareInput {
  readonly run: CreditRunRef;
  readonly thing: 'allocation' | 'system-user';
  readonly id: string;
  readonly lineId: string;
  /** The account of this share: that it lives on the allocation does not keep the allocation. */
  readonly wabaId: string;
}

/** What became of a thing that was to be taken back. */
export type UndoShareResult =
  | { readonly kind: 'undone' }
  /** Not sent: other accounts of the business live on it, or may: a person decides. */
  | { readonly kind: 'in-use'; readonly wabaIds: readonly string[]; readonly text: string }
  | NotSentYet
  | Refused
  | WriteUnknown;
