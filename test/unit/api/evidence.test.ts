import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotFound } from '../../../client';
import type { StateDocument } from '../../../domain/state';
import { ask } from './asked';
import { stateDocument } from './faked-migrations';
import { failWith, serve } from './served';

let evidenceDir: string;
beforeEach(async () => {
  evidenceDir = await mkdtemp(join(tmpdir(), 'evidence-api-'));
  await mkdir(join(evidenceDir, '1001'));
});
afterEach(() => rm(evidenceDir, { recursive: true }));

const put = (name: string, content: object) => writeFile(join(evidenceDir, '1001', name), JSON.stringify(content));

const ended = (evidencePath: string | null): StateDocument =>
  stateDocument({
    phase: 'completed',
    outcome: { reason: 'done', by: null, numbers: [], testMessage: null, allocations: [], evidencePath },
  });

test('the file that the run names is served, wherever the worker has mounted the folder', async () => {
  await put('run-1-1.json', { number: 1 });
  await put('run-1-2.json', { number: 2 });
  const { api } = await serve({ get: () => ended('/srv/elsewhere/1001/run-1-1.json') }, { evidenceDir });
  const answer = await ask(api, 'GET /v1/migrations/1001/evidence');
  expect([answer.statusCode, answer.json()]).toEqual([200, { number: 1 }]);
  expect(answer.headers['content-disposition']).toBe('attachment; filename="1001-run-1-1.json"');
});

test('of a run that names none yet, its own newest file is served, and never that of another run', async () => {
  await put('run-1-9.json', { number: 9 });
  await put('run-1-10.json', { number: 10 });
  await put('run-2-11.json', { number: 11 });
  await put('run-1-12.json.tmp', {});
  const { api } = await serve({ get: () => stateDocument() }, { evidenceDir });
  expect((await ask(api, 'GET /v1/migrations/1001/evidence')).json()).toEqual({ number: 10 });
});

test('an older file is never passed off as the one that the run names', async () => {
  await put('run-1-1.json', { number: 1 });
  const { api } = await serve({ get: () => ended('/evidence/1001/run-1-2.json') }, { evidenceDir });
  const answer = await ask(api, 'GET /v1/migrations/1001/evidence');
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ type: '/problems#evidence-not-on-this-host' });
});

test('evidence of an account that Temporal no longer knows is served; without any the run is what is missing', async () => {
  const gone = { get: failWith(new NotFound('There is no migration of WABA 1001', 'Start one.')) };
  const empty = await serve(gone, { evidenceDir });
  const missing = await ask(empty.api, 'GET /v1/migrations/1001/evidence');
  expect(missing.json()).toMatchObject({ status: 404, type: '/problems#not-found' });

  await put('older-run-7.json', { number: 7 });
  await put('newer-run-1.json', { number: 1 });
  await utimes(join(evidenceDir, '1001', 'older-run-7.json'), 1_000, 1_000);
  const { api } = await serve(gone, { evidenceDir });
  expect((await ask(api, 'GET /v1/migrations/1001/evidence')).json()).toEqual({ number: 1 });
});

test.each(['../secret.json', '/evidence/1001/..', 'run-1-1.json/../../x-1.json', '/etc/passwd', 'run-1-x.json'])(
  'a name that is no evidence file (%s) leads nowhere',
  async (path) => {
    await writeFile(join(evidenceDir, 'secret.json'), '{"secret": true}');
    const { api } = await serve({ get: () => ended(path) }, { evidenceDir });
    const answer = await ask(api, 'GET /v1/migrations/1001/evidence');
    expect([answer.statusCode, answer.body.includes('secret')]).toEqual([404, false]);
  },
);
