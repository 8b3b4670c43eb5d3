/** What Home decides without a browser: the forecast, what its address means, the banners. */
import { bannerOf } from '../../../client/dashboard/frame/banner-of';
import { searchTarget, type SearchFilter } from '../../../client/dashboard/frame/search-target';
import { readCreditVerbSearch } from '../../../client/dashboard/pages/credit/search';
import { nextToAsk } from '../../../client/dashboard/pages/home/next-to-ask';
import { narrowedInWords, readHomeSearch } from '../../../client/dashboard/pages/home/search';
import { CREDIT_VERBS } from '../../../client/dashboard/words/credit-verbs';
import { endedOtherwise, forecast, notDoneInWords, sharesOf } from '../../../client/dashboard/words/deadlines';
import { unblocked } from '../../../client/dashboard/server/unblocked';
import { CREDIT_VERBS as DOMAIN_VERBS } from '../../../domain/credit/verbs';
import type { PhaseCounts } from '../../../client/dashboard/server/shapes';
import { counts, summary } from '../api/faked-migrations';

test('the forecast is that of the last week’s pace, rounded up, and late from the day after the deadline', () => {
  const now = new Date('2026-12-01T12:00:00Z');
  const some = counts({ cloning: 4, 'awaiting-approval': 3, 'needs-operator': 3, completed: 5, failed: 9 });
  const by = (completedLately: number, lastDay: string) => forecast(some, { completedLately, lastDay, now });
  expect(by(7, '2026-12-11')).toEqual({ kind: 'by', day: new Date('2026-12-11T12:00:00Z'), isLate: false });
  expect(by(7, '2026-12-10')).toMatchObject({ isLate: true });
  expect(by(3, '2026-12-31')).toMatchObject({ day: new Date('2026-12-25T12:00:00Z') });
  expect(by(0, '2026-12-31')).toEqual({ kind: 'no-pace' });
  expect(forecast(counts({ completed: 5, failed: 9 }), { completedLately: 5, lastDay: '2026-12-31', now })).toEqual({
    kind: 'nothing-left',
  });
});

test('a run stands in one group: its account moved or is under way, or it ended otherwise; dry runs in none', () => {
  const sum = (groups: readonly { readonly count: number }[]) => groups.reduce((total, { count }) => total + count, 0);
  for (const phase of Object.keys(counts()))
    expect([
      phase,
      sum([...sharesOf(counts({ [phase]: 1 }), null), ...endedOtherwise(counts({ [phase]: 1 }))]),
    ]).toEqual([phase, phase === 'assessed' ? 0 : 1]);
});

test('what waits for an approval is waiting, and what has stopped is blocked', () => {
  const some = counts({ completed: 1, verifying: 1, confirming: 1, 'awaiting-approval': 3, 'needs-operator': 4 });
  const needing = counts({ 'awaiting-approval': 3, 'needs-operator': 4 });
  expect(sharesOf(some, needing).map(({ name, tone, count }) => [name, tone, count])).toEqual([
    ['moved', 'green', 1],
    ['moving', 'blue', 2],
    ['waiting', 'amber', 3],
    ['blocked', 'amber', 4],
  ]);
});

test('an approved run that waits for its time needs nobody: it is moving', () => {
  const some = counts({ cloning: 1, 'awaiting-approval': 5 });
  const shares = (needing: PhaseCounts) => sharesOf(some, needing).map(({ count }) => count);
  expect(shares(counts({ 'awaiting-approval': 2 }))).toEqual([0, 4, 2, 0]);
  expect(shares(counts())).toEqual([0, 6, 0, 0]);
  // One has come to its approval since the phases were counted.
  expect(shares(counts({ 'awaiting-approval': 6 }))).toEqual([0, 0, 6, 0]);
});

test('who needs a person is asked wherever a run goes on by itself or waits for its time, and nowhere else', () => {
  const asked = Object.keys(counts()).filter((phase) => unblocked(counts({ [phase]: 1 })) > 0);
  const itself = ['assessing', 'initiating', 'cloning', 'verifying', 'cutting-over', 'confirming'];
  expect(asked.sort()).toEqual([...itself, 'awaiting-approval'].sort());
});

test('a paused run is waiting, whatever phase it is paused in, and stands in no group twice', () => {
  const some = counts({ completed: 1, cloning: 3, verifying: 1, 'awaiting-approval': 2, 'needs-operator': 1 });
  const needing = counts({ cloning: 2, verifying: 1, 'awaiting-approval': 2, 'needs-operator': 1 });
  expect(sharesOf(some, needing).map(({ name, count }) => [name, count])).toEqual([
    ['moved', 1],
    ['moving', 1],
    ['waiting', 5],
    ['blocked', 1],
  ]);
  // One that was counted as moving had ended when those that need a person were counted.
  const late = sharesOf(counts({ cloning: 1 }), counts({ cloning: 2 }));
  expect(late.map(({ count }) => count)).toEqual([0, 0, 1, 0]);
});

test('accounts that are not done are counted, as the least that can be said where runs ended otherwise', () => {
  const open = counts({ completed: 5, cloning: 1, 'awaiting-approval': 1, 'needs-operator': 1 });
  expect(notDoneInWords(open)).toBe('3 not done');
  expect(notDoneInWords({ ...open, abandoned: 1 })).toBe('at least 3 not done');
  expect(notDoneInWords(counts({ completed: 5, failed: 1 }))).toBeUndefined();
});

test('runs that ended otherwise count for no account, and are named as runs', () => {
  const some = counts({ completed: 3, failed: 2, rejected: 1, abandoned: 1 });
  expect(sharesOf(some, null).map(({ count }) => count)).toEqual([3, 0, 0, 0]);
  expect(endedOtherwise(some).map(({ phase, count, name }) => [phase, `${count} ${name}`])).toEqual([
    ['failed', '2 failed runs'],
    ['rejected', '1 run rejected by Meta'],
    ['abandoned', '1 abandoned run'],
  ]);
  expect(endedOtherwise(counts({ completed: 3, cloning: 1 }))).toEqual([]);
});

test('an address of Home that makes no sense narrows nothing', () => {
  expect(readHomeSearch({ phase: 'cloning', currency: 'inr', id: '1022', business: '77', more: 'x' })).toEqual({
    phase: 'cloning',
    currency: 'INR',
    business: '77',
    id: '1022',
  });
  expect(readHomeSearch({ phase: 'toString', currency: 'rupee', id: '1<b>', business: '7 7' })).toEqual({});
});

test('an address of a business names a verb of its share or revoke, and leaves out what is none', () => {
  expect([...CREDIT_VERBS].sort()).toEqual([...DOMAIN_VERBS].sort());
  for (const verb of CREDIT_VERBS) expect(readCreditVerbSearch({ verb, more: 'x' })).toEqual({ verb });
  expect(readCreditVerbSearch({ verb: 'approve' })).toEqual({});
  expect(readCreditVerbSearch({})).toEqual({});
});

test('what narrows the list is said in one sentence, whatever it is', () => {
  expect(narrowedInWords({ phase: 'cloning' })).toBeUndefined();
  expect(narrowedInWords({ business: '77' })).toBe('Only accounts of business 77.');
  expect(narrowedInWords({ id: '10', currency: 'INR', business: '77' })).toBe(
    'Only accounts of business 77, whose id, or whose clone’s, begins with 10 and that move to INR.',
  );
  // First digits find no clone that was left behind: visibility compares the ids of those whole.
  expect(narrowedInWords({ id: '775500000000017' })).toBe(
    'Only accounts whose id, or that of a clone they made or left behind, begins with 775500000000017.',
  );
});

describe('an id that is searched for', () => {
  const account = '102290129340398';
  const clone = '775500000000017';
  const business = '273000000000001';
  const sharedOnly = '273000000000002';
  const asked: (SearchFilter | { readonly creditOf: string })[] = [];
  const noOperation = () => Promise.resolve(false);
  const target = (id: string) =>
    searchTarget(
      id,
      (filter) => {
        asked.push(filter);
        const begins = (digits: string) => [account, clone].some((whole) => whole.startsWith(digits));
        const isFound = 'idPrefix' in filter ? begins(filter.idPrefix) : filter.businessId === business;
        return Promise.resolve(isFound ? [{ wabaId: account, destinationWabaId: clone }] : []);
      },
      (businessId) => {
        asked.push({ creditOf: businessId });
        return Promise.resolve([business, sharedOnly].includes(businessId));
      },
    );

  it('leads to the page of its account, and its first digits to the list', async () => {
    expect(await target(account)).toEqual({ kind: 'migration', wabaId: account });
    for (const digits of ['1022', account.slice(0, -1)])
      expect(await target(digits)).toEqual({ kind: 'accounts', idPrefix: digits });
  });

  it('leads to the migration that made the clone of that id, and its first digits to the list', async () => {
    expect(await target(clone)).toEqual({ kind: 'migration', wabaId: account });
    for (const digits of ['7755', clone.slice(0, -1)])
      expect(await target(digits)).toEqual({ kind: 'accounts', idPrefix: digits });
  });

  it('leads to the account that left the clone of that id behind, and to the list where several may have', async () => {
    const among = (...runs: readonly (readonly [wabaId: string, destinationWabaId: string | null])[]) =>
      searchTarget(
        clone,
        () => Promise.resolve(runs.map(([wabaId, destinationWabaId]) => ({ wabaId, destinationWabaId }))),
        noOperation,
      );
    const found = { kind: 'migration', wabaId: account };
    expect(await among([account, '775500000000018'])).toEqual(found);
    expect(await among([account, null], [account, clone])).toEqual(found);
    expect(await among([account, null], ['9', null])).toEqual({ kind: 'accounts', idPrefix: clone });
    // One whose own id, or whose clone's, is longer is found by its first digits, and left nothing behind.
    for (const longer of [
      [`${clone}0`, null],
      ['9', `${clone}0`],
    ] as const) {
      expect(await among([account, null], longer)).toEqual(found);
      expect(await among(longer)).toEqual({ kind: 'accounts', idPrefix: clone });
    }
  });

  it('leads to the page of the account of that id where it is a clone as well, and to the list of several', async () => {
    const made = (wabaId: string) => ({ wabaId, destinationWabaId: clone });
    const among = (...runs: readonly { wabaId: string; destinationWabaId: string | null }[]) =>
      searchTarget(clone, () => Promise.resolve(runs), noOperation);
    const itself = { wabaId: clone, destinationWabaId: null };
    expect(await among(made(account), itself)).toEqual({ kind: 'migration', wabaId: clone });
    expect(await among(made(account), made(account))).toEqual({ kind: 'migration', wabaId: account });
    expect(await among(made(account), made('9'))).toEqual({ kind: 'accounts', idPrefix: clone });
  });

  it('leads to the accounts of its business, once no account begins with it', async () => {
    asked.length = 0;
    expect(await target(business)).toEqual({ kind: 'business', businessId: business });
    expect(asked).toEqual([{ idPrefix: business }, { businessId: business }]);
  });

  it('leads to what pays for a business of which no migration is known, but a share or a revoke', async () => {
    asked.length = 0;
    expect(await target(sharedOnly)).toEqual({ kind: 'credit', businessId: sharedOnly });
    expect(asked).toEqual([{ idPrefix: sharedOnly }, { businessId: sharedOnly }, { creditOf: sharedOnly }]);
  });

  it('leads where an account of that id would be, when nothing has it or the list cannot be read', async () => {
    const away = () => Promise.reject(new Error('no server'));
    const none = () => Promise.resolve([]);
    const lost = (id: string) => [target(id), searchTarget(id, away, noOperation), searchTarget(id, none, away)];
    for (const found of lost('999999999999999'))
      expect(await found).toEqual({ kind: 'migration', wabaId: '999999999999999' });
    for (const found of lost('9')) expect(await found).toEqual({ kind: 'accounts', idPrefix: '9' });
  });
});

test('the next to come to an approval is the one that has come furthest, not one that is paused, cannot go on or asks nobody', () => {
  const runs = [
    summary({ runId: 'assessing', phase: 'assessing' }),
    summary({ runId: 'younger', phase: 'cloning', phaseChangedAt: '2026-11-01T10:00:09Z' }),
    summary({ runId: 'older', phase: 'cloning', phaseChangedAt: '2026-11-01T10:00:01Z' }),
    summary({ runId: 'paused', phase: 'verifying', needsOperator: true }),
    summary({ runId: 'failing', phase: 'verifying', taskFails: true }),
    summary({ runId: 'by itself', phase: 'verifying', approval: 'auto' }),
    summary({ runId: 'moving', phase: 'cutting-over' }),
  ];
  expect(nextToAsk(runs)?.runId).toBe('older');
  expect(nextToAsk([summary({ phase: 'completed' })])).toBeUndefined();
  // One that was started before runs told it may well ask.
  expect(nextToAsk([summary({ runId: 'untold', approval: null })])?.runId).toBe('untold');
});

test('one banner explains the others: the server, then Temporal, then the workers', () => {
  const check = (name: string, ok: boolean) => ({ name, ok, detail: `${name} is not well` });
  const names = ['temporal', 'search-attributes', 'workflow-workers', 'activity-workers'];
  const banner = (missing: readonly string[], isServerAway = false) =>
    bannerOf(
      names.map((name) => check(name, !missing.includes(name))),
      { isServerAway },
    )?.title;
  expect(banner([])).toBeUndefined();
  expect(banner(names, true)).toBe('This page has lost its server.');
  expect(banner(names)).toBe('Temporal does not answer.');
  expect(banner(['workflow-workers', 'activity-workers'])).toBe('No worker polls.');
  expect(banner(['activity-workers'])).toBe('No worker calls Meta.');
  expect(banner(['search-attributes'])).toBe('Temporal is not set up.');
  expect(bannerOf(undefined, { isServerAway: false })).toBeUndefined();
});
