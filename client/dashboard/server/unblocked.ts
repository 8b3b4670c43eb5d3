/** The phases in which a run may need nobody: what is asked of the server, and what the pages say, go by the same ones. */
import type { Phase, PhaseCounts } from './shapes';

/** It goes on by itself unless it is paused, or approved it waits for its time. */
const UNBLOCKED: readonly Phase[] = [
  'assessing',
  'initiating',
  'cloning',
  'verifying',
  'awaiting-approval',
  'cutting-over',
  'confirming',
];

/** How many runs are open and have not stopped: they go on by themselves, or wait for a person who lets them. */
export const unblocked = (counts: PhaseCounts): number => UNBLOCKED.reduce((sum, phase) => sum + counts[phase], 0);
