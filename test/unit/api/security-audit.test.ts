import { RunClosed } from '../../../client';
import { stateDocument } from './faked-migrations';
import { bearer, dryRun, serveWithKeys, signIn } from './secured';
import { failWith, serve } from './served';

interface AuditLine {
  readonly level: number;
  readonly reqId: string;
  readonly audit: Readonly<Record<string, unknown>>;
}

const audited = (log: readonly string[]): AuditLine[] =>
  log.map((line) => JSON.parse(line) as AuditLine).filter((line) => 'audit' in line);

test('each change is one line: who, what, which run, how it ended, under which request id', async () => {
  const { api, keys, log } = await serveWithKeys();
  const headers = { ...bearer(keys.operator), 'x-request-id': 'build-17' };
  await api.inject({ ...dryRun, headers });
  expect(audited(log)).toMatchObject([{ level: 30, reqId: 'build-17' }]);
  expect(audited(log)[0]?.audit).toEqual({
    by: 'operator key',
    role: 'operator',
    keyId: keys.operator.id,
    recognisedBy: 'key',
    ip: '127.0.0.1',
    action: 'startMigration',
    route: '/v1/migrations',
    requestId: 'build-17',
    workflowId: 'migrate-waba/1001',
    runId: 'run-1',
    outcome: 'done',
    status: 201,
  });
});

test('a change that was refused is a line too, with the reason, by whomever it was', async () => {
  const closed = stateDocument({ phase: 'completed' });
  const answers = { verb: failWith(new RunClosed('ended', closed)) };
  const { api, keys, log } = await serveWithKeys({ answers });
  const url = '/v1/migrations/1001/pause';
  await api.inject({ method: 'POST', url, payload: {} });
  await api.inject({ method: 'POST', url, payload: {}, headers: bearer(keys.viewer) });
  await api.inject({ method: 'POST', url, payload: { by: 'x' }, headers: bearer(keys.admin) });
  await api.inject({ method: 'POST', url, payload: {}, headers: bearer(keys.admin) });
  const common = { action: 'pauseMigration', route: '/v1/migrations/:wabaId/pause', wabaId: '1001' };
  expect(audited(log).map(({ audit }) => audit)).toMatchObject([
    { ...common, by: null, keyId: null, recognisedBy: null, outcome: 'unauthorized', status: 401 },
    { ...common, by: 'viewer key', outcome: 'forbidden', status: 403 },
    { ...common, by: 'admin key', outcome: 'invalid-input', status: 422 },
    { ...common, by: 'admin key', outcome: 'run-closed', status: 409 },
  ]);
});

test('signing in and out are lines: with whose key, and never with the key', async () => {
  const secured = await serveWithKeys();
  const { cookie, csrfToken } = await signIn(secured, secured.keys.viewer);
  await secured.api.inject({ method: 'POST', url: '/v1/session', payload: { key: 'wm_000000000000_wrong' } });
  await secured.api.inject({ method: 'DELETE', url: '/v1/session', headers: { cookie, 'x-csrf-token': csrfToken } });
  expect(audited(secured.log).map(({ audit }) => audit)).toMatchObject([
    { action: 'signIn', by: 'viewer key', outcome: 'done' },
    { action: 'signIn', by: null, outcome: 'unauthorized' },
    { action: 'signOut', by: 'viewer key', recognisedBy: 'session', outcome: 'done' },
  ]);
  expect(secured.log.join()).not.toMatch(/wm_000000000000_wrong/);
});

test('looking is no change, and what a caller writes is in no line', async () => {
  const { api, log } = await serve();
  await api.inject({ method: 'GET', url: '/v1/migrations' });
  expect(audited(log)).toEqual([]);
  const reason = 'my token is EAAGm0PX4ZCpsBA';
  await api.inject({ method: 'POST', url: '/v1/migrations/1001/abandon?token=EAAGm0PX4ZCpsBA', payload: { reason } });
  await api.inject({ method: 'POST', url: `/v1/migrations/1001/${reason.replaceAll(' ', '+')}` });
  expect(audited(log)).toHaveLength(2);
  expect(JSON.stringify(audited(log))).not.toContain('EAAGm0PX4ZCpsBA');
});
