/** State documents as the server tells them, for tests of what the page of a migration makes of them. */
import type { Check, Report, StateDocument, TimelineEntry } from '../../../client/dashboard/server/shapes';

/** A check that found nothing; `changes` override. */
export const check = (changes: Partial<Check>): Check => ({
  name: 'templates',
  stage: 'verify',
  result: 'match',
  verdict: 'pass',
  waivable: true,
  waived: false,
  counts: {},
  samples: [],
  text: 'All 4 templates are on the clone.',
  ...changes,
});

/** What an approval is about. */
export const report = (changes: Partial<Report> = {}): Report => ({
  digest: 'd1',
  verdict: 'pass',
  checks: [check({})],
  differences: [],
  idMap: {
    waba: { source: '1', clone: '2' },
    phones: [{ digits: '4915', sourceId: '10', cloneId: null }],
    templates: { count: 4 },
    flows: { count: 0 },
    evidencePath: null,
  },
  ...changes,
});

/** A line of the timeline, so many minutes past ten. */
export const line = (
  minute: number,
  phase: TimelineEntry['phase'],
  text = '',
  by: string | null = null,
): TimelineEntry => ({
  at: `2026-11-01T10:${String(minute).padStart(2, '0')}:00.000Z`,
  phase,
  text,
  by,
});

/** The state document of a run that waits for an approval; `changes` override. */
export const state = (changes: Partial<StateDocument> = {}): StateDocument => ({
  workflowId: 'migrate-waba/1',
  runId: 'r',
  wabaId: '1',
  targetCurrency: 'INR',
  startedBy: 'ann',
  secondPerson: false,
  phase: 'awaiting-approval',
  waitingFor: {
    id: 'w1',
    reason: 'Approve.',
    until: null,
    verbs: ['approve', 'reject', 'pause', 'abandon'],
    candidates: [],
  },
  needsOperator: true,
  polling: null,
  migrationId: 'm',
  destinationWabaId: '2',
  orphans: [],
  report: report(),
  approved: null,
  timeline: [line(0, 'assessing', 'Started.', 'ann'), line(1, 'verifying'), line(2, 'awaiting-approval')],
  outcome: null,
  ...changes,
});

/** How a run ended. */
export const ended = { reason: 'x', by: null, numbers: [], testMessage: null, allocations: [], evidencePath: null };
