/**
 * What the credit workflows may ask of activities: one object in, one object out. Workflows import this as types only.
 *
 * Outcomes that a workflow must decide on are returned as values (`kind`); only what is to be tried again, or cannot be
 * helped, is thrown (the types in `domain/failures.ts`).
 */
import type { Radius } from '../../domain/credit/funding';
import type { ShareInput } from '../../domain/credit/input';
import type { GraphAnswer, GraphQuestion } from '../../domain/credit/questions';
import type { CreditRunState } from '../../domain/credit/state';
import type { CreditMethod } from '../../domain/input';
import type { NotSentYet, Refused, RunRef } from '../contract';

/** For whom a credit activity acts: sent along with every call but the first look. */
export interface CreditRunRef {
  readonly businessId: string;
  readonly tokenRef: string;
  /** The customer's business token, where the start named one. */
  readonly customerTokenRef: string | null;
  /** As the first look returned it; a worker with another one refuses retryably (`WrongGraph`) before any call. */
  readonly graphOrigin: string;
  /** The run that made the first look; a write of another run (a reset) fails with `RunWasReset`. */
  readonly checkedRunId: string;
}

/** A write whose answer was lost: it may have happened. */
export interface WriteUnknown {
  readonly kind: 'unknown';
  readonly message: string;
}

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

/** Every activity of the credit workflows, and those by which a migration funds its clone. */
export interface CreditActivities {
  /** Reads only, and writes the first evidence file. */
  checkShare(input: CheckShareInput): Promise<CheckShareResult>;
  /** A write, once: reads whether it is done already, then one POST. */
  writeShare(input: WriteShareInput): Promise<WriteShareResult>;
  /** Reads only; its retries are the looks. */
  settleShare(input: SettleShareInput): Promise<SettleShareResult>;
  /** Reads only; its retries are the looks. */
  verifyFunding(input: VerifyFundingInput): Promise<VerifyFundingResult>;
  /** A write, once: reads every account of the business, then one DELETE. */
  undoShare(input: UndoShareInput): Promise<UndoShareResult>;
  /** Reads only; with a number it writes an evidence file. */
  readRadius(input: ReadRadiusInput): Promise<ReadRadiusResult>;
  /** A write, once: reads the record, then one DELETE. */
  deleteAllocation(input: DeleteAllocationInput): Promise<DeleteAllocationResult>;
  /** Reads only; its retries are the looks. */
  confirmDeleted(input: ConfirmDeletedInput): Promise<ConfirmDeletedResult>;
  /** Reads what is there now where Meta answers, and writes a file, atomically. Repeatable. */
  writeCreditEvidence(input: WriteCreditEvidenceInput): Promise<{ readonly path: string }>;
  /** Reads only. */
  askGraph(question: GraphQuestion): Promise<GraphAnswer>;
  /** Reads only; its retries are the looks. */
  awaitFunding(input: AwaitFundingInput): Promise<AwaitFundingResult>;
  /** Makes the child's input and its digest; calls nobody. */
  prepareShare(input: PrepareShareInput): Promise<PrepareShareResult>;
}
