import fc from 'fast-check';
import { digitsOf, readable, templateKey, unreadable } from '../../../domain/account';
import { CURRENCY_DEADLINES, KNOWN_CURRENCIES } from '../../../domain/currencies';
import { BENIGN_FAILURES, FAILURES, failure, type FailureType } from '../../../domain/failures';
import { MIGRATION_STATUSES, endsCloning, endsMoving, isListedStatus } from '../../../domain/migration-status';

describe('a phone number', () => {
  test('is its digits, however Meta formats it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{5,15}$/), fc.stringMatching(/^[ ()+.-]{0,8}$/), (digits, noise) => {
        expect(digitsOf(`+${digits.slice(0, 3)}${noise}${digits.slice(3)}`)).toBe(digits);
      }),
    );
  });
});

describe('a part of an account', () => {
  test('that could not be read is not the same as an empty one', () => {
    expect(readable([])).toEqual({ ok: true, value: [] });
    expect(unreadable('code 10')).toEqual({ ok: false, why: 'code 10' });
  });

  test('is a template by name and language', () => {
    expect(templateKey({ name: 'order_update', language: 'en_US' })).toBe('order_update:en_US');
  });
});

describe('a status of Meta', () => {
  test.each([
    ['INITIATED', false, false],
    ['ACCEPTED', false, false],
    ['IN_PROGRESS', false, false],
    ['READY_TO_COMPLETE', true, false],
    ['COMPLETED', true, true],
    ['FAILED', true, false],
    ['FAILED_TO_COMPLETE', true, true],
    ['REJECTED', true, false],
    ['SOMETHING_NEW', false, false],
    ['toString', false, false],
  ])('%s ends the polls for the clone: %p, for the move: %p', (status, cloning, moving) => {
    expect(endsCloning(status)).toBe(cloning);
    expect(endsMoving(status)).toBe(moving);
  });

  test('that the page does not list is known as such', () => {
    expect(MIGRATION_STATUSES.every(isListedStatus)).toBe(true);
    expect(isListedStatus('SOMETHING_NEW')).toBe(false);
  });
});

describe('a failure', () => {
  test.each(Object.keys(FAILURES) as FailureType[])('%s is retried or not as the table says', (type) => {
    expect(failure(type, 'what happened')).toEqual({
      type,
      message: 'what happened',
      nonRetryable: FAILURES[type].nonRetryable,
      details: [],
    });
  });

  test('never asks Temporal for a delay of nothing, which would be no delay of its own', () => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 1e9, noNaN: true }), (nextRetryDelayMs) => {
        const { nextRetryDelay } = failure('Throttled', 'wait', { nextRetryDelayMs });
        expect(nextRetryDelay).toBe(Math.max(1, Math.ceil(nextRetryDelayMs)));
      }),
    );
  });

  test('that is part of the plan can be retried', () => {
    for (const type of BENIGN_FAILURES) expect(FAILURES[type].nonRetryable).toBe(false);
  });
});

describe('currencies', () => {
  test('with a legal deadline have a rate card', () => {
    for (const { currency } of CURRENCY_DEADLINES) expect(KNOWN_CURRENCIES).toContain(currency);
  });

  test("have the deadlines of Meta's pricing page", () => {
    expect(CURRENCY_DEADLINES.map(({ country, currency, lastDay }) => [country, currency, lastDay])).toEqual([
      ['IN', 'INR', '2026-12-31'],
      ['BR', 'BRL', '2027-06-30'],
    ]);
  });
});
