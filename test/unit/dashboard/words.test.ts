/** Words of the dashboard: times, ids, counts, phases. */
import { PHASES, isTerminal } from '../../../domain/phases';
import { VERBS } from '../../../domain/verbs';
import { PHASE_ORDER, PHASE_WORDS, shownAs } from '../../../client/dashboard/words/phases';
import { counted, figure, listed, sentence, shortId } from '../../../client/dashboard/words/text';
import {
  clockTime,
  dayInWords,
  daysLeft,
  duration,
  exactTime,
  relativeTime,
} from '../../../client/dashboard/words/times';
import { VERB_WORDS } from '../../../client/dashboard/words/verbs';

const NOW = new Date('2026-11-22T12:00:00Z');
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);

test('phases are shown in the order of the domain, and every verb has a word', () => {
  expect(PHASE_ORDER).toEqual(PHASES);
  expect(Object.keys(VERB_WORDS).sort()).toEqual([...VERBS].sort());
});

test('red is for what ended badly and for nothing else; amber is for nothing that has ended', () => {
  const toned = (tone: string) => PHASES.filter((phase) => PHASE_WORDS[phase].tone === tone);
  expect(toned('red')).toEqual(['rejected', 'failed']);
  expect(toned('amber').filter(isTerminal)).toEqual([]);
});

test.each([
  [
    { phase: 'cloning', needsOperator: false },
    { word: 'Cloning', tone: 'blue' },
  ],
  [
    { phase: 'cloning', needsOperator: true },
    { word: 'Cloning, paused', tone: 'amber' },
  ],
  [
    { phase: 'awaiting-approval', needsOperator: true },
    { word: 'Awaiting approval', tone: 'amber' },
  ],
  [
    { phase: 'awaiting-approval', needsOperator: false },
    { word: 'Approved, waits', tone: 'grey' },
  ],
  [
    { phase: 'needs-operator', needsOperator: true },
    { word: 'Needs a person', tone: 'amber' },
  ],
  [
    { phase: null, needsOperator: false },
    { word: 'Starting', tone: 'grey' },
  ],
] as const)('a run %j is shown as %j', (run, shown) => {
  expect(shownAs(run)).toEqual(shown);
});

test.each([
  [0, 'just now'],
  [44, 'just now'],
  [-30, 'in under a minute'],
  [60, '1 min ago'],
  [299, '5 min ago'],
  [-600, 'in 10 min'],
  [3_595, '1 h ago'],
  [7_200, '2 h ago'],
  [86_000, '1 day ago'],
  [12 * 86_400, '12 days ago'],
  [-86_400, 'in 1 day'],
])('a moment %d seconds ago is %j', (seconds, words) => {
  expect(relativeTime(ago(seconds), NOW)).toBe(words);
});

test.each([
  [0, '0 s'],
  [42_000, '42 s'],
  [190_000, '3 min 10 s'],
  [180_000, '3 min'],
  [7_500_000, '2 h 5 min'],
  [90_000_000, '1 day 1 h'],
  [273_600_000, '3 days 4 h'],
])('%d ms last %j', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test('a clock shows the reader’s zone: the time alone today, the date on another day, the year in another year', () => {
  const options = { timeZone: 'Asia/Kolkata' };
  expect(clockTime(new Date('2026-11-22T08:32:00Z'), NOW, options)).toBe('14:02');
  // Yesterday in UTC, today in Kolkata.
  expect(clockTime(new Date('2026-11-21T19:00:00Z'), NOW, options)).toBe('00:30');
  expect(clockTime(new Date('2026-11-03T08:32:00Z'), NOW, options)).toBe('3 Nov, 14:02');
  expect(clockTime(new Date('2025-11-03T08:32:00Z'), NOW, options)).toBe('3 Nov 2025, 14:02');
});

test('the exact moment is told in the reader’s zone and in UTC, once where both are one', () => {
  const at = new Date('2026-11-22T08:32:05Z');
  expect(exactTime(at, { timeZone: 'Asia/Kolkata' })).toBe('22 Nov 2026, 14:02:05 GMT+5:30\n22 Nov 2026, 08:32:05 UTC');
  expect(exactTime(at, { timeZone: 'UTC' })).toBe('22 Nov 2026, 08:32:05 UTC');
});

test.each([
  ['2026-12-31', 39],
  ['2026-11-22', 0],
  ['2026-11-21', -1],
])('until %s it is %d days', (lastDay, days) => {
  expect(daysLeft(lastDay, NOW)).toBe(days);
});

test('ids are shortened in the middle, counts agree with their nouns, lists and sentences read well', () => {
  expect([shortId('102290129340398'), shortId('1234567890')]).toEqual(['1022…0398', '1234567890']);
  expect([counted(1, 'number'), counted(1_204, 'template'), figure(12_345)]).toEqual([
    '1 number',
    '1,204 templates',
    '12,345',
  ]);
  expect([listed(['a'], 'or'), listed(['a', 'b'], 'or'), listed(['a', 'b', 'c'], 'and')]).toEqual([
    'a',
    'a or b',
    'a, b and c',
  ]);
  expect([sentence('it waits'), sentence(' Why? '), sentence('')]).toEqual(['It waits.', 'Why?', '']);
  expect(dayInWords('2026-12-31')).toBe('31 Dec 2026');
});
