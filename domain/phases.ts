/**
 * The phases of a migration and the moves between them, as data.
 *
 * Types, the set of terminal phases, the docs' diagram and the order in which people see phases are derived from
 * here; the workflow refuses any move that is not listed.
 */

/** Every phase, in the order in which a run that goes well passes them; then where people wait, then the ends. */
export const PHASES = [
  'assessing',
  'initiating',
  'cloning',
  'verifying',
  'awaiting-approval',
  'cutting-over',
  'confirming',
  'needs-operator',
  'assessed',
  'completed',
  'abandoned',
  'rejected',
  'failed',
] as const;

/** Where a migration stands. */
export type Phase = (typeof PHASES)[number];

/** The allowed moves: from each phase, the phases that may follow it. A phase without any is terminal. */
export const TRANSITIONS = {
  assessing: ['initiating', 'needs-operator', 'assessed', 'abandoned'],
  initiating: ['cloning', 'needs-operator', 'abandoned'],
  cloning: ['verifying', 'initiating', 'rejected', 'failed', 'needs-operator', 'abandoned'],
  verifying: ['awaiting-approval', 'needs-operator', 'abandoned'],
  'awaiting-approval': ['verifying', 'cutting-over', 'needs-operator', 'abandoned'],
  'cutting-over': ['verifying', 'confirming', 'needs-operator', 'abandoned'],
  confirming: ['completed', 'needs-operator'],
  'needs-operator': [
    'assessing',
    'initiating',
    'cloning',
    'verifying',
    'cutting-over',
    'confirming',
    'abandoned',
    'failed',
  ],
  assessed: [],
  completed: [],
  abandoned: [],
  rejected: [],
  failed: [],
} as const satisfies Record<Phase, readonly Phase[]>;

/** One allowed move. */
export interface Transition {
  readonly from: Phase;
  readonly to: Phase;
}

/** All allowed moves, flat. */
export const ALL_TRANSITIONS: readonly Transition[] = PHASES.flatMap((from) =>
  (TRANSITIONS[from] as readonly Phase[]).map((to) => ({ from, to })),
);

/** A phase that nothing follows. */
export type TerminalPhase = { [P in Phase]: (typeof TRANSITIONS)[P] extends readonly [] ? P : never }[Phase];

/** The phases that nothing follows, in the order of {@link PHASES}. */
export const TERMINAL_PHASES: readonly TerminalPhase[] = PHASES.filter(isTerminal);

/** Whether a run in this phase has ended. */
export function isTerminal(phase: Phase): phase is TerminalPhase {
  return TRANSITIONS[phase].length === 0;
}

/** Whether a run may move from one phase to the other. */
export function isAllowedMove(from: Phase, to: Phase): boolean {
  return (TRANSITIONS[from] as readonly Phase[]).includes(to);
}

/** Whether a text from outside names a phase. */
export function isPhase(text: string): text is Phase {
  return (PHASES as readonly string[]).includes(text);
}
