import fc from 'fast-check';
import Fastify, { type InjectOptions, type LightMyRequestResponse } from 'fastify';
import {
  createKey,
  revokeKey,
  ROLES,
  type Access,
  type KeyRing,
  type KeyVerdict,
  type Role,
} from '../../../client/access';
import { apiKeyIdOf } from '../../../client/access/api-key';
import { createKeyRing } from '../../../client/access/key-ring';
import { guardRoutes } from '../../../client/api/security/principal';
import { fakeMigrations } from './faked-migrations';
import { cases, deservesEntry, OPERATIONS, requestOf, type Case, type Held, type KeyState } from './permission-cases';
import { later, serveWithKeys, signIn, type Secured } from './secured';
import { serve } from './served';

const STATES: readonly KeyState[] = ['live', 'expired', 'revoked', 'forged'];
const UNBOUNDED = { perAddress: 1e9, perKey: 1e9 };

/** A server that the property is tried on: the real one, or one with a bug. */
interface Tried {
  readonly noted: readonly unknown[];
  readonly held: Readonly<Record<string, Held>>;
  ask(request: InjectOptions, made: Case): Promise<LightMyRequestResponse>;
}

/** The real server, with keys and sessions of every role that are good, expired, revoked and forged. */
async function prepare(spoil: (keys: KeyRing) => KeyRing = (keys) => keys): Promise<Tried & { secured: Secured }> {
  const secured = await serveWithKeys({ api: { rateLimits: UNBOUNDED } });
  const { file } = secured;
  const held: Record<string, Held> = {};
  const revoked: string[] = [];
  for (const role of ROLES) {
    for (const state of STATES) {
      const expires = state === 'expired' ? new Date(Date.now() + 60_000) : null;
      const created = await createKey(file, { name: `${state} ${role}`, role, expires }, new Date());
      later(1_000);
      const { cookie, csrfToken } = await signIn(secured, created);
      const forged = state === 'forged';
      held[`${role} ${state}`] = {
        key: forged ? `${created.key.slice(0, -4)}AAAA` : created.key,
        cookie: forged ? `${cookie.slice(0, 40)}AAAA${cookie.slice(44)}` : cookie,
        csrfToken,
      };
      if (state === 'revoked') revoked.push(created.id);
    }
  }
  for (const id of revoked) await revokeKey(file, id, new Date());
  later(60_000);
  const { access, migrations, noted } = await spoiledAccess(secured, spoil);
  const { api } = await serve({}, { access, migrations, rateLimits: UNBOUNDED });
  return { secured, held, noted, ask: (request) => api.inject(request) };
}

async function spoiledAccess(secured: Secured, spoil: (keys: KeyRing) => KeyRing) {
  const silent = () => undefined;
  const keys = spoil(createKeyRing({ file: secured.file, logger: { info: silent, warn: silent, error: silent } }));
  const access: Access = { ...secured.access, keys };
  return { access, ...fakeMigrations() };
}

/** Every request that does not deserve it reaches nothing, and every one that does is let in. */
function property(tried: Tried) {
  return fc.asyncProperty(cases, async (made) => {
    const deserves = deservesEntry(made);
    // What is let in would go on for ever.
    fc.pre(!(deserves && made.operation.isStream));
    const held = tried.held[`${made.role} ${made.state}`];
    if (held === undefined) throw new Error('nothing is held');
    const before = tried.noted.length;
    const { statusCode } = await tried.ask(requestOf(made, held), made);
    const isRefused = statusCode === 401 || statusCode === 403;
    return deserves ? !isRefused : isRefused && tried.noted.length === before;
  });
}

test('a request without permission never reaches the client, and one with it is let in', async () => {
  // A failure prints its seed; `{ seed }` beside `numRuns` shows it again.
  await fc.assert(property(await prepare()), { numRuns: 600 });
});

test('each role is let in to exactly the operations that the table gives it', async () => {
  const { api, keys } = await serveWithKeys({ api: { rateLimits: UNBOUNDED } });
  for (const { id, request, roles } of OPERATIONS.filter(({ isStream }) => !isStream)) {
    for (const role of ROLES) {
      const { statusCode } = await api.inject({ ...request, headers: { 'x-api-key': keys[role].key } });
      const may = roles === 'anybody' || roles.includes(role);
      expect([id, role, statusCode !== 403]).toEqual([id, role, may]);
    }
  }
});

type Bug = (good: Awaited<ReturnType<typeof prepare>>) => Tried | Promise<Tried>;

const withRing =
  (spoil: (keys: KeyRing) => KeyRing): Bug =>
  () =>
    prepare(spoil);

/** A server that overlooks something is one that was sent a request without it. */
const overlooking =
  (change: (request: InjectOptions, made: Case, held: Held) => InjectOptions): Bug =>
  (good) => ({
    ...good,
    ask: (request, made) => good.ask(change(request, made, heldBy(good, made)), made),
  });

function heldBy({ held }: Tried, { role, state }: Pick<Case, 'role' | 'state'>): Held {
  const one = held[`${role} ${state}`];
  if (one === undefined) throw new Error('nothing is held');
  return one;
}

const mapKey = (verdict: KeyVerdict, role: Role): KeyVerdict =>
  verdict.state === 'unknown' ? verdict : { ...verdict, key: { ...verdict.key, role } };

const without = ({ headers, ...request }: InjectOptions, ...names: string[]): InjectOptions => ({
  ...request,
  headers: Object.fromEntries(Object.entries(headers ?? {}).filter(([name]) => !names.includes(name))),
});

const BUGS: Readonly<Record<string, Bug>> = {
  'expired keys count': withRing((keys) => ({
    ...keys,
    recognise: (text) => liveUnless(keys.recognise(text), 'revoked'),
  })),
  'revoked keys count': withRing((keys) => ({
    ...keys,
    recognise: (text) => liveUnless(keys.recognise(text), 'expired'),
  })),
  'the secret is not compared': withRing((keys) => ({
    ...keys,
    recognise: (text) => {
      const key = keys.live(apiKeyIdOf(text) ?? '');
      return key === undefined ? keys.recognise(text) : { state: 'live', key };
    },
  })),
  'every key is an admin': withRing((keys) => ({
    ...keys,
    recognise: (text) => mapKey(keys.recognise(text), 'admin'),
  })),
  'sessions outlive their key': async () => {
    const keysBefore = new Map<string, NonNullable<ReturnType<KeyRing['live']>>>();
    const spoiled = await prepare((keys) => ({
      ...keys,
      live: (id) => keys.live(id) ?? keysBefore.get(id),
    }));
    for (const held of Object.values(spoiled.held)) {
      const verdict = spoiled.secured.access.keys?.recognise(held.key);
      if (verdict !== undefined && verdict.state !== 'unknown') keysBefore.set(verdict.key.id, verdict.key);
    }
    return spoiled;
  },
  'sessions need no token': overlooking((request, _made, { csrfToken }) => ({
    ...request,
    headers: { ...request.headers, 'x-csrf-token': csrfToken },
  })),
  'pages of other sites are believed': overlooking((request) => without(request, 'origin', 'sec-fetch-site')),
  'everybody is an approver': (good) => ({
    ...good,
    ask: (_request, made) => {
      const held = made.credential === 'none' ? heldBy(good, made) : heldBy(good, { ...made, role: 'approver' });
      return good.ask(requestOf(made, held), made);
    },
  }),
  'who may dry run may start': (good) => ({
    ...good,
    ask: async (request, made) => {
      const { url, payload } = made.operation.request;
      const asDryRun = { ...request, payload: { ...payload, dryRun: true } };
      return good.ask(url === '/v1/migrations' && payload !== undefined ? asDryRun : request, made);
    },
  }),
  'who may start may start with auto': (good) => ({
    ...good,
    ask: async (request, made) => {
      const { url, payload } = made.operation.request;
      const asManual = { ...request, payload: { ...payload, approval: 'manual' } };
      return good.ask(url === '/v1/migrations' && payload !== undefined ? asManual : request, made);
    },
  }),
  'the client is called before the guard': (good) => ({
    ...good,
    ask: async (request, made) => {
      const admin = heldBy(good, { role: 'admin', state: 'live' });
      if (!made.operation.isStream) await good.ask(requestOf({ ...made, credential: 'bearer' }, admin), made);
      return good.ask(request, made);
    },
  }),
  'no key is asked for': (good) => ({
    ...good,
    ask: (request, made) => {
      const admin = heldBy(good, { role: 'admin', state: 'live' });
      const asAdmin = made.credential === 'none' && !made.operation.isStream;
      return good.ask(asAdmin ? requestOf({ ...made, credential: 'bearer' }, admin) : request, made);
    },
  }),
};

function liveUnless(verdict: KeyVerdict, other: 'expired' | 'revoked'): KeyVerdict {
  return verdict.state === 'unknown' || verdict.state === other ? verdict : { ...verdict, state: 'live' };
}

test.each(Object.keys(BUGS))('the property finds the bug "%s"', async (name) => {
  const broken = await BUGS[name]?.(await prepare());
  if (broken === undefined) throw new Error(`no bug ${name}`);
  const { failed } = await fc.check(property(broken), { numRuns: 3_000, endOnFailure: true });
  expect(failed).toBe(true);
});

/** What this test reads of the document. */
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
}

test('every operation of the document is in the table of this test, and none that is not', async () => {
  const { api } = await serve();
  const { paths } = (await api.inject({ method: 'GET', url: '/openapi.json' })).json<OpenApi>();
  const documented = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  // Sign-in asks for a key in the body instead of permission.
  const known = new Set([...OPERATIONS.map(({ id }) => id), 'signIn']);
  expect([...new Set(documented)].sort()).toEqual([...known].sort());
});

test('no route can be registered that names no permission', async () => {
  const app = Fastify();
  guardRoutes(app, () => ({ name: 'x', role: 'viewer', keyId: null }));
  expect(() => app.get('/v1/secrets', () => 'x')).toThrow(/\/v1\/secrets names no permission/);
  await app.close();
});
