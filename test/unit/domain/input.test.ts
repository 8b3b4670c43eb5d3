import fc from 'fast-check';
import { inputIdentity, startInputSchema, type StartInput } from '../../../domain/input';

const START: StartInput = { wabaId: '102290129340398', targetCurrency: 'INR', startedBy: 'local:operator' };

/** A currency in any mixture of cases. */
const anyCase = fc.stringMatching(/^[A-Za-z]{3}$/);

describe('the input of a start', () => {
  test('has the documented defaults where it says nothing', () => {
    expect(startInputSchema.parse(START)).toEqual({
      ...START,
      approval: 'manual',
      tokenRef: 'default',
      dryRun: false,
      acceptOrphans: [],
      creditMethod: 'attach',
      policy: {
        maxInitiations: 2,
        maxResumes: 5,
        resumeBackoff: '1m',
        settleAfterResume: '15m',
        fundingGrace: '10m',
        approvalDeadline: '7d',
        recheckEvery: '1h',
        migrationDeadline: '14d',
        secondPerson: false,
      },
    });
  });

  test('keeps what it says, and fills in the rest of a policy', () => {
    const policy = { maxResumes: 2, approvalDeadline: '3d' };
    const parsed = startInputSchema.parse({ ...START, policy, extendedCreditId: '1972385232742146' });
    expect(parsed.policy).toMatchObject({ ...policy, maxInitiations: 2 });
    expect(parsed.extendedCreditId).toBe('1972385232742146');
    expect(startInputSchema.parse({ ...START, policy: undefined }).policy.maxResumes).toBe(5);
  });

  test('takes no letters that only become three when they are capitals', () => {
    for (const targetCurrency of ['a\u00df', '\u017fnr', 'in', ''])
      expect(startInputSchema.safeParse({ ...START, targetCurrency }).success).toBe(false);
  });

  test('does not mind the case of a currency', () => {
    fc.assert(
      fc.property(anyCase, (targetCurrency) => {
        expect(startInputSchema.parse({ ...START, targetCurrency }).targetCurrency).toBe(targetCurrency.toUpperCase());
      }),
    );
  });

  test('parsed again is the same, so that a client may fill it in before the workflow does', () => {
    const once = startInputSchema.parse({ ...START, dryRun: true, policy: { secondPerson: true } });
    expect(startInputSchema.parse(once)).toEqual(once);
  });

  const MESSAGE = { to: '+15551234567', template: 'order_update', language: 'en_US' };
  test.each<[field: string, change: Record<string, unknown>, says: string]>([
    ['wabaId', { wabaId: undefined }, 'expected string'],
    ['wabaId', { wabaId: '12-34' }, 'digits only'],
    ['wabaId', { wabaId: 102290129340398 }, 'expected string'],
    ['wabaId', { wabaId: '../102290129340398' }, 'digits only'],
    ['targetCurrency', { targetCurrency: 'RUPEE' }, 'three letters'],
    ['targetCurrency', { targetCurrency: '' }, 'three letters'],
    ['extendedCreditId', { extendedCreditId: 'line-1' }, 'digits only'],
    ['businessId', { businessId: '' }, 'digits only'],
    ['approval', { approval: 'maybe' }, 'manual'],
    ['approval', { approval: 'auto', policy: { secondPerson: true } }, 'second person'],
    ['tokenRef', { tokenRef: 'EAAG token' }, 'token reference'],
    ['customerTokenRef', { customerTokenRef: '' }, 'token reference'],
    ['creditMethod', { creditMethod: 'share' }, 'attach'],
    ['dryRun', { dryRun: 'yes' }, 'boolean'],
    ['acceptOrphans.1', { acceptOrphans: ['1', 'x'] }, 'digits only'],
    ['policy.maxResumes', { policy: { maxResumes: 0 } }, '>=1'],
    ['policy.maxInitiations', { policy: { maxInitiations: 1.5 } }, 'int'],
    ['policy.resumeBackoff', { policy: { resumeBackoff: 'soon' } }, 'as in 15m'],
    ['policy.recheckEvery', { policy: { recheckEvery: '0s' } }, '1s to 90d'],
    ['policy.migrationDeadline', { policy: { migrationDeadline: 14 } }, 'expected string'],
    ['policy', { policy: { maxResume: 3 } }, 'maxResume'],
    ['testMessage.to', { testMessage: { ...MESSAGE, to: '5551234567' } }, 'E.164'],
    ['testMessage.template', { testMessage: { ...MESSAGE, template: 'Order Update' } }, 'template name'],
    ['testMessage.template', { testMessage: { ...MESSAGE, template: 'hello_world' } }, '131058'],
    ['testMessage.language', { testMessage: { ...MESSAGE, language: 'English' } }, 'en_US'],
    ['startedBy', { startedBy: '' }, '>=1'],
    ['', { currency: 'INR' }, 'currency'],
  ])('is refused with one message on %p: %j', (field, change, says) => {
    const issues = startInputSchema.safeParse({ ...START, ...change }).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join('.'))).toEqual([field]);
    expect(issues[0]?.message).toContain(says);
  });
});

describe('the identity of a start', () => {
  test('is all that was asked for but by whom, whatever the order of accepted clones', () => {
    const one = startInputSchema.parse({ ...START, acceptOrphans: ['2', '1'] });
    const same = startInputSchema.parse({ ...START, acceptOrphans: ['1', '2'], startedBy: 'local:colleague' });
    expect(inputIdentity(one)).toEqual(inputIdentity(same));
    expect(inputIdentity(one)).not.toHaveProperty('startedBy');
  });

  test.each<Partial<StartInput>>([
    { wabaId: '1' },
    { targetCurrency: 'BRL' },
    { extendedCreditId: '1' },
    { businessId: '1' },
    { approval: 'auto' },
    { tokenRef: 'other' },
    { dryRun: true },
    { acceptOrphans: ['1'] },
    { policy: { maxResumes: 6 } },
    { creditMethod: 'share-then-attach', customerTokenRef: 'acme' },
    { customerTokenRef: 'customer' },
    { testMessage: { to: '+15551234567', template: 'order_update', language: 'en_US' } },
  ])('changes with %j', (change) => {
    const one = inputIdentity(startInputSchema.parse(START));
    expect(inputIdentity(startInputSchema.parse({ ...START, ...change }))).not.toEqual(one);
  });
});
