/** How the tests of one invariant are written: sets that keep it, and sets that break it and nothing else. */
import type { StateDocument } from '../../../domain/state';
import { check, type CheckerInput, type InvariantNumber, type RunHistory } from '../../checker';
import {
  approvedEvents,
  cutOverEvents,
  goodJournal,
  goodRun,
  goodState,
  initiate,
  MIGRATION,
  poll,
  RUN,
  SOURCE,
  start,
  startedEvent,
  verified,
  verifyEvents,
} from './good-run';
import { activity, applicationFailure, completed, failed, history, started } from './history-json';

/** Sets that keep an invariant, and sets that break only it, by what they are about. */
interface Cases {
  readonly keeps: Readonly<Record<string, CheckerInput>>;
  readonly breaks: Readonly<Record<string, CheckerInput>>;
}

/** Tests that the checker passes the former and names exactly this invariant for the latter. */
export function describeInvariant(invariant: InvariantNumber, { keeps, breaks }: Cases): void {
  describe(`invariant ${invariant} holds`, () => {
    it.each(Object.entries(keeps))('%s', (_what, input) => {
      expect(check(input)).toEqual([]);
    });
  });
  describe(`invariant ${invariant} is named, and no other`, () => {
    it.each(Object.entries(breaks))('%s', (_what, input) => {
      expect([...new Set(check(input).map((violation) => violation.invariant))]).toEqual([invariant]);
    });
  });
}

/** The good run with something changed. */
export const run = (change: Partial<CheckerInput>): CheckerInput => ({ ...goodRun, ...change });

/** The good run's histories with these events instead. */
export const ofRun = (...events: Parameters<typeof history>): RunHistory[] => [{ ...RUN, history: history(...events) }];

/** The good run's final state with something changed. */
export const state = (change: Partial<StateDocument>): StateDocument[] => [{ ...goodState, ...change }];

export const FAILED_TO_COMPLETE = 'FAILED_TO_COMPLETE';

/** A write that never reached Meta, which its caller cannot know. */
export const lost = { status: null, fault: 'fail-before', effect: null } as const;

/** The state of a run that waits for a person after the numbers were told to move. */
export const waiting: Partial<StateDocument> = {
  phase: 'needs-operator',
  needsOperator: true,
  waitingFor: {
    id: 'w1',
    reason: 'numbers were left behind',
    until: null,
    verbs: ['retry', 'conclude'],
    candidates: [],
  },
  outcome: null,
};

/** The events of a run up to the cut-over. */
export const upToCutOver = [startedEvent, verifyEvents, approvedEvents(4), cutOverEvents(6)] as const;

/** The history of a run that has not ended. */
export const openHistory = ofRun(...upToCutOver);

/** A run that a person concluded, its outcome naming these numbers. */
export function concluded(
  numbers: NonNullable<StateDocument['outcome']>['numbers'],
): Pick<CheckerInput, 'states' | 'histories'> {
  const outcome = {
    reason: 'concluded by local:ann',
    by: 'local:ann',
    numbers,
    testMessage: null,
    allocations: [],
    evidencePath: null,
  };
  return {
    states: state({ phase: 'failed', outcome }),
    histories: ofRun(...upToCutOver, failed(applicationFailure('MigrationFailed', 'concluded by local:ann'))),
  };
}

/** A run whose first migration FAILED, with these orphans on its report. */
export const failedOnce = (orphans: StateDocument['orphans']): CheckerInput =>
  run({
    journal: [initiate(5, 'mig_00', '102290000000009'), poll(6, 'FAILED', 'mig_00'), ...goodJournal],
    states: state({ orphans }),
  });

/** A run with `approval: auto` whose verification made this check. */
export const autoRun = (found: Readonly<Record<string, unknown>>): CheckerInput =>
  run({
    commands: [start],
    histories: ofRun(
      started({ wabaId: SOURCE, targetCurrency: 'INR', approval: 'auto' }),
      activity(2, 'verify', { migrationId: MIGRATION }, { ...verified, checks: [found] }),
      cutOverEvents(4),
      completed(goodState),
    ),
  });
