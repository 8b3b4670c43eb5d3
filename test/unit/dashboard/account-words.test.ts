import {
  alreadyBilledInWords,
  billedInWords,
  fundingInWords,
  nameOf,
  noLineInWords,
  unreadInWords,
} from '../../../client/dashboard/words/account';
import { isWholeId } from '../../../client/dashboard/words/ids';
import { ProblemError, unreachable } from '../../../client/dashboard/server/problem';
import { FUNDING_STATES } from '../../../domain/credit/funding';
import { accountFacts } from '../api/faked-migrations';

const LINE = '1972385232742146';
const problem = (kind: string, fix: string | null) =>
  new ProblemError({
    type: `/problems#${kind}`,
    title: 'A title',
    status: 502,
    detail: 'GET /1: (#80008) There have been too many calls (HTTP 400, code 80008)',
    field: null,
    fix,
    requestId: 'req-1',
  });

describe('an id', () => {
  it.each(['102290129340398', '10220000000229651', '1'.repeat(32)])('is whole with nothing left to type: %s', (id) => {
    expect(isWholeId(id)).toBe(true);
  });

  it.each(['', '10229012934039', '10229012934039x', ' 102290129340398', '1'.repeat(33)])('is not: %p', (text) => {
    expect(isWholeId(text)).toBe(false);
  });
});

describe('an account', () => {
  it('is named, with its currency', () => {
    expect(`${nameOf(accountFacts())} ${billedInWords(accountFacts())}`).toBe('Acme is billed in USD.');
    const hidden = accountFacts({ name: null, currency: null });
    expect(`${nameOf(hidden)} ${billedInWords(hidden)}`).toBe('Account 1001 has a currency that Meta does not show.');
  });

  it.each([
    ['our-line', 'Our line 1972…2146 pays for it. 2 phone numbers.'],
    ['other', 'A card or another line pays for it. 2 phone numbers.'],
    ['nobody', 'Nobody pays for it. 2 phone numbers.'],
    ['unreadable', 'Who pays for it could not be read. 2 phone numbers.'],
  ] as const)('is paid for by %s', (fundedBy, text) => {
    expect(fundingInWords(accountFacts({ fundedBy, lineId: LINE }))).toBe(text);
  });

  it('has its numbers counted, and those that could not be read taken for none never', () => {
    const numbersOf = (numbers: number | null) => fundingInWords(accountFacts({ numbers })).replace(/^.*?\. /, '');
    expect([0, 1, 1_204, null].map(numbersOf)).toEqual([
      'No phone number.',
      '1 phone number.',
      '1,204 phone numbers.',
      'Its numbers could not be read.',
    ]);
  });
});

describe('the new currency', () => {
  it('is said to be the old one where it is, however it is written', () => {
    for (const typed of ['INR', 'inr', ' Inr '])
      expect(alreadyBilledInWords(accountFacts({ currency: 'INR' }), typed)).toBe(
        'Acme is billed in INR already: choose another currency.',
      );
  });

  it.each<[string, Parameters<typeof alreadyBilledInWords>]>([
    ['another one', [accountFacts({ currency: 'USD' }), 'INR']],
    ['still being typed', [accountFacts({ currency: 'INR' }), 'IN']],
    ['not there', [accountFacts({ currency: 'INR' }), '']],
    ['compared with nothing', [accountFacts({ currency: null }), '']],
    ['of an account that is not known', [undefined, 'INR']],
  ])('has nothing said of it where it is %s', (_what, asked) => {
    expect(alreadyBilledInWords(...asked)).toBeUndefined();
  });
});

test('that no line is not for this account is said of one of ours, and of no other', () => {
  expect(noLineInWords({ fundedBy: 'our-line', lineId: LINE })).toContain('our line 1972…2146 pays for it');
  const others = [...FUNDING_STATES.filter((state) => state !== 'our-line')].map((fundedBy) =>
    noLineInWords({ fundedBy, lineId: null }),
  );
  expect(new Set([...others, noLineInWords(undefined)])).toEqual(
    new Set(['For an account that a card pays for. One that a line of ours pays for needs a line.']),
  );
});

describe('an account that could not be read', () => {
  it.each([
    ['not-found', '', /our token no account with this id: check it/],
    ['not-found', 'acme', /token “acme” no account with this id, or no worker has a token of that name/],
    ['no-worker', '', /no worker answers: start one/],
    ['read-failed', '', /^Meta could not be asked about this account\. Wait 60 s\.$/],
  ])('as %s with the token "%s" says what helps', (kind, tokenRef, text) => {
    const said = unreadInWords(problem(kind, 'wait 60 s'), tokenRef);
    expect(said).toMatch(text);
    // Calm: Meta's own words, with codes and paths, are for the dry run and the command line.
    expect(said).not.toMatch(/80008|HTTP|GET/);
  });

  it('says something that helps where nobody said what', () => {
    expect(unreadInWords(problem('read-failed', null), '')).toMatch(/Ask again in a moment\.$/);
    expect(unreadInWords(unreachable(new Error('away')), '')).toMatch(
      /the server does not answer: ask again once it does/,
    );
    expect(unreadInWords(new Error('a bug'), '')).toMatch(/Ask again in a moment\.$/);
  });
});
