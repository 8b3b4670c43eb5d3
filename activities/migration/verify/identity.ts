/** Checks of the verification that nothing may set aside: which account the clone is, its currency, its numbers. */
import { counted } from '../../../domain/counted';
import type { AccountSnapshot, MigrationNode, Readable } from '../../../domain/account';
import { makeCheck, type Check } from '../../../domain/checks';
import { sameCurrency } from '../../account/clone-candidates';
import { compareNumbers } from './compare-accounts';
import { samplesOf } from './compare';
import type { VerifyInput } from '../../contract';
import type { Funding } from '../../account/funding';
import { bothReadable } from '../../account/parts';

/** Both sides as they were read, and Meta's migration between them. */
export interface Sides {
  readonly migration: Readable<MigrationNode>;
  readonly source: Readable<AccountSnapshot>;
  readonly clone: Readable<AccountSnapshot>;
  /** Whether the source's owner lists the clone among its accounts; read only where Meta hides the clone's owner. */
  readonly listedByOwner: boolean;
}

/** One part of an account that may itself be unreadable. */
export function partOf<T>(account: Readable<AccountSnapshot>, pick: (of: AccountSnapshot) => Readable<T>): Readable<T> {
  return account.ok ? pick(account.value) : account;
}

/** The identity, currency, status and numbers of the clone. */
export function identityChecks(input: VerifyInput, sides: Sides): Check[] {
  return [
    cloneIdentity(input, sides),
    cloneCurrency(input, sides),
    migrationStatus(input, sides),
    numberSet(sides),
    numbersChanged(input, sides),
  ];
}

function cloneIdentity({ run, destinationWabaId, source }: VerifyInput, sides: Sides): Check {
  const no = (text: string) => makeCheck('clone-identity', 'mismatch', `${text} Do not approve; abandon this run.`);
  if (destinationWabaId === run.wabaId) return no(`WABA ${destinationWabaId} is the source itself.`);
  if (!sides.migration.ok) return incomplete('clone-identity', 'The migration', sides.migration.why);
  const named = sides.migration.value.destination?.id;
  if (named === undefined) return incomplete('clone-identity', 'The clone', 'Meta does not name it at the moment');
  if (named !== destinationWabaId) {
    return no(`Meta's migration names WABA ${named} as its clone, not ${destinationWabaId}.`);
  }
  if (!sides.clone.ok) return incomplete('clone-identity', `WABA ${destinationWabaId}`, sides.clone.why);
  const owner = sides.clone.value.waba.ownerBusinessId;
  const wanted = source.ownerBusinessId;
  if (wanted !== null && (owner === wanted || (owner === undefined && sides.listedByOwner))) {
    const text = `Meta's migration names WABA ${destinationWabaId} as its clone (owner ${wanted}).`;
    return makeCheck('clone-identity', 'match', text);
  }
  if (owner !== undefined && wanted !== null) {
    return no(`The clone ${destinationWabaId} belongs to business ${owner}, the source to ${wanted}.`);
  }
  const unshown =
    wanted === null
      ? 'the owner of the source is not known'
      : `Meta neither shows its owner nor lists it for business ${wanted}`;
  return makeCheck(
    'clone-identity',
    'incomplete',
    `Meta's migration names WABA ${destinationWabaId} as its clone, but nothing shows that both have one owner: ${unshown}. ` +
      'Use a token that may read owner_business_info, or the accounts of the owner.',
  );
}

function cloneCurrency({ targetCurrency, destinationWabaId }: VerifyInput, { clone }: Sides): Check {
  if (!clone.ok) return incomplete('clone-currency', `WABA ${destinationWabaId}`, clone.why);
  const { currency } = clone.value.waba;
  if (currency === undefined) return incomplete('clone-currency', 'The currency of the clone', 'Meta does not show it');
  return sameCurrency(currency, targetCurrency)
    ? makeCheck('clone-currency', 'match', `The clone is billed in ${currency}.`)
    : makeCheck(
        'clone-currency',
        'mismatch',
        `The clone is billed in ${currency}, this run moves to ${targetCurrency}. Do not approve; abandon this run.`,
      );
}

function migrationStatus({ migrationId }: VerifyInput, { migration }: Sides): Check {
  if (!migration.ok) return incomplete('migration-status', `Migration ${migrationId}`, migration.why);
  const { status } = migration.value;
  return status === 'READY_TO_COMPLETE'
    ? makeCheck('migration-status', 'match', 'Meta says READY_TO_COMPLETE.')
    : makeCheck('migration-status', 'mismatch', `Meta says ${status}, which numbers must not be moved on.`);
}

function numberSet(sides: Sides): Check {
  const numbers = bothReadable(
    partOf(sides.source, ({ numbers }) => numbers),
    partOf(sides.clone, ({ numbers }) => numbers),
  );
  if (!numbers.ok) return incomplete('number-set', 'The numbers', numbers.why);
  const [source, clone] = numbers.value;
  const found = {
    counts: { source: source.length, clone: clone.length },
    samples: clone.map(({ digits }) => `on the clone: ${digits}`),
  };
  if (source.length > 0 && clone.length === 0) {
    return makeCheck(
      'number-set',
      'match',
      `The source has ${counted(source.length, 'number')}, the clone none.`,
      found,
    );
  }
  const text =
    clone.length > 0
      ? `The clone has ${counted(clone.length, 'number')} already: somebody else completed or filled it.`
      : 'The source has no number any more.';
  return makeCheck('number-set', 'mismatch', text, found);
}

function numbersChanged({ source: assessed }: VerifyInput, { source }: Sides): Check {
  const now = partOf(source, ({ numbers }) => numbers);
  if (!now.ok) return incomplete('numbers-changed', 'The numbers of the source', now.why);
  const comparison = compareNumbers(assessed.numbers, now.value);
  const { matching, missing, extra, changed } = comparison;
  const found = {
    counts: { assessed: assessed.numbers.length, now: now.value.length, gone: missing.length, new: extra.length },
    samples: samplesOf(comparison).map((sample) => sample.replace('only on the clone', 'new')),
  };
  if (missing.length + extra.length + changed.length === 0) {
    return makeCheck(
      'numbers-changed',
      'match',
      `The source has the ${counted(matching.length, 'number')} assessed.`,
      found,
    );
  }
  const text = `Since the assessment ${counted(missing.length, 'number')} went, ${extra.length} came; those there now will move.`;
  return makeCheck('numbers-changed', 'mismatch', text, found);
}

/** Whether the clone is paid for as it should be: by the line named, or, where none is named, by anybody. */
export function fundingCheck(
  name: 'clone-funding' | 'funding-after',
  account: Readable<unknown>,
  funding: Funding | null,
  extendedCreditId: string | null,
): Check {
  if (!account.ok || funding === null) {
    return incomplete(name, 'Who pays for the clone', account.ok ? 'it was not read' : account.why);
  }
  const sentence = `${funding.text.charAt(0).toUpperCase()}${funding.text.slice(1)}.`;
  switch (funding.by) {
    case 'our-line':
      return makeCheck(name, 'match', sentence);
    case 'unknown':
      return makeCheck(name, 'incomplete', `${sentence} Look it up in Meta Business Suite.`);
    case 'nobody':
      return makeCheck(
        name,
        'mismatch',
        `${sentence} Messages would be refused with error 131042. Attach a line of credit or a card to it, then look again.`,
      );
    case 'card-or-other':
      return extendedCreditId === null
        ? makeCheck(name, 'match', sentence)
        : makeCheck(
            name,
            'mismatch',
            `${sentence} The start names line ${extendedCreditId}, which does not pay for it; a line cannot be exchanged ` +
              'once it is attached.',
          );
  }
}

/** A check that could not be made, and why. */
export function incomplete(name: Check['name'], what: string, why: string): Check {
  return makeCheck(name, 'incomplete', `${what} could not be read: ${why}.`);
}
