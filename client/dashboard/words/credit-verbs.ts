/** What a person can tell a credit operation: which verbs it takes, and what each will do. */
import type { CreditState, CreditVerb } from '../server/shapes';
import type { CreditPhase } from './credit';

/** Every verb, as addresses name them. */
export const CREDIT_VERBS = [
  'retry-verification',
  'accept-as-is',
  'retry-compensation',
  'confirm-radius',
  'cancel',
] as const satisfies readonly CreditVerb[];

/** A verb of an operation: what its button says, and what will happen. */
export interface CreditVerbWords {
  readonly button: string;
  readonly effect: string;
  /** What is said once the operation has taken it. */
  readonly taken: string;
  /** Whether something is deleted that cannot be had back as it was. */
  readonly isFinal: boolean;
}

/** What a verb's words depend on: the operation's own document has it, and so has its line in a list. */
type Subject = Pick<CreditState, 'operation' | 'wabaId' | 'businessId'> & { readonly phase: CreditPhase | null };

/** A share that moves by itself can be cancelled in these phases, though it asks for nothing. */
const CANCELLED_WHILE_MOVING: readonly CreditPhase[] = ['checking', 'writing', 'verifying'];

/** Whether somebody has cancelled an operation that has not ended yet. */
export const isBeingCancelled = ({ outcome, phase, cancellation }: CreditState): boolean =>
  outcome === null && phase !== 'compensating' && cancellation !== null;

/** The verbs that an operation takes now. */
export function creditVerbsOf(state: CreditState): readonly CreditVerb[] {
  const { operation, phase, waitingFor, outcome } = state;
  if (outcome !== null) return [];
  if (waitingFor !== null) return waitingFor.verbs;
  const mayBeCancelled = operation === 'share' && CANCELLED_WHILE_MOVING.includes(phase);
  return mayBeCancelled && !isBeingCancelled(state) ? ['cancel'] : [];
}

/** What a verb does to this operation. */
export function creditVerbWords(verb: CreditVerb, state: Subject): CreditVerbWords {
  const { operation, wabaId, businessId } = state;
  const account = `account ${wabaId ?? '?'}`;
  switch (verb) {
    case 'retry-verification':
      return {
        button: 'Look again',
        effect: `Reads again whether our line pays for ${account}, and goes on from there.`,
        taken: 'Looking again',
        isFinal: false,
      };
    case 'accept-as-is':
      return {
        button: 'Accept as it is',
        effect: `Ends this share for ${account} as completed. Nothing more is written at Meta: what it made stays, and the outcome lists it.`,
        taken: 'Accepted as it is: the share ends',
        isFinal: false,
      };
    case 'retry-compensation':
      return {
        button: 'Take back again',
        effect: `Looks once more and takes back what this share made. Where another account of business ${businessId} lives on it, nothing is deleted and you are asked again.`,
        taken: 'Taking back again',
        isFinal: true,
      };
    case 'confirm-radius':
      return {
        button: 'Revoke what is shown now',
        effect: `Every account of business ${businessId} that is listed loses our funding, at once.`,
        taken: `Revoking the funding of business ${businessId}`,
        isFinal: true,
      };
    case 'cancel':
      return { button: `Cancel the ${operation}`, taken: `The ${operation} is cancelled`, ...whatCancelDoes(state) };
  }
}

function whatCancelDoes({
  operation,
  phase,
  wabaId,
  businessId,
}: Subject): Pick<CreditVerbWords, 'effect' | 'isFinal'> {
  if (operation === 'revoke')
    return { effect: `Ends the revoke. Nothing of business ${businessId} has been deleted.`, isFinal: false };
  if (phase === 'checking')
    return {
      effect: `Ends this share for account ${wabaId ?? '?'}. Nothing has been written at Meta yet.`,
      isFinal: false,
    };
  return {
    effect: `Takes back what this share for account ${wabaId ?? '?'} provably made, then ends it. Where another account lives on that, or nothing proves whose it is, nothing is deleted and you are asked.`,
    isFinal: true,
  };
}
