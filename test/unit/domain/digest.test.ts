import fc from 'fast-check';
import { CHECK_NAMES, CHECK_RESULTS } from '../../../domain/checks';
import {
  REPEAT_FIELDS,
  changedParts,
  digestContent,
  type DigestContent,
  type Fingerprint,
} from '../../../domain/digest';

type Parts = Parameters<typeof digestContent>[0];
type Digest = (parts: Parts) => DigestContent;

const id = fc.stringMatching(/^[0-9]{1,6}$/);
const key = fc.stringMatching(/^[a-z]{1,4}:(en|hi)$/);
const parts: fc.Arbitrary<Parts> = fc.record({
  migrationId: id,
  cloneId: id,
  cloneCurrency: fc.constantFrom('INR', 'BRL'),
  numbers: fc.array(fc.record({ id, digits: id }), { maxLength: 4 }),
  sourceTemplates: fc.array(key, { maxLength: 4 }),
  cloneTemplates: fc.array(key, { maxLength: 4 }),
  sourceFlows: fc.array(key, { maxLength: 4 }),
  cloneFlows: fc.array(key, { maxLength: 4 }),
  checks: fc.array(fc.record({ name: fc.constantFrom(...CHECK_NAMES), result: fc.constantFrom(...CHECK_RESULTS) }), {
    maxLength: 4,
  }),
});

/** Lists among the parts: their order means nothing. */
const LISTS = ['numbers', 'sourceTemplates', 'cloneTemplates', 'sourceFlows', 'cloneFlows', 'checks'] as const;

/** Every single thing of the parts that can change, each as a change of it. */
const CHANGES: Record<string, (parts: Parts) => Parts> = {
  migrationId: (p) => ({ ...p, migrationId: `${p.migrationId}1` }),
  cloneId: (p) => ({ ...p, cloneId: `${p.cloneId}1` }),
  cloneCurrency: (p) => ({ ...p, cloneCurrency: p.cloneCurrency === 'INR' ? 'BRL' : 'INR' }),
  'a number more': (p) => ({ ...p, numbers: [...p.numbers, { id: '7', digits: '7' }] }),
  'the id of a number': (p) => ({ ...p, numbers: p.numbers.map((n, i) => (i === 0 ? { ...n, id: `${n.id}9` } : n)) }),
  'the digits of a number': (p) => ({
    ...p,
    numbers: p.numbers.map((n, i) => (i === 0 ? { ...n, digits: `${n.digits}9` } : n)),
  }),
  'a template of the source': (p) => ({ ...p, sourceTemplates: [...p.sourceTemplates, 'new:en'] }),
  'a template of the clone': (p) => ({ ...p, cloneTemplates: [...p.cloneTemplates, 'new:en'] }),
  'a Flow of the source': (p) => ({ ...p, sourceFlows: [...p.sourceFlows, 'new:en'] }),
  'a Flow of the clone': (p) => ({ ...p, cloneFlows: [...p.cloneFlows, 'new:en'] }),
  'the side of a template': (p) => ({
    ...p,
    sourceTemplates: [...p.cloneTemplates, ...p.sourceTemplates],
    cloneTemplates: [],
  }),
  'the side of a Flow': (p) => ({ ...p, sourceFlows: [...p.sourceFlows, ...p.cloneFlows], cloneFlows: [] }),
  'a check more': (p) => ({ ...p, checks: [...p.checks, { name: 'templates', result: 'match' }] }),
  'the result of a check': (p) => ({
    ...p,
    checks: p.checks.map((c, i) => (i === 0 ? { ...c, result: c.result === 'match' ? 'incomplete' : 'match' } : c)),
  }),
  'the name of a check': (p) => ({
    ...p,
    checks: p.checks.map((c, i) => (i === 0 ? { ...c, name: c.name === 'flows' ? 'users' : 'flows' } : c)),
  }),
};

/** What an activity hashes. */
const text = (digest: Digest, from: Parts): string => JSON.stringify(digest(from));

const orderDoesNotMatter = (digest: Digest) =>
  fc.property(
    parts.chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc.record({
          numbers: shuffled(one.numbers),
          sourceTemplates: shuffled(one.sourceTemplates),
          cloneTemplates: shuffled(one.cloneTemplates),
          sourceFlows: shuffled(one.sourceFlows),
          cloneFlows: shuffled(one.cloneFlows),
          checks: shuffled(one.checks),
        }),
      ),
    ),
    ([one, lists]) => text(digest, one) === text(digest, { ...one, ...lists }),
  );

function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length });
}

const everyFieldMatters = (digest: Digest) =>
  fc.property(parts, fc.constantFrom(...Object.values(CHANGES)), (one, change) => {
    const other = change(one);
    // A change of the first number or check changes nothing where there is none.
    return JSON.stringify(one) === JSON.stringify(other) || text(digest, one) !== text(digest, other);
  });

const runs = { numRuns: 2_000, seed: 20261122 };

describe('the content of a digest', () => {
  test('is the same in whatever order Meta lists things', () => {
    fc.assert(orderDoesNotMatter(digestContent), runs);
  });

  test('changes with every field', () => {
    fc.assert(everyFieldMatters(digestContent), runs);
  });

  test('has no field that does not count', () => {
    const everything = new Set(Object.keys(digestContent(fc.sample(parts, { numRuns: 1, seed: 1 })[0] as Parts)));
    expect(everything).toEqual(new Set(['migrationId', 'cloneId', 'cloneCurrency', ...LISTS]));
  });

  test('leaves out statuses, which move by themselves', () => {
    const numbers = [{ id: '1', digits: '15551234567', status: 'CONNECTED', qualityRating: 'GREEN' }];
    const one = { ...(fc.sample(parts, { numRuns: 1, seed: 1 })[0] as Parts), numbers };
    const later = { ...one, numbers: [{ id: '1', digits: '15551234567', status: 'FLAGGED', qualityRating: 'RED' }] };
    expect(digestContent(later)).toEqual(digestContent(one));
  });

  test.each<{ bug: string; broken: Digest }>([
    { bug: 'numbers as they came', broken: (p) => ({ ...digestContent(p), numbers: p.numbers }) },
    {
      bug: 'numbers sorted by digits alone',
      broken: (p) => ({
        ...digestContent(p),
        numbers: [...p.numbers].sort((a, b) => Number(a.digits > b.digits) - Number(a.digits < b.digits)),
      }),
    },
    { bug: 'Flows of the clone as they came', broken: (p) => ({ ...digestContent(p), cloneFlows: p.cloneFlows }) },
    {
      bug: 'checks sorted by name alone',
      broken: (p) => ({
        ...digestContent(p),
        checks: [...p.checks].sort((a, b) => Number(a.name > b.name) - Number(a.name < b.name)),
      }),
    },
  ])('is seen to depend on the order with $bug', ({ broken }) => {
    expect(fc.check(orderDoesNotMatter(broken), runs)).toMatchObject({ failed: true });
  });

  test.each<{ bug: string; broken: Digest }>([
    { bug: 'the clone left out', broken: (p) => digestContent({ ...p, cloneId: '' }) },
    { bug: 'the currency left out', broken: (p) => digestContent({ ...p, cloneCurrency: '' }) },
    {
      bug: 'the ids of numbers left out',
      broken: (p) => digestContent({ ...p, numbers: p.numbers.map((n) => ({ ...n, id: '' })) }),
    },
    {
      bug: 'templates of the clone read from the source',
      broken: (p) => digestContent({ ...p, cloneTemplates: p.sourceTemplates }),
    },
    {
      bug: 'Flows of both sides in one list',
      broken: (p) => digestContent({ ...p, sourceFlows: [...p.sourceFlows, ...p.cloneFlows], cloneFlows: [] }),
    },
    {
      bug: 'equal templates counted once',
      broken: (p) => digestContent({ ...p, sourceTemplates: [...new Set(p.sourceTemplates)].slice(0, 1) }),
    },
    {
      bug: 'results of checks left out',
      broken: (p) => digestContent({ ...p, checks: p.checks.map(({ name }) => ({ name, result: 'match' })) }),
    },
  ])('is seen to miss a change with $bug', ({ broken }) => {
    expect(fc.check(everyFieldMatters(broken), runs)).toMatchObject({ failed: true });
  });
});

describe('a fingerprint', () => {
  const approved: Fingerprint = {
    migrationStatus: 'READY_TO_COMPLETE',
    cloneId: '2',
    sourceNumbers: 'a',
    cloneNumbers: 'b',
    allDigits: 'c',
    sourceTemplates: 12,
    cloneTemplates: 12,
    cloneCurrency: 'INR',
    cloneFundingId: null,
    appSubscribed: true,
  };
  const OTHER: Fingerprint = {
    migrationStatus: 'FAILED_TO_COMPLETE',
    cloneId: '3',
    sourceNumbers: 'x',
    cloneNumbers: 'y',
    allDigits: 'z',
    sourceTemplates: 13,
    cloneTemplates: 11,
    cloneCurrency: 'USD',
    cloneFundingId: '9',
    appSubscribed: false,
  };
  const fields = Object.keys(approved) as (keyof Fingerprint)[];

  test('that is the same has no changed part', () => {
    expect(changedParts(approved, { ...approved })).toEqual([]);
  });

  test('names exactly the parts that changed', () => {
    fc.assert(
      fc.property(fc.subarray(fields), (changed) => {
        const now = Object.assign({}, approved, ...changed.map((field) => ({ [field]: OTHER[field] }))) as Fingerprint;
        expect(changedParts(approved, now)).toEqual(changed);
      }),
    );
  });

  test('of a repeated cut-over minds neither the status nor where each number is', () => {
    const moving = { ...approved, migrationStatus: 'FAILED_TO_COMPLETE', sourceNumbers: 'x', cloneNumbers: 'y' };
    expect(changedParts(approved, moving, REPEAT_FIELDS)).toEqual([]);
    for (const field of ['cloneId', 'allDigits', 'cloneCurrency', 'cloneFundingId'] as const) {
      expect(changedParts(approved, { ...moving, [field]: OTHER[field] }, REPEAT_FIELDS)).toEqual([field]);
    }
  });
});
