import fc from 'fast-check';
import { revokeDigest, shareDigest } from '../../../../client/start/input-digest';
import {
  revokeInputSchema,
  shareInputSchema,
  type RevokeInput,
  type ShareInput,
} from '../../../../domain/credit/input';

const id = fc.stringMatching(/^[0-9]{1,20}$/);
const name = fc.stringMatching(/^[a-z]{1,10}$/);

const shares: fc.Arbitrary<ShareInput> = fc
  .record({
    businessId: id,
    wabaId: id,
    currency: fc.constantFrom('INR', 'BRL', 'USD'),
    extendedCreditId: fc.option(id, { nil: undefined }),
    method: fc.constantFrom('attach', 'share-then-attach'),
    tokenRef: name,
    customerTokenRef: name,
    assignSystemUser: fc.boolean(),
    verifyFor: fc.constantFrom('5m', '10m', '1h'),
    startedBy: name,
  })
  .map((input) => shareInputSchema.parse(input));

const revokes: fc.Arbitrary<RevokeInput> = fc
  .record({
    businessId: id,
    radius: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
    forceRuns: fc.uniqueArray(name, { maxLength: 4 }),
    tokenRef: name,
    startedBy: name,
  })
  .map((input) => revokeInputSchema.parse(input));

type Digest<I> = (input: I) => string;

const sameForTheSame = (share: Digest<ShareInput>, revoke: Digest<RevokeInput>) =>
  fc.property(shares, revokes, (one, other) => {
    const shuffled = Object.fromEntries(Object.entries({ ...one, startedBy: 'x' }).reverse()) as unknown as ShareInput;
    const turned = { ...other, forceRuns: [...other.forceRuns].reverse(), startedBy: 'x' };
    return share(shuffled) === share(one) && revoke(turned) === revoke(other);
  });

/** Takes each field but who starts from another input; the digest must follow exactly where that changes something. */
const everyFieldCounts = <I extends object>(inputs: fc.Arbitrary<I>, digest: Digest<I>) =>
  fc.property(inputs, inputs, (a, b) =>
    Object.keys({ ...a, ...b })
      .filter((key) => key !== 'startedBy')
      .every((key) => {
        const field = key as keyof I;
        const same = canonical(a[field]) === canonical(b[field]);
        return same === (digest({ ...a, [field]: b[field] }) === digest(a));
      }),
  );

const canonical = (value: unknown): string => JSON.stringify(Array.isArray(value) ? [...value].sort() : value) ?? '';

test('two operations that ask for the same have the same digest, whoever starts and in whatever order', () => {
  fc.assert(sameForTheSame(shareDigest, revokeDigest));
});

test('every field but who starts counts', () => {
  fc.assert(everyFieldCounts(shares, shareDigest));
  fc.assert(everyFieldCounts(revokes, revokeDigest));
});

test('each property finds the bug that was seeded for it', () => {
  const bugs: [name: string, property: fc.IProperty<unknown>][] = [
    ['who shares is part of it', sameForTheSame((input) => JSON.stringify(input), revokeDigest)],
    [
      'the order of the forced runs is part of it',
      sameForTheSame(shareDigest, (input) => input.forceRuns.join() + revokeDigest(input)),
    ],
    ['the method is left out', everyFieldCounts(shares, (input) => shareDigest({ ...input, method: 'attach' }))],
    ['the token is left out', everyFieldCounts(shares, (input) => shareDigest({ ...input, tokenRef: 'x' }))],
    ['the radius is left out', everyFieldCounts(revokes, (input) => revokeDigest({ ...input, radius: '' }))],
    ['the forced runs are left out', everyFieldCounts(revokes, (input) => revokeDigest({ ...input, forceRuns: [] }))],
  ];
  expect(bugs.filter(([, property]) => !fc.check(property).failed).map(([bug]) => bug)).toEqual([]);
});
