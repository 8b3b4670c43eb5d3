/** What a run waits for, as people and lists see it. */
import { isTerminal } from '../../domain/phases';
import type { WaitingFor } from '../../domain/state';
import type { RunFacts } from './facts';
import { allowedVerbs } from './refusals';

/** Whether only a person's verb can move the run. */
export function needsOperator(run: RunFacts): boolean {
  if (isTerminal(run.phase)) return false;
  if (run.pausedBy !== null || run.phase === 'needs-operator') return true;
  return run.phase === 'awaiting-approval' && run.approval === null;
}

/** Why the run waits and what a person can do; null while it goes on by itself. */
export function waitingFor(run: RunFacts): WaitingFor | null {
  if (run.wait) return { ...run.wait, verbs: allowedVerbs(run) };
  if (run.pausedBy === null || isTerminal(run.phase)) return null;
  const reason = `Paused by ${run.pausedBy}: no write goes out until unpause.`;
  return { id: `paused-${run.waits}`, reason, until: null, verbs: allowedVerbs(run) };
}
