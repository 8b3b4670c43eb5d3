/** How often a run has looked, as pages tell it. */
import { looksInWords, looksOf } from '../../../client/dashboard/words/looks';

const polling = (attempt: number, lastStatus: string | null) => ({ attempt, lastStatus, nextAt: null });

test.each([
  [1, null, 'not yet', null],
  [2, 'IN_PROGRESS', '1 time', 'IN_PROGRESS'],
  [4, 'One number is not there (look 3)', '3 times', 'One number is not there'],
])('attempt %i with %j behind it: looked %s', (attempt, lastStatus, words, found) => {
  const looks = looksOf(polling(attempt, lastStatus), false);
  expect([looksInWords(looks, false), looks.found]).toEqual([words, found]);
});

test.each([
  [1, null, 'not since both were compared', null],
  [2, 'Verified just now', 'not since both were compared', null],
  [3, 'Nothing changed', '1 time', 'Nothing changed'],
])('a watch over an approval at attempt %i after %j: looked %s', (attempt, lastStatus, words, found) => {
  const looks = looksOf(polling(attempt, lastStatus), true);
  expect([looksInWords(looks, true), looks.found]).toEqual([words, found]);
});
