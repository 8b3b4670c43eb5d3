/** How many runs go on by themselves: what a count is asked for by, and what deadlines are told in. */
import type { Phase, PhaseCounts } from './shapes';

/** The phases in which a run goes on by itself, unless it is paused. */
const MOVING: readonly Phase[] = ['assessing', 'initiating', 'cloning', 'verifying', 'cutting-over', 'confirming'];

/** How many runs are in a phase in which they go on by themselves, paused ones too. */
export const inMovingPhases = (counts: PhaseCounts): number => MOVING.reduce((sum, phase) => sum + counts[phase], 0);
