import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { readWorkerSettings, SettingsError } from '../../../runtime/settings';

const secret = (byte: number, length = 32): string => `whsec_${Buffer.alloc(length, byte).toString('base64')}`;
const URL_ONE = 'https://example.com/hooks/one';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const read = (env: NodeJS.ProcessEnv) =>
  readWorkerSettings({ GRAPH_TOKEN: 'the-token', ...env }, { cwd, ignoreTemporalProfiles: true }).hooks;

test('without settings nobody is told, and nothing private is allowed', () => {
  expect(read({})).toEqual({ routing: undefined, notified: undefined, allowPrivate: false });
});

test('secrets are read in their order, from a file as well, and do not show when settings are printed', () => {
  const [newest, older] = [secret(1), secret(2)];
  writeFileSync(join(cwd, 'secrets'), `${newest}, ${older}\n`);
  const hooks = read({
    CUTOVER_HOOK_URL: URL_ONE,
    CUTOVER_HOOK_SECRETS_FILE: 'secrets',
    NOTIFY_URL: `${URL_ONE}/, https://example.org/x?y=z,${URL_ONE}/`,
    NOTIFY_SECRETS: newest,
    HOOKS_ALLOW_PRIVATE: 'true',
  });
  expect(hooks.routing?.urls).toEqual([URL_ONE]);
  expect(hooks.routing?.secrets()).toEqual([newest, older]);
  // Kept as written: a slash at the end or a query may be what the receiver listens on.
  expect(hooks.notified?.urls).toEqual([`${URL_ONE}/`, 'https://example.org/x?y=z']);
  expect(hooks.allowPrivate).toBe(true);
  expect(inspect(hooks, { depth: 9, showHidden: true })).not.toContain(newest.slice(6));
});

test.each<[string, string, Record<string, string>]>([
  ['a hook without a secret to sign with', 'CUTOVER_HOOK_SECRETS', { CUTOVER_HOOK_URL: URL_ONE }],
  ['a secret without a hook', 'CUTOVER_HOOK_URL', { CUTOVER_HOOK_SECRETS: secret(1) }],
  ['notifications without a secret to sign with', 'NOTIFY_SECRETS', { NOTIFY_URL: URL_ONE }],
  ['a short secret', 'NOTIFY_SECRETS', { NOTIFY_URL: URL_ONE, NOTIFY_SECRETS: secret(1, 23) }],
  ['a long secret', 'NOTIFY_SECRETS', { NOTIFY_URL: URL_ONE, NOTIFY_SECRETS: secret(1, 65) }],
  ['a secret that is no base64', 'NOTIFY_SECRETS', { NOTIFY_URL: URL_ONE, NOTIFY_SECRETS: 'whsec_correct-horse!' }],
  ['a second secret that is wrong', 'NOTIFY_SECRETS', { NOTIFY_URL: URL_ONE, NOTIFY_SECRETS: `${secret(1)},whsec_x` }],
  ['another scheme', 'CUTOVER_HOOK_URL', { CUTOVER_HOOK_URL: 'ftp://example.com', CUTOVER_HOOK_SECRETS: secret(1) }],
  ['a password in a URL', 'NOTIFY_URL', { NOTIFY_URL: 'https://u:hush@example.com', NOTIFY_SECRETS: secret(1) }],
  ['one wrong URL of several', 'NOTIFY_URL', { NOTIFY_URL: `${URL_ONE},here`, NOTIFY_SECRETS: secret(1) }],
  ['a flag that is none', 'HOOKS_ALLOW_PRIVATE', { HOOKS_ALLOW_PRIVATE: 'perhaps' }],
])('%s stops the worker with one line that names it and shows no value', (_what, setting, env) => {
  let error: unknown;
  try {
    read(env);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(SettingsError);
  const { message } = error as SettingsError;
  expect((error as SettingsError).setting).toBe(setting);
  expect(message).not.toContain('\n');
  for (const value of Object.values(env)) expect(message).not.toContain(value);
});
