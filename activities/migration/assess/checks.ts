/** Checks of the assessment that are about the account itself: numbers, currency, owner, review, templates, deadline. */
import { counted } from '../../../domain/counted';
import type { AccountSnapshot, PhoneNumber, Readable, Template, TokenInfo } from '../../../domain/account';
import { templateKey } from '../../../domain/account';
import { makeCheck, type Check } from '../../../domain/checks';
import { CURRENCY_DEADLINES, KNOWN_CURRENCIES } from '../../../domain/currencies';
import { durationMs } from '../../../domain/durations';
import type { MigrationInput } from '../../../domain/input';
import { MIGRATION_SCOPES, missingScopes } from '../../../domain/scopes';
import { sameCurrency } from '../../account/clone-candidates';
import { incomplete } from '../verify/identity';

/** The numbers: there are some, none is shared with the app, none looks as if Meta were reviewing it. */
export function numberChecks({ waba, numbers }: AccountSnapshot): Check[] {
  if (!numbers.ok) {
    return (['has-numbers', 'coexistence', 'numbers-under-review'] as const).map((name) =>
      incomplete(name, `The numbers of WABA ${waba.id}`, numbers.why),
    );
  }
  return [
    hasNumbers(waba.id, numbers.value),
    coexistence(numbers.value),
    underReview(waba.accountReviewStatus, numbers.value),
  ];
}

function hasNumbers(wabaId: string, numbers: readonly PhoneNumber[]): Check {
  const counts = { numbers: numbers.length };
  return numbers.length > 0
    ? makeCheck('has-numbers', 'match', `WABA ${wabaId} has ${counted(numbers.length, 'number')}, which will move.`, {
        counts,
      })
    : makeCheck(
        'has-numbers',
        'mismatch',
        `WABA ${wabaId} has no phone number: nothing would move. It may be the emptied source, or the clone, of an ` +
          'earlier migration.',
        { counts },
      );
}

/** Meta's page: WABAs with Coexistence numbers are not eligible. Both fields together tell one from others. */
function coexistence(numbers: readonly PhoneNumber[]): Check {
  const onCloud = ({ platformType }: PhoneNumber) => platformType === undefined || platformType === 'CLOUD_API';
  const shared = numbers.filter((number) => number.isOnBizApp === true && onCloud(number));
  const untold = numbers.filter((number) => number.isOnBizApp === undefined && onCloud(number));
  const counts = { numbers: numbers.length, shared: shared.length, untold: untold.length };
  if (shared.length > 0) {
    const text = 'Meta does not migrate accounts whose numbers are in use in the WhatsApp Business app too.';
    return makeCheck('coexistence', 'mismatch', text, { counts, samples: shared.map(({ digits }) => digits) });
  }
  if (untold.length > 0) {
    const text = 'Meta does not show whether these numbers are in use in the WhatsApp Business app too.';
    return makeCheck('coexistence', 'incomplete', text, { counts, samples: untold.map(({ digits }) => digits) });
  }
  return makeCheck('coexistence', 'match', 'No number is in use in the WhatsApp Business app.', { counts });
}

/** Meta names no value for "manual review"; these are the signs of it. */
function underReview(accountReviewStatus: string | undefined, numbers: readonly PhoneNumber[]): Check {
  const signs = numbers.flatMap(({ digits, status, nameStatus }) => [
    ...(status !== undefined && status.toUpperCase() !== 'CONNECTED' ? [`${digits}: ${status}`] : []),
    ...(nameStatus?.toUpperCase() === 'PENDING_REVIEW' ? [`${digits}: name PENDING_REVIEW`] : []),
  ]);
  if (accountReviewStatus?.toUpperCase() === 'PENDING') signs.push('account: PENDING');
  const counts = { numbers: numbers.length, signs: signs.length };
  if (signs.length > 0) {
    const text = 'Numbers in manual review stay behind on the source, and there are signs of it.';
    return makeCheck('numbers-under-review', 'mismatch', text, { counts, samples: signs });
  }
  const untold = numbers.filter(({ status }) => status === undefined);
  return untold.length > 0
    ? makeCheck(
        'numbers-under-review',
        'incomplete',
        `Meta does not show the status of ${counted(untold.length, 'number')}.`,
        {
          counts,
          samples: untold.map(({ digits }) => digits),
        },
      )
    : makeCheck('numbers-under-review', 'match', 'Every number is connected and its name is reviewed.', { counts });
}

/** The target currency: another one, and one that is known. */
export function currencyChecks({ waba }: AccountSnapshot, { targetCurrency }: MigrationInput): Check[] {
  const known = (KNOWN_CURRENCIES as readonly string[]).includes(targetCurrency);
  const changes =
    waba.currency === undefined
      ? incomplete('currency-changes', 'The currency of the source', 'Meta does not show it')
      : sameCurrency(waba.currency, targetCurrency)
        ? makeCheck('currency-changes', 'mismatch', `WABA ${waba.id} is billed in ${waba.currency} already.`)
        : makeCheck('currency-changes', 'match', `From ${waba.currency} to ${targetCurrency}.`);
  return [
    changes,
    known
      ? makeCheck('known-currency', 'match', `${targetCurrency} has a rate card.`)
      : makeCheck(
          'known-currency',
          'mismatch',
          `${targetCurrency} is not among the currencies with a rate card that this program knows ` +
            `(${KNOWN_CURRENCIES.join(', ')}); Meta may refuse it.`,
        ),
  ];
}

/**
 * The owner: the business that the start names, where it names one. One that neither Meta nor the start names leaves
 * nothing to search for clones with, so nothing could be initiated.
 */
export function ownerCheck({ waba }: AccountSnapshot, { businessId }: MigrationInput): Check {
  const owner = waba.ownerBusinessId;
  if (owner === undefined) {
    const fix = 'Use a token that may read owner_business_info';
    return businessId === undefined
      ? incomplete('owner', `The owner of WABA ${waba.id}`, `Meta does not show it. ${fix}, or name it with --business`)
      : incomplete('owner', `The owner of WABA ${waba.id}`, `Meta does not show it. ${fix}`);
  }
  if (businessId === undefined) return makeCheck('owner', 'match', `Business ${owner} owns it.`);
  return owner === businessId
    ? makeCheck('owner', 'match', `Business ${owner} owns it, as the start says.`)
    : makeCheck('owner', 'mismatch', `Business ${owner} owns WABA ${waba.id}, the start names ${businessId}.`);
}

/** Meta's review of the account. */
export function approvalCheck({ waba }: AccountSnapshot): Check {
  const status = waba.accountReviewStatus;
  if (status === undefined) return incomplete('account-approved', "Meta's review of the account", 'it is not shown');
  return status.toUpperCase() === 'APPROVED'
    ? makeCheck('account-approved', 'match', 'Meta has approved the account.')
    : makeCheck('account-approved', 'mismatch', `Meta's review says ${status}; it may reject the migration.`);
}

/** Templates that are not approved: they are cloned with their status. */
export function templatesCheck(templates: Readable<readonly Template[]>): Check {
  if (!templates.ok) return incomplete('templates-approved', 'Templates', templates.why);
  const untold = templates.value.filter(({ status }) => status === undefined);
  const others = templates.value.filter(({ status }) => status !== undefined && status.toUpperCase() !== 'APPROVED');
  const counts = { templates: templates.value.length, notApproved: others.length, untold: untold.length };
  if (others.length > 0) {
    const text = `${others.length} templates are not approved. Their status and category are locked while Meta clones.`;
    return makeCheck('templates-approved', 'mismatch', text, {
      counts,
      samples: others.map((template) => `${templateKey(template)}: ${template.status}`),
    });
  }
  return untold.length > 0
    ? makeCheck('templates-approved', 'incomplete', `Meta does not show the status of ${untold.length} templates.`, {
        counts,
        samples: untold.map(templateKey),
      })
    : makeCheck('templates-approved', 'match', `All ${templates.value.length} templates are approved.`, { counts });
}

const DAY_MS = 86_400_000;

/**
 * The legal deadlines of India and Brazil. A migration to the currency that the account's country demands is what they
 * ask for, so it matches however few days are left, and after the last one all the more: the text tells how many. The
 * account's country is a sign only: Meta goes by the Sold-To country of Billing Hub.
 */
export function deadlineCheck({ waba }: AccountSnapshot, { targetCurrency }: MigrationInput, nowMs: number): Check {
  if (waba.country === undefined) return incomplete('legal-deadline', 'The country of the account', 'it is not shown');
  const deadline = CURRENCY_DEADLINES.find(({ country }) => country === waba.country?.toUpperCase());
  if (deadline === undefined) return makeCheck('legal-deadline', 'match', `No deadline is known for ${waba.country}.`);
  const { countryName, currency, lastDay } = deadline;
  // The last day counts whole.
  const daysLeft = Math.floor((Date.parse(lastDay) + DAY_MS - nowMs) / DAY_MS);
  const counts = { daysLeft };
  const rule = `Accounts of ${countryName} must be billed in ${currency} by ${lastDay}`;
  if (!sameCurrency(targetCurrency, currency)) {
    const text = `${rule}; a migration to ${targetCurrency} does not do that.`;
    return makeCheck('legal-deadline', 'mismatch', text, { counts });
  }
  return makeCheck('legal-deadline', 'match', `${rule}: ${timeLeft(daysLeft)}.`, { counts });
}

function timeLeft(daysLeft: number): string {
  if (daysLeft > 0) return `${counted(daysLeft, 'whole day')} ${daysLeft === 1 ? 'is' : 'are'} left`;
  if (daysLeft === 0) return 'this is the last day';
  return 'the deadline is over, Meta does not deliver the messages of this one, and every day counts';
}

/** The token: valid, with the scopes of a migration, and for as long as a run may take. */
export function tokenCheck(token: Readable<TokenInfo>, input: MigrationInput, nowMs: number): Check {
  if (!token.ok) return incomplete('token-access', 'What the token may do', token.why);
  const { isValid, scopes, expiresAt } = token.value;
  const missing = missingScopes(MIGRATION_SCOPES, scopes);
  const ends = expiresAt === undefined || expiresAt === 0 ? undefined : expiresAt * 1_000;
  const wrong = [
    ...(isValid ? [] : ['Meta calls it invalid']),
    ...(missing.length > 0 ? [`it lacks ${missing.join(', ')}`] : []),
    ...(ends !== undefined && ends < nowMs + durationMs(input.policy.migrationDeadline)
      ? [`it expires on ${new Date(ends).toISOString()}, before a run may end`]
      : []),
  ];
  return wrong.length === 0
    ? makeCheck('token-access', 'match', 'The token has the scopes of a migration.')
    : makeCheck('token-access', 'mismatch', `The token "${input.tokenRef}": ${wrong.join('; ')}.`, {
        samples: missing,
      });
}
