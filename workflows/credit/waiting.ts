/** What a credit operation waits for, and which verbs people can give it now. */
import { isTerminalCredit } from '../../domain/credit/phases';
import type { CreditWaitingFor } from '../../domain/credit/state';
import type { CreditVerb } from '../../domain/credit/verbs';
import type { CreditFacts } from './facts';

/** Whether a person has decided what ends the wait: the step that waits is about to act on it. */
export function isDecided(run: CreditFacts): boolean {
  return run.decision !== null || run.isInterrupted;
}

/** Whether only a person's verb can move the run. */
export function needsOperator(run: CreditFacts): boolean {
  return run.phase === 'needs-operator' && !isDecided(run);
}

/** The verbs that a person can give now. A revoke is cancelled only while it asks about its radius. */
export function allowedVerbs(run: CreditFacts): readonly CreditVerb[] {
  if (isTerminalCredit(run.phase) || isDecided(run)) return [];
  if (run.phase === 'needs-operator') return run.stop?.verbs ?? [];
  return run.operation === 'share' && run.tooLateToCancel() === null ? ['cancel'] : [];
}

/** Why the run waits and what a person can do; null while it goes on by itself. */
export function waitingFor(run: CreditFacts): CreditWaitingFor | null {
  if (!run.wait || isDecided(run)) return null;
  return { ...run.wait, verbs: [...allowedVerbs(run)] };
}
