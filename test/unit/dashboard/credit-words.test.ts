import {
  checkShare,
  readShareSearch,
  shareBody,
  shareValues,
} from '../../../client/dashboard/pages/credit/share-values';
import { byBusiness, isRevoked, radiusInWords, revokeReportInWords } from '../../../client/dashboard/words/credit';
import { money } from '../../../client/dashboard/words/money';
import { runLink } from '../../../client/dashboard/words/run-link';
import { shareInputSchema } from '../../../domain/credit/input';
import { isDeleted, type FundedWaba, type Radius } from '../../../domain/credit/funding';

describe('an amount', () => {
  it('has its currency, its thousands apart and two decimals', () => {
    expect(money({ amount: '1234567.5', currency: 'USD' })).toBe('USD 1,234,567.50');
    expect(money({ amount: '0', currency: 'USD' })).toBe('USD 0.00');
    expect(money({ amount: '-12.345', currency: 'USD' })).toBe('USD -12.35');
  });

  it('is shown as it came where it is no number', () => {
    expect(money({ amount: 'unlimited', currency: 'USD' })).toBe('USD unlimited');
    expect(money({ amount: '', currency: 'USD' })).toBe('USD');
  });
});

const account = (changes: Partial<FundedWaba> = {}): FundedWaba => ({
  wabaId: '1',
  name: null,
  currency: 'INR',
  fundedBy: 'our-line',
  fundingId: '9',
  allocationId: '8',
  numbers: 2,
  ...changes,
});

const record = (id: string, status: string | null = null, receivingBusinessId: string | null = '42') => ({
  id,
  lineId: '7',
  receivingBusinessId,
  receivingCredentialId: '9',
  status,
});

const radius = (changes: Partial<Radius> = {}): Radius => ({
  businessId: '42',
  allocations: [record('8')],
  wabas: [account()],
  unreadable: [],
  digest: 'd',
  openRuns: [],
  numbers: 2,
  ...changes,
});

describe('a radius in words', () => {
  it('counts the accounts that lose their funding, the numbers that stop and the records that go', () => {
    expect(radiusInWords(radius())).toBe(
      '1 account loses our funding and 2 phone numbers stop sending. 1 sharing record will be deleted.',
    );
    const wider = radius({
      wabas: [account(), account({ fundedBy: 'unreadable' }), account({ fundedBy: 'other' })],
      allocations: [record('8'), record('9'), record('10', 'DELETED')],
      numbers: 1,
    });
    expect(radiusInWords(wider)).toBe(
      '2 accounts lose our funding and 1 phone number stops sending. 2 sharing records will be deleted.',
    );
  });

  it('says that Meta shows no account, where the customer has removed us', () => {
    expect(radiusInWords(radius({ wabas: [], numbers: 0 }))).toBe(
      '1 sharing record will be deleted. Meta shows no account that it pays for.',
    );
  });

  it('says that there is nothing to revoke, where every record is revoked', () => {
    expect(radiusInWords(radius({ allocations: [record('8', 'DELETED')] }))).toContain('nothing to revoke');
  });
});

describe('records', () => {
  it.each(['DELETED', 'deleted', 'ACTIVE', '', null])(
    'with status %j are revoked to the page as to the program',
    (status) => {
      expect(isRevoked({ status })).toBe(isDeleted({ status }));
    },
  );

  it('are gathered by business, those of nobody that Meta shows last', () => {
    const records = [record('1', null, null), record('2'), record('3', null, '43'), record('4')];
    expect(
      byBusiness(records).map(({ businessId, allocations }) => [businessId, allocations.map(({ id }) => id)]),
    ).toEqual([
      ['42', ['2', '4']],
      ['43', ['3']],
      [null, ['1']],
    ]);
  });

  it('are told one by one when a revoke has ended', () => {
    const told = revokeReportInWords({
      revoked: ['1', '2'],
      alreadyRevoked: ['3'],
      failed: [{ id: '4', why: 'Meta refused it' }],
      notAttributable: ['5'],
    });
    expect(told).toEqual([
      '2 records revoked: 1 and 2.',
      '1 record revoked before: 3.',
      'Record 4 is not revoked. Meta refused it.',
      '1 record left alone, since Meta does not show whose: 5.',
    ]);
    expect(revokeReportInWords({ revoked: [], alreadyRevoked: [], failed: [], notAttributable: [] })).toEqual([]);
  });
});

describe('the share form', () => {
  const whole = {
    ...shareValues({ business: '42', waba: '43', currency: 'INR', line: '44' }),
    assignSystemUser: true,
  };
  const faults = (changes: Partial<typeof whole>): string[] =>
    Object.entries(checkShare({ ...whole, ...changes })).flatMap(([name, fault]) =>
      fault === undefined ? [] : [name],
    );

  it('becomes a request that the server takes', () => {
    const body = shareBody(whole);
    expect(body).toEqual({
      wabaId: '43',
      currency: 'INR',
      extendedCreditId: '44',
      method: 'attach',
      assignSystemUser: true,
    });
    expect(shareInputSchema.safeParse({ ...body, businessId: '42', startedBy: 'a test' }).success).toBe(true);
  });

  it('assigns nobody where the customer’s token attaches, and wants that token named', () => {
    const apart = { method: 'share-then-attach' as const };
    expect(faults(apart)).toEqual(['customerTokenRef']);
    expect(shareBody({ ...whole, ...apart, customerTokenRef: 'acme' })).toEqual({
      wabaId: '43',
      currency: 'INR',
      extendedCreditId: '44',
      method: 'share-then-attach',
      customerTokenRef: 'acme',
    });
  });

  it.each([
    ['businessId', { businessId: '' }],
    ['businessId', { businessId: 'acme' }],
    ['wabaId', { wabaId: '' }],
    ['currency', { currency: 'rupees' }],
    ['extendedCreditId', { extendedCreditId: '' }],
    ['tokenRef', { tokenRef: 'EAAG secret' }],
  ])('says at %s what is wrong with %j', (name, changes) => {
    expect(faults(changes)).toEqual([name]);
    expect(faults({})).toEqual([]);
  });

  it('takes from its address what makes sense there', () => {
    expect(readShareSearch({ business: '42', waba: '43', currency: 'inr', line: '44' })).toEqual({
      business: '42',
      waba: '43',
      currency: 'INR',
      line: '44',
    });
    expect(readShareSearch({ business: 'x', waba: '', currency: '1', line: 'null' })).toEqual({});
  });
});

it('a run is linked to where the Web UI shows it, where there is one', () => {
  const run = { workflowId: 'credit-line/42', runId: 'r' };
  expect(runLink({ uiUrl: 'http://ui', namespace: 'a b' }, run)).toBe(
    'http://ui/namespaces/a%20b/workflows/credit-line%2F42/r/history',
  );
  expect(runLink(null, run)).toBeUndefined();
});
