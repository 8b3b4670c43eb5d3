import type { StateDocument } from '../../../domain/state';
import type { CheckerInput, RunHistory } from '../../checker';
import { describeInvariant, run, ofRun, state, failedOnce } from './cases';
import { CLONE, goodJournal, goodRun, goodState, initiate, MIGRATION, startedEvent, withCalls } from './good-run';
import { activity, completed } from './history-json';

/** Initiate made a clone that no document names, and the run waits for a person, for what `waits` says. */
const unnamed = (
  waits: Partial<NonNullable<StateDocument['waitingFor']>>,
  { lost = false, histories = ofRun(startedEvent) }: { lost?: boolean; histories?: RunHistory[] } = {},
): CheckerInput =>
  run({
    journal: goodJournal
      .slice(0, 2)
      .map((entry) => (lost && entry.effect !== null ? { ...entry, status: null, fault: 'fail-after' } : entry)),
    states: state({
      phase: 'needs-operator',
      needsOperator: true,
      waitingFor: { id: 'w1', reason: 'Look at it.', until: null, verbs: ['abandon'], candidates: [], ...waits },
      migrationId: null,
      destinationWabaId: null,
      outcome: null,
    }),
    histories,
    numbersAfter: goodRun.numbersBefore,
  });

const WITH_ATTACH = ['attach', 'retry', 'abandon'] as const;
const readBy = (result: unknown): RunHistory[] => ofRun(startedEvent, activity(2, 'initiate', {}, result));

describeInvariant(2, {
  keeps: {
    'initiated again after FAILED, with the orphan reported': failedOnce([
      { wabaId: '102290000000009', migrationId: 'mig_00', since: '2026-11-22T10:00:00Z' },
    ]),
    'a clone that the person is told of as a candidate': unnamed({ candidates: [CLONE] }),
    'a clone that the person is told of in the sentence': unnamed({ reason: `Accounts: ${CLONE}, 7.` }),
    'a clone of a lost answer, and the person may still say which it is': unnamed(
      { verbs: [...WITH_ATTACH] },
      { lost: true },
    ),
    'a migration that a run had read before it was reset, and the person decides': unnamed(
      {},
      { histories: readBy({ kind: 'initiated', migrationId: MIGRATION }) },
    ),
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
    'a clone that no run knows, while a run of the source waits for something else': unnamed({}),
    'a clone that no run knows, while the person is asked about another one': unnamed({
      verbs: [...WITH_ATTACH],
      candidates: ['102290000000009'],
      reason: `Accounts: ${CLONE}9.`,
    }),
    'a clone of a lost answer about which nobody is asked any more': unnamed({}, { lost: true }),
    'a clone of an answer that was read, and the person is asked as if it was lost': unnamed(
      { verbs: [...WITH_ATTACH] },
      { histories: readBy({ kind: 'unknown' }) },
    ),
  },
});
