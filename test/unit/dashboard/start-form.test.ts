import {
  checkStart,
  hasSameChecks,
  NO_LINE,
  readStartSearch,
  startBody,
  startValues,
  type StartValues,
} from '../../../client/dashboard/pages/start/start-values';
import { startInputSchema } from '../../../domain/input';

const LINE = '1972385232742146';
const WABA = '102290129340398';

const values = (changes: Partial<StartValues> = {}): StartValues => ({
  ...startValues({ waba: WABA, to: 'INR' }),
  extendedCreditId: LINE,
  ...changes,
});

const faults = (changes: Partial<StartValues>): string[] =>
  Object.entries(checkStart(values(changes))).flatMap(([name, fault]) => (fault === undefined ? [] : [name]));

describe('the start form', () => {
  it('becomes a request that the server takes, with what was left empty left out', () => {
    expect(startBody(values())).toEqual({
      wabaId: WABA,
      targetCurrency: 'INR',
      approval: 'manual',
      extendedCreditId: LINE,
    });
    const whole = startBody(
      values({
        wabaId: ` ${WABA} `,
        targetCurrency: 'inr',
        businessId: '42',
        acceptOrphans: '7, 8 9',
        tokenRef: 'second',
        creditMethod: 'share-then-attach',
        customerTokenRef: 'acme',
      }),
    );
    expect(whole).toEqual({
      wabaId: WABA,
      targetCurrency: 'INR',
      approval: 'manual',
      extendedCreditId: LINE,
      businessId: '42',
      acceptOrphans: ['7', '8', '9'],
      tokenRef: 'second',
      creditMethod: 'share-then-attach',
      customerTokenRef: 'acme',
    });
    expect(startInputSchema.safeParse({ ...whole, startedBy: 'a test' }).success).toBe(true);
  });

  it('names no line, and no way to share one, for an account that stays on its card', () => {
    const body = startBody(values({ extendedCreditId: NO_LINE, creditMethod: 'share-then-attach' }));
    expect(body).toEqual({ wabaId: WABA, targetCurrency: 'INR', approval: 'manual' });
  });

  it.each<[string, Partial<StartValues>]>([
    ['wabaId', { wabaId: '1022x' }],
    ['wabaId', { wabaId: '' }],
    ['wabaId', { wabaId: '1'.repeat(33) }],
    ['targetCurrency', { targetCurrency: 'IN' }],
    ['targetCurrency', { targetCurrency: 'IN1' }],
    ['targetCurrency', { targetCurrency: 'INRR' }],
    ['extendedCreditId', { extendedCreditId: '' }],
    ['extendedCreditId', { extendedCreditId: 'line' }],
    ['businessId', { businessId: 'acme' }],
    ['acceptOrphans', { acceptOrphans: '7, x' }],
    ['tokenRef', { tokenRef: 'with a space' }],
    ['customerTokenRef', { creditMethod: 'share-then-attach' }],
  ])('says at %s what is wrong with %j', (name, changes) => {
    expect(faults(changes)).toEqual([name]);
  });

  it('says nothing of a form that is whole', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ extendedCreditId: NO_LINE, creditMethod: 'share-then-attach' })).toEqual([]);
  });

  it('calls what may still become right missing, and what cannot wrong', () => {
    expect(checkStart(values({ targetCurrency: 'IN' })).targetCurrency?.isMissing).toBe(true);
    expect(checkStart(values({ targetCurrency: 'I2' })).targetCurrency?.isMissing).toBeUndefined();
    expect(checkStart(values({ wabaId: '' })).wabaId?.isMissing).toBe(true);
    expect(checkStart(values({ wabaId: 'x' })).wabaId?.isMissing).toBeUndefined();
  });

  it('keeps the checks of a dry run when only who approves has changed', () => {
    const asked = startBody(values());
    expect(hasSameChecks(asked, startBody(values({ approval: 'auto' })))).toBe(true);
    expect(hasSameChecks(asked, startBody(values({ wabaId: '5' })))).toBe(false);
    expect(hasSameChecks(asked, startBody(values({ extendedCreditId: NO_LINE })))).toBe(false);
  });

  it('takes an account and a currency from its address, and nothing that is neither', () => {
    expect(readStartSearch({ waba: WABA, to: 'inr' })).toEqual({ waba: WABA, to: 'INR' });
    expect(readStartSearch({ waba: 'abc', to: 'RUPEES', other: '1' })).toEqual({});
  });
});
