import { compare, quantile, ratioOf } from '../../../bench/ratios';

test('a ratio compares medians with medians and slowest tenths with slowest tenths, whatever the order', () => {
  const theirs = [5, 1, 2, 3, 4, 6, 7, 8, 9, 10];
  const ours = theirs.map((ms) => ms * 3).reverse();
  expect(ratioOf(ours, theirs)).toEqual({ median: 3, p90: 3 });
  // One slow call in twenty is neither the median nor the slowest tenth.
  expect(ratioOf([...Array<number>(19).fill(2), 900], Array<number>(20).fill(1))).toEqual({ median: 2, p90: 2 });
});

test('of no values there is no quantile', () => {
  expect(() => quantile([], 0.5)).toThrow('no value');
});

test('both calls are made in turn, so that what slows the machine slows both', async () => {
  const made: string[] = [];
  const call = (name: string) => async () => void made.push(name);
  await compare(call('ours'), call('bare'), 3);
  expect(made.length).toBeGreaterThan(6);
  expect(made).toEqual(made.map((_, index) => (index % 2 === 0 ? 'ours' : 'bare')));
});
