/**
 * The comparison of two accounts, as properties: order does not matter, and every kind of change is seen. The same
 * properties are run against comparisons with bugs seeded by hand, each of which they must find.
 */
import fc from 'fast-check';
import type { Template } from '../../../../domain/account';
import { templateKey } from '../../../../domain/account';
import {
  allPairs,
  compareThings,
  differenceOf,
  type Comparison,
} from '../../../../activities/migration/verify/compare';
import {
  compareApps,
  compareFlows,
  compareSettings,
  compareTemplates,
  compareUsers,
} from '../../../../activities/migration/verify/compare-accounts';
import { contentHash, normaliseComponents } from '../../../../activities/account/template-content';
import { account, template } from '../../../helpers/fake-graph';

const SEED = 20_261_122;

const templates = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    name: fc.stringMatching(/^[a-z]{1,3}$/),
    language: fc.constantFrom('en', 'en_US', 'hi'),
    status: fc.constantFrom('APPROVED', 'PAUSED'),
    category: fc.constantFrom('UTILITY', 'MARKETING'),
    components: fc.constantFrom<unknown>([{ type: 'BODY', text: 'a' }], [{ type: 'BODY', text: 'b' }]),
  }),
  { selector: templateKey, maxLength: 12 },
);

/** What is done to the clone's copy of one template. */
const CHANGES = {
  missing: () => [],
  renamed: (one: Template) => [{ ...one, name: `${one.name}_x` }],
  'other language': (one: Template) => [{ ...one, language: 'pt_BR' }],
  'other status': (one: Template) => [{ ...one, status: 'REJECTED' }],
  'other category': (one: Template) => [{ ...one, category: 'AUTHENTICATION' }],
  'other text': (one: Template) => [{ ...one, components: [{ type: 'BODY', text: 'c' }] }],
  'text not shown': ({ components: _text, ...rest }: Template) => [rest],
  added: (one: Template) => [one, { ...one, id: 'added', name: `${one.name}_y` }],
} satisfies Record<string, (one: Template) => Template[]>;

type Compare = (source: readonly Template[], clone: readonly Template[]) => Comparison<Template>;

const copied = (list: readonly Template[]) => list.map((one) => ({ ...one, id: `clone of ${one.id}` }));
const shape = (comparison: Comparison<Template>) => ({
  ...differenceOf('templates', comparison),
  uncompared: comparison.uncompared.length,
  pairs: allPairs(comparison).map(({ key, source, clone }) => [key, source.id, clone.id]),
});
const isSame = ({ missing, extra, changed, uncompared }: Comparison<Template>) =>
  missing.length + extra.length + changed.length + uncompared.length === 0;

const PROPERTIES = {
  'an exact copy is the same, whatever its ids and order': (compare: Compare) =>
    fc.property(templates, fc.func(fc.nat()), (source, rank) => {
      const clone = copied(source).sort((a, b) => rank(a.id) - rank(b.id));
      expect(isSame(compare(source, clone))).toBe(true);
      expect(compare(source, clone).matching).toHaveLength(source.length);
    }),
  'order changes nothing': (compare: Compare) =>
    fc.property(templates, templates, (source, clone) => {
      const reversed = compare([...source].reverse(), [...clone].reverse());
      expect(shape(reversed)).toEqual(shape(compare(source, clone)));
    }),
  'every kind of change is seen': (compare: Compare) =>
    fc.property(templates, fc.nat(), fc.constantFrom(...Object.values(CHANGES)), (source, at, change) => {
      fc.pre(source.length > 0);
      const index = at % source.length;
      const clone = copied(source).flatMap((one, i) => (i === index ? change(one) : [one]));
      expect(isSame(compare(source, clone))).toBe(false);
    }),
  'everything is counted once': (compare: Compare) =>
    fc.property(templates, templates, (source, clone) => {
      const { matching, changed, uncompared, missing, extra } = compare(source, clone);
      const pairs = matching.length + changed.length + uncompared.length;
      expect([pairs + missing.length, pairs + extra.length]).toEqual([source.length, clone.length]);
    }),
};

const names = Object.keys(PROPERTIES) as (keyof typeof PROPERTIES)[];
const check = (name: keyof typeof PROPERTIES, compare: Compare) =>
  fc.check(PROPERTIES[name](compare) as fc.IProperty<unknown[]>, { seed: SEED, numRuns: 300 });

test.each(names)('templates: %s', (name) => {
  const outcome = check(name, compareTemplates);
  expect(outcome.failed ? fc.defaultReportMessage(outcome) : 'holds').toBe('holds');
});

/** Comparisons with one bug each, and the property that must find it. */
const BUGS: Record<string, readonly [keyof typeof PROPERTIES, Compare]> = {
  'pairs by position instead of by key': [
    'an exact copy is the same, whatever its ids and order',
    (source, clone) => {
      const keys = new Map([...source, ...clone].map((one) => [one, '']));
      source.forEach((one, i) => keys.set(one, `${i}`));
      clone.forEach((one, i) => keys.set(one, `${i}`));
      return compareThings(source, clone, (one) => keys.get(one)!, { content: contentHash });
    },
  ],
  'recognises a template by its id': [
    'an exact copy is the same, whatever its ids and order',
    (source, clone) => compareThings(source, clone, ({ id }) => id, {}),
  ],
  'forgets the language': [
    'every kind of change is seen',
    (source, clone) => compareThings(source, clone, ({ name }) => name, { content: contentHash }),
  ],
  'ignores the status': [
    'every kind of change is seen',
    (source, clone) =>
      compareThings(source, clone, templateKey, { content: contentHash, category: (one) => one.category ?? null }),
  ],
  'ignores the category': [
    'every kind of change is seen',
    (source, clone) =>
      compareThings(source, clone, templateKey, { content: contentHash, status: (one) => one.status ?? null }),
  ],
  'ignores the text': [
    'every kind of change is seen',
    (source, clone) =>
      compareThings(source, clone, templateKey, {
        status: (one) => one.status ?? null,
        category: (one) => one.category ?? null,
      }),
  ],
  'takes an unknown text for an equal one': [
    'every kind of change is seen',
    (source, clone) => ({ ...compareTemplates(source, clone), uncompared: [] }),
  ],
  'does not look for additions': [
    'every kind of change is seen',
    (source, clone) => ({ ...compareTemplates(source, clone), extra: [] }),
  ],
  'reads the first page of the clone only': [
    'everything is counted once',
    (source, clone) => compareTemplates(source, clone.slice(0, 5)),
  ],
  'lists the samples as Meta listed them': [
    'order changes nothing',
    (source, clone) => {
      const found = compareTemplates(source, clone);
      const keys = source.map(templateKey);
      return { ...found, missing: [...found.missing].sort((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key)) };
    },
  ],
};

test.each(Object.keys(BUGS))('the properties find a comparison that %s', (bug) => {
  const [property, broken] = BUGS[bug]!;
  expect(check(property, broken).failed).toBe(true);
});

describe('the content of a template', () => {
  const hash = (components: unknown) => contentHash(template('1', 'a', { components }));
  const body = { type: 'BODY', text: 'Hello {{1}}', example: { body_text: [['Ann']] } };

  test('does not differ by example media, which have a URL per account', () => {
    const header = (url: string) => ({ type: 'HEADER', format: 'IMAGE', example: { header_handle: [url] } });
    expect(hash([header('https://scontent.example/1'), body])).toBe(hash([header('https://scontent.example/2'), body]));
    expect(hash([header('4::aW1'), body])).toBe(hash([header('4::bX2'), body]));
  });

  test('does not differ by the id of a Flow, which is new on the clone', () => {
    const flow = (id: string, action = 'navigate') => [
      { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Open', flow_id: id, flow_action: action }] },
    ];
    expect(hash(flow('1'))).toBe(hash(flow('2')));
    expect(hash(flow('1'))).not.toBe(hash(flow('1', 'data_exchange')));
  });

  test('does not differ by the order of components or of keys', () => {
    const footer = { type: 'FOOTER', text: 'Bye' };
    expect(hash([body, footer])).toBe(hash([footer, { text: body.text, example: body.example, type: 'BODY' }]));
  });

  test('differs by text, by a link and by the order of buttons', () => {
    const url = (link: string) => [{ type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Go', url: link }] }];
    expect(hash(url('https://a.example'))).not.toBe(hash(url('https://b.example')));
    expect(hash([body])).not.toBe(hash([{ ...body, text: 'Hello' }]));
    const buttons = [
      { type: 'QUICK_REPLY', text: 'Yes' },
      { type: 'QUICK_REPLY', text: 'No' },
    ];
    expect(hash([{ type: 'BUTTONS', buttons }])).not.toBe(hash([{ type: 'BUTTONS', buttons: [...buttons].reverse() }]));
  });

  test('is unknown where Meta shows none', () => {
    expect(hash(undefined)).toBeNull();
    expect(normaliseComponents('text')).toBe('text');
  });
});

test('Flows are recognised by name, and one too few of a name is missing', () => {
  const flow = (id: string, status = 'PUBLISHED') => ({ id, name: 'survey', status });
  const comparison = compareFlows([flow('1'), flow('2')], [flow('9')]);
  expect(differenceOf('flows', comparison)).toMatchObject({ matching: 1, missing: 1, samples: ['missing: survey'] });
  expect(compareFlows([flow('1')], [flow('9', 'DRAFT')]).changed).toHaveLength(1);
});

test('apps differ by where their webhooks go', () => {
  const [a, b] = ['https://a.example', 'https://b.example'];
  expect(
    compareApps([{ id: '1', overrideCallbackUri: a }], [{ id: '1', overrideCallbackUri: b }]).changed,
  ).toHaveLength(1);
  expect(compareApps([{ id: '1', overrideCallbackUri: a }], [{ id: '1' }]).changed).toHaveLength(1);
  expect(compareApps([{ id: '1' }], [{ id: '1' }]).matching).toHaveLength(1);
});

test('users differ by the set of their tasks per portfolio, not by its order', () => {
  const users = (...tasks: string[]) => ({ p: { ok: true as const, value: [{ id: '1', tasks }] } });
  expect(compareUsers(users('A', 'B'), users('B', 'A')).matching).toHaveLength(1);
  expect(compareUsers(users('A', 'B'), users('A')).changed).toHaveLength(1);
  expect(compareUsers(users('A'), { p: { ok: false, why: 'refused' } })).toMatchObject({ missing: [], matching: [] });
});

test('settings that one side does not show are not called equal', () => {
  const waba = (settings: Record<string, boolean>) => ({ ...account('1').waba, settings });
  const { comparison, unshown } = compareSettings(waba({ a: true, b: true, c: true }), waba({ a: true, b: false }));
  expect(comparison.matching.map(({ key }) => key)).toEqual(['a']);
  expect(comparison.changed.map(({ key }) => key)).toEqual(['b']);
  expect(unshown).toEqual(['c']);
});

test('a difference shows at most ten samples', () => {
  const many = Array.from({ length: 50 }, (_, i) => template(`${i}`, `t${i}`));
  const difference = differenceOf('templates', compareTemplates(many, []));
  expect(difference.missing).toBe(50);
  expect(difference.samples).toHaveLength(10);
});
