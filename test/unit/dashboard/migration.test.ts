/** What the page of a migration says, as far as it can be said without a browser. */
import { PHASES } from '../../../domain/phases';
import { isVerbAllowed, RETRY_STEPS as DOMAIN_STEPS } from '../../../domain/verbs';
import {
  approvalOf,
  approvedSince,
  type Approved,
  countFault,
  isSame,
  mismatches,
  notBeforeFault,
  uncheckable,
  verdictOf,
  verifiedNow,
} from '../../../client/dashboard/pages/migration/verbs/approval';
import { idCsv, idRows, searched } from '../../../client/dashboard/pages/migration/id-rows';
import { noNewId, noStatus, numberRows } from '../../../client/dashboard/pages/migration/number-rows';
import { afterWait, inPhaseSince } from '../../../client/dashboard/pages/migration/now-words';
import { offeredSteps, RETRY_STEPS } from '../../../client/dashboard/pages/migration/verbs/retry-steps';
import { readVerbSearch } from '../../../client/dashboard/pages/migration/search';
import { helpful } from '../../../client/dashboard/words/verbs';
import { arranged, effectOf, labelOf, verbsOf } from '../../../client/dashboard/pages/migration/verbs/verb-effects';
import type { Check, Report, StateDocument } from '../../../client/dashboard/server/shapes';
import { changesBetween } from '../../../client/dashboard/words/changes';
import { byWeight, checkBadge, countsInWords, waiverOf } from '../../../client/dashboard/words/checks';
import { csvOf } from '../../../client/dashboard/words/csv';
import { isForOthers } from '../../../client/dashboard/words/second-person';
import { check, ended, line, report, state } from './told-runs';

const approvalAt = (minute: number): Approved => ({
  by: 'bea',
  at: line(minute, 'awaiting-approval').at,
  digest: 'd1',
  comment: null,
  notBefore: '2026-11-02T10:00:00.000Z',
});

describe('checks', () => {
  it('come with blocks first, and one that could not be made never looks as if it agreed', () => {
    const block = check({ name: 'flows', result: 'mismatch', verdict: 'block' });
    const waived = check({ name: 'users', result: 'mismatch', verdict: 'block', waived: true });
    const warn = check({ name: 'settings', result: 'incomplete', verdict: 'warn' });
    expect(byWeight([check({}), waived, warn, block])).toEqual([block, warn, waived, check({})]);
    expect(checkBadge(block)).toEqual({ tone: 'amber', word: 'Differs, blocks' });
    expect(checkBadge(warn)).toEqual({ tone: 'grey', word: 'Could not be checked' });
    expect(checkBadge(waived).word).toBe('Waived');
    expect(checkBadge({ ...warn, verdict: 'pass' }).tone).not.toBe('green');
  });

  it('that were waived name who waived them last and why', () => {
    const timeline = [
      line(1, 'needs-operator', 'Waived flows: old', 'ann'),
      line(2, 'needs-operator', 'Waived flows: new', 'bea'),
    ];
    expect(waiverOf('flows', timeline)).toEqual({ by: 'bea', reason: 'new', at: timeline[1]?.at });
    expect(waiverOf('flow', timeline)).toBeUndefined();
  });

  it('tell in words what they counted, also what has no words of its own', () => {
    expect(countsInWords({ numbers: 2, signs: 2 })).toBe('numbers: 2, signs of a review: 2');
    expect(countsInWords({ source: 1_204, notApproved: 4 })).toBe('on the account: 1,204, not approved: 4');
  });
});

describe('what changed between two reports', () => {
  it('names numbers, the clone and every check that found something else', () => {
    const after = report({
      checks: [check({ result: 'mismatch', verdict: 'block', text: '1 of 5 is missing.' })],
      idMap: {
        ...report().idMap,
        waba: { source: '1', clone: '3' },
        phones: [{ digits: '4916', sourceId: '11', cloneId: null }],
      },
    });
    expect(changesBetween(report(), after)).toEqual([
      '1 number more: 4916',
      '1 number fewer: 4915',
      'The clone is 3; it was 2',
      'Templates: 1 of 5 is missing. (was: agrees)',
    ]);
    const [four, five] = [4, 5].map((source) => report({ checks: [check({ counts: { source, missing: 0 } })] }));
    expect(four && five && changesBetween(four, five)).toEqual([
      'Templates: All 4 templates are on the clone. (on the account: 4 → 5)',
    ]);
    expect(changesBetween(report(), report())).toEqual([]);
  });
});

describe('an approval', () => {
  it('is asked for only where the run waits for one, with the digest that it shows', () => {
    expect(verifiedNow(state())).toMatchObject({ digest: 'd1', clone: '2', at: line(1, 'verifying').at });
    expect(verifiedNow(state({ needsOperator: false, waitingFor: null }))).toBeNull();
    expect(verifiedNow(state({ phase: 'verifying' }))).toBeNull();
    expect(verifiedNow(state({ report: report({ digest: null }) }))).toBeNull();
  });

  it('that waits for its time can be given anew; one that was acted on cannot', () => {
    const approved = state({ needsOperator: false, approved: approvalAt(3) });
    expect(approvalOf(approved)).toEqual(approvalAt(3));
    const seen = verifiedNow(state());
    const now = verifiedNow(approved);
    expect(now?.approved?.by).toBe('bea');
    expect(seen && [isSame(seen, now), isSame(seen, seen)]).toEqual([false, true]);
    expect(approvalOf(state({ phase: 'cutting-over', approved: approvalAt(3) }))).toBeNull();
  });

  it('is for others where who started the run may not approve it', () => {
    const alone = state();
    const two = state({ secondPerson: true });
    expect([isForOthers(alone, 'ann'), isForOthers(two, 'ann'), isForOthers(two, 'bea')]).toEqual([false, true, false]);
  });

  it('tells what happens when its time has come, also where somebody paused', () => {
    const approved = approvalAt(3);
    expect(afterWait(state())).toMatch(/^Without an approval until then it stops/);
    expect(afterWait(state({ approved, needsOperator: false }))).toMatch(/^Then the numbers move by themselves\./);
    expect(afterWait(state({ approved }))).toBe('Then the numbers move, as soon as somebody lets it go on.');
    expect(afterWait(state({ phase: 'cloning' }))).toBe('Then it goes on by itself.');
  });

  it('was given since somebody began to read, unless the account changed after it', () => {
    const begun = line(1, 'verifying').at;
    const given = approvalAt(2);
    expect(approvedSince({ approved: approvalAt(0) }, begun)).toBeNull();
    expect(approvedSince({ approved: given }, begun)).toBe(given);
    expect(approvedSince({ approved: null }, begun)).toBeNull();
  });

  it('says what a stage found, waived or not, and nothing that agrees, could not be read or is of another stage', () => {
    const waived = check({ result: 'mismatch', verdict: 'block', waived: true });
    const warned = check({ name: 'settings', result: 'mismatch', verdict: 'warn' });
    const assessed = check({ name: 'not-cloned', stage: 'assess', result: 'mismatch', verdict: 'warn' });
    const others = [
      check({ name: 'flows' }),
      check({ name: 'users', result: 'incomplete', verdict: 'warn' }),
      assessed,
      check({ name: 'number-ids', stage: 'confirm', result: 'mismatch', verdict: 'warn' }),
    ];
    const all = report({ checks: [...others, waived, warned] });
    expect(mismatches(all, 'verify')).toEqual([waived, warned]);
    expect(mismatches(all, 'assess')).toEqual([assessed]);
    expect(mismatches(report({ checks: others }), 'verify')).toEqual([]);
  });

  it('has a verdict that agrees with what is listed under it', () => {
    const found = check({ result: 'mismatch', verdict: 'warn' });
    const assessed = check({ name: 'legal-deadline', stage: 'assess', result: 'mismatch', verdict: 'warn' });
    const unread = check({ name: 'users', result: 'incomplete', verdict: 'warn' });
    const word = (verdict: Report['verdict'], ...checks: Check[]) => verdictOf(report({ verdict, checks })).word;
    expect(word('pass', check({}))).toBe('Everything agrees');
    expect(word('pass', { ...found, waived: true })).toBe('Nothing blocks: what differs was waived');
    expect(word('warn', found, unread)).toBe('Nothing blocks, some things differ');
    expect(word('warn', assessed)).toBe('Nothing blocks, some things differ');
    expect(word('warn', unread)).toBe('Nothing blocks, some things could not be checked');
    expect(word('block', found)).toBe('Something blocks');
  });

  it('says what could not be read, and that nobody asked the own systems where none was', () => {
    const checks = [check({ name: 'users', result: 'incomplete', verdict: 'warn', text: 'Users cannot be read.' })];
    const verified = verifiedNow(state({ report: report({ checks }) }));
    expect(verified && uncheckable(verified)).toEqual([
      'Users cannot be read.',
      'Whether your own systems are ready to send with clone 2 and its template ids.',
      expect.stringContaining('Whether messages arrive'),
    ]);
    const asked = verifiedNow(state({ report: report({ checks: [check({ name: 'routing-ready' })] }) }));
    expect(asked && uncheckable(asked)).toHaveLength(1);
  });

  it('wants the exact count, and a time that is ahead', () => {
    expect(countFault(' 5 ', 5)).toBeUndefined();
    for (const typed of ['', '4', '5.0', '05', 'five']) expect(countFault(typed, 5)).toContain('Type 5');
    const now = new Date('2026-11-01T10:00:00Z');
    expect(notBeforeFault('2026-11-01T10:00:01Z', now)).toBeUndefined();
    expect(notBeforeFault('2026-11-01T09:59Z', now)).toContain('over');
    expect(notBeforeFault('', now)).toBe('Give a day and a time.');
  });
});

describe('verbs', () => {
  it('are those that the run names, those of its phase while it moves, and none after its end or in a dry run', () => {
    expect(verbsOf(state())).toContain('approve');
    expect(verbsOf(state({ needsOperator: false }))).toEqual(['approve', 'reject', 'pause', 'abandon']);
    expect(verbsOf(state({ waitingFor: null, phase: 'cloning' }))).toEqual(['pause', 'abandon']);
    expect(verbsOf(state({ waitingFor: null, phase: 'confirming' }))).toEqual(['pause']);
    expect(verbsOf(state({ outcome: ended }))).toEqual([]);
    expect(verbsOf(state({ workflowId: 'assess-waba/1' }))).toEqual([]);
  });

  it('of a run that moves are such as the domain allows in its phase, and the steps of a retry are its own', () => {
    for (const phase of PHASES)
      for (const verb of verbsOf(state({ waitingFor: null, phase })))
        expect([phase, verb, isVerbAllowed(verb, phase, phase === 'confirming')]).toEqual([phase, verb, true]);
    expect(RETRY_STEPS).toEqual(Object.keys(DOMAIN_STEPS));
  });

  it('of a run that is approved already say so', () => {
    const approved = state({ needsOperator: false, approved: approvalAt(3) });
    expect([labelOf('approve', state()), labelOf('approve', approved)]).toEqual(['Review and approve', 'Approve anew']);
    expect(effectOf('approve', approved)).toContain('Takes the place of the approval');
    expect(effectOf('approve', state())).toBe('Lets 1 number of 1 move to clone 2 for good.');
    expect(effectOf('reject', approved)).toContain('though it is approved');
  });

  it('that lead on come first, a waiver only where it would be enough', () => {
    const verbs = ['waive', 'retry', 'pause', 'abandon'] as const;
    const block = check({ result: 'mismatch', verdict: 'block' });
    const candidates: string[] = [];
    expect(arranged(verbs, { checks: [block], candidates }).leading).toEqual(['retry', 'waive']);
    const checks = [block, check({ ...block, waivable: false })];
    expect(arranged(verbs, { checks, candidates }).leading).toEqual(['retry']);
    expect(arranged(['approve', 'unpause', 'abandon'], { checks: [], candidates })).toEqual({
      leading: ['unpause'],
      others: ['approve', 'abandon'],
    });
  });

  it('name a clone that may be there before another one is made, on Home too', () => {
    const verbs = ['waive', 'retry', 'attach', 'abandon'] as const;
    expect(arranged(verbs, { checks: [], candidates: ['77'] }).leading).toEqual(['attach', 'retry']);
    expect(arranged(verbs, { checks: [], candidates: [] }).leading).toEqual(['retry', 'attach']);
    expect(helpful(verbs, ['77'])).toEqual(['attach', 'retry', 'abandon']);
  });

  it('are on Home those that help whatever the checks found, and of a paused run those that end the pause', () => {
    expect(helpful(['waive', 'retry', 'pause', 'abandon'], [])).toEqual(['retry', 'abandon', 'pause']);
    expect(helpful(['approve', 'reject', 'unpause', 'abandon'], [])).toEqual(['unpause', 'abandon']);
    expect(helpful(['approve', 'reject', 'pause', 'abandon'], [])[0]).toBe('approve');
  });

  it('offer the steps that a run can take again, the suggested ones first', () => {
    const waits = (reason: string, verbs: NonNullable<StateDocument['waitingFor']>['verbs']) => ({
      waitingFor: { id: 'w', reason, until: null, verbs, candidates: [] },
    });
    expect(offeredSteps(state(waits('retry --step verify looks again.', ['retry'])))).toEqual(['verify', 'clone']);
    expect(offeredSteps(state(waits('Left behind.', ['retry', 'conclude'])))).toEqual(['confirm', 'resume']);
    const lost = state({ ...waits('Lost.', ['retry', 'attach']), migrationId: null, destinationWabaId: null });
    expect(offeredSteps(lost)).toEqual(['initiate', 'assess']);
    expect(offeredSteps({ ...lost, ...waits('Blocked. retry --step assess looks again.', ['retry']) })[0]).toBe(
      'assess',
    );
  });

  it('in an address open their dialog, and anything else opens none', () => {
    expect(readVerbSearch({ verb: 'approve' })).toEqual({ verb: 'approve' });
    expect(readVerbSearch({ verb: 'explode', dryRun: 'yes' })).toEqual({});
    expect(readVerbSearch({ dryRun: 'true' })).toEqual({ dryRun: 'true' });
  });
});

describe('ids', () => {
  const map = {
    waba: { source: '1', clone: '2' },
    numbers: [],
    templates: [{ key: 'Hello:en_US', source: '70', clone: null }],
    flows: [{ name: '=cmd()', source: '80', clone: '81' }],
  };
  const rows = idRows(state(), { idMap: map } as never);

  it('of templates and Flows come from the evidence, and are left out without it', () => {
    expect(rows.map(({ kind }) => kind)).toEqual(['account', 'number', 'template', 'flow']);
    expect(idRows(state(), undefined)).toHaveLength(2);
  });

  it('are found by any part of a name or an id', () => {
    expect(searched(rows, 'hello').map(({ source }) => source)).toEqual(['70']);
    expect(searched(rows, ' 81 ')).toHaveLength(1);
    expect(searched(rows, '')).toHaveLength(4);
  });

  it('become a CSV that no spreadsheet takes for a formula', () => {
    expect(idCsv(rows).split('\r\n')).toEqual([
      'kind,name,old_id,new_id',
      'account,WhatsApp Business Account,1,2',
      'number,4915,10,',
      'template,Hello:en_US,70,',
      "flow,'=cmd(),80,81",
      '',
    ]);
    expect(csvOf([['a "b"', 'c,d']])).toBe('"a ""b""","c,d"\r\n');
  });
});

test('a number is where it was looked for last, also one that no comparison knew', () => {
  const numbers = [
    { digits: '4915', sourceId: '10', cloneId: '20', on: 'clone' as const, status: 'CONNECTED' },
    { digits: '4999', sourceId: '19', cloneId: null, on: 'unknown' as const, status: 'PENDING' },
  ];
  expect(numberRows(state())).toEqual([{ digits: '4915', sourceId: '10', cloneId: null, status: null, on: null }]);
  const moved = report();
  const phones = [{ digits: '4915', sourceId: '10', cloneId: '20' }];
  const half = state({ report: { ...moved, idMap: { ...moved.idMap, phones } } });
  expect(numberRows(half)).toMatchObject([{ cloneId: '20', on: 'clone' }]);
  expect(numberRows(state({ outcome: { ...ended, numbers } }))).toEqual([numbers[0], numbers[1]]);
});

describe('a number that was not seen on the clone after the move', () => {
  const looked = (result: Check['result']) =>
    state({
      phase: 'needs-operator',
      report: report({
        checks: [check({ name: 'numbers-moved', stage: 'confirm', result, verdict: 'block', waivable: false })],
        idMap: {
          ...report().idMap,
          phones: [
            { digits: '4915', sourceId: '10', cloneId: '20' },
            { digits: '4916', sourceId: '11', cloneId: null },
          ],
        },
      }),
    });

  it('is said to be behind, its status stands with the checks, and its new id may still come', () => {
    const stopped = looked('mismatch');
    expect(numberRows(stopped).map(({ on }) => on)).toEqual(['clone', 'behind']);
    expect([noStatus(stopped), noNewId(stopped)]).toEqual(['see the checks', 'not yet']);
  });

  it('is where it was compared as long as the numbers of the clone could not be read', () => {
    const unread = looked('incomplete');
    expect(numberRows(unread)[1]?.on).toBeNull();
    expect([noStatus(unread), noStatus(state())]).toEqual(['not yet', 'not yet']);
  });

  it('is where the outcome says once there is one, and gets no new id any more', () => {
    const left = { digits: '4916', sourceId: '11', cloneId: null, on: 'source' as const, status: 'PENDING' };
    const concluded = { ...looked('mismatch'), outcome: { ...ended, numbers: [left] } };
    expect(numberRows(concluded)[1]).toEqual(left);
    expect([noStatus(concluded), noNewId(concluded)]).toEqual(['not known', 'none']);
  });
});

test('a run is in its phase since it entered it last', () => {
  const timeline = [line(0, 'verifying'), line(1, 'awaiting-approval'), line(2, 'verifying'), line(3, 'verifying')];
  expect(inPhaseSince(state({ timeline, phase: 'verifying' }))).toBe(timeline[2]?.at);
  expect(inPhaseSince(state({ timeline, phase: 'completed' }))).toBeNull();
});
