/** What a person can type next, ready to copy, for every verb that the run offers. */
import { openBlocks } from '../../../domain/checks';
import type { StateDocument, WaitingFor } from '../../../domain/state';
import { NO_ORPHAN, type Verb } from '../../../domain/verbs';
import { hasEnded } from '../..';

/** The commands that help now; empty where none does. */
export function nextSteps(state: StateDocument): string[] {
  if (hasEnded(state) || state.waitingFor === null) return [];
  const { waitingFor } = state;
  return waitingFor.verbs.flatMap((verb) => commandsFor(verb, waitingFor, state));
}

/**
 * What a `retry` must say about clones: every account that may be this run's, or, where an initiate lost its answer (so
 * that a migration may be attached) and none was found, the word that there is none.
 */
function acceptedOrphans({ candidates, verbs }: WaitingFor): string {
  const named = candidates.length === 0 && verbs.includes('attach') ? [NO_ORPHAN] : candidates;
  return named.map((id) => ` --accept-orphan ${id}`).join('');
}

function commandsFor(verb: Verb, waitingFor: WaitingFor, state: StateDocument): string[] {
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
      return [`${command}${acceptedOrphans(waitingFor)}`];
    case 'pause':
    case 'unpause':
      return [command];
  }
}
