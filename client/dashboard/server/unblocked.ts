/** The phases in which a run may need nobody: what is asked of the server, and what the pages say, go by the same ones. */
import type { Phase, TerminalPhase } from '../../../domain/phases';
import type { PhaseCounts } from './shapes';

/** It goes on by itself unless it is paused, or approved it waits for its time. Every phase is one, ends and stops apart. */
const UNBLOCKED = {
  assessing: true,
  initiating: true,
  cloning: true,
  verifying: true,
  'awaiting-approval': true,
  'cutting-over': true,
  confirming: true,
} as const satisfies Record<Exclude<Phase, TerminalPhase | 'needs-operator'>, true>;
const PHASES = Object.keys(UNBLOCKED) as (keyof typeof UNBLOCKED)[];

/** How many runs are open and have not stopped: they go on by themselves, or wait for a person who lets them. */
export const unblocked = (counts: PhaseCounts): number => PHASES.reduce((sum, phase) => sum + counts[phase], 0);
