/** What the client makes of answers: every problem of the API has its error, and nothing strange passes as an answer. */
import {
  createHttpWabaMigrations,
  InvalidInput,
  isWabaMigrationsError,
  type WabaMigrationsError,
} from '../../../client';
import { PROBLEM_TYPES, PROBLEMS, problemUri, type ProblemType } from '../../../client/api/problems';
import { stateDocument } from '../api/faked-migrations';

const KEY = 'wm_abc_secret';

const answering = (answer: () => Response | Promise<Response>) =>
  createHttpWabaMigrations({
    baseUrl: 'http://api.test/behind/',
    apiKey: KEY,
    fetch: async () => answer(),
    retry: { attempts: 1 },
  });

async function errorFrom(answer: () => Response | Promise<Response>): Promise<WabaMigrationsError> {
  const digest = 'd'.repeat(64);
  const error: unknown = await answering(answer)
    .approve('1001', { digest })
    .catch((thrown: unknown) => thrown);
  if (isWabaMigrationsError(error)) return error;
  throw new Error(`no error of the client: ${String(error)}`);
}

const run = { workflowId: 'migrate-waba/1001', runId: 'run-2' };

function answerWith(type: ProblemType): Response {
  const { status, title } = PROBLEMS[type];
  const problem = {
    ...{ type: problemUri(type), title, status, detail: 'what happened', field: null, fix: 'Do this.', requestId: 'r' },
    errors: [{ in: 'body', field: 'digest', message: 'is wrong', fix: 'Read it again.' }],
    otherRun: { ...run, workflowType: 'migrateWaba' },
    closedRun: { ...run, phase: 'failed', outcome: null },
    newMember: true,
  };
  return Response.json(problem, { status, headers: { 'content-type': 'application/problem+json' } });
}

/** The error of each problem of the API, complete by type. */
const ERRORS: Readonly<Record<ProblemType, string>> = {
  'invalid-input': 'InvalidInput',
  'idempotency-key-reused': 'IdempotencyKeyReused',
  'malformed-request': 'ApiUnavailable',
  unauthorized: 'Unauthorized',
  forbidden: 'Forbidden',
  'not-found': 'NotFound',
  'unknown-path': 'ApiUnavailable',
  'evidence-not-on-this-host': 'NotFound',
  'method-not-allowed': 'ApiUnavailable',
  conflict: 'Conflict',
  'verb-refused': 'VerbRefused',
  'run-closed': 'RunClosed',
  'request-timeout': 'ApiUnavailable',
  'payload-too-large': 'InvalidInput',
  'unsupported-media-type': 'ApiUnavailable',
  'headers-too-large': 'InvalidInput',
  'rate-limited': 'ApiUnavailable',
  internal: 'ApiUnavailable',
  'read-failed': 'ReadFailed',
  'payload-key-missing': 'PayloadKeyMissing',
  'temporal-unavailable': 'TemporalUnavailable',
  'no-worker': 'NoWorker',
  stopping: 'ApiUnavailable',
};

test.each(PROBLEM_TYPES)('%s is the error of its kind, with what to do', async (type) => {
  const error = await errorFrom(() => answerWith(type));
  expect(error.name).toBe(ERRORS[type]);
  expect(error.message).not.toBe('');
  expect(error.fix).not.toBeNull();
});

test.each<[string, () => Response]>([
  ['a web page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ['JSON of another shape', () => Response.json({ ...stateDocument(), phase: 'dreaming' })],
  ['nothing', () => new Response(null, { status: 204 })],
  ['a redirect', () => new Response(null, { status: 301, headers: { location: 'https://elsewhere.test/' } })],
  ['a web page with an error', () => new Response('<html>', { status: 500 })],
  [
    'a problem of a kind that is not known yet',
    () => Response.json({ type: '/problems#new', detail: 'x' }, { status: 418 }),
  ],
])('%s is no state document', async (_name, answer) => {
  const error = await errorFrom(answer);
  expect(error).toMatchObject({ type: 'api-unavailable', message: expect.stringContaining('API') });
});

test('an API that cannot be reached is named with the reason, and the key is in no part of the error', async () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const error = await errorFrom(() => Promise.reject(new TypeError('fetch failed', { cause })));
  expect(error.message).toBe('The API at http://api.test does not answer: ECONNREFUSED');
  expect(
    `${error.stack} ${JSON.stringify(error)} ${JSON.stringify(answering(() => answerWith('internal')))}`,
  ).not.toContain(KEY);
});

test('the key goes in the header, to the path behind the base', async () => {
  const sent: Request[] = [];
  const fetch = async (request: Request) => (sent.push(request), Response.json(stateDocument()));
  await createHttpWabaMigrations({ baseUrl: 'http://api.test/behind/', apiKey: KEY, fetch }).get('1001', {
    dryRun: true,
  });
  expect(sent[0]?.url).toBe('http://api.test/behind/v1/migrations/1001?dryRun=true');
  expect(sent[0]?.headers.get('authorization')).toBe(`Bearer ${KEY}`);
});

test.each(['ftp://api.test', 'api.test', 'http://user:pass@api.test', 'http://api.test?key=1', ''])(
  "'%s' is no address of an API",
  (baseUrl) => {
    expect(() => createHttpWabaMigrations({ baseUrl })).toThrow(InvalidInput);
  },
);

test('readiness is an answer also where something is missing', async () => {
  const readiness = { ready: false, checks: [{ name: 'temporal', ok: false, detail: 'is away' }] };
  expect(await answering(() => Response.json(readiness, { status: 503 })).readiness()).toEqual(readiness);
  await expect(answering(() => answerWith('stopping')).readiness()).rejects.toMatchObject({ type: 'api-unavailable' });
});

test('a run that another one took the place of is not followed into the other', async () => {
  let looks = 0;
  const migrations = answering(() => Response.json(stateDocument({ runId: `run-${(looks += 1)}` })));
  await expect(migrations.wait('1001', { minPauseMs: 1 })).rejects.toMatchObject({
    type: 'not-found',
    message: 'Run run-1 of the migration of WABA 1001 has ended, and run run-2 has taken its place',
  });
});

test('a run that ended is followed until its last evidence is written', async () => {
  const outcome = { reason: 'x', by: null, numbers: [], testMessage: null, allocations: [] };
  const writing = { attempt: 1, lastStatus: null, nextAt: null };
  const states = [
    stateDocument({ phase: 'completed', outcome: { ...outcome, evidencePath: null } }),
    stateDocument({ phase: 'completed', outcome: { ...outcome, evidencePath: null }, polling: writing }),
    stateDocument({ phase: 'completed', outcome: { ...outcome, evidencePath: '/e/2.json' } }),
  ];
  let looks = 0;
  const migrations = answering(() => Response.json(states[Math.min(looks++, 2)]));
  const ended = await migrations.wait('1001', { minPauseMs: 1, maxPauseMs: 1 });
  expect(ended.outcome?.evidencePath).toBe('/e/2.json');
});
