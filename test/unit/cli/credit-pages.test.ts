import fc from 'fast-check';
import { ReadFailed } from '../../../client';
import {
  businessCredit,
  creditLineDetails,
  creditLineList,
  operation,
  operationEnded,
  radius,
} from './credit-documents';
import { operationSummary } from '../api/faked-migrations';
import { DIGEST, document, type, words } from './typed';

/** Types a command whose live read, or whose look at an operation, gives this answer. */
async function page(line: string, method: string, answer: unknown): Promise<string> {
  const typed = await type(words(line), { migrations: { credit: { [method]: async () => answer } } });
  expect(typed).toMatchObject({ status: 0, stderr: '', connections: { opened: 1, closed: 1 } });
  return typed.stdout;
}

const show = (state: unknown) => page('credit operation --business 77', 'get', state);
const trimmed = (text: string) => text.split('\n').map((line) => line.trim());

test('lines are a table with legal entity, balance and available credit', async () => {
  const text = await page('credit lines', 'lines', creditLineList);
  expect(text).toMatch(/900 .*ACME Partner Ltd .*1200\.50 USD .*8799\.50 USD .*ours/);
  expect(text).toMatch(/901 .*unknown .*unknown .*unknown .*revoked/);
});

test('an empty list of lines says what the likely reason is', async () => {
  const why = 'The token belongs to business 6, not to 5: set META_BUSINESS_ID to 6.';
  const text = await page('credit lines', 'lines', { businessId: '5', lines: [], why });
  expect(text).toContain('business 5 has no line of credit');
  expect(text).toContain(why);
});

test('one line shows every field, both edges, and what could not be read', async () => {
  const text = await page('credit line 900', 'line', creditLineDetails);
  expect(text).toMatch(/balance .*1200\.50 USD/);
  expect(text).toMatch(/owner_business .*ACME Partner \(5\)/);
  expect(text).toMatch(/is_automated_experience .*false/);
  expect(text).toMatch(/sold_to_address .*"country":"IN"/);
  expect(text).toMatch(/501 .*900 .*77 .*601 .*not shown/);
  expect(text).toMatch(/801 .*Main/);
  expect(text).toContain('partition_from: refused (code 100)');
});

test('a business shows its allocations, and for each account what pays for it', async () => {
  const text = await page('credit show --business 77', 'business', businessCredit);
  expect(text).toMatch(/501 .*900 .*77 .*601 .*APPROVED/);
  expect(text).toMatch(/1001 .*ACME .*INR .*2 .*our allocation 501/);
  expect(text).toMatch(/1002 .*USD .*1 .*something else: 999/);
  expect(text).toMatch(/1003 .*unknown .*unknown .*unreadable/);
  expect(text).toContain('WABA 1003: GET /1003 is not permitted (code 200)');
});

test('operations are a table with whose they are, what they wait for, and the page that follows', async () => {
  const { waitingFor } = operation();
  const waiting = operationSummary({ phase: 'needs-operator', needsOperator: true, waitingFor });
  const revoke = operationSummary({ businessId: '78', operation: 'revoke', wabaId: null, phase: 'completed' });
  const text = await page('credit list', 'list', { operations: [waiting, revoke], nextPageToken: 'abc' });
  expect(text).toMatch(
    /77 .*share .*1001 .*needs-operator .*2026-11-01T10:00:05.000Z .*yes .*does not show the funding/,
  );
  expect(text).toMatch(/78 .*revoke .*all .*completed .*no/);
  expect(text).toContain('--page-token abc');
});

test('an empty list of operations says so', async () => {
  expect(await page('credit list', 'list', { operations: [], nextPageToken: null })).toContain('No credit operation');
});

describe('the radius of a revoke', () => {
  const look = (answer: unknown) => page('credit revoke --business 77 --dry-run', 'radius', answer);

  test('says what will stop, its digest, and the exact command to go on', async () => {
    const text = await look({ ...radius, unreadable: [] });
    expect(text).toContain('Revoking business 77 stops 2 numbers on 2 WABAs: every WABA of it');
    expect(text).toContain(`Digest  ${DIGEST}`);
    expect(trimmed(text)).toContain(`wabactl credit revoke --business 77 --confirm 77 --radius ${DIGEST}`);
  });

  test('is a lower bound where something could not be read', async () => {
    expect(await look(radius)).toContain('stops at least 2 numbers');
  });

  test('names the open migrations, each of which the command must name too', async () => {
    const openRuns = [
      { workflowId: 'migrate-waba/1001', runId: 'r-1', phase: 'cloning' },
      { workflowId: 'migrate-waba/1002', runId: 'r-2', phase: null },
    ];
    const text = await look({ ...radius, openRuns });
    expect(text).toMatch(/migrate-waba\/1001 .*r-1 .*cloning/);
    expect(trimmed(text)).toContain(
      `wabactl credit revoke --business 77 --confirm 77 --radius ${DIGEST} --force-run migrate-waba/1001 --force-run migrate-waba/1002`,
    );
  });

  test('is empty only where everything was read', async () => {
    const none = { ...radius, allocations: [], wabas: [], numbers: 0 };
    expect(await look({ ...none, unreadable: [] })).toContain('There is nothing to revoke');
    expect(await look(none)).not.toContain('There is nothing to revoke');
    expect(await look(none)).toContain('not everything could be read');
  });
});

test('an operation that waits says why, and which commands help', async () => {
  const text = await show(operation());
  expect(text).toContain('Share of line 900 with business 77 for WABA 1001 (INR): needs-operator, a person is needed');
  expect(text).toContain('Waits: Meta does not show the funding yet.');
  expect(trimmed(text)).toEqual(
    expect.arrayContaining([
      'wabactl credit operation retry-verification --business 77 --reason "…"',
      'wabactl credit operation accept-as-is --business 77 --reason "…"',
      'wabactl credit operation cancel --business 77 --reason "…"',
    ]),
  );
  expect(text).not.toContain('credit operation retry-compensation');
});

test('a revoke whose radius changed says what it would stop now, and offers the digest that was read last', async () => {
  const waitingFor = {
    id: 'w2',
    reason: 'The radius changed.',
    until: null,
    verbs: ['confirm-radius' as const, 'cancel' as const],
  };
  const text = await show(operation({ operation: 'revoke', wabaId: null, currency: null, waitingFor, radius }));
  expect(text).toContain('Revoke of business 77: needs-operator');
  expect(text).toContain('Revoking business 77 stops at least 2 numbers');
  expect(trimmed(text)).toContain(`wabactl credit confirm-radius --business 77 --radius ${DIGEST}`);
});

test('the end of a share says what it made, what of that it took back, and what is left', async () => {
  const made = { kind: 'allocation' as const, id: '501', wabaId: '1001' };
  const user = { kind: 'system-user' as const, id: '31', wabaId: '1001' };
  const text = await show(
    operationEnded('compensated', { made: [made, user], undone: [made], left: [user], evidencePath: '/e.json' }),
  );
  expect(text).toContain('Made by this run: allocation 501 on WABA 1001, our system user 31 on WABA 1001');
  expect(text).toContain('Taken back: allocation 501 on WABA 1001');
  expect(text).toContain('Left at Meta: our system user 31 on WABA 1001');
  expect(text).toContain('Evidence: /e.json');
});

test('a share that had nothing to do says that it made nothing, and what pays', async () => {
  const text = await show(operationEnded('completed', { allocationId: '501' }));
  expect(text).toContain('Made by this run: nothing');
  expect(text).toContain('Paid by: allocation 501');
});

test('the end of a revoke is a report with its four answers', async () => {
  const report = {
    revoked: ['501'],
    alreadyRevoked: ['502'],
    failed: [{ id: '503', why: 'Meta refused (code 200).' }],
    notAttributable: ['504'],
  };
  const text = await show(operationEnded('failed', { report }, { operation: 'revoke', wabaId: null, currency: null }));
  expect(text).toMatch(/501 .*revoked/);
  expect(text).toMatch(/502 .*already revoked/);
  expect(text).toMatch(/503 .*failed .*Meta refused \(code 200\)\./);
  expect(text).toMatch(/504 .*not attributable/);
  expect(text).not.toContain('Made by this run');
});

test('an operation that Temporal ended in the middle says so and offers no verb', async () => {
  const waitingFor = operation().waitingFor;
  const text = await show(operationEnded('writing', { reason: 'Terminated in Temporal' }, { waitingFor }));
  expect(text).toContain('Temporal ended the run');
  expect(text).not.toContain('wabactl credit operation');
});

test('a verb answers in short with where it led', async () => {
  const cancel = async () => operationEnded('refused', { reason: 'Cancelled before anything was made.' });
  const typed = await type(words('credit operation cancel --business 77 --reason late'), {
    migrations: { credit: { cancel } },
  });
  expect(typed.stdout).toContain('cancel accepted. Share of line 900');
  expect(typed.stdout).toContain('Outcome: Cancelled before anything was made.');
  expect(typed.stdout).not.toContain('Timeline');
});

describe('no page and no document shows a token', () => {
  const token = fc
    .stringMatching(/^[A-Za-z0-9]{24,80}$/)
    .map((rest) => ({ shown: `EAA${rest}`, secret: `EAA${rest}` }));
  const linked = fc
    .tuple(fc.constantFrom('access_token', 'input_token', 'appsecret_proof'), fc.stringMatching(/^[0-9a-f]{24,64}$/))
    .map(([name, secret]) => ({
      shown: `https://graph.facebook.com/v26.0/9?limit=1&${name}=${secret}&after=x`,
      secret,
    }));
  const planted = fc.tuple(fc.oneof(token, linked), fc.lorem({ maxCount: 4 }), fc.boolean());

  const pages: [line: string, methods: readonly string[], answer: unknown][] = [
    ['credit lines', ['lines'], creditLineList],
    ['credit lines', ['lines'], { businessId: '5', lines: [], why: 'x' }],
    ['credit line 900', ['line'], creditLineDetails],
    ['credit show --business 77', ['business'], businessCredit],
    ['credit revoke --business 77 --dry-run', ['radius'], radius],
    [
      'credit list',
      ['list'],
      { operations: [operationSummary({ waitingFor: operation().waitingFor })], nextPageToken: null },
    ],
    ['credit operation --business 77', ['get'], operation()],
    ['credit operation --business 77', ['get'], operationEnded('failed', { evidencePath: '/e.json' })],
    ['credit operation cancel --business 77 --reason x', ['cancel'], operation()],
    ['credit operation --business 77 --watch', ['wait'], operationEnded('completed')],
    ['migrate show 1001', [], document()],
  ];

  /** The value with the text in place of each of its strings, except ids by which pages decide. */
  const everywhere = (value: unknown, text: string): unknown => {
    if (typeof value === 'string') return text;
    if (Array.isArray(value)) return value.map((inner) => everywhere(inner, text));
    if (typeof value !== 'object' || value === null) return value;
    const kept = ['phase', 'operation', 'fundedBy', 'kind', 'verbs', 'verdict', 'result', 'stage', 'at', 'since'];
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, kept.includes(key) ? inner : everywhere(inner, text)]),
    );
  };

  /** Whether a way to print hides every secret, wherever in an answer it stands. */
  const hides = (answer: unknown, print: (given: unknown, json: boolean) => Promise<string>) =>
    fc.asyncProperty(planted, async ([{ shown, secret }, prose, json]) => {
      const printed = await print(everywhere(answer, `${prose} ${shown}`), json);
      // Something is said around it.
      expect(printed.length).toBeGreaterThan(prose.length);
      expect(printed).not.toContain(secret);
    });
  const runs = { numRuns: 40 };

  test.each(pages)('`%s` (%j)', async (line, methods, answer) => {
    const typing = async (given: unknown, json: boolean) => {
      const get = async () => given;
      const migrations = { get, credit: Object.fromEntries(methods.map((method) => [method, get])) };
      const { stdout, stderr } = await type([...words(line), ...(json ? ['--json'] : [])], { migrations });
      expect(stdout).not.toBe('');
      return `${stdout}${stderr}`;
    };
    await fc.assert(hides(answer, typing), runs);
  });

  test('nor does an error', async () => {
    const typing = async (given: unknown, json: boolean) => {
      const lines = async () => Promise.reject(new ReadFailed((given as { why: string }).why, null));
      const migrations = { credit: { lines } };
      const { stdout, stderr } = await type(['credit', 'lines', ...(json ? ['--json'] : [])], { migrations });
      return `${stdout}${stderr}`;
    };
    await fc.assert(hides({ why: '' }, typing), runs);
  });

  test('the property finds what was broken by hand', async () => {
    const broken: [bug: string, print: (given: unknown) => Promise<string>][] = [
      ['answers are printed as they came', async (given) => JSON.stringify(given)],
      ['only tokens are blotted out, links are not', async (given) => JSON.stringify(given).replace(/EAA\w+/g, '')],
      ['only links are blotted out', async (given) => JSON.stringify(given).replace(/(_token|_proof)=\w+/g, '')],
    ];
    for (const [bug, print] of broken) {
      const { failed } = await fc.check(hides(creditLineDetails, print), runs);
      expect([bug, failed]).toEqual([bug, true]);
    }
  });
});
