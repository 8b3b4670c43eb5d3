/** What one migration knows: plain data, so that refusals, waits and details can be told from it alone. */
import type { RunRef, SourceFacts, VerifyResult } from '../../activities/contract';
import type { NumberRecord } from '../../domain/account';
import type { Check, CheckName } from '../../domain/checks';
import type { MigrationInput } from '../../domain/input';
import type { Phase, TRANSITIONS } from '../../domain/phases';
import type {
  ApprovalState,
  NumberOutcome,
  Orphan,
  Outcome,
  TestMessageOutcome,
  TimelineEntry,
} from '../../domain/state';
import type { RetryStep } from '../../domain/verbs';
import type { Waiver } from './report';

/** An approval of one digest, by a person or by `auto`. It covers the repeats of its migration. */
export interface Approval {
  readonly by: string;
  readonly at: string;
  readonly digest: string;
  readonly comment: string | null;
  /** Unix milliseconds before which nothing moves. */
  readonly notBeforeMs: number | null;
}

/** A wish to end the run before anything moved: `abandon`, `reject` or a cancellation. */
export interface Abandonment {
  readonly by: string | null;
  readonly reason: string;
}

/** Why the run stopped for a person, and what is known of clones that may be its own. */
export interface Stop {
  readonly sentence: string;
  /** The step that `retry` means when none is named. */
  readonly step: RetryStep;
  /** Only after an initiate that met or may have made an unexplained clone: every candidate must be named. */
  readonly candidates: readonly string[] | null;
}

/** Why a run waits, as the step that waits says it. */
export interface Wait {
  readonly id: string;
  readonly reason: string;
  readonly until: string | null;
}

/** The facts of one run, as they are at its start. */
export class RunFacts {
  phase: Phase = 'assessing';
  readonly timeline: TimelineEntry[] = [];
  readonly orphans: Orphan[] = [];
  readonly acceptedOrphans: Set<string>;
  readonly waivers = new Map<CheckName, Waiver>();
  readonly approvals: Omit<Approval, 'notBeforeMs'>[] = [];
  readonly fbtraceIds: string[] = [];

  ref: RunRef;
  source: SourceFacts | null = null;
  /** Whether the worker that assessed this run was given somebody to notify of it. */
  notifies = false;
  /** Base URL of the dashboard, as the worker that assessed this run knew it. */
  dashboardUrl: string | null = null;
  checks: Check[] = [];
  verification: VerifyResult | null = null;
  evidencePath: string | null = null;
  /** What shares that this run started made: the business's, so it stays whatever becomes of the run. */
  readonly allocations: { readonly id: string; readonly businessId: string }[] = [];

  /** The revoke of the business that was forced past this run; null where none was, or a person has seen to it. */
  revokedBy: string | null = null;

  migrationId: string | null = null;
  destinationWabaId: string | null = null;
  /** When this run first called initiate, ISO. */
  intentAt: string | null = null;
  /** An initiate left us whose answer was lost: a clone may exist whose migration nobody named. */
  lostInitiate = false;
  /** How that answer was lost, until a person has named every clone that it may have made. */
  unansweredInitiate: string | null = null;
  initiations = 0;
  resumes = 0;
  grantedInitiations = 0;
  grantedResumes = 0;
  /** A person named the migration; it is provisional until an activity has seen the clone, and never takes `auto`. */
  attached: 'provisional' | 'seen' | null = null;

  approval: Approval | null = null;
  /** A resume left us and was not refused: from here on nothing can be taken back. */
  resumeSent = false;
  cutOverScheduled = false;
  allowReady = false;

  stop: Stop | null = null;
  /** Where a person's verb sends the run from `needs-operator`. */
  decision: (typeof TRANSITIONS)['needs-operator'][number] | null = null;
  abandonment: Abandonment | null = null;
  conclusion: Abandonment | null = null;
  pausedBy: string | null = null;
  wasReset = false;
  numbers: NumberOutcome[] = [];
  testMessage: TestMessageOutcome | null = null;
  outcome: Outcome | null = null;

  /** Why the run waits, if a step said so. */
  wait: Wait | null = null;
  /** How often it has waited: makes the ids of waits. */
  waits = 0;
  /** How often in this phase a write was not sent: the pauses between grow with it. */
  roundsNotSent = 0;

  constructor(readonly input: MigrationInput) {
    this.acceptedOrphans = new Set(input.acceptOrphans);
    this.ref = { wabaId: input.wabaId, tokenRef: input.tokenRef, graphOrigin: '', assessedRunId: '' };
  }

  /** Whether somebody wants the run to end, and nothing has moved. */
  get isInterrupted(): boolean {
    return this.abandonment !== null && !this.resumeSent;
  }

  /** The numbers that the approval names; before one, those that were assessed. */
  get approvedNumbers(): readonly NumberRecord[] {
    return this.verification?.numbers ?? this.source?.numbers ?? [];
  }

  /** The approval as the state document has it. */
  get shownApproval(): ApprovalState | null {
    if (this.approval === null) return null;
    const { notBeforeMs, ...shown } = this.approval;
    return { ...shown, notBefore: notBeforeMs === null ? null : new Date(notBeforeMs).toISOString() };
  }

  /** Clones that are no reason to stop: accepted by a person, or left behind by this run itself. */
  knownClones(): string[] {
    const leftBehind = this.orphans.flatMap((orphan) => (orphan.wabaId === null ? [] : [orphan.wabaId]));
    return [...new Set([...this.acceptedOrphans, ...leftBehind])];
  }
}
