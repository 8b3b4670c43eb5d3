import { Cli } from '../../../client/cli/cli';
import { statePage } from '../../../client/cli/migrate/state-page';
import type { StateDocument } from '../../../domain/state';
import { DIGEST, document, endedIn, type, words } from './typed';

const ESCAPE = '\u001b';
const show = async (state: StateDocument, options: { columns?: number; env?: NodeJS.ProcessEnv } = {}) => {
  const { columns, env = {} } = options;
  const migrations = { get: async () => state };
  const terminal = columns === undefined ? {} : { terminal: { columns } };
  return (await type(words('migrate show 1001'), { migrations, env, ...terminal })).stdout;
};

/** A command line that prints nowhere and connects to nothing: pages are made by it, at a time that the test gives. */
function quietCli(): Cli {
  const stream = { write: () => undefined };
  const refused = () => Promise.reject(new Error('a page connects to nothing'));
  return new Cli(
    {
      env: {},
      stdout: stream,
      stderr: stream,
      isTty: false,
      version: '1.2.3',
      readSettings: () => ({ requireSecondPerson: false, temporalUi: null, apiKeysFile: undefined }),
      createMigrations: refused,
      runProcess: refused,
    },
    false,
  );
}

test('a run that waits says why and what to type next, digest included', async () => {
  const page = await show(document());
  expect(page).toContain('awaiting-approval, a person is needed');
  expect(page).toContain('Waits: The clone differs.');
  expect(page).toContain(`  wabactl migrate approve 1001 --digest ${DIGEST}`);
  expect(page).toContain('  wabactl migrate waive 1001 --check flows --reason "…"');
  expect(page).toContain('  wabactl migrate reject 1001 --reason "…"');
});

test('only verbs that the run offers are suggested', async () => {
  const waitingFor = {
    id: 'w2',
    reason: 'Lost answer.',
    until: null,
    verbs: ['attach' as const, 'retry' as const],
    candidates: [],
  };
  const page = await show(document({ phase: 'needs-operator', waitingFor }));
  expect(page).toContain('wabactl migrate attach 1001 --migration-id');
  expect(page).toContain('wabactl migrate retry 1001');
  expect(page).not.toContain('migrate approve');
});

test.each([
  ['two clones that may be its own', ['5', '6'], 'wabactl migrate retry 1001 --accept-orphan 5 --accept-orphan 6'],
  ['one clone that may be its own', ['5'], 'wabactl migrate retry 1001 --accept-orphan 5'],
  ['no clone that was found', [], 'wabactl migrate retry 1001 --accept-orphan none'],
])('after a lost initiate with %s the retry is offered that the run takes', async (_what, candidates, command) => {
  const verbs = ['retry' as const, 'attach' as const];
  const waitingFor = { id: 'w2', reason: 'The answer was lost.', until: null, verbs, candidates };
  const page = await show(document({ phase: 'needs-operator', waitingFor }));
  expect(page.split('\n').map((line) => line.trim())).toContain(command);
});

test('a retry that needs no word about clones is offered without one', async () => {
  const waitingFor = { id: 'w2', reason: 'Refused.', until: null, verbs: ['retry' as const], candidates: [] };
  const page = await show(document({ phase: 'needs-operator', waitingFor }));
  expect(page.split('\n').map((line) => line.trim())).toContain('wabactl migrate retry 1001');
});

describe("the page of the run in Temporal's Web UI", () => {
  const settings = { temporalUi: { uiUrl: 'https://temporal.example', namespace: 'ops' } };
  const url = 'https://temporal.example/namespaces/ops/workflows/migrate-waba%2F1001/run-1/history';
  const started = { workflowId: 'migrate-waba/1001', runId: 'run-1', wabaId: '1001', started: true };
  const migrations = { start: async () => started, get: async () => document() };

  test.each(['migrate show 1001', 'migrate start --waba 1001 --to INR'])('is printed by %s', async (line) => {
    expect((await type(words(line), { migrations, settings })).stdout).toContain(url);
    expect((await type(words(line), { migrations })).stdout).not.toContain('http');
  });

  test('is no part of the JSON', async () => {
    const typed = await type(words('migrate start --waba 1001 --to INR --json'), { migrations, settings });
    expect(typed.json()).toEqual(started);
  });
});

test('the checks are a table with what was found', async () => {
  const page = await show(document());
  expect(page).toMatch(/flows .*verify .*mismatch .*block .*One Flow is missing on the clone\. \(onboarding\)/);
});

test('the poll is shown with its count, what it last saw and when it looks again', () => {
  const polling = { attempt: 12, lastStatus: 'IN_PROGRESS', nextAt: '2026-11-01T10:06:30.000Z' };
  const state = document({ phase: 'cloning', needsOperator: false, waitingFor: null, polling });
  const page = statePage(quietCli(), state, new Date('2026-11-01T10:05:00.000Z'));
  expect(page).toContain('attempt 12, next in 1m 30s; last: IN_PROGRESS');
  expect(page).toContain('2026-11-01T10:00:00.000Z (5m ago)');
  expect(statePage(quietCli(), state, new Date('2026-11-01T10:06:30.000Z'))).toContain('attempt 12, looking now;');
});

test('an outcome says where every number is', async () => {
  const state = endedIn('failed', 'A number stayed behind.');
  const numbers = [
    { digits: '15551234567', sourceId: '31', cloneId: null, on: 'source' as const, status: 'CONNECTED' },
  ];
  const page = await show({
    ...state,
    outcome: state.outcome && { ...state.outcome, numbers, evidencePath: '/e.json' },
  });
  expect(page).toContain('Outcome: A number stayed behind.');
  expect(page).toMatch(/15551234567 .*31 .*none .*source .*CONNECTED/);
  expect(page).toContain('Evidence: /e.json');
});

test('orphans are named', async () => {
  const orphans = [{ wabaId: '2001', migrationId: 'm-0', since: '2026-11-01T10:00:00.000Z' }];
  expect(await show(document({ orphans }))).toContain('WABA 2001 of migration m-0');
});

test('colours are for terminals only, and NO_COLOR turns them off', async () => {
  expect(await show(document())).not.toContain(ESCAPE);
  expect(await show(document(), { columns: 120 })).toContain(ESCAPE);
  expect(await show(document(), { columns: 120, env: { NO_COLOR: '1' } })).not.toContain(ESCAPE);
});

test('no line of a table is wider than the terminal, and none is broken where there is none', async () => {
  const widths = (page: string) => page.split('\n').flatMap((line) => (/[│┌├└]/.test(line) ? [line.length] : []));
  const narrow = widths(await show(document(), { columns: 90, env: { NO_COLOR: '1' } }));
  expect(narrow.length).toBeGreaterThan(4);
  expect(Math.max(...narrow)).toBeLessThanOrEqual(90);
  expect(await show(document())).toContain('One Flow is missing on the clone. (onboarding)');
});

test('a text from Meta cannot move the cursor of a terminal', async () => {
  const reason = `Renamed to ${ESCAPE}[2J${ESCAPE}]0;owned\u0007 \r\nWABA 9: completed`;
  const page = await show(document({ waitingFor: { id: 'w', reason, until: null, verbs: [], candidates: [] } }));
  expect(page).not.toContain(ESCAPE);
  expect(page).not.toContain('\r');
  expect(page).not.toMatch(/^WABA 9/m);
});

test('progress is a plain line for each change where there is no terminal, and nothing beside --json', async () => {
  const polling = { attempt: 3, lastStatus: 'IN_PROGRESS', nextAt: null };
  const cloning = document({ phase: 'cloning', needsOperator: false, waitingFor: null, polling });
  const states = [cloning, endedIn('completed')];
  const wait = async (_id: string, options: { onChange(state: StateDocument): void }) => {
    states.forEach((state) => options.onChange(state));
    return states.at(-1);
  };
  const plain = await type(words('migrate show 1001 --watch'), { migrations: { wait } });
  expect(plain.stdout).toMatch(
    /^\S+Z WABA 1001 to INR: cloning; poll attempt 3, looking now; last: IN_PROGRESS; .* elapsed$/m,
  );
  const json = await type(words('migrate show 1001 --watch --json'), { migrations: { wait } });
  expect(json.json()).toEqual(endedIn('completed'));
});

test('a list is a table, with the way to the next page', async () => {
  const run = {
    workflowId: 'migrate-waba/1001',
    runId: 'run-1',
    wabaId: '1001',
    name: `ACME${ESCAPE}[31m`,
    businessId: null,
    sourceCurrency: 'USD',
    targetCurrency: 'INR',
    destinationWabaId: null,
    phase: 'needs-operator',
    phaseChangedAt: '2026-11-01T10:00:00.000Z',
    needsOperator: true,
    waitingFor: { id: 'w', reason: 'Lost answer.', until: null, verbs: [], candidates: [] },
    startedAt: '2026-11-01T09:00:00.000Z',
    startedBy: 'local:ops',
  };
  const list = async () => ({ migrations: [run], nextPageToken: 'abc' });
  const { stdout } = await type(words('migrate list'), { migrations: { list } });
  expect(stdout).toMatch(/1001 .*ACME .*USD to INR .*needs-operator .*yes .*Lost answer\./);
  expect(stdout).toContain('--page-token abc');
  expect(stdout).not.toContain(ESCAPE);
});
