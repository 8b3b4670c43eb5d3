/**
 * What workflows may ask of activities: one object in, one object out. Workflows import this as types only.
 *
 * Outcomes that a workflow must decide on are returned as values (`kind`); only what is to be tried again, or cannot be
 * helped, is thrown (the types in `domain/failures.ts`).
 */
import type { NumberRecord } from '../domain/account';
import type { Check } from '../domain/checks';
import type { Fingerprint } from '../domain/digest';
import type { Evidence } from '../domain/evidence';
import type { GraphFailureDetails } from '../domain/failures';
import type { NotificationStart } from '../domain/hooks';
import type { MigrationInput } from '../domain/input';
import type { Difference, IdMap, NumberOutcome, RunState, TestMessageOutcome } from '../domain/state';

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

export interface AssessInput {
  readonly input: MigrationInput;
  readonly evidenceNumber: number;
}

/** One look at the source. What could not be read is an `incomplete` check, never a thrown refusal. */
export interface AssessResult {
  readonly graphOrigin: string;
  readonly runId: string;
  readonly source: SourceFacts | null;
  readonly checks: readonly Check[];
  /** Clones that earlier runs left behind and that this start accepts: they stay on the report. */
  readonly earlierClones: readonly { readonly wabaId: string; readonly migrationId: string | null }[];
  /** The source in full, written before anything is changed; null where the file could not be written. */
  readonly evidencePath: string | null;
  /** Only where this worker is given somebody to notify: without it the run schedules no notification. */
  readonly notify?: true;
}

/** A WABA of the owner that may be the clone of a lost initiate. */
export interface CloneCandidate {
  readonly wabaId: string;
  readonly name: string | null;
  readonly currency: string | null;
  readonly creationTime: string | null;
}

export interface InitiateInput {
  readonly run: RunRef;
  readonly targetCurrency: string;
  readonly extendedCreditId: string | null;
  readonly ownerBusinessId: string | null;
  /** Clones that the starter or an operator named as known. */
  readonly acceptedOrphans: readonly string[];
  /** How often this step has already waited; a sibling that is initiating too is waited for a few times only. */
  readonly waits: number;
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

export type InitiateResult =
  | { readonly kind: 'initiated'; readonly migrationId: string; readonly status: string }
  | NotSentYet
  | Refused
  /** Not sent: the owner has a WABA without numbers in the target currency that no run accounts for. */
  | { readonly kind: 'unexplained-clone'; readonly candidates: readonly CloneCandidate[] }
  /** Sent, perhaps: the answer was lost. */
  | { readonly kind: 'unknown'; readonly message: string };

export interface FindCandidatesInput {
  readonly run: RunRef;
  readonly targetCurrency: string;
  readonly ownerBusinessId: string | null;
  readonly acceptedOrphans: readonly string[];
}

/** Which WABAs may be the clone of a lost initiate; `listed` is false where the owner's WABAs cannot be read. */
export interface FindCandidatesResult {
  readonly listed: boolean;
  readonly candidates: readonly CloneCandidate[];
}

export interface PollInput {
  readonly run: RunRef;
  readonly migrationId: string;
  /**
   * `cloned`: until READY_TO_COMPLETE with a clone named, or an end. `moved`: until COMPLETED or FAILED_TO_COMPLETE.
   * `now`: one look.
   */
  readonly until: 'cloned' | 'moved' | 'now';
  /** Only with `moved`: how the resume went out that is followed. */
  readonly resume?: FollowedResume;
}

/** A resume that left us, as far as following it depends on it. */
export interface FollowedResume {
  /**
   * The status on which it went out. Where that is FAILED_TO_COMPLETE, the same status may still be the failure from
   * before: it counts as a new one only once another status was seen since, or the time to settle is over.
   */
  readonly statusBefore: string;
  /** For so long, in milliseconds since the poll was scheduled, Meta may take to show what the resume did. */
  readonly settleMs: number;
  /**
   * Only where its answer was lost: the place of the numbers decides too. Then the end of the time to settle proves
   * nothing and is `unsettled`.
   */
  readonly unsure?: { readonly destinationWabaId: string; readonly digits: readonly string[] };
}

export interface PollResult {
  readonly status: string;
  readonly destinationWabaId: string | null;
  /** Only with `unsure`: all approved numbers are on the clone, or the time to settle is over. */
  readonly settled?: 'numbers-moved' | 'unsettled';
  /** Only with `unsure`: how many approved numbers were on the clone at the last look; null where unreadable. */
  readonly numbersOnClone?: number | null;
}

export interface IdentifyCloneInput {
  readonly run: RunRef;
  readonly migrationId: string;
  readonly targetCurrency: string;
  readonly ownerBusinessId: string | null;
  /** When this run first meant to initiate, ISO; an older WABA cannot be its clone. */
  readonly intentAt: string;
}

/** Whether a migration that a person attached is this run's. */
export type IdentifyCloneResult =
  | { readonly kind: 'ours'; readonly destinationWabaId: string; readonly status: string }
  | { readonly kind: 'not-ours'; readonly reason: string };

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

export interface CutOverInput {
  readonly run: RunRef;
  readonly migrationId: string;
  readonly destinationWabaId: string;
  readonly ownerBusinessId: string | null;
  readonly fingerprint: Fingerprint;
  /** The first call goes out on READY_TO_COMPLETE and the whole fingerprint; a repeat on FAILED_TO_COMPLETE. */
  readonly attempt: 'first' | 'repeat';
  /** After `retry --step resume`: READY_TO_COMPLETE is good for a repeat too. */
  readonly allowReady: boolean;
}

/** `statusBefore`: the status that was read before the call, on which it went out. */
export type CutOverResult =
  | { readonly kind: 'sent'; readonly status: string; readonly statusBefore: string }
  | NotSentYet
  | Refused
  /** Not sent: these parts of the fingerprint differ from what was approved. */
  | { readonly kind: 'drifted'; readonly changed: readonly string[] }
  /** Not sent: Meta shows a status on which resume must not be called. */
  | { readonly kind: 'not-ready'; readonly status: string }
  /** Sent, perhaps: the answer was lost. */
  | { readonly kind: 'unknown'; readonly message: string; readonly statusBefore: string };

export interface ConfirmInput {
  readonly run: RunRef;
  readonly migrationId: string;
  readonly destinationWabaId: string;
  readonly numbers: readonly NumberRecord[];
  /** Template total of the source at the verification. */
  readonly sourceTemplates: number;
  readonly source: SourceFacts;
  readonly extendedCreditId: string | null;
  /** For how long numbers may take to arrive and connect before they count as left behind. */
  readonly patienceMs: number;
}

export interface ConfirmResult {
  readonly checks: readonly Check[];
  readonly numbers: readonly NumberOutcome[];
}

export interface LocateNumbersInput {
  readonly run: RunRef;
  readonly destinationWabaId: string | null;
  readonly numbers: readonly NumberRecord[];
}

export interface LocateNumbersResult {
  readonly numbers: readonly NumberOutcome[];
}

export interface SendTestMessageInput {
  readonly run: RunRef;
  readonly destinationWabaId: string;
  readonly phoneNumberId: string;
  readonly to: string;
  readonly template: string;
  readonly language: string;
}

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

/** The activity of a notification, which has a workflow of its own. */
export interface NotificationActivities {
  /** Posts to everybody who has not taken it yet. Repeatable: a repeat has the same id. */
  notify(input: NotificationStart): Promise<NotifyResult>;
}

/** Every activity of a migration. */
export interface MigrationActivities {
  /** Reads only. */
  assess(input: AssessInput): Promise<AssessResult>;
  /** A write, once: lists the owner's WABAs, then `set_payment_method_migration_intent`. */
  initiate(input: InitiateInput): Promise<InitiateResult>;
  /** Reads only: after an initiate whose answer was lost. */
  findCandidates(input: FindCandidatesInput): Promise<FindCandidatesResult>;
  /** Reads only; its retries are the polls. */
  pollMigration(input: PollInput): Promise<PollResult>;
  /** Reads only; its retries wait for the clone to be named. */
  identifyClone(input: IdentifyCloneInput): Promise<IdentifyCloneResult>;
  /** Reads both sides, repairs once what may be repaired, compares. Repeatable. */
  verify(input: VerifyInput): Promise<VerifyResult>;
  /** Reads only; its retries are the re-checks. */
  watchFingerprint(input: WatchInput): Promise<WatchResult>;
  /** A write, once: re-reads, then `resume_migration`. */
  cutOver(input: CutOverInput): Promise<CutOverResult>;
  /** Reads only; its retries wait for numbers to arrive. */
  confirm(input: ConfirmInput): Promise<ConfirmResult>;
  /** Reads only. */
  locateNumbers(input: LocateNumbersInput): Promise<LocateNumbersResult>;
  /** A write, once: a repeat would send twice. */
  sendTestMessage(input: SendTestMessageInput): Promise<TestMessageOutcome | NotSentYet>;
  /** Writes a file, atomically. Repeatable. */
  writeEvidence(input: WriteEvidenceInput): Promise<WriteEvidenceResult>;
}
