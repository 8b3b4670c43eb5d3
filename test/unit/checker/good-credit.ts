/**
 * Credit operations that went well, in the smallest form in which the checker can see them: a share in two calls, a
 * share that was refused and took back what it had made, and a revoke. Tests break one thing in them.
 */
import type { CreditPhase } from '../../../domain/credit/phases';
import type { CreditOutcome, CreditStateDocument } from '../../../domain/credit/state';
import type { AllocationRecord, CheckerInput, Command, Effect, JournalEntry, RunHistory } from '../../checker';
import { call, command, SECRETS } from './good-run';
import { activity, applicationFailure, completed, failed, history, started, type EventJson } from './history-json';

export const BUSINESS = '2729000000000001';
export const ACCOUNT = '102290000000101';
export const LINE = '1972000000000001';
export const ALLOCATION = '5850000000000001';
export const USER = '3000000000000001';

/** What a call changed about the business's record. */
const effect = (kind: string, more: object = {}): Effect => ({
  kind,
  ...{ allocationId: ALLOCATION, lineId: LINE, businessId: BUSINESS },
  ...more,
});

/** A call about no account; those on a line name the business. */
const onLine = (seq: number, method: string, path: string, more: Partial<JournalEntry> = {}): JournalEntry =>
  call(seq, method, path, { wabaId: null, migrationId: null, businessId: BUSINESS, ...more });

/** A look at the line's sharing records for the business. */
export const listed = (seq: number, more: Partial<JournalEntry> = {}): JournalEntry =>
  onLine(seq, 'GET', `/${LINE}/owning_credit_allocation_configs`, more);

/** A look at the account. */
export const looked = (seq: number): JournalEntry => call(seq, 'GET', `/${ACCOUNT}`, { wabaId: ACCOUNT });

/** A look at a sharing record. */
export const lookedAtRecord = (seq: number): JournalEntry => onLine(seq, 'GET', `/${ALLOCATION}`);

/** The line shared with the business. */
export const shared = (seq: number, allocationId = ALLOCATION): JournalEntry =>
  onLine(seq, 'POST', `/${LINE}/whatsapp_credit_sharing`, {
    effect: effect('shared', { allocationId }),
  });

/** The line attached to the account. */
export const attached = (seq: number, more: Partial<JournalEntry> = {}): JournalEntry =>
  call(seq, 'POST', `/${LINE}/whatsapp_credit_attach`, {
    wabaId: ACCOUNT,
    businessId: BUSINESS,
    effect: effect('attached', { wabaId: ACCOUNT }),
    ...more,
  });

/** Both in one call. */
export const sharedAndAttached = (seq: number, more: Partial<JournalEntry> = {}): JournalEntry =>
  attached(seq, {
    path: `/${LINE}/whatsapp_credit_sharing_and_attach`,
    effect: effect('shared-and-attached', { created: true, wabaId: ACCOUNT }),
    ...more,
  });

/** The record revoked. */
export const deleted = (seq: number, more: { allocationId?: string; wabaIds?: string[] } = {}): JournalEntry =>
  onLine(seq, 'DELETE', `/${more.allocationId ?? ALLOCATION}`, {
    effect: effect('allocation-deleted', { wabaIds: [], ...more }),
  });

/** Our system user assigned to the account, or removed from it. */
export const user = (seq: number, kind: 'user-assigned' | 'user-removed', more: Partial<JournalEntry> = {}) =>
  call(seq, kind === 'user-assigned' ? 'POST' : 'DELETE', `/${ACCOUNT}/assigned_users`, {
    wabaId: ACCOUNT,
    effect: effect(kind, { wabaId: ACCOUNT, userId: USER }),
    ...more,
  });

/** What a refused call looks like. */
export const refused = { status: 400, code: 100, effect: null } as const;

/** A sharing record as the simulator has it at the end. */
export const record = (more: Partial<AllocationRecord> = {}): AllocationRecord => ({
  id: ALLOCATION,
  lineId: LINE,
  businessId: BUSINESS,
  status: null,
  ...more,
});

const RUN = { workflowId: `credit-line/${BUSINESS}`, runId: 'credit-1' } as const;

/** An order about the business. */
export const order = (name: string, input: Record<string, unknown> = {}, more: Partial<Command> = {}): Command =>
  command(name, 0, input, { wabaId: name === 'share' ? ACCOUNT : '', businessId: BUSINESS, ...more });

/** How a run ended. */
export const outcome = (more: Partial<CreditOutcome> = {}): CreditOutcome => ({
  reason: 'done',
  by: null,
  made: [],
  undone: [],
  left: [],
  allocationId: null,
  report: null,
  evidencePath: null,
  ...more,
});

const thing = { kind: 'allocation' as const, id: ALLOCATION, wabaId: ACCOUNT };

/** The final document of a credit operation. */
export const creditState = (more: Partial<CreditStateDocument> = {}): CreditStateDocument => ({
  ...RUN,
  operation: 'share',
  businessId: BUSINESS,
  wabaId: ACCOUNT,
  currency: 'INR',
  creditLineId: LINE,
  phase: 'completed',
  waitingFor: null,
  needsOperator: false,
  cancellation: null,
  polling: null,
  radius: null,
  timeline: [],
  outcome: outcome({ made: [thing], allocationId: ALLOCATION }),
  ...more,
});

/** A document that asks a person. */
export const asks: Partial<CreditStateDocument> = {
  phase: 'needs-operator',
  needsOperator: true,
  waitingFor: { id: 'w1', reason: 'The funding does not show.', until: null, verbs: ['accept-as-is'] },
  outcome: null,
};

/** The history of a credit operation. */
export function creditRun(
  type: 'shareCreditLine' | 'revokeCreditLine',
  ...events: (EventJson | EventJson[])[]
): RunHistory {
  const input = type === 'shareCreditLine' ? { businessId: BUSINESS, wabaId: ACCOUNT } : { businessId: BUSINESS };
  return { ...RUN, history: history(started(input, { workflowType: { name: type } }), ...events) };
}

/** A write of a share that was answered. */
export const wrote = (event: number, name: string, allocationId: string | null = ALLOCATION): EventJson[] =>
  activity(event, 'writeShare', { call: name, wabaId: ACCOUNT }, { kind: 'done', allocationId });

/** A thing that a share took back. */
export const undid = (event: number, kind = 'allocation', id = ALLOCATION): EventJson[] =>
  activity(event, 'undoShare', { thing: kind, id, wabaId: ACCOUNT }, { kind: 'undone' });

/** The end of a run, as Temporal shows it. */
export const ended = (phase: CreditPhase): EventJson =>
  phase === 'completed' ? completed({}) : failed(applicationFailure(`CreditLine${phase}`, phase));

const frame = {
  states: [],
  secrets: SECRETS,
  texts: [],
  numbersBefore: [],
  numbersAfter: [],
} as const;

/** A share in two calls that completed. */
export const goodShare: CheckerInput = {
  ...frame,
  journal: [listed(10), looked(20), shared(30), attached(40), looked(50)],
  commands: [order('share')],
  creditStates: [creditState()],
  histories: [creditRun('shareCreditLine', wrote(2, 'share'), wrote(4, 'attach'), ended('completed'))],
  allocationsAfter: [record()],
};

/** A share whose attach was refused, and which took back the record that it had made. */
export const goodUndo: CheckerInput = {
  ...goodShare,
  journal: [listed(10), shared(30), attached(40, refused), looked(50), deleted(60), lookedAtRecord(70)],
  creditStates: [creditState({ phase: 'compensated', outcome: outcome({ made: [thing], undone: [thing] }) })],
  histories: [creditRun('shareCreditLine', wrote(2, 'share'), undid(4), ended('compensated'))],
  allocationsAfter: [record({ status: 'DELETED' })],
};

/** The report of a revoke. */
export const report = (more: Partial<NonNullable<CreditOutcome['report']>> = {}): CreditOutcome =>
  outcome({ report: { revoked: [], alreadyRevoked: [], failed: [], notAttributable: [], ...more } });

/** A revoke of the one record that was there. */
export const goodRevoke: CheckerInput = {
  ...frame,
  journal: [listed(10), looked(20), deleted(30, { wabaIds: [ACCOUNT] }), lookedAtRecord(40)],
  commands: [order('revoke')],
  creditStates: [creditState({ operation: 'revoke', wabaId: null, outcome: report({ revoked: [ALLOCATION] }) })],
  histories: [
    creditRun(
      'revokeCreditLine',
      activity(2, 'deleteAllocation', { allocationId: ALLOCATION, lineId: LINE }, { kind: 'deleted' }),
      ended('completed'),
    ),
  ],
  allocationsAfter: [record({ status: 'DELETED' })],
};
