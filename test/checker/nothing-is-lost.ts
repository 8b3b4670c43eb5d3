/** Invariant 3. Every accepted request reaches a terminal phase or waits in a named state for a person. */
import { migrationWorkflowId } from '../../domain/ids';
import { isTerminal } from '../../domain/phases';
import type { StateDocument } from '../../domain/state';
import type { Close, ReadHistory } from './history';
import type { CheckerInput, Violation } from './input';

const broken = (message: string): Violation => ({ invariant: 3, message });

/** Every accepted start without a run, every run that neither ended nor waits, every Update without an answer. */
export function nothingIsLost(input: CheckerInput, histories: readonly ReadHistory[]): Violation[] {
  return [
    ...startsWithoutRun(input),
    ...input.states.flatMap((state) => adrift(state, histories)),
    ...histories.flatMap(unanswered),
  ];
}

function startsWithoutRun(input: CheckerInput): Violation[] {
  return input.commands
    .filter((command) => command.accepted && command.command === 'start')
    .map((command) => migrationWorkflowId(command.wabaId, { dryRun: command.input['dryRun'] === true }))
    .filter((workflowId) => !input.states.some((state) => state.workflowId === workflowId))
    .map((workflowId) => broken(`the start of ${workflowId} was accepted, but there is no such run`));
}

/** Whether only a person's verb can move the run, and the document says which and why. */
function waitsForPerson(state: StateDocument): boolean {
  if (state.phase !== 'needs-operator' && state.phase !== 'awaiting-approval' && !state.needsOperator) return false;
  return state.waitingFor !== null && state.waitingFor.reason !== '' && state.waitingFor.verbs.length > 0;
}

function adrift(state: StateDocument, histories: readonly ReadHistory[]): Violation[] {
  const who = `${state.workflowId} (run ${state.runId})`;
  const close = histories.find((history) => history.runId === state.runId)?.close;
  if (!isTerminal(state.phase)) {
    if (close !== undefined && close !== 'open') return [broken(`${who} is ${close} at Temporal in ${state.phase}`)];
    return waitsForPerson(state) ? [] : [broken(`${who} is in ${state.phase} and waits for nobody`)];
  }
  if (state.outcome === null) return [broken(`${who} ended as ${state.phase} without an outcome`)];
  const expected: Close = state.phase === 'completed' || state.phase === 'assessed' ? 'completed' : 'failed';
  if (close !== undefined && close !== expected) {
    return [broken(`${who} ended as ${state.phase}, but Temporal shows it as ${close}`)];
  }
  return [];
}

function unanswered(history: ReadHistory): Violation[] {
  return history.updates
    .filter((update) => !update.completed)
    .map((update) =>
      broken(`${history.workflowId} (run ${history.runId}) accepted ${update.name} and never answered it`),
    );
}
