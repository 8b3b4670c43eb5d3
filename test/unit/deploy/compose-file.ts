/** `docker-compose.yml` as its reader gives it to the script that runs its steps by hand. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { moduleUrl } from '../../helpers/run-module';
import { z } from 'zod';

/** The root of the project. */
export const ROOT = join(__dirname, '../../..');

/** Secrets are where nobody has any. */
export const VARIABLES = { META_APP_ID: '1234', META_BUSINESS_ID: '5678', SECRETS_DIR: '/secrets' };

const serviceSchema = z.object({
  image: z.string(),
  build: z.string().optional(),
  restart: z.string().optional(),
  profiles: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()).default(['default']),
  ports: z.array(z.string()).default([]),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).default([]),
  privileged: z.boolean().default(false),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
  healthcheck: z.object({ disable: z.boolean().optional(), test: z.array(z.string()).optional() }).optional(),
});
/** A service, as far as the tests look. */
export type Service = z.infer<typeof serviceSchema>;

const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});
/** The whole file, as far as the tests look. */
export type ComposeFile = z.infer<typeof composeSchema>;

/** Runs an expression over the exports of a script of `deploy/`, in a process of its own; answers with its JSON. */
export function evaluate(script: string, expression: string): unknown {
  const url = moduleUrl(join('deploy', script));
  const code = `const it = await import(${JSON.stringify(url)}); console.log(JSON.stringify(${expression}));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', stdio: 'pipe' }),
  );
}

/** Reads the file with these variables. */
export function readCompose(variables: Readonly<Record<string, string>> = VARIABLES): ComposeFile {
  const path = JSON.stringify(join(ROOT, 'docker-compose.yml'));
  return composeSchema.parse(evaluate('compose-file.mjs', `it.readComposeFile(${path}, ${JSON.stringify(variables)})`));
}
