/** What each phase is called, and how it is shown: with a colour, a glyph and a word, so that none of them is needed alone. */
import type { Phase } from '../server/shapes';

/** The states that are told apart at a glance. Red is for what ended badly, and for nothing else. */
export const TONES = ['amber', 'blue', 'green', 'red', 'grey'] as const;
/** A state that is told apart at a glance. */
export type Tone = (typeof TONES)[number];

interface PhaseWords {
  /** As a heading or a badge says it. */
  readonly word: string;
  /** Where nobody but the run itself has to do something. */
  readonly tone: Tone;
}

/** Every phase, in the order in which people see them. */
export const PHASE_WORDS: Readonly<Record<Phase, PhaseWords>> = {
  assessing: { word: 'Assessing', tone: 'blue' },
  initiating: { word: 'Initiating', tone: 'blue' },
  cloning: { word: 'Cloning', tone: 'blue' },
  verifying: { word: 'Verifying', tone: 'blue' },
  'awaiting-approval': { word: 'Awaiting approval', tone: 'amber' },
  'cutting-over': { word: 'Moving numbers', tone: 'blue' },
  confirming: { word: 'Confirming', tone: 'blue' },
  'needs-operator': { word: 'Needs a person', tone: 'amber' },
  assessed: { word: 'Assessed', tone: 'green' },
  completed: { word: 'Completed', tone: 'green' },
  abandoned: { word: 'Abandoned', tone: 'grey' },
  rejected: { word: 'Rejected by Meta', tone: 'red' },
  failed: { word: 'Failed', tone: 'red' },
};

/** Every phase, in that order. */
export const PHASE_ORDER = Object.keys(PHASE_WORDS) as Phase[];

/** How a run is shown: a paused one needs a person whatever its phase, an approved one waits by itself. */
export function shownAs(run: { readonly phase: Phase | null; readonly needsOperator: boolean }): PhaseWords {
  if (run.phase === null) return { word: 'Starting', tone: 'grey' };
  const { word, tone } = PHASE_WORDS[run.phase];
  if (run.needsOperator && tone === 'blue') return { word: `${word}, paused`, tone: 'amber' };
  if (!run.needsOperator && run.phase === 'awaiting-approval') return { word: 'Approved, waits', tone: 'grey' };
  return { word, tone };
}
