import type { StateDocument } from '../../../domain/state';
import { check, type CheckerInput } from '../../checker';
import {
  activity,
  activityFailed,
  applicationFailure,
  completed,
  failed,
  history,
  scheduled,
  started,
  updateAccepted,
} from './history-json';
import {
  approve,
  approvedEvents,
  call,
  CLONE,
  command,
  cutOverEvents,
  goodHistory,
  goodJournal,
  goodRun,
  goodState,
  initiate,
  MIGRATION,
  poll,
  resume,
  RUN,
  SOURCE,
  start,
  startedEvent,
  verified,
  verifyEvents,
  withCalls,
  withChanged,
} from './good-run';

const run = (change: Partial<CheckerInput>): CheckerInput => ({ ...goodRun, ...change });
const ofRun = (...events: Parameters<typeof history>) => [{ ...RUN, history: history(...events) }];
const state = (change: Partial<StateDocument>): StateDocument[] => [{ ...goodState, ...change }];

/** The invariants that the checker names, each once. */
const named = (input: CheckerInput) => [...new Set(check(input).map((violation) => violation.invariant))];

const waiting: Partial<StateDocument> = {
  phase: 'needs-operator',
  needsOperator: true,
  waitingFor: { id: 'w1', reason: 'numbers were left behind', until: null, verbs: ['retry', 'conclude'] },
  outcome: null,
};
const openHistory = ofRun(startedEvent, verifyEvents, approvedEvents(4), cutOverEvents(6));
const FAILED_TO_COMPLETE = 'FAILED_TO_COMPLETE';
const lost = { status: null, fault: 'fail-before', effect: null } as const;

const failedOnce = (orphans: StateDocument['orphans']) =>
  run({
    journal: [initiate(5, 'mig_00', '102290000000009'), poll(6, 'FAILED', 'mig_00'), ...goodJournal],
    states: state({ orphans }),
  });

const autoRun = (check: Record<string, unknown>) =>
  run({
    commands: [start],
    histories: ofRun(
      started({ wabaId: SOURCE, targetCurrency: 'INR', approval: 'auto' }),
      activity(2, 'verify', { migrationId: MIGRATION }, { ...verified, checks: [check] }),
      cutOverEvents(4),
      completed(goodState),
    ),
  });

describe('a run that keeps every promise passes', () => {
  const good: Record<string, CheckerInput> = {
    'approved by hand': goodRun,
    'approved by itself, as everything matched': autoRun({ name: 'templates', result: 'match', waived: false }),
    'approved by itself, as the mismatch was waived': {
      ...autoRun({ name: 'templates', result: 'mismatch', waived: false }),
      commands: [start, command('waive', 45, { check: 'templates' })],
    },
    'resumed again after FAILED_TO_COMPLETE under the same approval': run({
      journal: withCalls(poll(72, FAILED_TO_COMPLETE), resume(74, FAILED_TO_COMPLETE)),
    }),
    'resumed again on READY_TO_COMPLETE because a person ordered it': run({
      journal: withCalls(poll(72, 'READY_TO_COMPLETE'), resume(74)),
      commands: [start, approve, command('retry', 72, { step: 'resume' })],
    }),
    'initiated again after FAILED, with the orphan reported': failedOnce([
      { wabaId: '102290000000009', migrationId: 'mig_00', since: '2026-11-22T10:00:00Z' },
    ]),
    'initiated again after a lost answer, a list and a word from a person': run({
      journal: withCalls(
        call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, lost),
        call(12, 'GET', '/2000000000000001/owned_whatsapp_business_accounts', { wabaId: null }),
      ),
      commands: [start, command('retry', 12, { step: 'initiate', acceptOrphans: ['none'] }), approve],
    }),
    'resumed again after a lost answer and a FAILED_TO_COMPLETE': run({
      journal: withCalls(call(61, 'POST', `/${MIGRATION}/resume_migration`, lost), poll(62, FAILED_TO_COMPLETE)),
    }),
    'subscribed again after a lost answer and a read': run({
      journal: withCalls(
        call(51, 'POST', `/${CLONE}/subscribed_apps`, { wabaId: CLONE, status: 502, fault: 'html-502-after' }),
        call(52, 'GET', `/${CLONE}/subscribed_apps`, { wabaId: CLONE }),
        call(53, 'POST', `/${CLONE}/subscribed_apps`, { wabaId: CLONE }),
      ),
    }),
    'a number left behind while a person is asked': run({
      states: state(waiting),
      histories: openHistory,
      numbersAfter: [{ digits: '15550001', wabaId: SOURCE, status: 'CONNECTED' }],
    }),
    'a number left behind that a person concluded on': run({
      states: state({
        phase: 'failed',
        outcome: {
          ...goodState.outcome!,
          by: 'local:ann',
          numbers: [{ digits: '15550001', sourceId: '1', cloneId: null, on: 'source', status: 'CONNECTED' }],
        },
      }),
      histories: ofRun(
        startedEvent,
        verifyEvents,
        approvedEvents(4),
        cutOverEvents(6),
        failed(applicationFailure('MigrationFailed', 'concluded by local:ann')),
      ),
      numbersAfter: [{ digits: '15550001', wabaId: SOURCE, status: 'CONNECTED' }],
    }),
    'throttled, and silent until the time was over': run({
      journal: withChanged(10, { status: 400, code: 80008, regainMinutes: 1, at: '2026-11-22T09:55:00.000Z' }),
    }),
  };

  it.each(Object.entries(good))('%s', (_what, input) => {
    expect(check(input)).toEqual([]);
  });
});

describe('each broken promise is named, and no other', () => {
  const broken: readonly [number, string, CheckerInput][] = [
    [
      1,
      'resume before READY_TO_COMPLETE was read',
      run({
        journal: goodJournal.filter((entry) => entry.shown !== 'READY_TO_COMPLETE'),
      }),
    ],
    [
      1,
      'READY_TO_COMPLETE stood in an answer that was lost',
      run({
        journal: goodJournal.map((entry) => (entry.shown === 'READY_TO_COMPLETE' ? { ...entry, status: null } : entry)),
      }),
    ],
    [1, 'resume accepted twice on one READY_TO_COMPLETE', run({ journal: withCalls(resume(71, 'IN_PROGRESS')) })],
    [
      1,
      'resume repeated on a READY_TO_COMPLETE that nobody decided on',
      run({
        journal: withCalls(poll(72, 'READY_TO_COMPLETE'), resume(74)),
      }),
    ],
    [
      1,
      'resume repeated on an old FAILED_TO_COMPLETE while numbers moved',
      run({
        journal: withCalls(poll(72, FAILED_TO_COMPLETE), resume(74, 'IN_PROGRESS')),
      }),
    ],
    [1, 'no approval at all', run({ commands: [start] })],
    [1, 'an approval that was refused', run({ commands: [start, { ...approve, accepted: false }] })],
    [
      1,
      'an approval of another digest',
      run({ commands: [start, command('approve', 50, { digest: 'e'.repeat(64) })] }),
    ],
    [1, 'an approval of another account', run({ commands: [start, { ...approve, wabaId: '102290000000077' }] })],
    [
      1,
      'an approval that came after the cut-over',
      run({
        commands: [start, { ...approve, at: '2026-11-22T10:30:00.000Z' }],
      }),
    ],
    [
      1,
      'an approval of what was verified before the last verification',
      run({
        histories: ofRun(
          startedEvent,
          verifyEvents,
          approvedEvents(4),
          activity(6, 'verify', { migrationId: MIGRATION }, { ...verified, digest: 'e'.repeat(64) }),
          cutOverEvents(8),
          completed(goodState),
        ),
      }),
    ],
    [1, 'an automatic approval with a mismatch', autoRun({ name: 'templates', result: 'mismatch', waived: false })],
    [
      1,
      'an automatic approval with something incomplete',
      autoRun({ name: 'users', result: 'incomplete', waived: false }),
    ],
    [1, 'a resume that no run sent', run({ histories: ofRun(startedEvent, verifyEvents, completed(goodState)) })],

    [
      2,
      'a second migration while the first lives',
      run({
        journal: withCalls(initiate(25, 'mig_02', '102290000000003')),
        states: state({
          orphans: [{ wabaId: '102290000000003', migrationId: 'mig_02', since: '2026-11-22T10:00:00Z' }],
        }),
      }),
    ],
    [2, 'a clone that no run knows', failedOnce([])],
    [
      2,
      'a clone that no run knows, its initiate lost and the run ended',
      run({
        journal: goodJournal.slice(0, 2),
        states: state({ phase: 'completed', migrationId: null, destinationWabaId: null }),
        histories: ofRun(startedEvent, completed(goodState)),
        numbersAfter: goodRun.numbersBefore,
      }),
    ],

    [
      3,
      'an accepted start without a run',
      run({
        commands: [start, approve, command('start', 0, {}, { wabaId: '102290000000055' })],
      }),
    ],
    [
      3,
      'an accepted dry run without a run',
      run({
        commands: [start, approve, command('start', 0, { dryRun: true })],
      }),
    ],
    [
      3,
      'a run that waits for nobody',
      run({
        states: state({ phase: 'confirming', outcome: null }),
        histories: openHistory,
      }),
    ],
    [
      3,
      'a run that waits without a verb to give',
      run({
        states: state({ ...waiting, waitingFor: { id: 'w1', reason: 'stuck', until: null, verbs: [] } }),
        histories: openHistory,
      }),
    ],
    [
      3,
      'a run that Temporal ended in a phase that is no end',
      run({
        states: state({ phase: 'confirming', outcome: null }),
        histories: ofRun(startedEvent, verifyEvents, approvedEvents(4), cutOverEvents(6), {
          workflowExecutionTerminatedEventAttributes: { reason: 'by hand' },
        }),
      }),
    ],
    [
      3,
      'a run that says completed and is a failure at Temporal',
      run({
        histories: ofRun(
          startedEvent,
          verifyEvents,
          approvedEvents(4),
          cutOverEvents(6),
          failed(applicationFailure('MigrationFailed', 'no')),
        ),
      }),
    ],
    [3, 'a run that ended without an outcome', run({ states: state({ outcome: null }) })],
    [
      3,
      'an accepted verb that was never answered',
      run({
        histories: ofRun(
          startedEvent,
          verifyEvents,
          approvedEvents(4),
          cutOverEvents(6),
          updateAccepted('pause', { by: 'local:ann' }),
          completed(goodState),
        ),
      }),
    ],

    [
      4,
      'a lost initiate repeated without looking',
      run({
        journal: withCalls(call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, lost)),
        commands: [start, command('retry', 12, { step: 'initiate', acceptOrphans: ['none'] }), approve],
      }),
    ],
    [
      4,
      'a lost initiate repeated without asking',
      run({
        journal: withCalls(
          call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, {
            ...lost,
            status: 502,
            fault: 'html-502',
          }),
          call(12, 'GET', '/2000000000000001/owned_whatsapp_business_accounts', { wabaId: null }),
        ),
      }),
    ],
    [
      4,
      'a lost initiate repeated on a word that names no clone',
      run({
        journal: withCalls(
          call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, lost),
          call(12, 'GET', '/2000000000000001/owned_whatsapp_business_accounts', { wabaId: null }),
        ),
        commands: [start, command('retry', 12, { step: 'initiate' }), approve],
      }),
    ],
    [
      4,
      'a lost resume repeated without looking',
      run({
        journal: withCalls(call(69, 'POST', `/${MIGRATION}/resume_migration`, { ...lost, status: 400, code: 131000 })),
        commands: [start, approve, command('retry', 69, { step: 'resume' })],
      }),
    ],
    [
      4,
      'a lost resume repeated on a READY_TO_COMPLETE that decides nothing',
      run({
        journal: withCalls(call(61, 'POST', `/${MIGRATION}/resume_migration`, lost), poll(62, 'READY_TO_COMPLETE')),
      }),
    ],
    [
      4,
      'a lost subscription repeated without looking',
      run({
        journal: withCalls(
          call(51, 'POST', `/${CLONE}/subscribed_apps`, { wabaId: CLONE, ...lost }),
          call(52, 'GET', `/${SOURCE}/subscribed_apps`),
          call(53, 'POST', `/${CLONE}/subscribed_apps`, { wabaId: CLONE }),
        ),
      }),
    ],
    [
      4,
      'a lost test message sent again',
      run({
        journal: withCalls(
          call(91, 'POST', '/106500001/messages', { wabaId: CLONE, ...lost }),
          call(92, 'GET', `/${CLONE}/phone_numbers`, { wabaId: CLONE }),
          call(93, 'POST', '/106500001/messages', { wabaId: CLONE }),
        ),
      }),
    ],

    [
      5,
      'a number left on the source, which cannot send any more',
      run({
        numbersAfter: [{ digits: '15550001', wabaId: SOURCE, status: 'CONNECTED' }],
      }),
    ],
    [
      5,
      'a number on the clone that is not connected',
      run({
        numbersAfter: [{ digits: '15550001', wabaId: CLONE, status: 'PENDING' }],
      }),
    ],
    [5, 'a number that is gone', run({ numbersAfter: [] })],
    [
      5,
      'a conclusion that does not name the number',
      run({
        states: state({ phase: 'failed', outcome: { ...goodState.outcome!, by: 'local:ann' } }),
        histories: ofRun(
          startedEvent,
          verifyEvents,
          approvedEvents(4),
          cutOverEvents(6),
          failed(applicationFailure('MigrationFailed', 'concluded by local:ann')),
        ),
        numbersAfter: [],
      }),
    ],
    [
      5,
      'a conclusion that names the wrong place',
      run({
        states: state({
          phase: 'failed',
          outcome: {
            ...goodState.outcome!,
            by: 'local:ann',
            numbers: [{ digits: '15550001', sourceId: '1', cloneId: '1', on: 'clone', status: 'CONNECTED' }],
          },
        }),
        histories: ofRun(
          startedEvent,
          verifyEvents,
          approvedEvents(4),
          cutOverEvents(6),
          failed(applicationFailure('MigrationFailed', 'concluded by local:ann')),
        ),
        numbersAfter: [{ digits: '15550001', wabaId: SOURCE, status: 'CONNECTED' }],
      }),
    ],

    [7, 'a token in a log line', run({ texts: [{ where: 'worker log', text: `GET ?t=${goodRun.secrets[0]}` }] })],

    [
      8,
      'a call before access was regained',
      run({
        journal: withChanged(50, { status: 400, code: 80008, regainMinutes: 5 }).concat(
          call(95, 'GET', `/${CLONE}/flows`, { wabaId: CLONE, at: '2026-11-22T10:11:00.000Z' }),
        ),
      }),
    ],
    [
      8,
      'an activity that gave up',
      run({
        histories: ofRun(
          startedEvent,
          verifyEvents,
          approvedEvents(4),
          cutOverEvents(6),
          scheduled('confirm', {}),
          activityFailed(8, { message: 'Activity task failed', cause: applicationFailure('Throttled', 'wait 5 min') }),
          completed(goodState),
        ),
      }),
    ],
    [
      8,
      'a run that failed with it',
      run({
        states: state({ phase: 'failed' }),
        histories: ofRun(
          startedEvent,
          verifyEvents,
          approvedEvents(4),
          cutOverEvents(6),
          failed(applicationFailure('MigrationFailed', 'x', { cause: applicationFailure('Throttled', 'wait') })),
        ),
      }),
    ],
    [
      8,
      'a throttled write taken for a refusal',
      run({
        histories: ofRun(
          startedEvent,
          verifyEvents,
          approvedEvents(4),
          activity(
            6,
            'cutOver',
            { migrationId: MIGRATION, attempt: 'first' },
            { kind: 'refused', details: { code: 4 } },
          ),
          cutOverEvents(8),
          completed(goodState),
        ),
      }),
    ],
  ];

  it.each(broken)('invariant %i: %s', (invariant, _what, input) => {
    expect(named(input)).toEqual([invariant]);
  });

  it('covers every invariant but the one of credit lines', () => {
    expect([...new Set(broken.map(([invariant]) => invariant))]).toEqual([1, 2, 3, 4, 5, 7, 8]);
  });
});

it('reads a history that was recorded undecoded', () => {
  expect(goodHistory.history.events).toHaveLength(8);
});
