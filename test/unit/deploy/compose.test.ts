/** What `docker compose` itself does not check of `docker-compose.yml`, and what this program wants of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RETENTION_DAYS, SEARCH_ATTRIBUTES } from '../../../domain/ids';
import { LOOK_FOR_TOKENS, PROGRAM, SETTINGS_OF_IMAGES, SETTINGS_OF_PROGRAM } from './known-settings';
import { readCompose, ROOT, VARIABLES, type Service } from './compose-file';

const compose = readCompose();
const services = Object.entries(compose.services);
const service = (name: string): Service => compose.services[name]!;
const longRunning = services.filter(([, { restart }]) => restart === 'unless-stopped');
const steps = services.filter(([, { restart }]) => restart?.startsWith('on-failure'));

test.each(services)('%s runs an image whose tag says its version', (_name, { image }) => {
  expect(image).toMatch(/^[a-z0-9/.-]+:\d+\.\d+(\.\d+)?(-[a-z0-9.]+)?$/);
});

test('the image of this program is tagged with its version, and built from this folder', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  for (const name of PROGRAM) expect(service(name)).toMatchObject({ image: `waba-migrations:${version}`, build: '.' });
});

test.each(services)('%s depends on what exists, and waits for what each can show', (name, { depends_on }) => {
  for (const [other, { condition }] of Object.entries(depends_on)) {
    expect(Object.keys(compose.services)).toContain(other);
    expect(other).not.toBe(name);
    const isStep = steps.some(([step]) => step === other);
    expect(condition).toBe(isStep ? 'service_completed_successfully' : 'service_healthy');
    if (!isStep) expect(service(other).healthcheck?.test).toBeDefined();
  }
});

test.each(services)('%s is reached from this machine alone', (_name, { ports }) => {
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
});

test('the database is reached by Temporal alone', () => {
  expect(compose.networks['database']).toEqual({ internal: true });
  const inside = services.filter(([, { networks }]) => networks.includes('database')).map(([name]) => name);
  expect(inside.sort()).toEqual(['postgres', 'temporal', 'temporal-schema']);
  expect(service('postgres')).toMatchObject({ ports: [], networks: ['database'] });
});

test.each(longRunning)('%s is started again when it ends, and shows whether it is well', (_name, { healthcheck }) => {
  expect(healthcheck?.test?.[0]).toMatch(/^CMD/);
});

test('every service is one that runs, a step, or a tool that nothing starts', () => {
  const tools = services.filter(([, { profiles }]) => profiles.length > 0).map(([name]) => name);
  expect(tools).toEqual(['wabactl']);
  expect(
    [...longRunning, ...steps]
      .map(([name]) => name)
      .concat(tools)
      .sort(),
  ).toEqual(services.map(([name]) => name).sort());
});

test.each(services)(
  'every name in the environment of %s is a setting of what it runs',
  (name, { image, environment }) => {
    const known = PROGRAM.includes(name) ? SETTINGS_OF_PROGRAM : SETTINGS_OF_IMAGES[image.split(':')[0]!];
    for (const setting of Object.keys(environment)) expect(known).toContain(setting);
  },
);

test.each(services)('every volume, network and secret of %s is declared or lies in this folder', (_name, one) => {
  for (const volume of one.volumes) {
    const [source = ''] = volume.split(':');
    if (source.startsWith('.')) expect(existsSync(join(ROOT, source))).toBe(true);
    else expect(Object.keys(compose.volumes)).toContain(source);
  }
  for (const network of one.networks) expect(Object.keys(compose.networks)).toContain(network);
  for (const secret of one.secrets) expect(Object.keys(compose.secrets)).toContain(secret);
  const read = Object.values(one.environment).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? []);
  expect(read.sort()).toEqual([...one.secrets].sort());
});

test('nothing is declared that no service uses', () => {
  const used = (pick: (one: Service) => readonly string[]): Set<string> =>
    new Set(services.flatMap(([, one]) => pick(one)));
  expect(new Set(Object.keys(compose.secrets))).toEqual(used(({ secrets }) => secrets));
  expect(new Set(Object.keys(compose.networks))).toEqual(used(({ networks }) => networks));
  const named = used(({ volumes }) =>
    volumes.map((volume) => volume.split(':')[0]!).filter((name) => !name.startsWith('.')),
  );
  expect(new Set(Object.keys(compose.volumes))).toEqual(named);
});

test('the dashboard shows the Graph API that the worker calls', () => {
  const [api, worker] = ['api', 'worker'].map((name) => compose.services[name]?.environment['GRAPH_API_URL']);
  expect(api).toBeDefined();
  expect(api).toBe(worker);
});

test('only the worker has tokens and secrets of Meta', () => {
  for (const [name, { environment, secrets }] of services) {
    const names = Object.keys(environment).filter((setting) => LOOK_FOR_TOKENS.test(setting));
    const metas = secrets.filter((secret) => /graph|meta|webhook/.test(secret));
    if (name === 'worker') {
      expect(names).toContain('GRAPH_TOKENS_FILE');
      expect(metas.sort()).toEqual(['graph_tokens', 'meta_app_secret', 'webhook_verify_tokens']);
    } else {
      // Where the Graph API is is no secret: the API shows it, so that nobody takes another for Meta's.
      expect(names).toEqual(name === 'api' ? ['GRAPH_API_URL'] : []);
      expect(metas).toEqual([]);
    }
  }
});

test('no secret stands in the file: every one comes from a file of its own', () => {
  for (const [, { environment }] of services)
    for (const [setting, value] of Object.entries(environment))
      if (/PASSWORD|PWD|SECRET|TOKEN|PAYLOAD_KEYS/.test(setting)) expect(value).toMatch(/^\/run\/secrets\//);
  for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\/secrets\//);
  expect(readCompose({ ...VARIABLES, SECRETS_DIR: '' }).secrets['payload_keys']?.file).toBe(
    './deploy/secrets/payload-keys',
  );
});

test('worker and API share the folder of evidence, which only the worker writes; API keys are made by the tool alone', () => {
  expect(service('worker').volumes).toEqual(['evidence:/data/evidence']);
  expect(service('api').volumes).toEqual(['evidence:/data/evidence:ro', 'keys:/data/keys:ro']);
  expect(service('wabactl').volumes).toEqual(['evidence:/data/evidence:ro', 'keys:/data/keys']);
  for (const name of ['worker', 'api', 'wabactl'])
    expect(service(name).environment['EVIDENCE_DIR']).toBe('/data/evidence');
});

test('the codec server sees payload keys, API keys and nothing of Temporal, Meta or the evidence', () => {
  const { volumes, secrets, environment, networks } = service('codec-server');
  expect({ volumes, secrets: [...secrets].sort(), networks }).toEqual({
    volumes: ['keys:/data/keys:ro'],
    secrets: ['payload_keys', 'session_secret'],
    networks: service('api').networks,
  });
  expect(environment['TEMPORAL_ADDRESS']).toBeUndefined();
});

test('the Web UI asks the codec server with the session of the dashboard, and all three are one site', () => {
  const ui = service('temporal-ui').environment;
  const codec = service('codec-server').environment;
  const api = service('api').environment;
  expect(ui['TEMPORAL_CODEC_INCLUDE_CREDENTIALS']).toBe('true');
  const endpoint = new URL(ui['TEMPORAL_CODEC_ENDPOINT']!);
  expect(service('codec-server').ports).toEqual([`127.0.0.1:${endpoint.port}:${codec['CODEC_PORT']}`]);
  // One page may use it, under one address; the cookie is told by the name of the host that it was set for.
  expect(codec['TEMPORAL_UI_URL']).toBe(`http://localhost:${ui['TEMPORAL_UI_PORT']}`);
  for (const setting of ['HOST', 'PUBLIC_URL', 'API_KEYS_FILE', 'SESSION_SECRET_FILE', 'TEMPORAL_UI_URL'])
    expect([setting, codec[setting]]).toEqual([setting, api[setting]]);
  // Runs and notifications link to the dashboard by the worker's setting.
  expect(service('worker').environment['PUBLIC_URL']).toBe(api['PUBLIC_URL']);
  const hosts = [endpoint.href, codec['TEMPORAL_UI_URL']!, api['PUBLIC_URL']!].map((url) => new URL(url).hostname);
  expect(new Set(hosts)).toEqual(new Set(['localhost']));
});

test.each(PROGRAM)('%s can write nothing but its volumes, and has no capability', (name) => {
  expect(service(name)).toMatchObject({ read_only: true, cap_drop: ['ALL'], privileged: false });
});

test('a worker is given longer to stop than a write to Meta may take', () => {
  const { stop_grace_period: grace = '' } = service('worker');
  expect(Number(/^(\d+)s$/.exec(grace)?.[1])).toBeGreaterThan(80);
});

test('the namespace is made with the retention and the search attributes that the program expects', () => {
  const { environment } = service('temporal-namespace');
  expect(environment['RETENTION']).toBe(`${RETENTION_DAYS}d`);
  const registered = Object.fromEntries(
    environment['SEARCH_ATTRIBUTES']!.split(' ').map((pair) => pair.split('=') as [string, string]),
  );
  const words = { KEYWORD: 'Keyword', BOOL: 'Bool', DATETIME: 'Datetime', KEYWORD_LIST: 'KeywordList' };
  expect(registered).toEqual(
    Object.fromEntries(Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, words[type]])),
  );
});

test('everybody means the same Temporal and the same namespace', () => {
  const addresses = services.flatMap(([, { environment }]) => environment['TEMPORAL_ADDRESS'] ?? []);
  expect(new Set(addresses)).toEqual(new Set(['temporal:7233']));
  const namespaces = services.flatMap(
    ([, { environment }]) => environment['TEMPORAL_NAMESPACE'] ?? environment['TEMPORAL_DEFAULT_NAMESPACE'] ?? [],
  );
  expect(new Set(namespaces).size).toBe(1);
});

test.each(['META_APP_ID', 'META_BUSINESS_ID'])(
  'without %s nothing starts, and the message says what to set',
  (name) => {
    expect(() => readCompose({ ...VARIABLES, [name]: '' })).toThrow(new RegExp(`${name}: set it to the id`));
  },
);
