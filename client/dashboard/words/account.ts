/** What Meta says of an account, in sentences: beside the fields of a form that it has a bearing on. */
import { isProblemOf, ProblemError, UNREACHABLE } from '../server/problem';
import type { AccountFacts } from '../server/shapes';
import { counted, sentence, shortId } from './text';

/** What the account is billed in, to stand behind its name. */
export const billedInWords = ({ currency }: Pick<AccountFacts, 'currency'>): string =>
  currency === null ? 'has a currency that Meta does not show.' : `is billed in ${currency}.`;

/** What the account is called where its name has to stand. */
export const nameOf = ({ name, wabaId }: Pick<AccountFacts, 'name' | 'wabaId'>): string => name ?? `Account ${wabaId}`;

/** Who pays for it now, and how many numbers it has: one line on a phone. */
export function fundingInWords({
  fundedBy,
  lineId,
  numbers,
}: Pick<AccountFacts, 'fundedBy' | 'lineId' | 'numbers'>): string {
  const payer = {
    'our-line': `Our line ${ours(lineId)} pays for it.`,
    other: 'A card or another line pays for it.',
    nobody: 'Nobody pays for it.',
    unreadable: 'Who pays for it could not be read.',
  }[fundedBy];
  return `${payer} ${numbersInWords(numbers)}`;
}

function numbersInWords(numbers: number | null): string {
  if (numbers === null) return 'Its numbers could not be read.';
  return numbers === 0 ? 'No phone number.' : `${counted(numbers, 'phone number')}.`;
}

/** A line beside whose name its id stands whole, in the choice of who pays. */
const ours = (lineId: string | null): string => (lineId === null ? 'of credit' : shortId(lineId));

/** What is wrong with a currency for this account; undefined where nothing is known to be. */
export function alreadyBilledInWords(facts: AccountFacts | undefined, currency: string): string | undefined {
  const code = currency.trim().toUpperCase();
  if (facts === undefined || facts.currency !== code) return undefined;
  return `${nameOf(facts)} is billed in ${code} already: choose another currency.`;
}

/** What choosing no line of credit means, for this account where it is known. */
export function noLineInWords(facts: Pick<AccountFacts, 'fundedBy' | 'lineId'> | undefined): string {
  if (facts?.fundedBy === 'our-line')
    return `Not for this account: our line ${ours(facts.lineId)} pays for it, so its clone needs a line.`;
  return 'For an account that a card pays for. One that a line of ours pays for needs a line.';
}

/** Why an account could not be read and what helps, in one calm sentence; the form goes without. */
export function unreadInWords(error: unknown, tokenRef: string): string {
  if (isProblemOf(error, 'not-found'))
    return tokenRef === ''
      ? 'Meta shows our token no account with this id: check it, and that the account is shared with us.'
      : `Meta shows the token “${tokenRef}” no account with this id, or no worker has a token of that name: check both.`;
  if (isProblemOf(error, 'no-worker'))
    return 'Meta cannot be asked about this account, since no worker answers: start one, then ask again.';
  if (isProblemOf(error, UNREACHABLE))
    return 'Meta cannot be asked about this account, since the server does not answer: ask again once it does.';
  const fix = error instanceof ProblemError ? error.problem.fix : null;
  return `Meta could not be asked about this account. ${sentence(fix ?? 'Ask again in a moment')}`;
}
