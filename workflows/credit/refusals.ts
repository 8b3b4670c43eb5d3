/** Why a verb cannot be given to a credit operation: its input, the phase, or what the run knows beyond both. */
import { isTerminalCredit } from '../../domain/credit/phases';
import { creditVerbInputs, type CreditVerb, type CreditVerbInput } from '../../domain/credit/verbs';
import { firstIssue } from '../runs/parse-start';
import type { CreditFacts } from './facts';
import { allowedVerbs, isDecided, waitingFor } from './waiting';

/** Why a verb with its input is refused now; null where it is taken. */
export function whyRefused<V extends CreditVerb>(run: CreditFacts, verb: V, input: CreditVerbInput<V>): string | null {
  return invalid(verb, input) ?? notNow(run, verb) ?? outdated(run, input) ?? anotherRadius(run, input);
}

function invalid(verb: CreditVerb, input: unknown): string | null {
  const parsed = creditVerbInputs[verb].safeParse(input);
  return parsed.success ? null : firstIssue(parsed.error);
}

function notNow(run: CreditFacts, verb: CreditVerb): string | null {
  const { phase, operation } = run;
  if (isTerminalCredit(phase)) return `the operation has ended (${phase})`;
  if (isDecided(run)) return 'a person has just decided; look at where the run goes';
  const allowed = allowedVerbs(run);
  if (allowed.includes(verb)) return null;
  const tooLate = verb === 'cancel' ? run.tooLateToCancel() : null;
  if (tooLate !== null) return tooLate;
  const instead = allowed.length > 0 ? `; possible now: ${allowed.join(', ')}` : '';
  return `not possible for a ${operation} in ${phase}${instead}`;
}

function outdated(run: CreditFacts, input: { readonly waitingForId?: string | undefined }): string | null {
  const now = waitingFor(run);
  if (input.waitingForId === undefined || input.waitingForId === now?.id) return null;
  return `it was decided on ${input.waitingForId}, but the run now waits for ${now ? `${now.id}: ${now.reason}` : 'nobody'}`;
}

function anotherRadius(run: CreditFacts, input: CreditVerbInput): string | null {
  const read = run.subject().radius?.digest;
  if (!('radius' in input) || input.radius === read) return null;
  return `the radius read last has the digest ${read ?? 'none'}: look at what would be defunded again`;
}
