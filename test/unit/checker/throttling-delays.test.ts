import { describeInvariant, run, ofRun, state, upToCutOver } from './cases';
import {
  approvedEvents,
  call,
  CLONE,
  cutOverEvents,
  goodState,
  MIGRATION,
  startedEvent,
  verifyEvents,
  withChanged,
} from './good-run';
import { activity, activityFailed, applicationFailure, completed, failed, scheduled } from './history-json';

describeInvariant(8, {
  keeps: {
    'throttled on the clone while the source goes on': run({
      journal: withChanged(50, { status: 400, fault: 'throttle', code: 80008, regainMinutes: 5 }),
    }),
    'throttled, and silent until the time was over': run({
      journal: withChanged(10, { status: 400, code: 80008, regainMinutes: 1, at: '2026-11-22T09:55:00.000Z' }),
    }),
  },
  breaks: {
    'a call before access was regained': run({
      journal: withChanged(50, { status: 400, code: 80008, regainMinutes: 5 }).concat(
        call(95, 'GET', `/${CLONE}/flows`, { wabaId: CLONE, at: '2026-11-22T10:11:00.000Z' }),
      ),
    }),
    'a call before access was regained after a bare 429': run({
      journal: withChanged(50, { status: 429, regainMinutes: 5 }).concat(
        call(95, 'GET', `/${CLONE}/flows`, { wabaId: CLONE, at: '2026-11-22T10:11:00.000Z' }),
      ),
    }),
    'an activity that gave up': run({
      histories: ofRun(
        ...upToCutOver,
        scheduled('confirm', {}),
        activityFailed(8, { message: 'Activity task failed', cause: applicationFailure('Throttled', 'wait 5 min') }),
        completed(goodState),
      ),
    }),
    'a run that failed with it': run({
      states: state({ phase: 'failed' }),
      histories: ofRun(
        ...upToCutOver,
        failed(applicationFailure('MigrationFailed', 'x', { cause: applicationFailure('Throttled', 'wait') })),
      ),
    }),
    'a throttled write taken for a refusal': run({
      histories: ofRun(
        startedEvent,
        verifyEvents,
        approvedEvents(4),
        activity(6, 'cutOver', { migrationId: MIGRATION, attempt: 'first' }, { kind: 'refused', details: { code: 4 } }),
        cutOverEvents(8),
        completed(goodState),
      ),
    }),
  },
});
