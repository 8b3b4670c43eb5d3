import { needingInWords } from '../../../client/dashboard/words/needing';

test.each([
  [{ migrations: 0, operations: 0 }, '0 migrations'],
  [{ migrations: 2, operations: 0 }, '2 migrations'],
  [{ migrations: 0, operations: 1 }, '1 share or revoke'],
  [{ migrations: 1, operations: 2 }, '1 migration and 2 shares or revokes'],
])('of what needs a person each kind is counted that there is one of: %j', (needing, words) => {
  expect(needingInWords(needing)).toBe(words);
});
