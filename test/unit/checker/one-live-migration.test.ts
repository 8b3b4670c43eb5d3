import { describeInvariant, run, ofRun, state, failedOnce } from './cases';
import { goodJournal, goodRun, goodState, initiate, startedEvent, withCalls } from './good-run';
import { completed } from './history-json';

describeInvariant(2, {
  keeps: {
    'initiated again after FAILED, with the orphan reported': failedOnce([
      { wabaId: '102290000000009', migrationId: 'mig_00', since: '2026-11-22T10:00:00Z' },
    ]),
  },
  breaks: {
    'a second migration while the first lives': run({
      journal: withCalls(initiate(25, 'mig_02', '102290000000003')),
      states: state({
        orphans: [{ wabaId: '102290000000003', migrationId: 'mig_02', since: '2026-11-22T10:00:00Z' }],
      }),
    }),
    'a clone that no run knows': failedOnce([]),
    'a clone that no run knows, its initiate lost and the run ended': run({
      journal: goodJournal.slice(0, 2),
      states: state({ phase: 'completed', migrationId: null, destinationWabaId: null }),
      histories: ofRun(startedEvent, completed(goodState)),
      numbersAfter: goodRun.numbersBefore,
    }),
  },
});
