/**
 * The arrows between rooms, held against ESLint's real configuration: one sample for every forbidden pair of rooms and
 * every allowed one, as a value and as a type, and the same for packages.
 */
import { LINT_TIMEOUT_MS, lintSamples, refusedBy, type Sample } from './lint-samples';

/** What each room may import. Written down again, so that a slip in the configuration is seen. */
const ALLOWED = {
  domain: [],
  runtime: ['domain'],
  'activities/graph': ['domain'],
  activities: ['domain', 'activities/graph'],
  workflows: ['domain', 'type activities'],
  worker: ['activities', 'domain', 'runtime'],
  client: ['domain', 'runtime', 'type workflows'],
  'client/api': ['client', 'domain', 'runtime'],
  'client/codec': ['client', 'client/api', 'domain', 'runtime'],
  'client/cli': ['client', 'domain', 'runtime'],
  'client/dashboard': ['type domain'],
  simulator: [],
  main: [
    'domain',
    'runtime',
    'activities/graph',
    'activities',
    'workflows',
    'worker',
    'client',
    'client/api',
    'client/codec',
    'client/cli',
    'client/dashboard',
    'simulator',
  ],
  test: [
    'domain',
    'runtime',
    'activities/graph',
    'activities',
    'workflows',
    'worker',
    'client',
    'client/api',
    'client/codec',
    'client/cli',
    'client/dashboard',
    'simulator',
    'bench',
    'docs',
    'examples',
  ],
  bench: [
    'domain',
    'runtime',
    'activities/graph',
    'activities',
    'workflows',
    'worker',
    'client',
    'client/api',
    'client/codec',
    'client/cli',
    'client/dashboard',
    'simulator',
    'test',
  ],
  docs: ['domain'],
  deploy: [],
  examples: ['client'],
} as const;

type Room = keyof typeof ALLOWED;
const ROOMS = Object.keys(ALLOWED) as Room[];

/** Temporal's packages, and what each room may have of them. */
const TEMPORAL = ['activity', 'client', 'common', 'envconfig', 'testing', 'worker', 'workflow'] as const;
const ALLOWED_TEMPORAL: Record<Room, readonly (typeof TEMPORAL)[number][]> = {
  domain: [],
  runtime: TEMPORAL,
  'activities/graph': [],
  activities: ['activity', 'common', 'client'],
  workflows: ['workflow', 'common'],
  worker: ['worker'],
  client: ['client', 'common'],
  'client/api': [],
  'client/codec': ['common'],
  'client/cli': [],
  'client/dashboard': [],
  simulator: [],
  main: TEMPORAL,
  test: TEMPORAL,
  bench: TEMPORAL,
  docs: [],
  deploy: [],
  examples: ['common'],
};

const RULE = 'boundaries/dependencies';
const pathTo = (from: Room, target: string): string => `${'../'.repeat(from.split('/').length)}${target}`;

const valueImport = (from: Room, source: string): Sample => ({
  path: `${from}/importer.ts`,
  code: `import { value } from '${source}';\nexport const seen = value;\n`,
});
const typeImport = (from: Room, source: string): Sample => ({
  path: `${from}/importer.ts`,
  code: `import type { Type } from '${source}';\nexport type Seen = Type;\n`,
});

/** A sample with whether it must pass, and its name as a sentence. */
interface Case {
  readonly name: string;
  readonly sample: Sample;
  readonly allowed: boolean;
}

const roomCases: Case[] = ROOMS.flatMap((from) =>
  ROOMS.filter((to) => to !== from).flatMap((to): Case[] => {
    const arrows: readonly string[] = ALLOWED[from];
    const asValue = arrows.includes(to);
    const asType = asValue || arrows.includes(`type ${to}`);
    const source = pathTo(from, `${to}/index`);
    return [
      {
        name: `${from} ${asValue ? 'may' : 'may not'} import ${to}`,
        sample: valueImport(from, source),
        allowed: asValue,
      },
      {
        name: `${from} ${asType ? 'may' : 'may not'} import types of ${to}`,
        sample: typeImport(from, source),
        allowed: asType,
      },
    ];
  }),
);

const packageCase = (from: Room, source: string, allowed: boolean): Case => ({
  name: `${from} ${allowed ? 'may' : 'may not'} import ${source}`,
  sample: valueImport(from, source),
  allowed,
});

const packageCases: Case[] = [
  ...ROOMS.flatMap((from) =>
    TEMPORAL.map((name) => packageCase(from, `@temporalio/${name}`, ALLOWED_TEMPORAL[from].includes(name))),
  ),
  packageCase('domain', 'zod', true),
  packageCase('domain', 'undici', false),
  packageCase('domain', 'json-canonicalize', false),
  packageCase('domain', 'node:crypto', false),
  packageCase('activities/graph', 'zod', true),
  packageCase('activities/graph', 'undici', true),
  packageCase('activities/graph', 'fastify', false),
  packageCase('activities/graph', 'node:crypto', true),
  packageCase('activities', 'json-canonicalize', true),
  packageCase('workflows', 'node:crypto', false),
  packageCase('workflows', 'fs', false),
  packageCase('workflows', 'zod', true),
  packageCase('client', '@temporalio/client/lib/errors', true),
  packageCase('client/cli', '@temporalio/client/lib/errors', false),
  packageCase('client/dashboard', 'react', true),
  packageCase('client/dashboard', 'node:fs', false),
  packageCase('simulator', 'fastify', true),
  packageCase('simulator', 'node:http', true),
  packageCase('main', 'pino', true),
];

const worker = (code: string): Sample => ({ path: 'worker/importer.ts', code });
const formCases: Case[] = [
  {
    name: 'client may import the message definitions of workflows',
    sample: valueImport('client', '../workflows/messages'),
    allowed: true,
  },
  {
    name: 'client/api may not import the message definitions of workflows',
    sample: valueImport('client/api', '../../workflows/messages'),
    allowed: false,
  },
  {
    name: 'client/dashboard may import the generated types of the API',
    sample: typeImport('client/dashboard', '../http/openapi'),
    allowed: true,
  },
  {
    name: 'client/dashboard may not import a value beside those types',
    sample: valueImport('client/dashboard', '../http/openapi'),
    allowed: false,
  },
  {
    name: 'workflows may not import the generated types of the API',
    sample: typeImport('workflows', '../client/http/openapi'),
    allowed: false,
  },
  {
    name: 'workflows may import their own files as values',
    sample: valueImport('workflows', './messages'),
    allowed: true,
  },
  {
    name: 'workflows may not import activities by an inline type specifier, which loads the module',
    sample: {
      path: 'workflows/importer.ts',
      code: "import { type Type } from '../activities/index';\nexport type S = Type;\n",
    },
    allowed: false,
  },
  {
    name: 'worker may not re-export workflows',
    sample: worker("export * from '../workflows/index';\n"),
    allowed: false,
  },
  {
    name: 'worker may not require workflows',
    sample: worker("export const it: unknown = require('../workflows/index');\n"),
    allowed: false,
  },
  {
    name: 'worker may not import workflows on demand',
    sample: worker("export const it = async () => import('../workflows/index');\n"),
    allowed: false,
  },
  {
    name: 'worker may not import workflows by import-equals',
    sample: worker("import it = require('../workflows/index');\nexport const seen = it;\n"),
    allowed: false,
  },
  {
    name: 'worker may not name a type of workflows by an import type',
    sample: worker("export type Seen = import('../workflows/index').Type;\n"),
    allowed: false,
  },
  {
    name: 'worker may resolve the path of workflows',
    sample: worker("export const workflowsPath = require.resolve('../workflows/index');\n"),
    allowed: true,
  },
  {
    name: 'worker may join the path of workflows',
    sample: worker(
      "import { join } from 'node:path';\nexport const workflowsPath = join(__dirname, '../workflows/index');\n",
    ),
    allowed: true,
  },
];

const suites = {
  'arrows between rooms': roomCases,
  'packages of a room': packageCases,
  'forms of an import': formCases,
};
const refusals = new Map<Sample, readonly string[]>();

beforeAll(async () => {
  const samples = Object.values(suites).flatMap((cases) => cases.map(({ sample }) => sample));
  const linted = await lintSamples(samples);
  samples.forEach((sample, index) => refusals.set(sample, refusedBy(linted[index] ?? [], RULE)));
}, LINT_TIMEOUT_MS);

describe.each(Object.entries(suites))('%s', (_suite, cases) => {
  test.each(cases)('$name', ({ sample, allowed }) => {
    expect(refusals.get(sample)).toEqual(allowed ? [] : [RULE]);
  });
});

test('a source file in no room is refused', async () => {
  const [messages] = await lintSamples([{ path: 'utils/importer.ts', code: 'export const value = 1;\n' }]);
  expect(messages?.map(({ ruleId }) => ruleId)).toContain('boundaries/no-unknown-files');
});
