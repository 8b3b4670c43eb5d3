/** What a person can type next, ready to copy, for every verb that the run offers. */
import { openBlocks } from '../../domain/checks';
import type { StateDocument } from '../../domain/state';
import { NO_ORPHAN, type Verb } from '../../domain/verbs';
import { hasEnded } from '..';

/** The commands that help now; empty where none does. */
export function nextSteps(state: StateDocument): string[] {
  if (hasEnded(state) || state.waitingFor === null) return [];
  return state.waitingFor.verbs.flatMap((verb) => commandsFor(verb, state));
}

/**
 * After an initiate whose answer was lost, `retry` is taken only with every account that may be the clone, or with the
 * word that there is none. Which accounts those are stands in the reason alone.
 */
function acceptedOrphans(reason: string): string {
  if (!reason.includes('--accept-orphan')) return '';
  const named = /It may have made ([0-9, ]+)\./.exec(reason)?.[1]?.split(', ') ?? [NO_ORPHAN];
  return named.map((id) => ` --accept-orphan ${id}`).join('');
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
      return [`${command}${acceptedOrphans(state.waitingFor?.reason ?? '')}`];
    case 'pause':
    case 'unpause':
      return [command];
  }
}
