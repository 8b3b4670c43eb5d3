/** What the fuzz is worth: an API with one fault in each of several routes, and each of them is found. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccess, type Role } from '../../client/access';
import { sayOnStderr } from '../helpers/temporal-servers';
import { serve } from '../unit/api/served';
import { entries, makeKeys } from './entries';
import { startFaultyServer, type Answered, type Asked, type Fault } from './faulty-server';
import { fuzz } from './fuzz';
import { findSchemathesis } from './schemathesis';

let folder: string;
let python: string;

beforeAll(async () => {
  python = await findSchemathesis({ log: sayOnStderr });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waba-fuzz-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const of = (method: string, path: RegExp, spoil: (answered: Answered) => void): Fault => ({
  answer(answered, asked) {
    if (asked.method === method && path.test(asked.path)) spoil(answered);
  },
});
const become =
  (status: number, document?: object) =>
  (answered: Answered): void => {
    answered.status = status;
    if (document !== undefined) answered.body = JSON.stringify(document);
  };
/** Lets those in who may not: with the key of somebody else. */
const lend = (isMeant: (asked: Asked) => boolean, key: string): Fault => ({
  request(asked) {
    if (isMeant(asked)) asked.headers['authorization'] = `Bearer ${key}`;
  },
});

/** A fault by what it is, in which operation it is built, and what is said of it. */
const FAULTS: readonly (readonly [
  what: string,
  operation: string,
  said: RegExp,
  fault: (keys: Record<Role, string>) => Fault,
])[] = [
  ['an error of the server', 'showMe', /GET \/v1\/me: Server error/, () => of('GET', /^\/v1\/me$/, become(500))],
  [
    'a status that is not documented',
    'readHealth',
    /GET \/healthz: Undocumented status code/,
    () => of('GET', /^\/healthz/, become(206)),
  ],
  [
    'another media type than the documented one',
    'showSession',
    /GET \/v1\/session: Undocumented Content-Type/,
    () =>
      of('GET', /^\/v1\/session$/, ({ headers }) => {
        headers['content-type'] = 'text/html';
      }),
  ],
  [
    'an answer without a field of its schema',
    'showMigration',
    /GET \/v1\/migrations\/\{wabaId\}: Response violates schema/,
    () =>
      of('GET', /^\/v1\/migrations\/[^/?]+(\?|$)/, (answered) => {
        if (answered.status === 200) answered.body = answered.body.replace('"timeline":', '"history":');
      }),
  ],
  [
    'bad input that is taken',
    'pauseMigration',
    /POST \/v1\/migrations\/\{wabaId\}\/pause: Schema-violating request accepted/,
    () =>
      of('POST', /\/pause$/, (answered) => {
        if (answered.status === 422) become(200)(answered);
      }),
  ],
  [
    'good input that is refused',
    'abandonMigration',
    /POST \/v1\/migrations\/\{wabaId\}\/abandon: .*what_the_document_allows_is_refused/,
    () =>
      of('POST', /\/abandon$/, (answered) => {
        if (answered.status === 200) become(422)(answered);
      }),
  ],
  [
    'a route that lets in who is not signed in',
    'showTimeline',
    /GET \/v1\/migrations\/\{wabaId\}\/timeline: API accepts requests without authentication/,
    ({ viewer }) => lend(({ path, headers }) => path.includes('/timeline') && !('authorization' in headers), viewer),
  ],
  [
    'a route that lets in another role',
    'rejectMigration',
    /POST \/v1\/migrations\/\{wabaId\}\/reject: .*the_role_decides_who_is_let_in/,
    ({ approver }) => lend(({ path }) => path.endsWith('/reject'), approver),
  ],
  [
    'a method that nobody documented',
    'showReport',
    /\/v1\/migrations\/\{wabaId\}\/report: Wrong response to undeclared method/,
    () =>
      of('PUT', /\/report/, (answered) => {
        become(200, {})(answered);
      }),
  ],
  [
    'a problem of another request',
    'downloadEvidence',
    /GET \/v1\/migrations\/\{wabaId\}\/evidence: .*problems_say_their_own_status_and_request/,
    () =>
      of('GET', /\/evidence/, ({ headers }) => {
        headers['x-request-id'] = 'another';
      }),
  ],
];

async function fuzzWith(faults: (keys: Record<Role, string>) => readonly Fault[]) {
  const keysFile = join(folder, 'keys.json');
  const keys = await makeKeys(keysFile);
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const access = createAccess({
    host: '127.0.0.1',
    apiKeysFile: keysFile,
    sessionSecret: 's'.repeat(32),
    publicUrl: undefined,
    localName: 'local:nobody',
    logger,
  });
  const { api } = await serve({}, { access });
  const target = await api.listen({ host: '127.0.0.1', port: 0 });
  const first = Object.fromEntries(Object.entries(keys).map(([role, [key]]) => [role, key])) as Record<Role, string>;
  const server = await startFaultyServer(target, faults(first));
  try {
    return await fuzz({
      ...{ python, url: server.url, folder, keys, roles: entries(), caller: 'operator', seed: 1, examples: 10 },
      phases: ['coverage', 'fuzzing'],
      only: FAULTS.map(([, operation]) => operation),
    });
  } finally {
    await server.close();
  }
}

test('nothing is found where there is no fault', async () => {
  const result = await fuzzWith(() => []);
  if (result.status !== 0) throw new Error(result.output);
  expect(result).toMatchObject({ found: [], tested: FAULTS.length });
}, 600_000);

test('every fault that is built in is found', async () => {
  const { status, found } = await fuzzWith((keys) => FAULTS.map(([, , , fault]) => fault(keys)));
  expect(status).toBe(1);
  const missed = FAULTS.filter(([, , said]) => !found.some((one) => said.test(one))).map(([what]) => what);
  expect({ missed, found: missed.length > 0 && found }).toEqual({ missed: [], found: false });
}, 600_000);
