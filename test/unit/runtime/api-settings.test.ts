import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readApiSettings, readCodecSettings, SettingsError } from '../../../runtime/settings';

let cwd: string;
beforeEach(() => (cwd = mkdtempSync(join(tmpdir(), 'api-settings-'))));
afterEach(() => rmSync(cwd, { recursive: true }));

const read = (env: NodeJS.ProcessEnv = {}) => readApiSettings(env, { cwd, ignoreTemporalProfiles: true });

test('without a setting the API is on loopback, port 3000, without keys', () => {
  expect(read()).toMatchObject({ host: '127.0.0.1', port: 3000, apiKeysFile: undefined, sessionSecret: undefined });
});

test('address, port, keys and the secret of sessions are taken as given, paths from the folder of the process', () => {
  writeFileSync(join(cwd, 'secret'), 'a-long-secret\n');
  const env = { HOST: '0.0.0.0', PORT: '0', API_KEYS_FILE: 'keys.json', SESSION_SECRET_FILE: 'secret' };
  expect(read(env)).toMatchObject({
    host: '0.0.0.0',
    port: 0,
    apiKeysFile: join(cwd, 'keys.json'),
    sessionSecret: 'a-long-secret',
  });
});

test.each([
  ['PORT', '65536'],
  ['PORT', 'http'],
  ['PORT', '-1'],
  ['HOST', 'http://localhost'],
  ['HOST', 'a b'],
])('%s=%s stops the process with a line that names it', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(SettingsError);
  expect(() => read({ [name]: value })).toThrow(new RegExp(`^${name}: `));
});

describe('a codec server', () => {
  const PAYLOAD_KEYS = `k1:${Buffer.alloc(32).toString('base64')}`;
  const readCodec = (env: NodeJS.ProcessEnv) => readCodecSettings(env, { cwd, ignoreTemporalProfiles: true });

  test('listens on loopback, port 8081, and has the port of its own and the rest of the API', () => {
    expect(readCodec({ PAYLOAD_KEYS })).toMatchObject({ host: '127.0.0.1', port: 8081, temporalUiUrl: undefined });
    const env = { PAYLOAD_KEYS, CODEC_PORT: '0', PORT: '4000', HOST: 'localhost', TEMPORAL_UI_URL: 'http://ui:8080/' };
    expect(readCodec(env)).toMatchObject({ host: 'localhost', port: 0, temporalUiUrl: 'http://ui:8080' });
  });

  test('does not start without keys, or with a port that is none', () => {
    expect(() => readCodec({})).toThrow("PAYLOAD_KEYS: is missing; give the codec server the workers' keys");
    expect(() => readCodec({ PAYLOAD_KEYS, CODEC_PORT: '99999' })).toThrow(/^CODEC_PORT: /);
  });
});
