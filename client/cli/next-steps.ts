/** What a person can type next, ready to copy, for every verb that the run offers. */
import { openBlocks } from '../../domain/checks';
import type { StateDocument } from '../../domain/state';
import type { Verb } from '../../domain/verbs';
import { hasEnded } from '..';

/** The commands that help now; empty where none does. */
export function nextSteps(state: StateDocument): string[] {
  if (hasEnded(state) || state.waitingFor === null) return [];
  return state.waitingFor.verbs.flatMap((verb) => commandsFor(verb, state));
}

function commandsFor(verb: Verb, state: StateDocument): string[] {
  const command = `wabactl migrate ${verb} ${state.wabaId}`;
  switch (verb) {
    case 'approve':
      return state.report?.digest == null ? [] : [`${command} --digest ${state.report.digest}`];
    case 'waive': {
      const waivable = openBlocks(state.report?.checks ?? []).filter((check) => check.waivable);
      return waivable.map((check) => `${command} --check ${check.name} --reason "…"`);
    }
    case 'reject':
    case 'abandon':
    case 'conclude':
      return [`${command} --reason "…"`];
    case 'attach':
      return [`${command} --migration-id …`];
    case 'retry':
    case 'pause':
    case 'unpause':
      return [command];
  }
}
