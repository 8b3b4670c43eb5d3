/** What Meta says of an account, as a page for people. */
import type { AccountFacts } from '../..';
import type { Cli } from '../cli';
import { fundedBy, unreadablePart } from '../credit/business-page';
import { joinParts } from '../terminal/page-parts';
import { printable } from '../terminal/paint';
import { formatTable } from '../terminal/tables';

/** An account: every fact of it, then what could not be read. */
export function accountPage(cli: Cli, answer: AccountFacts): string {
  const facts = printable(answer);
  return joinParts([
    `WABA ${cli.paint.strong(facts.wabaId)}`,
    formatTable(
      cli,
      ['fact', 'value'],
      [
        ['name', facts.name ?? NOT_SHOWN],
        ['currency', facts.currency ?? NOT_SHOWN],
        ['funded by', payerOf(cli, facts)],
        ['numbers', facts.numbers === null ? NOT_SHOWN : String(facts.numbers)],
        ['owner', ownerOf(facts)],
        ['status', facts.status ?? NOT_SHOWN],
        ['review', facts.accountReviewStatus ?? NOT_SHOWN],
        ['verification of its business', facts.businessVerificationStatus ?? NOT_SHOWN],
        ['time zone', facts.timezoneId ?? NOT_SHOWN],
      ],
    ),
    unreadablePart(cli, facts.unreadable),
  ]);
}

const NOT_SHOWN = 'not shown';

function payerOf(cli: Cli, facts: AccountFacts): string {
  const payer = fundedBy(cli, facts);
  return facts.lineId === null ? payer : `${payer} of line ${facts.lineId}`;
}

function ownerOf({ ownerBusinessId, ownerBusinessName }: AccountFacts): string {
  if (ownerBusinessId === null) return NOT_SHOWN;
  return ownerBusinessName === null ? ownerBusinessId : `${ownerBusinessName} (${ownerBusinessId})`;
}
