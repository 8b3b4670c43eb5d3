/** What goes into the image, and what must not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './compose-file';

const lines = (file: string): string[] =>
  readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

const dockerfile = lines('Dockerfile');
const [first, ...taken] = lines('.dockerignore');

test('nothing is sent to the build but what is named, and all of that exists', () => {
  expect(first).toBe('*');
  for (const line of taken) {
    expect(line).toMatch(/^![\w./-]+$/);
    expect(existsSync(join(ROOT, line.slice(1)))).toBe(true);
  }
});

test('every room that is compiled goes into the build', () => {
  const config = JSON.parse(readFileSync(join(ROOT, 'tsconfig.build.json'), 'utf8')) as { include: string[] };
  for (const room of config.include) expect(taken).toContain(`!${room}`);
});

test('no secret, no state and no test can be in it', () => {
  for (const name of ['deploy', 'deploy/secrets', '.env', '.state', 'test', 'node_modules', 'dist'])
    expect(taken).not.toContain(`!${name}`);
});

test('secrets of this machine stay out of the repository', () => {
  expect(lines('deploy/secrets/.gitignore')).toEqual(['*', '!.gitignore']);
  expect(readdirSync(join(ROOT, 'deploy/secrets'))).toContain('.gitignore');
});

test('it is built on a Node.js whose tag says its version, and runs as nobody special', () => {
  expect(dockerfile).toContainEqual(expect.stringMatching(/^ARG NODE_IMAGE=node:22\.\d+\.\d+-[a-z]+-slim$/));
  const stages = dockerfile.filter((line) => line.startsWith('FROM '));
  for (const stage of stages) expect(stage).toMatch(/^FROM \$\{NODE_IMAGE\}/);
  const last = dockerfile.slice(dockerfile.lastIndexOf(stages.at(-1)!));
  expect(last).toContain('USER node');
  expect(last.indexOf('USER node')).toBeLessThan(last.findIndex((line) => line.startsWith('ENTRYPOINT')));
});

test('the workflows are bundled when it is built, and the health check is in it', () => {
  expect(dockerfile.join('\n')).toMatch(/test -s dist\/workflow-bundle\.js/);
  expect(dockerfile.join('\n')).toMatch(/test -s dist\/workflow-bundle-encrypted\.js/);
  expect(dockerfile).toContainEqual(expect.stringMatching(/^HEALTHCHECK .*"deploy\/health\.mjs"/));
});
