import { describeInvariant, run, ofRun, FAILED_TO_COMPLETE, autoRun } from './cases';
import {
  approve,
  approvedEvents,
  command,
  cutOverEvents,
  goodJournal,
  goodRun,
  goodState,
  MIGRATION,
  poll,
  resume,
  start,
  startedEvent,
  verified,
  verifyEvents,
  withCalls,
} from './good-run';
import { activity, completed } from './history-json';

describeInvariant(1, {
  keeps: {
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
  },
  breaks: {
    'resume before READY_TO_COMPLETE was read': run({
      journal: goodJournal.filter((entry) => entry.shown !== 'READY_TO_COMPLETE'),
    }),
    'READY_TO_COMPLETE stood in an answer that was lost': run({
      journal: goodJournal.map((entry) => (entry.shown === 'READY_TO_COMPLETE' ? { ...entry, status: null } : entry)),
    }),
    'resume accepted twice on one READY_TO_COMPLETE': run({ journal: withCalls(resume(71, 'IN_PROGRESS')) }),
    'resume repeated on a READY_TO_COMPLETE that nobody decided on': run({
      journal: withCalls(poll(72, 'READY_TO_COMPLETE'), resume(74)),
    }),
    'resume repeated on an old FAILED_TO_COMPLETE while numbers moved': run({
      journal: withCalls(poll(72, FAILED_TO_COMPLETE), resume(74, 'IN_PROGRESS')),
    }),
    'no approval at all': run({ commands: [start] }),
    'an approval that was refused': run({ commands: [start, { ...approve, accepted: false }] }),
    'an approval of another digest': run({ commands: [start, command('approve', 50, { digest: 'e'.repeat(64) })] }),
    'an approval of another account': run({ commands: [start, { ...approve, wabaId: '102290000000077' }] }),
    'an approval that came after the cut-over': run({
      commands: [start, { ...approve, at: '2026-11-22T10:30:00.000Z' }],
    }),
    'an approval of what was verified before the last verification': run({
      histories: ofRun(
        startedEvent,
        verifyEvents,
        approvedEvents(4),
        activity(6, 'verify', { migrationId: MIGRATION }, { ...verified, digest: 'e'.repeat(64) }),
        cutOverEvents(8),
        completed(goodState),
      ),
    }),
    'an automatic approval with a mismatch': autoRun({ name: 'templates', result: 'mismatch', waived: false }),
    'an automatic approval with something incomplete': autoRun({ name: 'users', result: 'incomplete', waived: false }),
    'a resume that no run sent': run({ histories: ofRun(startedEvent, verifyEvents, completed(goodState)) }),
  },
});
