/** The six steps in which people see a migration, as its timeline tells them. */
import type { Phase, StateDocument } from '../server/shapes';

/** The steps, in order. Up to `approve` everything can be taken back; from `move` on nothing can. */
export const STEPS = ['assess', 'clone', 'verify', 'approve', 'move', 'confirm'] as const;
/** A step. */
export type Step = (typeof STEPS)[number];

/** What a step is called. */
export const STEP_WORDS: Readonly<Record<Step, string>> = {
  assess: 'Assess',
  clone: 'Clone',
  verify: 'Verify',
  approve: 'Approve',
  move: 'Move',
  confirm: 'Confirm',
};

/** The step of each phase; none for where a run ends, or stands still in whichever step it was. */
const STEP_OF: Readonly<Record<Phase, Step | null>> = {
  assessing: 'assess',
  initiating: 'clone',
  cloning: 'clone',
  verifying: 'verify',
  'awaiting-approval': 'approve',
  'cutting-over': 'move',
  confirming: 'confirm',
  'needs-operator': null,
  assessed: null,
  completed: null,
  abandoned: null,
  rejected: null,
  failed: null,
};

/**
 * How a step stands. `person`: only a person can move it on; `waits`: it waits by itself; `ended-badly`, `given-up`: the run
 * ended in it; `never`: the run ended before it.
 */
export type StepStatus = 'done' | 'moving' | 'person' | 'waits' | 'ended-badly' | 'given-up' | 'ahead' | 'never';

/** One step as it stands. */
export interface StepView {
  readonly step: Step;
  readonly status: StepStatus;
  /** When the run first came to it, ISO; null where it has not, or has to do it anew. */
  readonly startedAt: string | null;
  /** How long the run has been in it, all times together, in milliseconds. */
  readonly spentMs: number;
}

type Told = Pick<StateDocument, 'phase' | 'needsOperator' | 'timeline' | 'outcome'>;

/** The six steps of a run; `now` counts for the one that goes on. */
export function stepsOf(state: Told, now: Date): readonly StepView[] {
  const spells = spellsOf(state, now);
  const current = state.phase === 'completed' ? STEPS.length : STEPS.indexOf(spells.at(-1)?.step ?? 'assess');
  return STEPS.map((step, index) => {
    const own = spells.filter((spell) => spell.step === step);
    const status = statusOf(state, index - current);
    // What lies ahead again after a change was done for what no longer holds.
    const isAhead = status === 'ahead' || status === 'never';
    return {
      step,
      status,
      startedAt: isAhead ? null : (own[0]?.at ?? null),
      spentMs: isAhead ? 0 : own.reduce((sum, spell) => sum + spell.ms, 0),
    };
  });
}

/** How many of the six steps lie behind a run. */
export const stepsDone = (state: Told, now: Date): number =>
  stepsOf(state, now).filter(({ status }) => status === 'done').length;

function statusOf({ phase, needsOperator, outcome }: Told, offset: number): StepStatus {
  if (offset < 0) return 'done';
  const hasEnded = outcome !== null || phase === 'assessed';
  if (offset > 0) return hasEnded ? 'never' : 'ahead';
  if (phase === 'assessed') return 'done';
  if (phase === 'rejected' || phase === 'failed') return 'ended-badly';
  if (hasEnded) return 'given-up';
  if (needsOperator || phase === 'needs-operator') return 'person';
  return phase === 'awaiting-approval' ? 'waits' : 'moving';
}

/** From one line of the timeline to the next, by step; standing still counts for the step in which it does. */
function spellsOf({ timeline, outcome }: Told, now: Date): { step: Step; at: string; ms: number }[] {
  let step: Step = 'assess';
  return timeline.map(({ at, phase }, index) => {
    step = STEP_OF[phase] ?? step;
    const next = timeline[index + 1]?.at ?? (outcome === null ? now.toISOString() : at);
    return { step, at, ms: Math.max(0, Date.parse(next) - Date.parse(at)) };
  });
}
