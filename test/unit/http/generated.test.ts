/** The types of `client/http/openapi.ts` are those of the OpenAPI document that the server gives. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../api/served';

const ROOT = join(__dirname, '..', '..', '..');
const GENERATED = join(ROOT, 'client', 'http', 'openapi.ts');
const HEAD = `/**
 * Types of the HTTP API: what each path takes, and what it answers with where all is well. Made by openapi-typescript
 * from the server's OpenAPI document; not to be edited. To make them anew:
 * UPDATE_API_TYPES=1 npx jest --selectProjects unit -- test/unit/http/generated
 */
/* eslint-disable @typescript-eslint/no-redundant-type-constituents */
`;

/** Runs a program of node_modules on a text; answers with what it printed. */
function filter(script: string, args: readonly string[], input: string): string {
  const path = join(ROOT, 'node_modules', script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    encoding: 'utf8',
    cwd: ROOT,
    input,
  });
  if (status !== 0) throw new Error(`${script} failed: ${stderr}`);
  return stdout;
}

interface Operation {
  readonly responses: Readonly<Record<string, unknown>>;
}

/** Problems are read by the client's own schema, the same for every path, so their types are left out. */
function withoutProblems(document: object): object {
  const { paths } = document as { paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  const kept = Object.entries(paths).map(([path, operations]) => {
    const plain = Object.entries(operations).map(([method, operation]) => {
      const responses = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      return [method, { ...operation, responses: Object.fromEntries(responses) }] as const;
    });
    return [path, Object.fromEntries(plain)] as const;
  });
  return JSON.parse(JSON.stringify({ ...document, paths: Object.fromEntries(kept) }), (key, value: unknown) =>
    ['description', 'summary', 'tags'].includes(key) && typeof value !== 'object' ? undefined : value,
  ) as object;
}

test('the types of the API that the client is written for are those that the server documents', async () => {
  const { api } = await serve();
  const document = JSON.stringify(withoutProblems(api.swagger()));
  const types = filter('openapi-typescript/bin/cli.js', [], document).replace(/^\/\*\*.*?\*\/\n/s, HEAD);
  const formatted = filter('prettier/bin/prettier.cjs', ['--stdin-filepath', GENERATED], types);
  if (process.env['UPDATE_API_TYPES'] === '1') writeFileSync(GENERATED, formatted);
  expect(readFileSync(GENERATED, 'utf8')).toBe(formatted);
}, 120_000);
