import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccess, createKey, isLoopback, type AccessOptions } from '../../../client/access';

let folder: string;
let apiKeysFile: string;
let logged: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'access-'));
  apiKeysFile = join(folder, 'keys.json');
  logged = [];
  await createKey(apiKeysFile, { name: 'ops', role: 'admin', expires: null }, new Date());
});
afterEach(() => rmSync(folder, { recursive: true }));

const say = (_fields: object, message: string): void => void logged.push(message);
const access = (options: Partial<AccessOptions>) =>
  createAccess({
    host: '127.0.0.1',
    apiKeysFile: undefined,
    sessionSecret: undefined,
    publicUrl: undefined,
    localName: 'local:tester',
    logger: { info: say, warn: say, error: say },
    ...options,
  });

test.each([
  '0.0.0.0',
  '::',
  '[::]',
  '192.0.2.7',
  '10.0.0.1',
  'example.com',
  'localhost.example.com',
  '::ffff:192.0.2.7',
])('without keys no server starts on %s', (host) => {
  expect(() => access({ host })).toThrow(/^HOST: .*API_KEYS_FILE/);
  expect(access({ host, apiKeysFile }).keys).toBeDefined();
});

test('without keys no server starts behind a proxy: whoever reaches that would be let in', () => {
  const publicUrl = 'https://wa.example.com';
  expect(() => access({ publicUrl })).toThrow(/^PUBLIC_URL: .*API_KEYS_FILE/);
  expect(access({ publicUrl, apiKeysFile }).publicOrigin).toBe(publicUrl);
  expect(access({ publicUrl: 'http://localhost:3000' }).keys).toBeUndefined();
});

test.each(['127.0.0.1', '127.8.9.10', 'localhost', 'LOCALHOST', '::1', '[::1]'])(
  'without keys a server starts on %s, and says who may do what',
  (host) => {
    expect(access({ host })).toMatchObject({ keys: undefined, localName: 'local:tester' });
    expect(logged).toEqual([expect.stringMatching(/no API_KEYS_FILE.*whoever is on this machine.*local:tester/)]);
  },
);

test.each(['localhost.', '127.0.0.1.example.com', '0', '', '127.1', 'localhost@example.com', '1.127.0.0'])(
  '%p does not count as loopback',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);

test('a session secret that can be guessed is refused, and never shown', () => {
  const sessionSecret = 'only-thirty-one-characters-long';
  expect(() => access({ apiKeysFile, sessionSecret })).toThrow(/^SESSION_SECRET: is under 32 characters.*openssl rand/);
  expect(() => access({ apiKeysFile, sessionSecret })).not.toThrow(sessionSecret);
});

test('the same secret gives the same key of 32 bytes to every process, another secret another', () => {
  const [one, same, other] = ['a', 'a', 'b'].map((sign) => access({ apiKeysFile, sessionSecret: sign.repeat(32) }));
  expect(one?.sessionKey).toHaveLength(32);
  expect(one?.sessionKey).toEqual(same?.sessionKey);
  expect(one?.sessionKey).not.toEqual(other?.sessionKey);
});

test('without a secret every process has a key of its own, and says so', () => {
  const [one, other] = [access({ apiKeysFile }), access({ apiKeysFile })];
  expect(one.sessionKey).not.toEqual(other.sessionKey);
  expect(logged).toHaveLength(2);
  expect(logged.join()).toMatch(/no SESSION_SECRET.*no SESSION_SECRET/);
});

test.each<[Partial<AccessOptions>, string, boolean]>([
  [{}, 'waba_session', false],
  [{ publicUrl: 'http://localhost:3000' }, 'waba_session', false],
  [{ publicUrl: 'https://wa.example.com' }, '__Host-waba_session', true],
  [{ publicUrl: 'http://wa.example.com' }, '__Host-waba_session', true],
  [{ host: '0.0.0.0' }, '__Host-waba_session', true],
  [{ host: '0.0.0.0', publicUrl: 'http://localhost:3000' }, '__Host-waba_session', true],
])('with %p the session cookie is %s (Secure: %p)', (options, name, secure) => {
  expect(access({ apiKeysFile, ...options }).sessionCookie).toEqual({
    name,
    attributes: { httpOnly: true, sameSite: 'strict', secure, path: '/', maxAge: 43_200 },
  });
});
