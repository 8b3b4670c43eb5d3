/** What a service of the compose file becomes when it is run by hand. */
import { join } from 'node:path';
import { evaluate, readCompose, ROOT } from './compose-file';

/** Asks the place where services run by hand; host names are replaced as the script does. */
function ask(question: string): unknown {
  const options = JSON.stringify({
    compose: readCompose(),
    root: ROOT,
    folder: '/here',
    bin: '/here/bin',
    names: { 'temporal:7233': '127.0.0.1:1', '0.0.0.0:9464': '127.0.0.1:2', 'HOST=0.0.0.0': '127.0.0.1', 7233: 1 },
    files: { '/etc/temporal/entrypoint.sh': '/module/entrypoint.sh' },
  });
  return evaluate('by-hand/place.mjs', `new it.Place(${options}).${question}`);
}

test.each(['worker', 'api', 'wabactl'])('%s sees its own environment, and nothing of a container in it', (name) => {
  const environment = ask(`environment('${name}')`) as Record<string, string>;
  expect(Object.keys(environment).sort()).toEqual(
    [...Object.keys(readCompose().services[name]!.environment), 'PATH', 'HOME', 'STATE_DIR'].sort(),
  );
  for (const value of Object.values(environment)) expect(value).not.toMatch(/^\/(run|data|opt)\/|temporal:|0\.0\.0\.0/);
  expect(environment).toMatchObject({
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    EVIDENCE_DIR: '/here/volumes/evidence',
    PAYLOAD_KEYS_FILE: '/secrets/payload-keys',
  });
});

test('scripts of this folder are run where they lie, and those of an image where they lie here', () => {
  expect(ask(`command('temporal')`)).toEqual([
    '/bin/sh',
    join(ROOT, 'deploy/temporal/with-password.sh'),
    '/module/entrypoint.sh',
  ]);
});

test('a command is given to the entry point that the image has', () => {
  expect(ask(`command('api', { entrypoint: it.imageEntrypoint(${JSON.stringify(ROOT)}) })`)).toEqual([
    'node',
    'dist/main/cli.js',
    'api',
  ]);
});

test('a health check asks the port that is used here', () => {
  expect(ask(`healthCheck('temporal')`)).toEqual(['nc', '-z', '127.0.0.1', '1']);
});
