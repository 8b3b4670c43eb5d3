import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CREDIT_VERBS } from '../../../domain/credit/verbs';
import { VERBS } from '../../../domain/verbs';
import { documentOf, operationsOf, type OpenApi } from './asked';
import { serve } from './served';

interface Lint {
  readonly problems: readonly { readonly ruleId: string }[];
}

/** What the linter says of a document; it asks nobody on the network. */
async function lint(document: object): Promise<Lint['problems']> {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-'));
  try {
    const [file, config] = [join(folder, 'openapi.json'), join(folder, 'redocly.yaml')];
    await writeFile(file, JSON.stringify(document));
    await writeFile(config, 'extends: [recommended-strict]\n');
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    const args = [require.resolve('@redocly/cli/bin/cli.js'), 'lint', file, '--config', config, '--format', 'json'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env }).catch(
      // A finding is status 1.
      (error: { stdout: string }) => error,
    );
    return (JSON.parse(stdout) as Lint).problems;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function served(): Promise<OpenApi> {
  const { api } = await serve();
  const { body } = await api.inject({ method: 'GET', url: '/openapi.json', headers: { host: 'localhost' } });
  return JSON.parse(body) as OpenApi;
}

test('the document is OpenAPI 3.1 without a finding of the linter, which would find one', async () => {
  const document = await served();
  expect(document.openapi).toBe('3.1.0');
  const [asItIs, broken] = await Promise.all([lint(document), lint({ ...document, security: [{ nobody: [] }] })]);
  expect(asItIs).toEqual([]);
  expect(broken.map(({ ruleId }) => ruleId)).toContain('security-defined');
});

test('the paths are those that other programs depend on', async () => {
  const lines = operationsOf(await served()).map(({ method, path }) => `${method} ${path}`);
  const credit = '/v1/businesses/{id}/credit';
  expect(lines).toEqual(
    expect.arrayContaining([
      'GET /v1/migrations',
      'POST /v1/migrations',
      'GET /v1/migrations/{wabaId}',
      ...['report', 'timeline', 'evidence'].map((part) => `GET /v1/migrations/{wabaId}/${part}`),
      ...VERBS.map((verb) => `POST /v1/migrations/{wabaId}/${verb}`),
      'GET /v1/credit-lines',
      'GET /v1/credit-lines/{id}',
      `GET ${credit}`,
      `GET ${credit}/radius`,
      `POST ${credit}/share`,
      `POST ${credit}/revoke`,
      `GET ${credit}/operation`,
      ...CREDIT_VERBS.map((verb) => `POST ${credit}/operation/${verb}`),
      'GET /v1/events',
      'GET /healthz',
      'GET /readyz',
      'GET /metrics',
    ]),
  );
});

test('bodies say what must be there, and none takes what the server knows itself', async () => {
  const { api } = await serve();
  const bodies = operationsOf(documentOf(api)).flatMap(({ path, operation }) => {
    const { requestBody } = operation as { requestBody?: { required: boolean; content: Record<string, unknown> } };
    return requestBody === undefined ? [] : [{ path, ...requestBody, text: JSON.stringify(requestBody.content) }];
  });
  const optional = bodies.filter(({ required }) => !required).map(({ path }) => path.split('/').at(-1));
  expect(optional.sort()).toEqual(['pause', 'retry', 'unpause']);
  for (const { path, text } of bodies)
    expect([path, text]).not.toEqual([path, expect.stringMatching(/"(by|startedBy|requestHash|requestId)":/)]);
});
