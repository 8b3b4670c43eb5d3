/** Exit statuses of `wabactl`, and which one a run's state means. */
import { hasEnded } from '..';
import type { CreditStateDocument } from '../../domain/credit/state';
import type { StateDocument } from '../../domain/state';

/** Exit statuses: scripts rely on them. */
export const EXIT = {
  done: 0,
  /** The operation ended badly or was refused. */
  failed: 1,
  /** Wrong usage or settings, found before anything was contacted. */
  usage: 2,
  /** A person is needed. */
  person: 3,
} as const;

/** The exit status of a command that waited for a run. */
export function exitStatusOf(state: StateDocument | CreditStateDocument): number {
  if (!hasEnded(state)) return state.needsOperator ? EXIT.person : EXIT.done;
  return state.phase === 'completed' || state.phase === 'assessed' ? EXIT.done : EXIT.failed;
}
