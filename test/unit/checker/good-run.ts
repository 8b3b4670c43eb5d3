/** A migration that went well, in the smallest form in which the checker can see it. Tests break one thing in it. */
import type { StateDocument } from '../../../domain/state';
import type { CheckerInput, Command, JournalEntry } from '../../checker';
import { activity, completed, history, started, updateAccepted, updateCompleted, type EventJson } from './history-json';

export const SOURCE = '102290000000001';
export const CLONE = '102290000000002';
export const MIGRATION = 'mig_01';
export const DIGEST = 'd'.repeat(64);
export const RUN = { workflowId: `migrate-waba/${SOURCE}`, runId: 'run-1' } as const;
export const SECRETS = ['sim-system-token-7f3a+/=', 'sim-app-secret-99'] as const;

/** A call that was answered and changed nothing. */
export function call(seq: number, method: string, path: string, more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    seq,
    at: new Date(Date.UTC(2026, 10, 22, 10, 0, seq * 10)).toISOString(),
    method,
    path,
    wabaId: SOURCE,
    migrationId: path.includes('mig_') ? (path.split('/')[1] ?? null) : null,
    tokenRef: 'default',
    status: 200,
    fault: null,
    effect: null,
    ...more,
  };
}

/** A look at the migration's status. */
export const poll = (seq: number, shown: string, migrationId: string = MIGRATION): JournalEntry =>
  call(seq, 'GET', `/${migrationId}`, { shown });

/** An initiate that Meta took. */
export function initiate(seq: number, migrationId: string = MIGRATION, clone: string = CLONE): JournalEntry {
  const effect = { kind: 'initiated', migrationId, sourceWabaId: SOURCE, destinationWabaId: clone };
  return call(seq, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, { migrationId, effect });
}

/** A resume that Meta took. */
export function resume(seq: number, statusBefore = 'READY_TO_COMPLETE'): JournalEntry {
  const effect = { kind: 'resume-accepted', migrationId: MIGRATION, statusBefore };
  return call(seq, 'POST', `/${MIGRATION}/resume_migration`, { effect, shown: 'IN_PROGRESS' });
}

/** The calls of a run that goes well; numbers are spaced so that a test can put calls in between. */
export const goodJournal: readonly JournalEntry[] = [
  call(10, 'GET', `/${SOURCE}/phone_numbers`),
  initiate(20),
  poll(30, 'IN_PROGRESS'),
  poll(40, 'READY_TO_COMPLETE'),
  call(50, 'GET', `/${CLONE}/message_templates`, { wabaId: CLONE }),
  poll(60, 'READY_TO_COMPLETE'),
  resume(70),
  call(80, 'CLOCK', `/${MIGRATION}`, { status: null, effect: { kind: 'numbers-moved' } }),
  poll(90, 'COMPLETED'),
];

/** The journal with entries added, in order. */
export function withCalls(...more: JournalEntry[]): JournalEntry[] {
  return [...goodJournal, ...more].sort((a, b) => a.seq - b.seq);
}

/** The journal with one entry replaced. */
export function withChanged(seq: number, change: Partial<JournalEntry>): JournalEntry[] {
  return goodJournal.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));
}

/** An order that the test gave and that was taken. */
export function command(
  name: string,
  journalSeq: number,
  input: Record<string, unknown> = {},
  more: Partial<Command> = {},
): Command {
  const at = new Date(Date.UTC(2026, 10, 22, 10)).toISOString();
  return { at, journalSeq, command: name, wabaId: SOURCE, input, accepted: true, ...more };
}

export const start = command('start', 0, { wabaId: SOURCE, targetCurrency: 'INR', approval: 'manual' });
export const approve = command('approve', 50, { digest: DIGEST });

/** What `verify` found in the run that goes well. */
export const verified = { digest: DIGEST, checks: [{ name: 'templates', result: 'match', waived: false }] };

export const startedEvent: EventJson = started({ wabaId: SOURCE, targetCurrency: 'INR', approval: 'manual' });
export const verifyEvents = activity(2, 'verify', { migrationId: MIGRATION }, verified);
export const cutOverEvents = (scheduledEventId: number): EventJson[] =>
  activity(scheduledEventId, 'cutOver', { migrationId: MIGRATION, attempt: 'first' }, { kind: 'sent' });
export const approvedEvents = (acceptedEventId: number): EventJson[] => [
  updateAccepted('approve', { by: 'local:ann', digest: DIGEST }),
  updateCompleted(acceptedEventId),
];

/** The state document of the run that goes well. */
export const goodState: StateDocument = {
  ...RUN,
  wabaId: SOURCE,
  targetCurrency: 'INR',
  startedBy: 'local:ann',
  secondPerson: false,
  phase: 'completed',
  waitingFor: null,
  needsOperator: false,
  polling: null,
  migrationId: MIGRATION,
  destinationWabaId: CLONE,
  orphans: [],
  report: null,
  approved: null,
  timeline: [],
  outcome: { reason: 'done', by: null, numbers: [], testMessage: null, allocations: [], evidencePath: null },
};

export const goodHistory = {
  ...RUN,
  history: history(startedEvent, verifyEvents, approvedEvents(4), cutOverEvents(6), completed(goodState)),
};

/** Everything that the checker reads of the run that goes well. */
export const goodRun: CheckerInput = {
  journal: goodJournal,
  commands: [start, approve],
  states: [goodState],
  histories: [goodHistory],
  secrets: SECRETS,
  texts: [{ where: 'worker log', text: '{"level":30,"msg":"migration completed"}' }],
  numbersBefore: [{ digits: '15550001', wabaId: SOURCE, status: 'CONNECTED' }],
  numbersAfter: [{ digits: '15550001', wabaId: CLONE, status: 'CONNECTED' }],
};
