import {
  Conflict,
  NoWorker,
  PayloadKeyMissing,
  NotFound,
  ReadFailed,
  RunClosed,
  TemporalUnavailable,
  VerbRefused,
} from '../../../client';
import { operation, operationEnded } from './credit-documents';
import { DIGEST, document, endedIn, report, type, words } from './typed';
import type { CreditStateDocument } from '../../../domain/credit/state';
import type { StateDocument } from '../../../domain/state';

const started = { workflowId: 'migrate-waba/1001', runId: 'run-1', wabaId: '1001', started: true };

/** A client whose run goes through these states while it is waited for. */
const goingThrough = (...states: StateDocument[]) => {
  const waits: { until?: string }[] = [];
  const wait = async (_id: string, options: { until?: string; onChange?: (state: StateDocument) => void }) => {
    waits.push(options);
    for (const state of states) options.onChange?.(state);
    return states.at(-1);
  };
  return { waits, migrations: { start: async () => started, wait, get: async () => states.at(-1) } };
};

const endings: [phase: StateDocument['phase'], status: number][] = [
  ['completed', 0],
  ['assessed', 0],
  ['rejected', 1],
  ['failed', 1],
  ['abandoned', 1],
];

test.each(endings)('start --wait of a run that ends %s has status %d and prints its state', async (phase, status) => {
  const { migrations } = goingThrough(document({ phase: 'cloning', needsOperator: false }), endedIn(phase));
  const typed = await type(words('migrate start --waba 1001 --to INR --wait --json'), { migrations });
  expect(typed.status).toBe(status);
  expect(typed.json()).toEqual(endedIn(phase));
  expect(typed.stderr).toBe('');
});

test('start --wait ends with status 3 as soon as a person is needed', async () => {
  const { migrations, waits } = goingThrough(document());
  const typed = await type(words('migrate start --waba 1001 --to INR --wait --json'), { migrations });
  expect(typed.status).toBe(3);
  expect(waits[0]?.until).toBe('person');
  expect(typed.json()).toEqual(document());
});

test('a run that Temporal terminated in the middle ended badly', async () => {
  const { migrations } = goingThrough({ ...endedIn('cloning', 'Terminated in Temporal') });
  const typed = await type(words('migrate start --waba 1001 --to INR --wait'), { migrations });
  expect(typed.status).toBe(1);
  expect(typed.stdout).toContain('Temporal ended the run');
});

test('show --watch follows to the end and tells how it was; show alone only reads', async () => {
  const { migrations, waits } = goingThrough(endedIn('failed'));
  expect((await type(words('migrate show 1001 --watch'), { migrations })).status).toBe(1);
  expect(waits[0]?.until).toBe('terminal');
  expect((await type(words('migrate show 1001'), { migrations })).status).toBe(0);
});

describe('a credit operation', () => {
  const run = { workflowId: 'credit-line/77', runId: 'run-1', started: true };
  const share = 'credit share --business 77 --waba 1001 --currency INR';
  const revoke = `credit revoke --business 77 --confirm 77 --radius ${DIGEST}`;

  const through = (...states: CreditStateDocument[]) => {
    const waits: { until?: string; runId?: string }[] = [];
    const wait = async (
      _id: string,
      options: { until?: string; runId?: string; onChange?: (state: CreditStateDocument) => void },
    ) => {
      waits.push(options);
      for (const state of states) options.onChange?.(state);
      return states.at(-1);
    };
    const start = async () => run;
    return { waits, migrations: { credit: { share: start, revoke: start, wait, get: async () => states.at(-1) } } };
  };

  const ends: [phase: CreditStateDocument['phase'], status: number][] = [
    ['completed', 0],
    ['refused', 1],
    ['compensated', 1],
    ['failed', 1],
  ];

  test.each(ends)('that was waited for and ended %s has status %d and prints how', async (phase, status) => {
    for (const line of [share, revoke]) {
      const { migrations, waits } = through(operation({ needsOperator: false }), operationEnded(phase));
      const typed = await type([...words(line), '--wait', '--json'], { migrations });
      expect(typed.status).toBe(status);
      const { outcome } = operationEnded(phase);
      expect(typed.json()).toEqual({ workflowId: 'credit-line/77', runId: 'run-1', phase, outcome });
      expect(waits).toEqual([expect.objectContaining({ until: 'person', runId: 'run-1' })]);
    }
  });

  test('that was waited for and needs a person has status 3', async () => {
    const typed = await type([...words(share), '--wait', '--json'], through(operation()));
    expect(typed.status).toBe(3);
    expect(typed.json()).toEqual({
      workflowId: 'credit-line/77',
      runId: 'run-1',
      phase: 'needs-operator',
      outcome: null,
    });
  });

  test('that is followed to its end tells how it was; a look alone only reads', async () => {
    const failed = through(operationEnded('failed'));
    expect((await type(words('credit operation --business 77 --watch'), failed)).status).toBe(1);
    expect(failed.waits[0]?.until).toBe('terminal');
    expect((await type(words('credit operation --business 77'), failed)).status).toBe(0);
    expect((await type(words('credit operation --business 77'), through(operation()))).status).toBe(0);
  });

  test('that is followed shows each change in a line of its own', async () => {
    const states = [
      operation({ phase: 'verifying', needsOperator: false, waitingFor: null }),
      operationEnded('completed'),
    ];
    const typed = await type(words('credit operation --business 77 --watch'), through(...states));
    expect(typed.stdout).toMatch(/^\S+Z Share of line 900 with business 77 for WABA 1001 \(INR\): verifying; /m);
  });
});

const other = { workflowId: 'migrate-waba/1001', runId: 'run-0', workflowType: 'migrateWaba' };
const failures: [Error, string][] = [
  [new Conflict('held by another run', 'Wait for its end', other), 'conflict'],
  [new NotFound('There is no migration of WABA 1001', 'Start one'), 'not-found'],
  [new VerbRefused('pause', 'it is paused already', null), 'verb-refused'],
  [new ReadFailed('Meta refused the read (code 200)', 'Ask for business_management'), 'read-failed'],
  [new RunClosed('pause came too late', endedIn('completed')), 'run-closed'],
  [new TemporalUnavailable('Temporal is unavailable', 'Is it running?'), 'temporal-unavailable'],
  [new NoWorker('No worker answered', 'Start one'), 'no-worker'],
  [new PayloadKeyMissing('The migration cannot be read', 'Give this process the keys'), 'payload-key-missing'],
  [new Error('a bug'), 'unexpected'],
];

test.each(failures)('%s ends with status 1, one document and one line', async (error, kind) => {
  const pause = async () => Promise.reject(error);
  const typed = await type(words('migrate pause 1001 --json'), { migrations: { pause } });
  expect(typed.status).toBe(1);
  expect(typed.connections).toEqual({ opened: 1, closed: 1 });
  expect(typed.json()).toEqual({
    error: {
      type: kind,
      message: error.message,
      field: null,
      fix: kind === 'verb-refused' ? null : expect.any(String),
    },
  });
  expect(typed.stderr).toMatch(/^wabactl: [^\n]+\n$/);
  expect(typed.stderr).toContain(error.message);
});

test('a stack is printed only with LOG_LEVEL=debug', async () => {
  const pause = async () => Promise.reject(new TemporalUnavailable('down', 'Start it'));
  const quiet = await type(words('migrate pause 1001'), { migrations: { pause } });
  const loud = await type(words('migrate pause 1001'), { migrations: { pause }, env: { LOG_LEVEL: 'debug' } });
  expect(quiet.stderr).not.toContain(' at ');
  expect(loud.stderr).toMatch(/\n\s+at /);
});

test('a report that is not there yet is not found', async () => {
  const get = async () => document({ report: null, phase: 'assessing' });
  const typed = await type(words('migrate report 1001 --json'), { migrations: { get } });
  expect(typed.status).toBe(1);
  expect(typed.json()).toMatchObject({ error: { type: 'not-found' } });
});

test('report --json prints the report and nothing else', async () => {
  const typed = await type(words('migrate report 1001 --json'), { migrations: { get: async () => document() } });
  expect(typed.json()).toEqual(report);
});
