/** What a run is doing, where it waits for nobody. */
import type { StateDocument } from '../../server/shapes';
import { approvalOf } from './verbs/approval';

/** The sentence of each phase. */
const DOING: Readonly<Record<StateDocument['phase'], string>> = {
  assessing: 'The account is read and checked.',
  initiating: 'Meta is asked for a clone in the new currency.',
  cloning:
    'Meta makes the clone: a copy of the account in the new currency. This takes minutes, sometimes hours. No number has moved.',
  verifying: 'Account and clone are read and compared.',
  'awaiting-approval': 'Approved: the numbers are about to move.',
  'cutting-over': 'The numbers are told to move, and Meta moves them.',
  confirming: 'Every number is looked for on the clone.',
  'needs-operator': 'It stands still until a person decides.',
  assessed: 'The dry run has ended.',
  completed: 'Every number is on the clone.',
  abandoned: 'The run was given up before any number moved.',
  rejected: 'Meta rejected the migration. No number moved.',
  failed: 'The run failed.',
};

/** What a run is doing, or how it ended. */
export const doing = (phase: StateDocument['phase']): string => DOING[phase];

/** Since when a run has been in its phase, ISO; null for a timeline that has no line of it. */
export function inPhaseSince({ timeline, phase }: Pick<StateDocument, 'timeline' | 'phase'>): string | null {
  let since: string | null = null;
  for (const entry of [...timeline].reverse()) {
    if (entry.phase !== phase) break;
    since = entry.at;
  }
  return since;
}

/** What happens when the time of a wait is over. */
export function afterWait(state: Pick<StateDocument, 'phase' | 'needsOperator' | 'approved'>): string {
  if (state.phase !== 'awaiting-approval') return 'Then it goes on by itself.';
  if (approvalOf(state) === null)
    return 'Without an approval until then it stops, and a person can have both compared anew. Nothing moves.';
  return state.needsOperator
    ? 'Then the numbers move, as soon as somebody lets it go on.'
    : 'Then the numbers move by themselves. Before, it can be approved anew, paused, rejected or abandoned.';
}
