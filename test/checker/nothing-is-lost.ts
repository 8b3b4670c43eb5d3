/** Invariant 3. Every accepted request reaches a terminal phase or waits in a named state for a person. */
import { isTerminalCredit } from '../../domain/credit/phases';
import type { CreditStateDocument } from '../../domain/credit/state';
import { creditLineWorkflowId, migrationWorkflowId } from '../../domain/ids';
import { isTerminal } from '../../domain/phases';
import type { StateDocument } from '../../domain/state';
import type { Close, ReadHistory } from './history';
import type { CheckerInput, Command, Violation } from './input';

/** What the two kinds of run have in common. */
type AnyState = StateDocument | CreditStateDocument;

const broken = (message: string): Violation => ({ invariant: 3, message });

/** Every accepted start without a run, every run that neither ended nor waits, every Update without an answer. */
export function nothingIsLost(input: CheckerInput, histories: readonly ReadHistory[]): Violation[] {
  return [
    ...startsWithoutRun(input),
    ...statesOf(input).flatMap((state) => adrift(state, histories)),
    ...histories.flatMap(unanswered),
  ];
}

const statesOf = ({ states, creditStates = [] }: CheckerInput): AnyState[] => [...states, ...creditStates];

function startsWithoutRun(input: CheckerInput): Violation[] {
  return input.commands
    .filter((command) => command.accepted)
    .map(startedBy)
    .filter((workflowId) => workflowId !== undefined)
    .filter((workflowId) => !statesOf(input).some((state) => state.workflowId === workflowId))
    .map((workflowId) => broken(`the start of ${workflowId} was accepted, but there is no such run`));
}

/** The workflow that an order starts; undefined for one to a run that is there. */
function startedBy({ command, wabaId, businessId, input }: Command): string | undefined {
  if (command === 'start') return migrationWorkflowId(wabaId, { dryRun: input['dryRun'] === true });
  if (command === 'share' || command === 'revoke') return creditLineWorkflowId(businessId ?? '');
  return undefined;
}

const isEnd = (state: AnyState): boolean =>
  'operation' in state ? isTerminalCredit(state.phase) : isTerminal(state.phase);

/** Whether only a person's verb can move the run, and the document says which and why. */
function waitsForPerson(state: AnyState): boolean {
  if (state.phase !== 'needs-operator' && state.phase !== 'awaiting-approval' && !state.needsOperator) return false;
  return state.waitingFor !== null && state.waitingFor.reason !== '' && state.waitingFor.verbs.length > 0;
}

function adrift(state: AnyState, histories: readonly ReadHistory[]): Violation[] {
  const who = `${state.workflowId} (run ${state.runId})`;
  const close = histories.find((history) => history.runId === state.runId)?.close;
  if (!isEnd(state)) {
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
