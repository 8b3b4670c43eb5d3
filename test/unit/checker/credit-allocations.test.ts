import type { CheckerInput, RunHistory } from '../../checker';
import { describeInvariant } from './cases';
import {
  ACCOUNT,
  ALLOCATION,
  asks,
  attached,
  creditRun,
  creditState,
  deleted,
  ended,
  goodRevoke,
  goodShare,
  goodUndo,
  listed,
  looked,
  order,
  outcome,
  record,
  refused,
  report,
  shared,
  sharedAndAttached,
  undid,
  user,
  USER,
  wrote,
} from './good-credit';
import { command, goodState, SOURCE } from './good-run';
import { activity } from './history-json';

const SECOND = '5850000000000002';
const share = (change: Partial<CheckerInput>): CheckerInput => ({ ...goodShare, ...change });
const undo = (change: Partial<CheckerInput>): CheckerInput => ({ ...goodUndo, ...change });
const revoke = (change: Partial<CheckerInput>): CheckerInput => ({ ...goodRevoke, ...change });

/** A share that assigned the system user, was refused, and removed the user again. */
const userUndone: CheckerInput = undo({
  journal: [user(10, 'user-assigned'), sharedAndAttached(20, refused), looked(30), user(40, 'user-removed')],
  histories: [
    creditRun(
      'shareCreditLine',
      wrote(2, 'assign-system-user', null),
      undid(4, 'system-user', USER),
      ended('compensated'),
    ),
  ],
  allocationsAfter: [],
});

/** A share whose answer was lost, and which says that it left what it cannot prove to be its own. */
const left = (things: { kind: 'allocation'; id: string; wabaId: string }[]): CheckerInput =>
  share({
    journal: [{ ...shared(30), status: null, fault: 'fail-after' }, listed(40), attached(50, refused)],
    creditStates: [creditState({ outcome: outcome({ left: things }) })],
  });

/** A revoke that deleted a record and has no document any more. */
const revokeOf = (allocationId: string): RunHistory => ({
  ...creditRun('revokeCreditLine', activity(2, 'deleteAllocation', { allocationId }, { kind: 'deleted' })),
  runId: 'credit-0',
});

/** What the call changes where the business had the record already. */
const ATTACHED_ONLY = { ...sharedAndAttached(0).effect, kind: 'shared-and-attached', created: false };

/** A share that a migration started, whose own start says this. */
function ofMigration(input: Record<string, unknown>): CheckerInput {
  const child = creditRun('shareCreditLine', wrote(2, 'share'), wrote(4, 'attach'), ended('completed'));
  const first = child.history.events?.[0]?.workflowExecutionStartedEventAttributes;
  if (first) first.parentWorkflowExecution = { workflowId: `migrate-waba/${SOURCE}`, runId: 'run-1' };
  return share({ commands: [command('start', 0, input)], states: [goodState], histories: [child] });
}

describeInvariant(6, {
  keeps: {
    'a share that completed': goodShare,
    'a share that took back what it had made, once it was refused': goodUndo,
    'a share that took back what it had made, once it was cancelled': undo({
      journal: [shared(30), deleted(60)],
      commands: [order('share'), order('cancel')],
    }),
    'a share that took back what a second answer named, after the first was lost': undo({
      journal: [
        { ...shared(20), status: null, fault: 'fail-after' },
        listed(25),
        { ...shared(30), effect: null },
        ...goodUndo.journal.filter(({ seq }) => seq > 30),
      ],
    }),
    'a user that was assigned, and removed after the refusal': userUndone,
    'a revoke': goodRevoke,
    'a share about which a person is asked': share({
      creditStates: [creditState(asks)],
      histories: [creditRun('shareCreditLine', wrote(2, 'share'))],
    }),
    'an allocation that is listed as left': left([{ kind: 'allocation', id: ALLOCATION, wabaId: ACCOUNT }]),
    'a revoke that lists what it could not delete': revoke({
      journal: [],
      creditStates: [
        creditState({
          operation: 'revoke',
          phase: 'failed',
          outcome: report({ failed: [{ id: ALLOCATION, why: 'Meta refused it.' }] }),
        }),
      ],
      histories: [creditRun('revokeCreditLine', ended('failed'))],
      allocationsAfter: [record()],
    }),
    'a revoke that was refused, and deleted nothing': revoke({
      journal: [],
      creditStates: [creditState({ operation: 'revoke', phase: 'refused', outcome: report() })],
      histories: [creditRun('revokeCreditLine', ended('refused'))],
      allocationsAfter: [record()],
    }),
    'a child of a migration that was to be on a line': ofMigration({ extendedCreditId: '1972' }),
    'shared again after a revoke': share({
      journal: [shared(5, SECOND), deleted(8, { allocationId: SECOND }), ...goodShare.journal],
      commands: [order('share'), order('revoke')],
      histories: [...goodShare.histories, revokeOf(SECOND)],
      allocationsAfter: [record({ id: SECOND, status: 'DELETED' }), record()],
    }),
    'an account that was attached to a record which was there': share({
      journal: [listed(10), looked(20), sharedAndAttached(30, { effect: ATTACHED_ONLY }), looked(40)],
      commands: [],
    }),
  },
  breaks: {
    'a live allocation that nobody ordered': share({ commands: [] }),
    'a live allocation that was ordered for another account': share({
      commands: [order('share', {}, { wabaId: '102290000000999' })],
    }),
    'a live allocation of the child of a migration that was to be on no line': ofMigration({}),
    'a live allocation of a run that ended as refused and does not list it': share({
      creditStates: [creditState({ phase: 'refused', outcome: outcome() })],
      histories: [creditRun('shareCreditLine', wrote(2, 'share'), ended('refused'))],
    }),
    'a live allocation of a lost answer that is listed nowhere': left([]),
    'a business that was shared twice on one line': share({
      journal: [...goodShare.journal, shared(60, SECOND)],
      creditStates: [
        creditState({
          outcome: outcome({ allocationId: ALLOCATION, left: [{ kind: 'allocation', id: SECOND, wabaId: null }] }),
        }),
      ],
      allocationsAfter: [record(), record({ id: SECOND })],
    }),
    'a record deleted by no run': share({
      journal: [...goodShare.journal, deleted(60)],
      allocationsAfter: [record({ status: 'DELETED' })],
    }),
    'a record deleted by a revoke that nobody ordered': revoke({ commands: [] }),
    'a record deleted by a share that was there before': undo({
      journal: [listed(10), attached(40, refused), deleted(60)],
    }),
    'a record deleted by a share whose making was never answered': undo({
      journal: goodUndo.journal.map((entry) =>
        entry.seq === 30 ? { ...entry, status: null, fault: 'fail-after' } : entry,
      ),
    }),
    'a record deleted by another share than made it': undo({
      histories: [creditRun('shareCreditLine', undid(2), ended('compensated'))],
    }),
    'a record deleted by a share that nothing refused': undo({
      journal: goodUndo.journal.filter(({ seq }) => seq !== 40),
    }),
    'a record deleted by a share while another account lived on it': undo({
      journal: goodUndo.journal.map((entry) =>
        entry.seq === 60 ? deleted(60, { wabaIds: [ACCOUNT, '102290000000999'] }) : entry,
      ),
    }),
    'a user removed that the share had not assigned': { ...userUndone, journal: userUndone.journal.slice(1) },
    'a revoke that left a record and does not say so': revoke({
      allocationsAfter: [record({ status: 'DELETED' }), record({ id: SECOND })],
    }),
    'a revoke that calls a record revoked which still pays': revoke({
      journal: goodRevoke.journal.filter(({ seq }) => seq !== 30),
      allocationsAfter: [record()],
    }),
  },
});
