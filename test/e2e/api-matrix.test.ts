/**
 * Every operation of the OpenAPI document, each with every answer that it can be brought to, through real HTTP on a whole
 * world. What an operation must be asked comes from the document, and so does what every answer must look like.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey, ROLES, type Role } from '../../client/access';
import { problemSchema, type ProblemType } from '../../client/api/problems';
import { CREDIT_VERBS } from '../../domain/credit/verbs';
import { VERBS } from '../../domain/verbs';
import { OPERATIONS } from '../unit/api/permission-cases';
import { sendRaw } from '../unit/api/raw-http';
import { askFor, type Answer, type Ask } from './api-matrix/ask';
import { readDocument, type Operation } from './api-matrix/document';
import { ROWS, type Row } from './api-matrix/rows';
import { setScene, untilStill, type Scene } from './api-matrix/scene';
import { startProcess } from './harness/child-process';
import { createWorld, type Child, type World } from './harness';

let world: World;
let folder: string;
let api: Child;
let url: string;
let keys: Readonly<Record<Role, string>>;
/** The cookie of a browser that a viewer has signed in with. */
let cookie: string;
let document: ReadonlyMap<string, Operation>;
let scene: Scene;

beforeAll(async () => {
  world = await createWorld();
  folder = await mkdtemp(join(tmpdir(), 'waba-api-'));
  const keysFile = join(folder, 'keys.json');
  const made: Partial<Record<Role, string>> = {};
  for (const role of ROLES)
    made[role] = (await createKey(keysFile, { name: `the ${role}`, role, expires: null }, new Date())).key;
  keys = made as Record<Role, string>;
  const own = { EVIDENCE_DIR: world.evidenceDir, STATE_DIR: folder, API_KEYS_FILE: keysFile, PORT: '0' };
  api = startProcess('api', [], { cwd: folder, env: { ...world.server.env, ...own } });
  ({ url } = JSON.parse(await api.line(/"url"/)) as { url: string });
  document = await readDocument(url);
  cookie = await signIn(keys.viewer);
  scene = await setScene(world, keys);
}, 600_000);

afterAll(async () => {
  await api?.end('SIGTERM');
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

async function signIn(key: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/session`, { method: 'POST', headers, body: JSON.stringify({ key }) });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Who may ask, from the table that the tests of permissions are written by. */
const rolesOf = (id: string): readonly Role[] => {
  const roles = OPERATIONS.find((operation) => operation.id === id)?.roles ?? 'anybody';
  return roles === 'anybody' ? ROLES : roles;
};
/** The one of them who may do least besides. */
const keyFor = (id: string): Readonly<Record<string, string>> => bearer(keys[rolesOf(id)[0] ?? 'admin']);
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

function operationOf(id: string): Operation {
  const operation = document.get(id);
  if (operation === undefined) throw new Error(`the document has no operation ${id}: take its row out`);
  return operation;
}

/** Asks, and holds the answer against the document. */
async function ask(id: string, what: Ask, headers: Readonly<Record<string, string>> = keyFor(id)): Promise<Answer> {
  const operation = operationOf(id);
  const answer = await askFor(url, operation, what, headers, world.fetch);
  operation.expectDescribed(answer);
  return answer;
}

/** The answer is this problem, and says what it must. */
function expectProblem({ status, mediaType, body, headers }: Answer, expected: number, ...types: ProblemType[]): void {
  expect([status, mediaType, body]).toEqual([expected, 'application/problem+json', expect.anything()]);
  const problem = problemSchema.parse(body);
  expect([problem.status, problem.requestId]).toEqual([expected, headers.get('x-request-id')]);
  expect(types.map((type) => `/problems#${type}`)).toContain(problem.type);
}

test('every operation of the document has a row, and every row an operation', () => {
  expect(Object.keys(ROWS).sort()).toEqual([...document.keys()].sort());
});

/** Answers that say nothing of one operation: too much of something, a bug, and Meta away, each with tests of its own. */
const NOT_ASKED_FOR = [413, 415, 429, 500, 502];

describe.each(Object.entries(ROWS))('%s', (id, row: Row) => {
  test('answers', async () => {
    const operation = operationOf(id);
    const key = operation.statuses.includes(401) ? keyFor(id) : {};
    const { status, body } = await ask(id, await row.good(scene), { ...key, 'x-request-id': id });
    expect([status, body]).toEqual([row.status ?? 200, body]);
  });

  test('refuses as the document lists it: what is wrong, who may not, what is nowhere or in the way', async () => {
    const operation = operationOf(id);
    const refusals: Readonly<Record<number, () => Promise<void>>> = {
      400: () => expectBroken(operation),
      401: async () => expectProblem(await ask(id, row.elsewhere, {}), 401, 'unauthorized'),
      403: async () => expectProblem(await ask(id, row.elsewhere, headersOfNobody(id)), 403, 'forbidden'),
      404: async () => expectProblem(await ask(id, row.elsewhere), 404, 'not-found'),
      409: () => expectConflict(id, row),
      422: async () => expectFaults(await ask(id, row.bad ?? faulty(operation, row))),
    };
    const listed = operation.statuses.filter((status) => status >= 400 && status !== 503);
    expect([...Object.keys(refusals).map(Number), ...NOT_ASKED_FOR]).toEqual(expect.arrayContaining(listed));
    expect(listed).toEqual(expect.arrayContaining([400, 403]));
    expect(listed.includes(409)).toBe(row.conflict !== undefined);
    for (const status of listed) await refusals[status]?.();
  });
});

/** The headers of somebody who may not. What every role may do is still not for the pages of another site. */
function headersOfNobody(id: string): Readonly<Record<string, string>> {
  const other = ROLES.find((role) => !rolesOf(id).includes(role));
  return other === undefined
    ? { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    : bearer(keys[other]);
}

async function expectConflict(id: string, { conflict }: Row): Promise<void> {
  if (conflict === undefined) throw new Error(`the document lists 409 for ${id}: give its row a conflict`);
  if (typeof conflict === 'function')
    return expectProblem(await ask(id, conflict(scene)), 409, 'conflict', 'run-closed');
  const shown = await readFile(join(__dirname, '..', '..', conflict.file), 'utf8');
  expect(shown).toContain(`test('${conflict.test}', `);
}

function expectFaults(answer: Answer): void {
  expectProblem(answer, 422, 'invalid-input');
  const { errors } = problemSchema.parse(answer.body);
  expect(errors).toContainEqual(
    expect.objectContaining({ field: expect.stringMatching(/./), fix: expect.stringMatching(/./) }),
  );
}

/** A request with faults in every part that the operation takes. */
function faulty({ path, takesBody }: Operation, { elsewhere }: Row): Ask {
  const body = takesBody ? { body: { ...elsewhere.body, nonsense: true } } : {};
  return path.includes('{') ? { ids: ['no-number'], ...body } : body;
}

/** What is no HTTP is refused before anybody is asked for. */
async function expectBroken(operation: Operation): Promise<void> {
  const { port } = new URL(url);
  const request = `${operation.method} ${operation.path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n`;
  const { status, head, body } = await sendRaw(Number(port), request);
  const mediaType = /content-type: ([^;\r]+)/i.exec(head)?.[1] ?? '';
  operation.expectDescribed({ status, mediaType, body: JSON.parse(body), headers: new Headers() });
  expect([status, problemSchema.parse(JSON.parse(body)).type]).toEqual([400, '/problems#malformed-request']);
}

test('all that was asked for was done, and nothing else; the worker names the request of each verb', async () => {
  await untilStill(scene);
  const given = world.workerLog().match(/.* was given".*/g) ?? [];
  const requests = given.map((line) => (JSON.parse(line) as { requestId?: string }).requestId);
  const verbs = [...document.values()].filter(
    ({ method, path }) => method === 'POST' && /\}\/(credit\/operation\/)?[a-z-]+$/.test(path),
  );
  // One more was given by the command line, which makes no request.
  expect(requests.filter((id) => id !== undefined).sort()).toEqual(verbs.map(({ id }) => id).sort());
  expect(verbs).toHaveLength(VERBS.length + CREDIT_VERBS.length);
  await world.finish();
});

describe('while Temporal is away', () => {
  let answers: ReadonlyMap<string, Answer>;

  beforeAll(async () => {
    await world.server.kill();
    // All at once: each takes as long as a server may take to answer. The checker needs Temporal, and is done.
    const asked = Object.entries(ROWS).map(
      async ([id, { elsewhere, good }]) =>
        [id, await askAway(id, operationOf(id).asksTemporal ? elsewhere : await good(scene))] as const,
    );
    answers = new Map(await Promise.all(asked));
  });

  const askAway = (id: string, what: Ask): Promise<Answer> => askFor(url, operationOf(id), what, keyFor(id));

  test.each(Object.entries(ROWS))('%s says so, or does without', (id, row: Row) => {
    const operation = operationOf(id);
    const answer = answers.get(id);
    if (answer === undefined) throw new Error(`${id} was not asked`);
    operation.expectDescribed(answer);
    if (!operation.asksTemporal) return expect(answer.status).toBe(row.statusAway ?? row.status ?? 200);
    expectProblem(answer, 503, 'temporal-unavailable');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
