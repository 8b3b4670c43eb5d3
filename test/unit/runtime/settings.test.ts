import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { readClientSettings, readWorkerSettings, SettingsError } from '../../../runtime/settings';
import { readLocalSession } from '../../../runtime/settings/local-session';

const KEY = Buffer.alloc(32, 7).toString('base64');
let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(cwd, name), text);
  return name;
};
const options = () => ({ cwd, ignoreTemporalProfiles: true });
const worker = (env: NodeJS.ProcessEnv) => readWorkerSettings({ GRAPH_TOKEN: 'the-token', ...env }, options());
const errorOf = (read: () => unknown): SettingsError => {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

const BAD: readonly [setting: string, value: string][] = [
  ['TEMPORAL_ADDRESS', 'no-port'],
  ['TEMPORAL_TLS', 'perhaps'],
  ['TEMPORAL_TLS_CLIENT_CERT_PATH', '/does/not/exist.pem'],
  ['TEMPORAL_UI_URL', 'not a url'],
  ['PUBLIC_URL', 'ftp://example.com'],
  ['GRAPH_API_URL', 'graph.facebook.com'],
  ['GRAPH_API_VERSION', '26'],
  ['META_APP_ID', 'my-app'],
  ['META_BUSINESS_ID', '12x'],
  ['GRAPH_TOKENS_FILE', 'absent.json'],
  ['WEBHOOK_VERIFY_TOKENS_FILE', 'absent.json'],
  ['META_APP_SECRET_FILE', 'absent'],
  ['PAYLOAD_KEYS', 'k1:short'],
  ['PAYLOAD_KEYS', `k1:${KEY},k1:${KEY}`],
  ['PAYLOAD_KEYS', KEY],
  ['POLL_INTERVAL', '30'],
  ['POLL_INTERVAL', '1ms'],
  ['POLL_MAX_INTERVAL', '5s'],
  ['METRICS_ADDRESS', '9464'],
  ['LOG_LEVEL', 'loud'],
  ['REQUIRE_SECOND_PERSON', 'yes'],
  ['REQUIRE_SECOND_PERSON', '1'],
  ['DEPLOYMENT_NAME', 'two words'],
];

describe('a bad setting', () => {
  test.each(BAD)('%s=%s stops a worker with one line that names it and does not show the value', (setting, value) => {
    const error = errorOf(() => worker({ [setting]: value }));
    expect(error.setting).toBe(setting);
    expect(error.message).toMatch(new RegExp(`^${setting}: .{10,}`));
    expect(error.message).not.toContain('\n');
    expect(error.message).not.toContain(value === '30' || value === '26' ? `"${value}"` : value);
  });

  test('of a worker does not stop a client, which needs nothing of Meta', () => {
    const env = { META_APP_ID: 'my-app', GRAPH_TOKENS_FILE: 'absent.json', POLL_INTERVAL: 'x' };
    expect(readClientSettings(env, options()).temporal.address).toBe('localhost:7233');
  });

  test.each([
    ['DEPLOYMENT_NAME', { BUILD_ID: '1.0' }],
    ['BUILD_ID', { DEPLOYMENT_NAME: 'orchestrator' }],
    ['GRAPH_TOKEN', { GRAPH_TOKEN: '' }],
  ])('%s missing where it is needed is named', (setting, env) => {
    expect(errorOf(() => worker(env)).setting).toBe(setting);
  });
});

describe('secrets', () => {
  test.each(['META_APP_SECRET', 'GRAPH_TOKEN', 'PAYLOAD_KEYS', 'TEMPORAL_API_KEY'])(
    '%s may come from a file',
    (name) => {
      const secret = name === 'PAYLOAD_KEYS' ? `k1:${KEY}` : 'from-the-file';
      const settings = worker({ GRAPH_TOKEN: 'x', [name]: '', [`${name}_FILE`]: file('secret', `${secret}\n`) });
      const found = {
        META_APP_SECRET: settings.meta.appSecret,
        GRAPH_TOKEN: settings.tokens('default'),
        PAYLOAD_KEYS: settings.payloadKeys && 'from-the-file',
        TEMPORAL_API_KEY: settings.temporal.connection.apiKey,
      }[name];
      expect(found).toBe('from-the-file');
    },
  );

  test('given twice are refused, since one of the two is outdated', () => {
    const error = errorOf(() => worker({ GRAPH_TOKEN_FILE: file('token', 'a') }));
    expect(error.message).toContain('GRAPH_TOKEN_FILE');
  });

  test('do not show when settings are printed', () => {
    const printed = inspect(worker({ PAYLOAD_KEYS: `k1:${KEY}` }), { depth: 9, showHidden: true });
    expect(printed).not.toContain('the-token');
    expect(printed).not.toContain(KEY);
  });

  test('do not show in the error about a malformed file of tokens', () => {
    const name = file('tokens.json', '{"default": "EAAverysecret", "other": ');
    const error = errorOf(() => worker({ GRAPH_TOKEN: '', GRAPH_TOKENS_FILE: name }));
    expect(error.setting).toBe('GRAPH_TOKENS_FILE');
    expect(inspect(error, { depth: 9 })).not.toContain('EAAverysecret');
  });

  test('are looked up by reference, and a reference without a token has none', () => {
    const name = file('tokens.json', JSON.stringify({ default: 'a', customer: 'b' }));
    const { tokens } = worker({ GRAPH_TOKEN: '', GRAPH_TOKENS_FILE: name });
    expect([tokens('default'), tokens('customer'), tokens('constructor')]).toEqual(['a', 'b', undefined]);
  });
});

describe('defaults and sources', () => {
  test('the environment wins over .env, and an empty text counts as unset', () => {
    file('.env', 'GRAPH_API_VERSION=v25.0\nMETA_APP_ID=11\nLOG_LEVEL=debug\n');
    const settings = worker({ META_APP_ID: '22', LOG_LEVEL: '' });
    expect([settings.graph.version, settings.meta.appId, settings.logLevel]).toEqual(['v25.0', '22', 'info']);
  });

  test('a .env that is there and cannot be read stops the process, since what it sets would be missing', () => {
    mkdirSync(join(cwd, '.env'));
    const error = errorOf(() => worker({}));
    expect(error.setting).toBe('.env');
    expect(error.message).toMatch(/^\.env: cannot be read \(EISDIR\); [^\n]+$/);
  });

  test.each([
    ['true', true],
    ['false', false],
    ['', false],
  ])('REQUIRE_SECOND_PERSON=%s reads as %s', (text, required) => {
    expect(readClientSettings({ REQUIRE_SECOND_PERSON: text }, options()).requireSecondPerson).toBe(required);
  });

  test('what is not given has the documented default', () => {
    expect(worker({})).toMatchObject({
      graph: { baseUrl: 'https://graph.facebook.com', version: 'v26.0' },
      poll: { intervalMs: 30_000, maxIntervalMs: 900_000 },
      stateDir: join(cwd, '.state'),
      evidenceDir: join(cwd, '.state', 'evidence'),
      logLevel: 'info',
      temporal: { address: 'localhost:7233', namespace: 'default', foundBy: 'default' },
    });
  });

  test('Temporal is where its own variables say, TLS and API key included', () => {
    const { temporal } = worker({ TEMPORAL_ADDRESS: 'cluster:7233', TEMPORAL_NAMESPACE: 'ops', TEMPORAL_API_KEY: 'k' });
    expect(temporal).toMatchObject({ address: 'cluster:7233', namespace: 'ops', foundBy: 'settings' });
    expect(temporal.connection).toMatchObject({ apiKey: 'k', tls: true });
  });

  test('a profile of temporal.toml counts, unless it is to be left out', () => {
    const toml = file('temporal.toml', '[profile.default]\naddress = "profiled:7233"\n');
    const env = { TEMPORAL_CONFIG_FILE: join(cwd, toml) };
    expect(readClientSettings(env, { cwd }).temporal.address).toBe('profiled:7233');
    expect(readClientSettings(env, options()).temporal.address).toBe('localhost:7233');
  });

  test('a temporal.toml without any profile counts as none', () => {
    const env = { TEMPORAL_CONFIG_FILE: join(cwd, file('temporal.toml', '')), TEMPORAL_ADDRESS: 'cluster:7233' };
    expect(readClientSettings(env, { cwd }).temporal.address).toBe('cluster:7233');
  });

  test('a malformed temporal.toml is named and not quoted', () => {
    const toml = file('temporal.toml', '[profile.default]\napi_key = "very-secret\n');
    const error = errorOf(() => readClientSettings({ TEMPORAL_CONFIG_FILE: join(cwd, toml) }, { cwd }));
    expect(error.setting).toBe('TEMPORAL_CONFIG_FILE');
    expect(error.message).not.toContain('very-secret');
  });
});

describe('a live npm start in the same folder', () => {
  const session = {
    temporalAddress: '127.0.0.1:7999',
    namespace: 'default',
    temporalUiUrl: 'http://127.0.0.1:8999',
    simulatorUrl: null,
  };
  const announce = (pid: number): void => file('dev.json', JSON.stringify({ ...session, pid })) as unknown as void;
  const env = (): NodeJS.ProcessEnv => ({ STATE_DIR: cwd });

  test('is found without a setting, with its Web UI', () => {
    announce(process.pid);
    const settings = readClientSettings(env(), options());
    expect(settings.temporal).toMatchObject({ address: '127.0.0.1:7999', foundBy: 'local-session' });
    expect(settings.temporalUiUrl).toBe('http://127.0.0.1:8999');
  });

  test('gives way to an address of the caller', () => {
    announce(process.pid);
    expect(readClientSettings({ ...env(), TEMPORAL_ADDRESS: 'cluster:7233' }, options()).temporal.address).toBe(
      'cluster:7233',
    );
  });

  test('counts no longer once its process is gone, or when its file is damaged', () => {
    announce(2 ** 22 + 1); // above the largest process id of Linux
    expect(readLocalSession(cwd)).toBeUndefined();
    file('dev.json', '{"pid": ');
    expect(readClientSettings(env(), options()).temporal.foundBy).toBe('default');
  });
});
