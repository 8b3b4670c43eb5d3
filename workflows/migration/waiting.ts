/** What a run waits for, as people and lists see it. */
import { isTerminal } from '../../domain/phases';
import type { WaitingFor } from '../../domain/state';
import type { RunFacts } from './facts';
import { allowedVerbs, isDecided } from './refusals';

/** Whether only a person's verb can move the run. */
export function needsOperator(run: RunFacts): boolean {
  if (isTerminal(run.phase)) return false;
  if (run.pausedBy !== null) return true;
  if (run.phase === 'needs-operator') return !isDecided(run);
  return run.phase === 'awaiting-approval' && run.approval === null;
}

/** Why the run waits and what a person can do; null while it goes on by itself. */
export function waitingFor(run: RunFacts): WaitingFor | null {
  const paused = run.pausedBy === null ? null : `Paused by ${run.pausedBy}: no write goes out until unpause.`;
  if (run.wait && !isDecided(run)) {
    const reason = paused === null ? run.wait.reason : `${paused} ${run.wait.reason}`;
    return { ...run.wait, reason, verbs: allowedVerbs(run), candidates: [...(run.stop?.candidates ?? [])] };
  }
  if (paused === null || isTerminal(run.phase)) return null;
  return { id: `paused-${run.waits}`, reason: paused, until: null, verbs: allowedVerbs(run), candidates: [] };
}
