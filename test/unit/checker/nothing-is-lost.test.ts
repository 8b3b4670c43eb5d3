import { describeInvariant, run, ofRun, state, openHistory, upToCutOver, waiting } from './cases';
import { approve, command, goodState, start } from './good-run';
import { applicationFailure, completed, failed, updateAccepted } from './history-json';

describeInvariant(3, {
  keeps: {
    'a run that is paused, so that only a person can move it': run({
      states: state({ ...waiting, phase: 'confirming' }),
      histories: openHistory,
    }),
    'a start that was refused has no run': run({
      commands: [start, approve, command('start', 0, {}, { wabaId: '102290000000055', accepted: false })],
    }),
  },
  breaks: {
    'an accepted start without a run': run({
      commands: [start, approve, command('start', 0, {}, { wabaId: '102290000000055' })],
    }),
    'an accepted dry run without a run': run({
      commands: [start, approve, command('start', 0, { dryRun: true })],
    }),
    'a run that waits for nobody': run({
      states: state({ phase: 'confirming', outcome: null }),
      histories: openHistory,
    }),
    'a run that waits without a verb to give': run({
      states: state({ ...waiting, waitingFor: { id: 'w1', reason: 'stuck', until: null, verbs: [], candidates: [] } }),
      histories: openHistory,
    }),
    'a run that Temporal ended in a phase that is no end': run({
      states: state({ phase: 'confirming', outcome: null }),
      histories: ofRun(...upToCutOver, {
        workflowExecutionTerminatedEventAttributes: { reason: 'by hand' },
      }),
    }),
    'a run that says completed and is a failure at Temporal': run({
      histories: ofRun(...upToCutOver, failed(applicationFailure('MigrationFailed', 'no'))),
    }),
    'a run that ended without an outcome': run({ states: state({ outcome: null }) }),
    'an accepted verb that was never answered': run({
      histories: ofRun(...upToCutOver, updateAccepted('pause', { by: 'local:ann' }), completed(goodState)),
    }),
  },
});
