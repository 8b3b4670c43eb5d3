import {
  checkStart,
  hasSameChecks,
  NO_LINE,
  readStartSearch,
  startBody,
  startSearch,
  startValues,
  type StartValues,
} from '../../../client/dashboard/pages/start/start-values';
import { POLICY, POLICY_NAMES } from '../../../client/dashboard/pages/start/policy-values';
import { policySchema, startInputSchema } from '../../../domain/input';

const LINE = '1972385232742146';
const WABA = '102290129340398';

const values = (changes: Partial<StartValues> = {}): StartValues => ({
  ...startValues({ waba: WABA, to: 'INR' }),
  extendedCreditId: LINE,
  ...changes,
});

const MESSAGE = {
  'testMessage.to': '+91 98765-43210',
  'testMessage.template': 'order_update',
  'testMessage.language': 'en_US',
};

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
        'policy.maxResumes': ' 7 ',
        'policy.recheckEvery': '30m',
        'policy.secondPerson': true,
        ...MESSAGE,
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
      policy: { maxResumes: 7, recheckEvery: '30m', secondPerson: true },
      testMessage: { to: '+919876543210', template: 'order_update', language: 'en_US' },
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
    ['policy.maxResumes', { 'policy.maxResumes': '0' }],
    ['policy.approvalDeadline', { 'policy.approvalDeadline': '7' }],
    ['approval', { 'policy.secondPerson': true, approval: 'auto' }],
    ['testMessage.to', { ...MESSAGE, 'testMessage.to': '98765 43210' }],
    ['testMessage.template', { ...MESSAGE, 'testMessage.template': '' }],
    ['testMessage.language', { ...MESSAGE, 'testMessage.language': 'english' }],
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

  it('keeps the checks of a dry run when only who approves, the policy or the test message has changed', () => {
    const asked = startBody(values());
    const others = { 'policy.secondPerson': true, 'policy.maxResumes': '7', ...MESSAGE } as const;
    expect(hasSameChecks(asked, startBody(values({ approval: 'auto' })))).toBe(true);
    expect(hasSameChecks(asked, startBody(values(others)))).toBe(true);
    // The token has to last for as long as the run may take.
    expect(hasSameChecks(asked, startBody(values({ 'policy.migrationDeadline': '30d' })))).toBe(false);
    expect(hasSameChecks(asked, startBody(values({ wabaId: '5' })))).toBe(false);
    expect(hasSameChecks(asked, startBody(values({ extendedCreditId: NO_LINE })))).toBe(false);
  });

  it('takes account, currency and payer from its address, and nothing that is none of them', () => {
    expect(readStartSearch({ waba: WABA, to: 'inr', line: '7' })).toEqual({ waba: WABA, to: 'INR', line: '7' });
    expect(readStartSearch({ waba: 'abc', to: 'RUPEES', line: 'mine', other: '1' })).toEqual({});
  });

  it.each(['7', NO_LINE])('is found again at the address of what was sent, paid for by %s', (extendedCreditId) => {
    const sent = values({ extendedCreditId });
    const found = startValues(readStartSearch({ ...startSearch(startBody(sent)) }));
    expect(startBody(found)).toEqual(startBody(sent));
  });
});

describe('the policy of the start form', () => {
  it('offers every setting of the domain, with its default', () => {
    const { secondPerson, ...defaults } = policySchema.parse({});
    expect(secondPerson).toBe(false);
    const shown = Object.fromEntries(POLICY_NAMES.map((name) => [name, POLICY[name].byDefault]));
    expect(shown).toEqual(Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, String(value)])));
  });

  it('sends what was changed alone: what says the default anyway is none', () => {
    const defaults = Object.fromEntries(POLICY_NAMES.map((name) => [`policy.${name}`, POLICY[name].byDefault]));
    expect(startBody(values(defaults))).toEqual(startBody(values()));
  });

  it.each(POLICY_NAMES)('refuses of %s what the domain refuses, and nothing else', (name) => {
    const counts = ['0', '1', '2', '10', '11', '20', '21', '-1', '1.5', 'two', '1m'];
    const spans = [
      '0s',
      '999ms',
      '1000ms',
      '1s',
      '90d',
      '91d',
      '2160h',
      '2161h',
      '15',
      '15 m',
      '1.5h',
      '-1m',
      '1w',
      'm',
    ];
    const isCount = POLICY[name].maxCalls !== undefined;
    for (const text of [...counts, ...spans]) {
      const value = isCount && /^\d+$/.test(text) ? Number(text) : text;
      const isTaken = policySchema.shape[name].safeParse(value).success;
      expect([text, faults({ [`policy.${name}`]: text })]).toEqual([text, isTaken ? [] : [`policy.${name}`]]);
    }
  });
});

describe('the test message of the start form', () => {
  it('refuses what the domain refuses, and nothing else', () => {
    const tried = {
      'testMessage.to': ['+15551234567', '+1555', '15551234567', '+05551234567', '+1555123456789012', '+1555x'],
      'testMessage.template': ['order_update', 'Order', 'hello_world', 'a b', 'x'.repeat(512), 'x'.repeat(513)],
      'testMessage.language': ['en', 'en_US', 'fil', 'e', 'en_', 'en-US', 'en_U', 'zh_Hant_TW', 'english'],
    } as const;
    const { shape } = startInputSchema;
    for (const [name, texts] of Object.entries(tried))
      for (const text of texts) {
        const body = startBody(values({ ...MESSAGE, [name]: text }));
        const isTaken = shape.testMessage.safeParse(body.testMessage).success;
        expect([text, faults({ ...MESSAGE, [name]: text })]).toEqual([text, isTaken ? [] : [name]]);
      }
  });

  it('is not asked for while nothing of it is filled in, and wants the rest as soon as something is', () => {
    expect(faults({ 'testMessage.to': '  ' })).toEqual([]);
    const begun = checkStart(values({ 'testMessage.template': 'order_update' }));
    expect(begun['testMessage.to']?.isMissing).toBe(true);
    expect(begun['testMessage.language']?.isMissing).toBe(true);
  });
});
