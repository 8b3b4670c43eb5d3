import type { CheckerInput, Command } from '../../checker';
import { describeInvariant, run, state, FAILED_TO_COMPLETE, lost } from './cases';
import { approve, call, CLONE, command, initiate, MIGRATION, poll, resume, SOURCE, start, withCalls } from './good-run';

const LOST_CLONE = '102290000000009';

/**
 * An initiate made a clone and lost its answer, the owner's accounts were listed, and it was repeated after this order.
 * The clone is reported and its migration had ended, so that only the repeat can be wrong.
 */
const repeatedAfter = (order: Command): CheckerInput =>
  run({
    journal: withCalls(
      { ...initiate(11, 'mig_00', LOST_CLONE), status: null, fault: 'fail-after' },
      call(12, 'GET', '/2000000000000001/owned_whatsapp_business_accounts', { wabaId: null }),
      poll(13, 'FAILED', 'mig_00'),
    ),
    commands: [start, order, approve],
    states: state({ orphans: [{ wabaId: LOST_CLONE, migrationId: null, since: '2026-11-22T10:00:00Z' }] }),
  });

/** A resume failed, its repeat was lost, these statuses were read, and it was repeated once more. */
const repeatedAgain = (...shown: string[]): CheckerInput =>
  run({
    journal: withCalls(
      resume(61),
      poll(62, FAILED_TO_COMPLETE),
      call(63, 'POST', `/${MIGRATION}/resume_migration`, lost),
      ...shown.map((status, index) => poll(64 + index, status)),
      resume(69, FAILED_TO_COMPLETE),
    ).filter(({ seq }) => seq !== 70),
  });

describeInvariant(4, {
  keeps: {
    'initiated again after a lost answer, a list and a word from a person': run({
      journal: withCalls(
        call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, lost),
        call(12, 'GET', '/2000000000000001/owned_whatsapp_business_accounts', { wabaId: null }),
      ),
      commands: [start, command('retry', 12, { step: 'initiate', acceptOrphans: ['none'] }), approve],
    }),
    'initiated again after a retry that named the clone of the lost call': repeatedAfter(
      command('retry', 13, { step: 'initiate', acceptOrphans: [CLONE, LOST_CLONE] }),
    ),
    'initiated again by a later start that named the clone of the lost call': repeatedAfter(
      command('start', 13, { acceptOrphans: [LOST_CLONE] }),
    ),
    'initiated again by a later start after a call that made nothing': run({
      journal: withCalls(
        call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, lost),
        call(12, 'GET', '/2000000000000001/owned_whatsapp_business_accounts', { wabaId: null }),
      ),
      commands: [start, command('start', 12), approve],
    }),
    'initiated again after a throttle that called itself transient: nothing had happened': run({
      journal: withCalls(
        call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, {
          status: 400,
          code: 80008,
          isTransient: true,
        }),
      ),
    }),
    'initiated again after a plain refusal': run({
      journal: withCalls(
        call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, {
          status: 400,
          code: 100,
          isTransient: false,
        }),
      ),
    }),
    'resumed again after a lost answer and a FAILED_TO_COMPLETE': run({
      journal: withCalls(call(61, 'POST', `/${MIGRATION}/resume_migration`, lost), poll(62, FAILED_TO_COMPLETE)),
    }),
    'resumed again after a repeat that was lost and failed anew': repeatedAgain('IN_PROGRESS', FAILED_TO_COMPLETE),
    'subscribed again after a lost answer and a read': run({
      journal: withCalls(
        call(51, 'POST', `/${CLONE}/subscribed_apps`, { wabaId: CLONE, status: 502, fault: 'html-502-after' }),
        call(52, 'GET', `/${CLONE}/subscribed_apps`, { wabaId: CLONE }),
        call(53, 'POST', `/${CLONE}/subscribed_apps`, { wabaId: CLONE }),
      ),
    }),
  },
  breaks: {
    'a lost initiate repeated without looking': run({
      journal: withCalls(call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, lost)),
      commands: [start, command('retry', 12, { step: 'initiate', acceptOrphans: ['none'] }), approve],
    }),
    'a lost initiate repeated without asking': run({
      journal: withCalls(
        call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, {
          ...lost,
          status: 502,
          fault: 'html-502',
        }),
        call(12, 'GET', '/2000000000000001/owned_whatsapp_business_accounts', { wabaId: null }),
      ),
    }),
    'an initiate that was refused as transient, repeated without asking': run({
      journal: withCalls(
        call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, {
          status: 400,
          code: 100,
          isTransient: true,
        }),
        call(12, 'GET', '/2000000000000001/owned_whatsapp_business_accounts', { wabaId: null }),
      ),
    }),
    'a lost initiate repeated on a word that names no clone': run({
      journal: withCalls(
        call(11, 'POST', `/${SOURCE}/set_payment_method_migration_intent`, lost),
        call(12, 'GET', '/2000000000000001/owned_whatsapp_business_accounts', { wabaId: null }),
      ),
      commands: [start, command('retry', 12, { step: 'initiate' }), approve],
    }),
    'a lost initiate repeated by a later start that names no clone': repeatedAfter(command('start', 13)),
    'a lost initiate repeated by a later start that names another clone': repeatedAfter(
      command('start', 13, { acceptOrphans: [CLONE] }),
    ),
    'a lost initiate repeated on a word that there is no clone, and there is one': repeatedAfter(
      command('retry', 13, { step: 'initiate', acceptOrphans: ['none'] }),
    ),
    'a lost initiate repeated on an order of before it': repeatedAfter(
      command('retry', 10, { step: 'initiate', acceptOrphans: [LOST_CLONE] }),
    ),
    'a lost initiate repeated on an order for another account': repeatedAfter(
      command('retry', 13, { step: 'initiate', acceptOrphans: [LOST_CLONE] }, { wabaId: CLONE }),
    ),
    'a lost initiate repeated on an order that was refused': repeatedAfter(
      command('retry', 13, { step: 'initiate', acceptOrphans: [LOST_CLONE] }, { accepted: false }),
    ),
    'a lost initiate repeated on another verb that names the clone': repeatedAfter(
      command('approve', 13, { acceptOrphans: [LOST_CLONE] }),
    ),
    'a lost resume repeated without looking': run({
      journal: withCalls(call(69, 'POST', `/${MIGRATION}/resume_migration`, { ...lost, status: 400, code: 131000 })),
      commands: [start, approve, command('retry', 69, { step: 'resume' })],
    }),
    'a lost resume repeated on a READY_TO_COMPLETE that decides nothing': run({
      journal: withCalls(call(61, 'POST', `/${MIGRATION}/resume_migration`, lost), poll(62, 'READY_TO_COMPLETE')),
    }),
    'a lost repeat of resume repeated on the failure on which it went out': repeatedAgain(FAILED_TO_COMPLETE),
    'a lost subscription repeated without looking': run({
      journal: withCalls(
        call(51, 'POST', `/${CLONE}/subscribed_apps`, { wabaId: CLONE, ...lost }),
        call(52, 'GET', `/${SOURCE}/subscribed_apps`),
        call(53, 'POST', `/${CLONE}/subscribed_apps`, { wabaId: CLONE }),
      ),
    }),
    'a lost test message sent again': run({
      journal: withCalls(
        call(91, 'POST', '/106500001/messages', { wabaId: CLONE, ...lost }),
        call(92, 'GET', `/${CLONE}/phone_numbers`, { wabaId: CLONE }),
        call(93, 'POST', '/106500001/messages', { wabaId: CLONE }),
      ),
    }),
  },
});
