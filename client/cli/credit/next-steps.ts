/** What a person can type next about a credit operation, ready to copy. */
import type { Radius } from '../../../domain/credit/funding';
import type { CreditStateDocument } from '../../../domain/credit/state';
import type { CreditVerb } from '../../../domain/credit/verbs';
import { hasEnded } from '../..';

/** The commands that help now; empty where none does. */
export function creditNextSteps(state: CreditStateDocument): string[] {
  if (hasEnded(state) || state.waitingFor === null) return [];
  return state.waitingFor.verbs.flatMap((verb) => commandsFor(verb, state));
}

function commandsFor(verb: CreditVerb, { businessId, radius }: CreditStateDocument): string[] {
  switch (verb) {
    case 'confirm-radius':
      return radius === null
        ? []
        : [`wabactl credit confirm-radius --business ${businessId} --radius ${radius.digest}`];
    case 'retry-verification':
    case 'accept-as-is':
    case 'retry-compensation':
    case 'cancel':
      return [`wabactl credit operation ${verb} --business ${businessId} --reason "…"`];
  }
}

/** The command that revokes within the radius that was looked at, open migrations included. */
export function revokeCommand({ businessId, digest, openRuns }: Radius): string {
  const forced = openRuns.map(({ workflowId }) => ` --force-run ${workflowId}`).join('');
  return `wabactl credit revoke --business ${businessId} --confirm ${businessId} --radius ${digest}${forced}`;
}
