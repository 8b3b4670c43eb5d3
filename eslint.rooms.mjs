/**
 * The rooms of the house and what each may import, for ESLint. The same table, for people, is in CONTRIBUTING.md.
 *
 * It rules rooms and `@temporalio/*`. Other packages and Node's own modules are free, except where a room says `only`
 * (no other package) or `noNode` (no module of Node: the room's code runs inside workflows).
 */

/** @typedef {{ rooms?: string[], types?: string[], temporal?: string[], only?: string[], noNode?: boolean }} Room */

/** The rooms of the product but `main`, which nothing imports. */
const EVERY_ROOM = [
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
];

/** @type {Record<string, Room>} */
const ROOMS = {
  domain: { only: ['zod'], noNode: true },
  runtime: { rooms: ['domain'], temporal: ['*'] },
  'activities/graph': { rooms: ['domain'], only: ['undici', 'zod'] },
  activities: { rooms: ['domain', 'activities/graph'], temporal: ['activity', 'common', 'client'] },
  workflows: { rooms: ['domain'], types: ['activities'], temporal: ['workflow', 'common'], noNode: true },
  // The workers load workflows by path, so not even their types are imported.
  worker: { rooms: ['activities', 'domain', 'runtime'], temporal: ['worker'] },
  // What a run can be told is a value of one file of workflows (see below); of the others, types only.
  client: { rooms: ['domain', 'runtime'], types: ['workflows'], temporal: ['client', 'common'] },
  'client/api': { rooms: ['client', 'domain', 'runtime'] },
  // A second server beside the API, made of the same parts.
  'client/codec': { rooms: ['client', 'client/api', 'domain', 'runtime'], temporal: ['common'] },
  'client/cli': { rooms: ['client', 'domain', 'runtime'] },
  // Runs in browsers, and knows the API by its generated types only.
  'client/dashboard': { types: ['domain'], noNode: true },
  // Shares no schema and no type with the Graph client, or one mistake would hide in both.
  simulator: {},
  main: { rooms: EVERY_ROOM, temporal: ['*'] },
  test: { rooms: [...EVERY_ROOM, 'bench', 'docs', 'examples'], temporal: ['*'] },
  bench: { rooms: [...EVERY_ROOM, 'test'], temporal: ['*'] },
  docs: { rooms: ['domain'] },
  // Scripts around the program, which they start as anybody would.
  deploy: {},
  // Services as others write them, over the client.
  examples: { rooms: ['client'], temporal: ['common'] },
};

/** Inner rooms first: a file belongs to the first room whose folder holds it. */
const byDepth = Object.keys(ROOMS).sort((a, b) => b.split('/').length - a.split('/').length);

/** The folder of each room, from the root of the project. */
export const boundaryElements = byDepth.map((room) => ({ type: room, pattern: room, partialMatch: false }));

/** The one file of workflows that clients may import as a value, and the one of clients that the dashboard may, as types. */
export const boundaryFiles = [
  { category: 'messages', pattern: 'workflows/messages.ts' },
  { category: 'api-types', pattern: 'client/http/openapi.ts' },
];

const packages = (source) => ({ to: { module: { origin: 'external', source } } });
const element = (types) => ({ to: { element: { types: { anyOf: types } } } });

/** What each room may import; a later policy wins over an earlier one. */
export const boundaryPolicies = Object.entries(ROOMS).flatMap(([room, { rooms, types, temporal, only, noNode }]) => {
  const from = { element: { type: room } };
  return [
    ...(rooms ? [{ from, allow: element(rooms) }] : []),
    ...(types ? [{ from, allow: { ...element(types), dependency: { kind: 'type' } } }] : []),
    ...(room === 'client' ? [{ from, allow: { to: { file: { categories: 'messages' } } } }] : []),
    ...(room === 'client/dashboard'
      ? [{ from, allow: { to: { file: { categories: 'api-types' } }, dependency: { kind: 'type' } } }]
      : []),
    { from, allow: packages(only ?? '**') },
    { from, disallow: packages('@temporalio/*') },
    ...(temporal ? [{ from, allow: packages(temporal.map((name) => `@temporalio/${name}`)) }] : []),
    { from, [noNode ? 'disallow' : 'allow']: { to: { module: { origin: 'core' } } } },
  ];
});
