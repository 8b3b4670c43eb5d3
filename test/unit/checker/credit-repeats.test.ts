import type { CheckerInput, JournalEntry } from '../../checker';
import { describeInvariant } from './cases';
import {
  asks,
  attached,
  creditRun,
  creditState,
  deleted,
  goodRevoke,
  goodShare,
  listed,
  looked,
  lookedAtRecord,
  order,
  record,
  shared,
  sharedAndAttached,
  user,
  wrote,
} from './good-credit';

/** A call that never reached Meta, which its caller cannot know. */
const lost = (entry: JournalEntry): JournalEntry => ({ ...entry, status: null, fault: 'fail-before', effect: null });
/** A call that happened and was not answered. */
const unanswered = (entry: JournalEntry): JournalEntry => ({ ...entry, status: null, fault: 'fail-after' });
/** The same record as an earlier call made: nothing new. */
const again = (entry: JournalEntry): JournalEntry => ({ ...entry, effect: null });

/** A share that asks a person by now, so that whatever was made is known. */
const sharing = (...journal: JournalEntry[]): CheckerInput => ({
  ...goodShare,
  journal,
  creditStates: [creditState(asks)],
  histories: [creditRun('shareCreditLine', wrote(2, 'share'))],
});

const revoking = (...journal: JournalEntry[]): CheckerInput => ({
  ...goodRevoke,
  journal,
  creditStates: [creditState({ ...asks, operation: 'revoke' })],
  histories: goodRevoke.histories.map((run) => ({ ...run, runId: 'credit-0' })),
  allocationsAfter: [record()],
});

describeInvariant(4, {
  keeps: {
    'a share made again after the list was read': sharing(lost(shared(10)), listed(20), shared(30)),
    'an attach made again after the account was read': sharing(lost(attached(10)), looked(20), attached(30)),
    'both in one call, made again after list and account were read': sharing(
      lost(sharedAndAttached(10)),
      listed(20),
      looked(30),
      sharedAndAttached(40),
    ),
    'a share that was refused by throttling and made again': sharing(
      { ...lost(shared(10)), status: 400, code: 80008, fault: 'throttle' },
      shared(20),
    ),
    'a DELETE made again after its record was read': revoking(lost(deleted(10)), lookedAtRecord(20), deleted(30)),
    'a third call that a person ordered': {
      ...sharing(lost(attached(10)), looked(20), lost(attached(30)), looked(40), attached(50)),
      commands: [order('share'), order('share', {}, { journalSeq: 45 })],
    },
    'the same call for another business': sharing(lost(shared(10)), { ...again(shared(20)), businessId: '2729' }),
  },
  breaks: {
    'a share made again at once': sharing(lost(shared(10)), shared(20)),
    'a share that had happened, made again at once': sharing(unanswered(shared(10)), again(shared(20))),
    'a share made again after the list of another business was read': sharing(
      lost(shared(10)),
      listed(20, { businessId: '2729000000000009' }),
      shared(30),
    ),
    'a share made again after a read that was not answered': sharing(
      lost(shared(10)),
      listed(20, { status: null, fault: 'fail-before' }),
      shared(30),
    ),
    'an attach made again after the list alone was read': sharing(lost(attached(10)), listed(20), attached(30)),
    'both in one call, made again after the account alone was read': sharing(
      lost(sharedAndAttached(10)),
      looked(20),
      sharedAndAttached(30),
    ),
    'an attach after both in one call were lost': sharing(shared(5), lost(sharedAndAttached(10)), attached(20)),
    'a DELETE made again at once': revoking(lost(deleted(10)), deleted(20)),
    'a removal made again at once': sharing(shared(5), lost(user(10, 'user-removed')), again(user(20, 'user-removed'))),
    'a third call that nobody ordered': sharing(
      lost(attached(10)),
      looked(20),
      lost(attached(30)),
      looked(40),
      attached(50),
    ),
  },
});
