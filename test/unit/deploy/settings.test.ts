/** The program takes the settings that `docker-compose.yml` gives its processes, and they mean what they should. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  hasMetaToken,
  readApiSettings,
  readClientSettings,
  readCodecSettings,
  readWorkerSettings,
} from '../../../runtime/settings';
import { readCompose } from './compose-file';

const PAYLOAD_KEYS = `k1:${Buffer.alloc(32).toString('base64')}`;
const SECRETS = {
  payload_keys: PAYLOAD_KEYS,
  session_secret: 's'.repeat(40),
  graph_tokens: '{"default":"token-of-the-system-user"}',
  webhook_verify_tokens: '{"https://example.com/hook":"verify"}',
  meta_app_secret: 'secret-of-the-app',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compose-settings-'));
  mkdirSync(join(folder, 'secrets'));
  for (const [name, text] of Object.entries(SECRETS)) writeFileSync(join(folder, 'secrets', name), text);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The environment of a service, its secrets being where this test wrote them. */
const environmentOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(readCompose().services[name]!.environment).map(([key, value]) => [
      key,
      value.replace(/^\/run\/secrets/, join(folder, 'secrets')),
    ]),
  );
const options = () => ({ cwd: folder, ignoreTemporalProfiles: true });

test('the worker gets Temporal, Meta, its token and its secrets', () => {
  const settings = readWorkerSettings(environmentOf('worker'), options());
  expect(settings).toMatchObject({
    temporal: { address: 'temporal:7233', namespace: 'default', foundBy: 'settings' },
    graph: { baseUrl: 'https://graph.facebook.com', version: 'v26.0' },
    meta: { appId: '1234', appSecret: SECRETS.meta_app_secret, businessId: '5678' },
    evidenceDir: '/data/evidence',
    metricsAddress: '0.0.0.0:9464',
  });
  expect(settings.payloadKeys).toBeDefined();
  expect(settings.tokens('default')).toBe('token-of-the-system-user');
  expect(settings.verifyTokens('https://example.com/hook')).toBe('verify');
});

test('the API listens to its container, wants keys, and has no token of Meta', () => {
  const environment = environmentOf('api');
  expect(readApiSettings(environment, options())).toMatchObject({
    host: '0.0.0.0',
    port: 3000,
    apiKeysFile: '/data/keys/api-keys.json',
    sessionSecret: SECRETS.session_secret,
    publicUrl: 'http://localhost:3000',
    evidenceDir: '/data/evidence',
  });
  expect(hasMetaToken(environment, options())).toBe(false);
});

test('the codec server listens to its container, knows the keys and sessions of the API, and has no token of Meta', () => {
  const environment = environmentOf('codec-server');
  const { apiKeysFile, sessionSecret, publicUrl, temporalUiUrl } = readApiSettings(environmentOf('api'), options());
  const settings = readCodecSettings(environment, options());
  expect(settings).toMatchObject({
    host: '0.0.0.0',
    port: 8081,
    apiKeysFile,
    sessionSecret,
    publicUrl,
    temporalUiUrl,
  });
  expect(settings.payloadKeys.map(({ id }) => id)).toEqual(['k1']);
  expect(hasMetaToken(environment, options())).toBe(false);
});

test('the command line reaches the same Temporal with the same keys, and the file that API keys are kept in', () => {
  const environment = environmentOf('wabactl');
  const settings = readClientSettings(environment, options());
  expect(settings).toMatchObject({
    temporal: { address: 'temporal:7233' },
    apiKeysFile: readApiSettings(environmentOf('api'), options()).apiKeysFile,
  });
  expect(settings.payloadKeys).toBeDefined();
  expect(hasMetaToken(environment, options())).toBe(false);
});
