import { creditInWords, migrationAdvised } from '../../../client/dashboard/words/credit-reasons';
import { sharedThingsInWords } from '../../../client/dashboard/words/credit';
import { creditVerbsOf, creditVerbWords, isBeingCancelled } from '../../../client/dashboard/words/credit-verbs';
import { CREDIT_PHASES, isTerminalCredit } from '../../../domain/credit/phases';
import type { CreditOutcome, CreditStateDocument } from '../../../domain/credit/state';
import { creditOutcome, creditState } from '../client/credit/credit-states';

const share = (changes: Partial<CreditStateDocument> = {}): CreditStateDocument => ({
  ...creditState(),
  polling: null,
  ...changes,
});

const outcome = (changes: Partial<CreditOutcome> = {}): CreditOutcome => ({ ...creditOutcome('Done.'), ...changes });

const cancellation = { by: 'the operator', reason: 'a mistake' } as const;

describe('what an operation says', () => {
  it.each([
    [
      'Nobody pays. retry-verification reads again; cancel takes back. The rest stays.',
      'Nobody pays. The rest stays.',
      'verbs are buttons',
    ],
    ['confirm-radius with this digest goes on.', 'confirm-radius with this digest goes on.', 'something must be left'],
    [
      'The line can never be changed; a migration goes to another currency only: wabactl migrate start --waba 43 --to <not INR> --credit-line 7.',
      'The line can never be changed; a migration goes to another currency only.',
      'a migration is a link',
    ],
    [
      'It is billed in USD, not in INR. Start again with --currency USD, or migrate it first: wabactl migrate start --waba 43 --to INR.',
      'It is billed in USD, not in INR. Start again with USD, or migrate it first.',
      'an option is a field',
    ],
    [
      'WABA 43 belongs to business 44, not to 42. Start again with --business 44, or with an account of 42.',
      'account 43 belongs to business 44, not to 42. Start again with 44, or with an account of 42.',
      'an option is a field',
    ],
    [
      "Name the customer's token (--customer-token-ref), or share with --method share-then-attach, which does not need it.",
      "Name the customer's token, or share with “Share first, then attach”, which does not need it.",
      'a method is a choice',
    ],
    [
      'It is not assigned, which --method attach needs. Start again with --assign-system-user, or use --method share-then-attach.',
      'It is not assigned, which “Share and attach in one call” needs. Tick “Assign our system user”, or use “Share first, then attach”.',
      'a switch is a tick',
    ],
    ['It is not known. Look with credit show --business 42.', 'It is not known. Look at the accounts below.', 'a page'],
    [
      'No line of credit is ours: `wabactl credit lines` says why.',
      'No line of credit is ours: the page “Credit lines” says why.',
      'a page',
    ],
    [
      'No allocation of ours to business 42: a card or another line (funding 9) pays for WABA 43.',
      'a card or another line (funding 9) pays for account 43.',
      'what pays comes first',
    ],
    [
      'Now 1 allocation with 2 accounts, digest 6785ca64bca19bc4af512987fa5f2f8f767e2296cf2a72694177e692783d3b7b.',
      'Now 1 sharing record with 2 accounts.',
      'a digest helps nobody who sees what it is of',
    ],
    [
      'Confirmed the radius 6785ca64bca19bc4af512987fa5f2f8f767e2296cf2a72694177e692783d3b7b.',
      'Confirmed the radius 6785…3b7b.',
      'a digest is shortened',
    ],
    [
      'Nobody pays for WABA 43; an allocation was expected to (look 2). Allocation 5 stays. Meta refused to delete Allocation 5.',
      'Nobody pays for account 43; a sharing record was expected to. Sharing record 5 stays. Meta refused to delete sharing record 5.',
      'the pages have one name for a thing',
    ],
    [
      'Whether Meta did share the line is not known, for its answer was lost (POST 7/whatsapp_credit_sharing failed: status 503. Error ID: a).',
      'Whether Meta did share the line is not known, for its answer was lost.',
      'how a call failed is for engineers',
    ],
    [
      'Start again with --credit-line and one of: 7; 8.',
      'Start again with a line of credit, one of: 7; 8.',
      'a choice',
    ],
  ])('%j is read as %j: %s', (said, read) => {
    expect(creditInWords(said)).toBe(read);
  });

  it.each(['Accepted as it is', 'Reads again', 'Takes back again', 'To be cancelled'])(
    'is left as it was written where a person gave the reason (%s)',
    (begin) => {
      const text = `${begin}: seen for WABA 43. cancel it (--by noon), allocation and all.`;
      expect(creditInWords(text)).toBe(text);
    },
  );

  it('names the migration that leads out, where it does', () => {
    const reason = 'Migrate it (wabactl migrate start --waba 43 --to INR --credit-line 7).';
    expect(migrationAdvised(reason)).toEqual({ waba: '43', to: 'INR' });
    expect(migrationAdvised('It goes: wabactl migrate start --waba 43 --to <not INR>.')).toEqual({ waba: '43' });
    expect(migrationAdvised('Meta refused it.')).toBeUndefined();
  });
});

describe('the verbs that an operation takes', () => {
  const waitingFor = { id: 'w', reason: 'why', until: null, verbs: ['accept-as-is', 'cancel'] as const };

  it('are those that it asks for while it waits, and none once it has ended', () => {
    const state = share({ phase: 'needs-operator', waitingFor: { ...waitingFor, verbs: [...waitingFor.verbs] } });
    expect(creditVerbsOf(state)).toEqual(['accept-as-is', 'cancel']);
    expect(creditVerbsOf({ ...state, phase: 'completed', outcome: outcome() })).toEqual([]);
  });

  it.each(CREDIT_PHASES.filter((phase) => !isTerminalCredit(phase) && phase !== 'needs-operator'))(
    'of a share that moves by itself in %s are to cancel it, until it is being taken back',
    (phase) => {
      expect(creditVerbsOf(share({ phase }))).toEqual(phase === 'compensating' ? [] : ['cancel']);
    },
  );

  it('are none where somebody has cancelled it already, and none of a revoke that moves', () => {
    const cancelled = share({ cancellation });
    expect(isBeingCancelled(cancelled)).toBe(true);
    expect(creditVerbsOf(cancelled)).toEqual([]);
    expect(isBeingCancelled({ ...cancelled, outcome: outcome() })).toBe(false);
    expect(creditVerbsOf(share({ operation: 'revoke', wabaId: null }))).toEqual([]);
  });

  it('say of a cancellation what has been written so far', () => {
    const said = (changes: Partial<CreditStateDocument>) => creditVerbWords('cancel', share(changes));
    expect(said({ phase: 'checking' })).toMatchObject({ isFinal: false, effect: expect.stringMatching(/Nothing has/) });
    expect(said({ phase: 'writing' })).toMatchObject({ isFinal: true, effect: expect.stringMatching(/Takes back/) });
    expect(said({ operation: 'revoke' })).toMatchObject({ button: 'Cancel the revoke', isFinal: false });
  });
});

it('an outcome tells of each thing once what became of it', () => {
  const thing = (id: string) => ({ kind: 'allocation' as const, id, wabaId: '43' });
  const user = { kind: 'system-user' as const, id: '9', wabaId: '43' };
  const told = sharedThingsInWords(
    outcome({
      made: [thing('1'), thing('2'), thing('3'), user],
      undone: [thing('2'), user],
      left: [thing('3'), thing('4')],
    }),
  );
  expect(told).toEqual([
    'Sharing record 1 was made.',
    'Sharing record 2 was made and taken back.',
    'Sharing record 3 was made and is left at Meta.',
    'The assignment of system user 9 was made and taken back.',
    'Sharing record 4 is left at Meta, not provably made by this share.',
  ]);
});
