import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serve } from './served';

const ROOT = join(__dirname, '..', '..', '..');

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}
interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly required: boolean };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>;
}

async function document(): Promise<OpenApi> {
  const { api } = await serve();
  const { statusCode, body } = await api.inject({ method: 'GET', url: '/openapi.json' });
  expect(statusCode).toBe(200);
  return JSON.parse(body) as OpenApi;
}

test('the document is OpenAPI 3.1 without a finding of the linter', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-'));
  try {
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(await document()));
    const config = join(folder, 'redocly.yaml');
    // The simple server URL is the server itself, which has no example.com to be warned of.
    await writeFile(config, 'extends: [recommended-strict]\nrules: {no-server-example.com: off}\n');
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [
        join(ROOT, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js'),
        'lint',
        file,
        '--config',
        config,
        '--format',
        'json',
      ],
      { cwd: folder, env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
    ).catch((error: { stdout: string; stderr: string }) => error);
    const { problems } = JSON.parse(stdout || `{"problems": ${JSON.stringify([stderr])}}`) as { problems: unknown[] };
    expect(problems).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
