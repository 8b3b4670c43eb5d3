import { PHASES, TERMINAL_PHASES, isAllowedMove, type Phase } from '../../../domain/phases';
import {
  NO_ORPHAN,
  RETRY_STEPS,
  VERBS,
  VERB_PHASES,
  isVerbAllowed,
  verbInputs,
  type Verb,
} from '../../../domain/verbs';

const DIGEST = 'a'.repeat(64);
const by = 'local:operator';

describe('the table of verbs', () => {
  test('gives no verb to a run that has ended', () => {
    for (const verb of VERBS) {
      for (const phase of TERMINAL_PHASES) {
        expect(isVerbAllowed(verb, phase, false)).toBe(false);
        expect(isVerbAllowed(verb, phase, true)).toBe(false);
      }
    }
  });

  test('answers for every verb, phase and side of the cut-over as it is listed', () => {
    for (const verb of VERBS) {
      for (const phase of PHASES) {
        expect(isVerbAllowed(verb, phase, false)).toBe(VERB_PHASES[verb].before.includes(phase));
        expect(isVerbAllowed(verb, phase, true)).toBe(VERB_PHASES[verb].after.includes(phase));
      }
    }
  });

  test('takes an approval only while one is awaited, and a conclusion only after resume was sent', () => {
    expect(VERB_PHASES.approve).toEqual({ before: ['awaiting-approval'], after: [] });
    expect(VERB_PHASES.conclude).toEqual({ before: [], after: ['needs-operator'] });
  });

  test('never abandons, rejects or attaches once resume was sent', () => {
    for (const verb of ['abandon', 'reject', 'attach'] as const) expect(VERB_PHASES[verb].after).toEqual([]);
  });

  test('can carry out each verb that ends a run by an allowed move', () => {
    for (const phase of VERB_PHASES.abandon.before) expect(isAllowedMove(phase, 'abandoned')).toBe(true);
    for (const phase of VERB_PHASES.reject.before) expect(isAllowedMove(phase, 'abandoned')).toBe(true);
    for (const phase of VERB_PHASES.conclude.after) expect(isAllowedMove(phase, 'failed')).toBe(true);
    for (const phase of VERB_PHASES.attach.before) expect(isAllowedMove(phase, 'cloning')).toBe(true);
  });

  test('can lead every retry from needs-operator to its step', () => {
    for (const phase of Object.values<Phase>(RETRY_STEPS)) expect(isAllowedMove('needs-operator', phase)).toBe(true);
  });

  test('can be undone where it pauses', () => {
    for (const side of ['before', 'after'] as const) {
      for (const phase of VERB_PHASES.pause[side]) expect(VERB_PHASES.unpause[side]).toContain(phase);
    }
  });
});

describe('the input of a verb', () => {
  const GOOD: { [V in Verb]: Record<string, unknown> } = {
    approve: { by, digest: DIGEST, notBefore: '2026-12-01T04:00:00+05:30', comment: 'at night' },
    reject: { by, reason: 'wrong customer' },
    waive: { by, check: 'templates', reason: 'marketing only' },
    retry: { by, step: 'resume', acceptOrphans: ['102290129340398', NO_ORPHAN] },
    attach: { by, migrationId: '1234567890' },
    pause: { by, waitingForId: 'wait-3', requestHash: 'abc', requestId: 'build-17' },
    unpause: { by },
    abandon: { by, reason: 'customer left' },
    conclude: { by, reason: 'moved by hand' },
  };

  test.each(VERBS)('of %s passes as it was given', (verb) => {
    expect(verbInputs[verb].parse(GOOD[verb])).toEqual(GOOD[verb]);
  });

  test.each(VERBS)('of %s must say who', (verb) => {
    const { by: _by, ...nobody } = GOOD[verb];
    expect(verbInputs[verb].safeParse(nobody).error?.issues).toMatchObject([{ path: ['by'] }]);
  });

  test.each(VERBS)('of %s refuses a key that it does not know by its name', (verb) => {
    const issues = verbInputs[verb].safeParse({ ...GOOD[verb], resaon: 'x' }).error?.issues ?? [];
    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toContain('resaon');
  });

  test.each<[Verb, string, unknown]>([
    ['approve', 'digest', 'abc'],
    ['approve', 'digest', undefined],
    ['approve', 'digest', DIGEST.toUpperCase()],
    ['approve', 'notBefore', 'tomorrow'],
    ['approve', 'notBefore', '2026-12-01T04:00:00'],
    ['reject', 'reason', '   '],
    ['waive', 'check', 'template'],
    ['retry', 'step', 'cutover'],
    ['attach', 'migrationId', 'a/b'],
    ['abandon', 'reason', ''],
    ['conclude', 'reason', undefined],
  ])('of %s refuses a wrong %s (%p) with one message on that field', (verb, field, value) => {
    const issues = verbInputs[verb].safeParse({ ...GOOD[verb], [field]: value }).error?.issues ?? [];
    expect(issues).toMatchObject([{ path: [field] }]);
  });
});
