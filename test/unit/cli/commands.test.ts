import { userInfo } from 'node:os';
import { migrationsQuery } from '../../../client/visibility-query';
import { writePageToken } from '../../../client/page-token';
import { DIGEST, document, type, words, type TypedOptions } from './typed';

const me = `local:${userInfo().username}`;

/** Types a command and answers with what the client was asked. */
async function asked(
  line: string,
  method: string,
  answer: unknown,
  settings: TypedOptions['settings'] = {},
): Promise<unknown[]> {
  const calls: unknown[][] = [];
  const migrations = { [method]: async (...args: unknown[]) => (calls.push(args), answer) };
  const typed = await type([...words(line), '--json'], { migrations, settings });
  expect(typed.stderr).toBe('');
  expect(typed.status).toBe(0);
  expect(typed.connections).toEqual({ opened: 1, closed: 1 });
  expect(typed.json()).toEqual(answer);
  expect(calls).toHaveLength(1);
  return calls[0] ?? [];
}

const started = { workflowId: 'migrate-waba/1001', runId: 'run-1', wabaId: '1001', started: true };

test('start hands on every option, filled with the defaults of the domain', async () => {
  const line =
    'migrate start --waba 1001 --to inr --credit-line 7 --business 77 --approval auto --token-ref emea ' +
    '--credit-method share-then-attach --customer-token-ref acme --dry-run --accept-orphan 5 --accept-orphan 6 ' +
    '--policy maxResumes=3 --policy approvalDeadline=2d --policy secondPerson=false ' +
    '--test-message-to +15551234567 --test-message-template order_update:en_US --by ci';
  const [input] = await asked(line, 'start', started);
  expect(input).toMatchObject({
    wabaId: '1001',
    targetCurrency: 'INR',
    extendedCreditId: '7',
    businessId: '77',
    approval: 'auto',
    tokenRef: 'emea',
    creditMethod: 'share-then-attach',
    customerTokenRef: 'acme',
    dryRun: true,
    acceptOrphans: ['5', '6'],
    policy: { maxResumes: 3, approvalDeadline: '2d', secondPerson: false, maxInitiations: 2 },
    testMessage: { to: '+15551234567', template: 'order_update', language: 'en_US' },
    startedBy: 'ci',
  });
});

test("a start is by the system's user where nobody is named", async () => {
  const [input] = await asked('migrate start --waba 1001 --to INR', 'start', started);
  expect(input).toMatchObject({ startedBy: me, approval: 'manual', dryRun: false });
});

test('where a second person is required, every start wants one', async () => {
  const required = { requireSecondPerson: true };
  const [input] = await asked('migrate start --waba 1001 --to INR --policy maxResumes=3', 'start', started, required);
  expect(input).toMatchObject({ approval: 'manual', policy: { secondPerson: true, maxResumes: 3 } });
  const [other] = await asked('migrate start --waba 1001 --to INR', 'start', started);
  expect(other).toMatchObject({ policy: { secondPerson: false } });
});

const list = { migrations: [], nextPageToken: null };

test('list hands on its filters', async () => {
  const filter = {
    phase: 'cloning',
    needsOperator: true,
    businessId: '77',
    targetCurrency: 'INR',
    idPrefix: '10',
  } as const;
  const pageToken = writePageToken(migrationsQuery(filter), Buffer.from('next')) ?? '';
  const options = '--phase cloning --needs-operator --business 77 --to INR --id-prefix 10 --page-size 5';
  const line = `migrate list ${options} --page-token ${pageToken}`;
  expect(await asked(line, 'list', list)).toEqual([{ ...filter, pageSize: 5, pageToken }]);
  expect(await asked('migrate list', 'list', list)).toEqual([{}]);
});

test('show reads the migration, or the dry run where asked for', async () => {
  expect(await asked('migrate show 1001', 'get', document())).toEqual(['1001', { dryRun: false }]);
  expect(await asked('migrate show 1001 --dry-run', 'get', document())).toEqual(['1001', { dryRun: true }]);
});

const verbs: [line: string, verb: string, input: object][] = [
  [`approve 1001 --digest ${DIGEST}`, 'approve', { digest: DIGEST }],
  [
    `approve 1001 --digest ${DIGEST} --not-before 2999-12-01T22:00+05:30 --comment ok`,
    'approve',
    { digest: DIGEST, notBefore: '2999-12-01T16:30:00.000Z', comment: 'ok' },
  ],
  ['reject 1001 --reason no', 'reject', { reason: 'no' }],
  ['waive 1001 --check flows --reason unused', 'waive', { check: 'flows', reason: 'unused' }],
  ['retry 1001', 'retry', {}],
  ['retry 1001 --step initiate --accept-orphan 5', 'retry', { step: 'initiate', acceptOrphans: ['5'] }],
  ['retry 1001 --accept-orphan none', 'retry', { acceptOrphans: ['none'] }],
  ['attach 1001 --migration-id 17', 'attach', { migrationId: '17' }],
  ['pause 1001', 'pause', {}],
  ['unpause 1001', 'unpause', {}],
  ['abandon 1001 --reason no', 'abandon', { reason: 'no' }],
  ['conclude 1001 --reason moved', 'conclude', { reason: 'moved' }],
];

test.each(verbs)('`migrate %s` tells the run, by the system user', async (line, verb, input) => {
  expect(await asked(`migrate ${line}`, verb, document())).toEqual(['1001', { ...input, by: me }]);
});

test('a verb can be given by somebody else, on a wait that was looked at', async () => {
  const line = 'migrate pause 1001 --by nightly-job --waiting-for w1';
  expect(await asked(line, 'pause', document())).toEqual(['1001', { by: 'nightly-job', waitingForId: 'w1' }]);
});

test('worker, simulator and dev start their process and end with its status, connecting to nothing', async () => {
  for (const name of ['worker', 'simulator', 'dev']) {
    const typed = await type([name], { processStatus: 7 });
    expect(typed).toMatchObject({ status: 7, processes: [name], connections: { opened: 0 } });
  }
});

test('the version is printed', async () => {
  expect(await type(['--version'])).toMatchObject({ status: 0, stdout: '1.2.3\n' });
});
