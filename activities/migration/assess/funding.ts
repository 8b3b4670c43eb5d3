/** Checks of the assessment about money: who pays for the source, and with which line the clone is to be paid. */
import type { AccountSnapshot, CreditLine, Readable } from '../../../domain/account';
import { makeCheck, type Check } from '../../../domain/checks';
import type { MigrationInput } from '../../../domain/input';
import { describeLine, type Funding } from '../../account/funding';
import { incomplete } from '../verify/identity';

/** The funding of the source and the line named, from one look at both. */
export function fundingChecks(
  { waba }: AccountSnapshot,
  input: MigrationInput,
  funding: Funding,
  lines: Readable<readonly CreditLine[]>,
): Check[] {
  return [sourceFunding(waba.fundingReadable, funding), lineNamed(input, funding, lines), lineOurs(input, lines)];
}

function sourceFunding(fundingReadable: boolean, funding: Funding): Check {
  const text = `${funding.text.charAt(0).toUpperCase()}${funding.text.slice(1)}.`;
  if (!fundingReadable) return makeCheck('source-funding', 'incomplete', text);
  return makeCheck('source-funding', funding.by === 'nobody' ? 'mismatch' : 'match', text);
}

/**
 * An account on our line needs a line named, since leaving it out would ask for a change from line to card, which Meta
 * does not make. One on a card needs none: that is a plain change of currency.
 */
function lineNamed(
  { extendedCreditId, wabaId, dryRun }: MigrationInput,
  funding: Funding,
  lines: Readable<readonly CreditLine[]>,
): Check {
  if (extendedCreditId !== undefined) {
    return makeCheck('credit-line-named', 'match', `The clone is to be billed to line ${extendedCreditId}.`);
  }
  if (funding.by === 'unknown') {
    const text = `Whether WABA ${wabaId} is billed to a line of ours is not known (${funding.text}), and no line is named.`;
    return makeCheck('credit-line-named', 'incomplete', text);
  }
  if (funding.by !== 'our-line') {
    return makeCheck('credit-line-named', 'match', 'It is not billed to our line: a plain change of currency.');
  }
  const ours = lines.ok ? lines.value.map(describeLine) : [];
  // No verb names a line for a run that is under way.
  const start = dryRun ? 'Start' : 'Abandon this run, then start again';
  const text =
    `WABA ${wabaId} is billed to our line of credit, and the start names no line for the clone. ${start} with ` +
    `--credit-line and one of ours: ${ours.join('; ') || 'none can be listed'}.`;
  return makeCheck('credit-line-named', 'mismatch', text, { counts: { lines: ours.length }, samples: ours });
}

function lineOurs({ extendedCreditId }: MigrationInput, lines: Readable<readonly CreditLine[]>): Check {
  if (extendedCreditId === undefined) return makeCheck('credit-line-ours', 'match', 'No line of credit is asked for.');
  if (!lines.ok) return incomplete('credit-line-ours', 'Our lines of credit', lines.why);
  const line = lines.value.find(({ id }) => id === extendedCreditId);
  const ours = lines.value.map(describeLine);
  return line !== undefined
    ? makeCheck('credit-line-ours', 'match', `It is ours: ${describeLine(line)}.`)
    : makeCheck(
        'credit-line-ours',
        'mismatch',
        `Line ${extendedCreditId} is not one of ours. Ours: ${ours.join('; ') || 'none is shown to this token'}.`,
        { counts: { lines: ours.length }, samples: ours },
      );
}
