/** The cut-over and what proves it: resume, the place of the numbers, the test message. */
import type { NumberRecord } from '../../domain/account';
import type { Check } from '../../domain/checks';
import type { Fingerprint } from '../../domain/digest';
import type { NumberOutcome } from '../../domain/state';
import type { NotSentYet, Refused, RunRef, SourceFacts } from './run';

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
