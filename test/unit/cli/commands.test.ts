import { userInfo } from 'node:os';
import { parseStartInput, type StartInput } from '../../../client';
import { migrationsQuery, operationsQuery } from '../../../client/visibility/query';
import { writePageToken } from '../../../client/visibility/page-token';
import { businessCredit, creditLineDetails, creditLineList, operation, radius } from './credit-documents';
import { accountFacts, operationSummary } from '../api/faked-migrations';
import { DIGEST, document, type, words, type TypedOptions } from './typed';

const me = `local:${userInfo().username}`;

/** Types a command and answers with what the client was asked; `credit.x` is a method of the credit client. */
async function asked(
  line: string,
  method: string,
  answer: unknown,
  settings: TypedOptions['settings'] = {},
): Promise<unknown[]> {
  const calls: unknown[][] = [];
  const respond = async (...args: unknown[]) => (calls.push(args), answer);
  const [, ofCredit] = /^credit\.(.+)$/.exec(method) ?? [];
  const migrations = ofCredit === undefined ? { [method]: respond } : { credit: { [ofCredit]: respond } };
  const typed = await type([...words(line), '--json'], { migrations, settings });
  expect(typed.stderr).toBe('');
  expect(typed.status).toBe(0);
  expect(typed.connections).toEqual({ opened: 1, closed: 1 });
  expect(typed.json()).toEqual(answer);
  expect(calls).toHaveLength(1);
  return calls[0] ?? [];
}

const started = { workflowId: 'migrate-waba/1001', runId: 'run-1', wabaId: '1001', started: true };

/** The start that a command asked for, with the defaults of the domain. */
const startAsked = async (line: string, settings: TypedOptions['settings'] = {}) => {
  const [input] = await asked(line, 'start', started, settings);
  return parseStartInput(input as StartInput);
};

test('start hands on every option', async () => {
  const line =
    'migrate start --waba 1001 --to inr --credit-line 7 --business 77 --approval auto --token-ref emea ' +
    '--credit-method share-then-attach --customer-token-ref acme --dry-run --accept-orphan 5 --accept-orphan 6 ' +
    '--policy maxResumes=3 --policy approvalDeadline=2d --policy secondPerson=false ' +
    '--test-message-to +15551234567 --test-message-template order_update:en_US --by ci';
  expect(await startAsked(line)).toMatchObject({
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
  const input = await startAsked('migrate start --waba 1001 --to INR');
  expect(input).toMatchObject({ startedBy: me, approval: 'manual', dryRun: false });
});

test('where a second person is required, every start wants one', async () => {
  const required = { requireSecondPerson: true };
  const input = await startAsked('migrate start --waba 1001 --to INR --policy maxResumes=3', required);
  expect(input).toMatchObject({ approval: 'manual', policy: { secondPerson: true, maxResumes: 3 } });
  const other = await startAsked('migrate start --waba 1001 --to INR');
  expect(other).toMatchObject({ policy: { secondPerson: false } });
});

test('a start carries what was typed and no default, so that a server can tell a default from a wish', async () => {
  const [input] = await asked('migrate start --waba 1001 --to INR', 'start', started);
  expect(input).toEqual({ wabaId: '1001', targetCurrency: 'INR', startedBy: me });
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

test('the list of credit operations hands on its filters', async () => {
  const operations = { operations: [operationSummary()], nextPageToken: null };
  const filter = { needsOperator: true, businessId: '77' };
  const pageToken = writePageToken(operationsQuery(filter), Buffer.from('next')) ?? '';
  const line = `credit list --needs-operator --business 77 --page-size 5 --page-token ${pageToken}`;
  expect(await asked(line, 'credit.list', operations)).toEqual([{ ...filter, pageSize: 5, pageToken }]);
  expect(await asked('credit list', 'credit.list', operations)).toEqual([{}]);
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

const creditRun = { workflowId: 'credit-line/77', runId: 'run-1', started: true };

test('share hands on every option, filled with the defaults of the domain', async () => {
  const line =
    'credit share --business 77 --waba 1001 --currency inr --credit-line 900 --method share-then-attach ' +
    '--customer-token-ref acme --assign-system-user --verify-for 1h --settle-for 9m --by ci';
  const [input] = await asked(line, 'credit.share', creditRun);
  expect(input).toMatchObject({
    businessId: '77',
    wabaId: '1001',
    currency: 'INR',
    extendedCreditId: '900',
    method: 'share-then-attach',
    customerTokenRef: 'acme',
    assignSystemUser: true,
    verifyFor: '1h',
    settleFor: '9m',
    startedBy: 'ci',
  });
  const [plain] = await asked('credit share --business 77 --waba 1001 --currency INR', 'credit.share', creditRun);
  expect(plain).toMatchObject({
    method: 'attach',
    assignSystemUser: false,
    verifyFor: '10m',
    settleFor: '5m',
    startedBy: me,
  });
});

test('revoke hands on the business twice, the digest, and each migration that does not stop it', async () => {
  const line =
    `credit revoke --business 77 --confirm 77 --radius ${DIGEST} ` +
    '--force-run migrate-waba/1001 --force-run migrate-waba/1002 --verify-for 1h';
  expect(await asked(line, 'credit.revoke', creditRun)).toEqual([
    {
      businessId: '77',
      confirm: '77',
      radius: DIGEST,
      forceRuns: ['migrate-waba/1001', 'migrate-waba/1002'],
      verifyFor: '1h',
      startedBy: me,
    },
  ]);
});

const liveReads: [line: string, method: string, args: unknown[], answer: object][] = [
  ['credit lines', 'lines', [], creditLineList],
  ['credit line 900', 'line', ['900'], creditLineDetails],
  ['credit show --business 77', 'business', ['77'], businessCredit],
  ['credit revoke --business 77 --dry-run', 'radius', ['77'], radius],
  ['credit operation --business 77', 'get', ['77'], operation()],
];

test.each(liveReads)('`%s` prints what the client answers', async (line, method, args, answer) => {
  expect(await asked(line, `credit.${method}`, answer)).toEqual(args);
});

test('account reads one account, with the token that is named', async () => {
  const facts = accountFacts();
  expect(await asked('account 1001', 'account', facts)).toEqual(['1001', { tokenRef: 'default' }]);
  expect(await asked('account 1001 --token-ref acme', 'account', facts)).toEqual(['1001', { tokenRef: 'acme' }]);
});

const creditVerbs: [line: string, method: string, input: object][] = [
  ['operation retry-verification --business 77 --reason again', 'retryVerification', { reason: 'again' }],
  ['operation retry-compensation --business 77 --reason again', 'retryCompensation', { reason: 'again' }],
  ['operation accept-as-is --business 77 --reason seen', 'acceptAsIs', { reason: 'seen' }],
  ['operation cancel --business 77 --reason late', 'cancel', { reason: 'late' }],
  [`confirm-radius --business 77 --radius ${DIGEST}`, 'confirmRadius', { radius: DIGEST }],
];

test.each(creditVerbs)('`credit %s` tells the operation, by the system user', async (line, method, input) => {
  expect(await asked(`credit ${line}`, `credit.${method}`, operation())).toEqual(['77', { ...input, by: me }]);
  const others = `credit ${line} --by job --waiting-for w1`;
  const sent = { ...input, by: 'job', waitingForId: 'w1' };
  expect(await asked(others, `credit.${method}`, operation())).toEqual(['77', sent]);
});

test('worker, simulator, codec-server and dev start their process and end with its status, connecting to nothing', async () => {
  for (const name of ['worker', 'simulator', 'codec-server', 'dev']) {
    const typed = await type([name], { processStatus: 7 });
    expect(typed).toMatchObject({ status: 7, processes: [name], connections: { opened: 0 } });
  }
});

test('the version is printed', async () => {
  expect(await type(['--version'])).toMatchObject({ status: 0, stdout: '1.2.3\n' });
});
