/**
 * What the checker is given: what the simulator saw, what the test commanded, how the runs ended. Nothing of it comes
 * from our own logs but `texts`, which are only searched for secrets.
 */
import type { History } from '@temporalio/common/lib/proto-utils';
import type { CreditStateDocument } from '../../domain/credit/state';
import type { StateDocument } from '../../domain/state';

/** A numbered promise of the product. */
export type InvariantNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** A broken promise, with what was seen. */
export interface Violation {
  readonly invariant: InvariantNumber;
  readonly message: string;
}

/** Something that a call changed at Meta, as the simulator saw it. */
export interface Effect {
  readonly kind: string;
}

/** One call as the simulator's journal has it, in the order in which calls arrived. */
export interface JournalEntry {
  readonly seq: number;
  /** Simulated time, ISO. */
  readonly at: string;
  /** Real time, ISO. */
  readonly wallAt?: string;
  /** `CLOCK` for what happened by itself. */
  readonly method: string;
  readonly path: string;
  readonly wabaId: string | null;
  readonly migrationId: string | null;
  /** The customer's business that the call names: the receiver of a share, the owner of an account. */
  readonly businessId?: string | null;
  readonly tokenRef: string | null;
  /** HTTP status that the caller got; null where it got no answer at all. */
  readonly status: number | null;
  /** The fault that was injected. */
  readonly fault: string | null;
  readonly effect: Effect | null;
  /** The migration status that the answer carried. */
  readonly shown?: string | null;
  /** Meta's error code in the answer. */
  readonly code?: number | null;
  /** Whether the refusal said `is_transient`. */
  readonly isTransient?: boolean;
  /** Names of what a write was sent. */
  readonly parameters?: readonly string[];
  /** With a throttled answer: the minutes of `estimated_time_to_regain_access`. */
  readonly regainMinutes?: number | null;
}

/** One order that the test gave through `wabactl`, the client or the API. */
export interface Command {
  /** When it was given, ISO. */
  readonly at: string;
  /** The last entry of the journal when it was given, so that commands and calls have one order. */
  readonly journalSeq: number;
  readonly command: string;
  /** Empty for an order about a whole business. */
  readonly wabaId: string;
  /** The business that an order about credit names. */
  readonly businessId?: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly accepted: boolean;
}

/** The raw history of one run, payloads as Temporal stores them. */
export interface RunHistory {
  readonly workflowId: string;
  readonly runId: string;
  readonly history: History;
}

/** A text to search for secrets, and where it stood. */
export interface FoundText {
  readonly where: string;
  readonly text: string;
}

/** What Temporal keeps of a run beside its history (memo, search attributes, heartbeats), undecoded. */
export interface FoundDocument {
  readonly where: string;
  readonly document: unknown;
}

/** A phone number in the simulator's state. */
export interface NumberPlace {
  readonly digits: string;
  readonly wabaId: string;
  readonly status: string;
}

/** A sharing record in the simulator's state. */
export interface AllocationRecord {
  readonly id: string;
  readonly lineId: string;
  readonly businessId: string;
  /** As Meta shows it; `DELETED` is a revoked one. */
  readonly status: string | null;
}

/** Everything that the checker reads. */
export interface CheckerInput {
  readonly journal: readonly JournalEntry[];
  readonly commands: readonly Command[];
  /** The final state document of every run, earlier runs of the same source before later ones. */
  readonly states: readonly StateDocument[];
  /** The final state document of every credit operation, earlier runs of the same business before later ones. */
  readonly creditStates?: readonly CreditStateDocument[];
  readonly histories: readonly RunHistory[];
  /** Tokens, app secrets, verify tokens. */
  readonly secrets: readonly string[];
  /** Texts of messages and templates: kept nowhere. */
  readonly messageTexts?: readonly string[];
  /** Log lines, evidence files, answers of the command line. */
  readonly texts: readonly FoundText[];
  readonly documents?: readonly FoundDocument[];
  readonly numbersBefore: readonly NumberPlace[];
  readonly numbersAfter: readonly NumberPlace[];
  /** Revoked records too. */
  readonly allocationsAfter?: readonly AllocationRecord[];
}
