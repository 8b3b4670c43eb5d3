import fc from 'fast-check';
import { inputDigest } from '../../../client/start/input-digest';
import { startInputSchema, type MigrationInput } from '../../../domain/input';

const id = fc.stringMatching(/^[0-9]{1,20}$/);
const name = fc.stringMatching(/^[a-z]{1,10}$/);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const inputs: fc.Arbitrary<MigrationInput> = fc
  .record({
    wabaId: id,
    targetCurrency: fc.constantFrom('INR', 'BRL', 'USD'),
    extendedCreditId: optional(id),
    businessId: optional(id),
    approval: fc.constantFrom('manual', 'auto'),
    tokenRef: name,
    dryRun: fc.boolean(),
    acceptOrphans: fc.uniqueArray(id, { maxLength: 4 }),
    policy: fc.record({ maxInitiations: fc.integer({ min: 1, max: 10 }), maxResumes: fc.integer({ min: 1, max: 20 }) }),
    creditMethod: fc.constantFrom('attach', 'share-then-attach'),
    customerTokenRef: optional(name),
    testMessage: optional(
      fc.record({ to: fc.constant('+15551234567'), template: name, language: fc.constant('en_US') }),
    ),
    startedBy: name,
  })
  // Which method is asked for goes with whose token: the schema refuses the other pairs.
  .map((input) => ({ ...input, creditMethod: input.customerTokenRef === undefined ? 'attach' : input.creditMethod }))
  .map((input) => startInputSchema.parse(input));

type Digest = (input: MigrationInput) => string;

/** The same content in another order of keys, orphans and starter. */
const shuffled = (input: MigrationInput): MigrationInput => {
  const entries = Object.entries({ ...input, acceptOrphans: [...input.acceptOrphans].reverse(), startedBy: 'other' });
  return Object.fromEntries(entries.reverse()) as unknown as MigrationInput;
};

const sameForTheSame = (digest: Digest) => fc.property(inputs, (input) => digest(shuffled(input)) === digest(input));

/** Changes exactly one field; the digest must follow. */
const everyFieldCounts = (digest: Digest) =>
  fc.property(inputs, inputs, (a, b) =>
    Object.keys(b)
      .filter((key) => key !== 'startedBy')
      .every((key) => {
        const field = key as keyof MigrationInput;
        const changed = { ...a, [field]: b[field] };
        const same = JSON.stringify(sortKeys(a[field])) === JSON.stringify(sortKeys(b[field]));
        return same === (digest(changed) === digest(a));
      }),
  );

/** A value in one order: keys of an object, members of a list (the only list is a set of ids). */
const sortKeys = (value: unknown): unknown =>
  Array.isArray(value)
    ? [...(value as unknown[])].sort()
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
      : (value ?? null);

test('two starts that ask for the same have the same digest, whoever starts and in whatever order', () => {
  fc.assert(sameForTheSame(inputDigest));
});

test('every field but who starts counts', () => {
  fc.assert(everyFieldCounts(inputDigest));
});

test('each property finds the bug that was seeded for it', () => {
  const bugs: [name: string, property: (digest: Digest) => fc.IProperty<unknown>, digest: Digest][] = [
    ['plain JSON, in the order of the keys', sameForTheSame, (input) => JSON.stringify({ ...input, startedBy: '' })],
    ['who starts is part of it', sameForTheSame, (input) => `${inputDigest(input)}${input.startedBy}`],
    ['the policy is left out', everyFieldCounts, ({ policy: _, ...rest }) => inputDigest(rest as MigrationInput)],
    ['only the account counts', everyFieldCounts, ({ wabaId }) => wabaId],
  ];
  const survivors = bugs.filter(([, property, digest]) => !fc.check(property(digest)).failed).map(([bug]) => bug);
  expect(survivors).toEqual([]);
});

test('the digest of a known input never changes: runs carry it for months', () => {
  const input = startInputSchema.parse({ wabaId: '102290129340398', targetCurrency: 'inr', startedBy: 'local:ops' });
  expect(inputDigest(input)).toBe('a5b7742318e272432c574cd9aa657d03035d09cb1441669bf51360af75a59a8c');
});
