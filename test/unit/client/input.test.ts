import { createWabaMigrations, InvalidInput, isInvalidInput, type StartInput } from '../../../client';
import { untouchable } from './faked-temporal';

const migrations = createWabaMigrations({ client: untouchable });
const good: StartInput = { wabaId: '1001', targetCurrency: 'INR', startedBy: 'local:ops' };
const digest = 'd'.repeat(64);

const startsThatAreWrong: [field: string, fix: RegExp, input: object][] = [
  ['wabaId', /digits only/, { ...good, wabaId: 'abc' }],
  ['wabaId', /Give a string/, { targetCurrency: 'INR', startedBy: 'x' }],
  ['targetCurrency', /three letters/, { ...good, targetCurrency: 'rupees' }],
  ['approval', /manual, auto/, { ...good, approval: 'later' }],
  ['approval', /second person/, { ...good, approval: 'auto', policy: { secondPerson: true } }],
  ['policy.maxResumes', /^Take 20 or less\.$/, { ...good, policy: { maxResumes: 99 } }],
  ['policy.maxResume', /spelling/, { ...good, policy: { maxResume: 3 } }],
  ['dryrun', /spelling/, { ...good, dryrun: true }],
  ['testMessage.to', /E\.164/, { ...good, testMessage: { to: '155', template: 'a', language: 'en' } }],
  ['acceptOrphans.1', /digits only/, { ...good, acceptOrphans: ['1', 'x'] }],
];

test.each(startsThatAreWrong)(
  'a start with a wrong %s names it and the fix, and contacts nothing',
  async (field, fix, input) => {
    const error: unknown = await migrations.start(input as StartInput).catch((thrown: unknown) => thrown);
    expect(isInvalidInput(error)).toBe(true);
    expect((error as InvalidInput).toJSON()).toEqual({
      type: 'invalid-input',
      field,
      message: expect.stringMatching(/\w/) as string,
      fix: expect.stringMatching(fix) as string,
    });
  },
);

test('an id that is none is refused by every method before anything is contacted', async () => {
  const by = 'local:ops';
  const calls: (() => Promise<unknown>)[] = [
    async () => migrations.get("1' OR 1=1"),
    async () => migrations.wait('x'),
    async () => migrations.watch('x').next(),
    async () => migrations.approve('x', { by, digest }),
    async () => migrations.pause('x', { by }),
  ];
  for (const call of calls) await expect(call).rejects.toBeInstanceOf(InvalidInput);
});

test('a verb with wrong input is refused before anything is contacted', async () => {
  const by = 'local:ops';
  await expect(migrations.approve('1', { by, digest: 'abc' })).rejects.toMatchObject({ field: 'digest' });
  await expect(migrations.reject('1', { by, reason: '  ' })).rejects.toMatchObject({ field: 'reason' });
  await expect(migrations.waive('1', { by, check: 'flow' as 'flows', reason: 'x' })).rejects.toMatchObject({
    field: 'check',
  });
  await expect(migrations.retry('1', { by, acceptOrphans: ['nobody'] })).rejects.toMatchObject({
    field: 'acceptOrphans.0',
  });
});

test('a filter with something else in it is refused before anything is contacted', async () => {
  await expect(migrations.list({ businessId: "1' OR WabaId != '" })).rejects.toMatchObject({ field: 'businessId' });
  await expect(migrations.list({ pageSize: 5_000 })).rejects.toMatchObject({
    field: 'pageSize',
    message: 'is over 200',
    fix: 'Take 200 or less.',
  });
  await expect(migrations.list({ orderBy: 'name' } as object)).rejects.toMatchObject({ field: 'orderBy' });
});
