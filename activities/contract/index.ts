/**
 * What workflows may ask of activities: one object in, one object out. Workflows import this as types only.
 *
 * Outcomes that a workflow must decide on are returned as values (`kind`); only what is to be tried again, or cannot be
 * helped, is thrown (the types in `domain/failures.ts`).
 */
import type { NotificationStart } from '../../domain/hooks';
import type { TestMessageOutcome } from '../../domain/state';
import type {
  AssessInput,
  AssessResult,
  FindCandidatesInput,
  FindCandidatesResult,
  IdentifyCloneInput,
  IdentifyCloneResult,
  InitiateInput,
  InitiateResult,
  PollInput,
  PollResult,
} from './clone';
import type {
  ConfirmInput,
  ConfirmResult,
  CutOverInput,
  CutOverResult,
  LocateNumbersInput,
  LocateNumbersResult,
  SendTestMessageInput,
} from './cut-over';
import type { NotifyResult, WriteEvidenceInput, WriteEvidenceResult } from './records';
import type { NotSentYet } from './run';
import type { VerifyInput, VerifyResult, WatchInput, WatchResult } from './verification';

export type * from './run';
export type * from './clone';
export type * from './verification';
export type * from './cut-over';
export type * from './records';

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
