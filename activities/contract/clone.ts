/** From the first look at the source to a clone that is known: assess, initiate, poll, identify. */
import type { Check } from '../../domain/checks';
import type { MigrationInput } from '../../domain/input';
import type { NotSentYet, Refused, RunRef, SourceFacts } from './run';

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
  /** Base URL of the dashboard, where this worker knows one. */
  readonly dashboardUrl?: string;
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
