import crypto from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createKey, revokeKey, type CreatedKey } from '../../../client/access';
import { createKeyRing, type KeyRing } from '../../../client/access/key-ring';

let folder: string;
let file: string;
let logged: { readonly level: string; readonly fields: object; readonly message: string }[];
let now: Date;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-ring-'));
  file = join(folder, 'keys.json');
  logged = [];
  now = new Date('2026-11-01T10:00:00Z');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const note =
  (level: string) =>
  (fields: object, message: string): void =>
    void logged.push({ level, fields, message });
const logger = { info: note('info'), warn: note('warn'), error: note('error') };

const make = (expires: Date | null = null): Promise<CreatedKey> =>
  createKey(file, { name: 'billing-service', role: 'operator', expires }, now);
const ring = (): KeyRing => createKeyRing({ file, logger, now: () => now });
const later = (ms: number): void => void (now = new Date(now.getTime() + ms));

test('a key is recognised with its name and role, and nothing else is', async () => {
  const { key, id } = await make();
  const keys = ring();
  expect(keys.recognise(key)).toMatchObject({ state: 'live', key: { id, name: 'billing-service', role: 'operator' } });
  for (const wrong of ['', id, key.slice(0, -1), `${key}x`, ` ${key}`, key.toUpperCase(), `wm_${id}_${'A'.repeat(43)}`])
    expect(keys.recognise(wrong)).toEqual({ state: 'unknown' });
});

test('no text but the key itself is recognised', async () => {
  const { key } = await make();
  const keys = ring();
  // Texts near the key: one place of it changed, left out or doubled, and texts that have nothing to do with it.
  const near = fc
    .tuple(
      fc.nat(key.length - 1),
      fc.constantFrom('change', 'drop', 'double'),
      fc.string({ minLength: 1, maxLength: 1 }),
    )
    .map(([at, how, sign]) => {
      const put = { change: sign, drop: '', double: key.charAt(at).repeat(2) }[how];
      return `${key.slice(0, at)}${put}${key.slice(at + 1)}`;
    });
  fc.assert(
    fc.property(fc.oneof(near, fc.string()), (text) => {
      fc.pre(text !== key);
      return keys.recognise(text).state === 'unknown';
    }),
  );
});

test('hashes are compared in constant time, also where no key has the id', async () => {
  const { key } = await make();
  const keys = ring();
  const compare = jest.spyOn(crypto, 'timingSafeEqual');
  const texts = [key, `${key.slice(0, -1)}~`, `wm_000000000000_${key.slice(16)}`, 'x'];
  for (const text of texts) keys.recognise(text);
  expect(compare.mock.calls.map(([a, b]) => [a.byteLength, b.byteLength])).toEqual(texts.map(() => [32, 32]));
});

test('a key stops counting at the moment it expires', async () => {
  const { key, id } = await make(new Date(now.getTime() + 60_000));
  const keys = ring();
  later(59_999);
  expect(keys.recognise(key).state).toBe('live');
  expect(keys.live(id)).toBeDefined();
  later(1);
  expect(keys.recognise(key).state).toBe('expired');
  expect(keys.live(id)).toBeUndefined();
});

test('a key that was made or revoked counts, or counts no longer, without a restart', async () => {
  const first = await make();
  const keys = ring();
  const second = await make();
  await revokeKey(file, first.id, now);
  later(1_000);
  expect(keys.recognise(second.key).state).toBe('live');
  expect(keys.recognise(first.key).state).toBe('revoked');
  expect(keys.live(first.id)).toBeUndefined();
});

test('a clock that is set back keeps no revoked key alive', async () => {
  const { key, id } = await make();
  const keys = ring();
  await revokeKey(file, id, now);
  later(-3_600_000);
  expect(keys.recognise(key).state).toBe('revoked');
});

test('the file is not read for every request', async () => {
  const { key, id } = await make();
  const keys = ring();
  await revokeKey(file, id, now);
  later(999);
  expect(keys.recognise(key).state).toBe('live');
});

test.each([
  ['is broken', () => writeFileSync(file, '{"version":1,"keys":[{"sha2')],
  ['is gone', () => rmSync(file)],
  ['has another shape', () => writeFileSync(file, '{"version":1,"keys":[{"id":"x","token":"EAAsecret"}]}')],
])('a file that %s keeps the keys from before and is told once, without what is in it', async (_how, spoil) => {
  const { key } = await make();
  const keys = ring();
  const good = readFileSync(file, 'utf8');
  logged = [];
  spoil();
  for (let look = 0; look < 5; look += 1) {
    later(1_000);
    expect(keys.recognise(key).state).toBe('live');
  }
  expect(logged).toEqual([
    {
      level: 'error',
      fields: { file, reason: expect.stringMatching(/^API_KEYS_FILE: /) },
      message: expect.any(String),
    },
  ]);
  expect(JSON.stringify(logged)).not.toMatch(/sha2|EAAsecret/);
  writeFileSync(file, good.replaceAll(/"revoked": null/g, `"revoked": "${now.toISOString()}"`));
  later(1_000);
  expect(keys.recognise(key).state).toBe('revoked');
});

test.each([
  ['missing', () => undefined, /ENOENT.*wabactl keys create/],
  ['no JSON', () => writeFileSync(file, 'wm_secret'), /it is no JSON/],
  ['with an unknown role', () => writeFileSync(file, readFileSync(file, 'utf8').replace('operator', 'boss')), /role/],
  ['with markup in a name', () => writeFileSync(file, readFileSync(file, 'utf8').replace('billing', '<b>')), /name/],
  ['with one id twice', () => spoilById(), /keys/],
])('no server starts on a file that is %s', async (how, spoil, message) => {
  if (how !== 'missing') await make();
  spoil();
  expect(ring).toThrow(message);
  expect(ring).not.toThrow(/wm_secret/);
});

function spoilById(): void {
  const { version, keys } = JSON.parse(readFileSync(file, 'utf8')) as { version: number; keys: object[] };
  writeFileSync(file, JSON.stringify({ version, keys: [...keys, ...keys] }));
}

test('a file that others may write, or that lets nobody in, is told at start', async () => {
  const { id } = await make();
  ring();
  expect(logged).toEqual([]);
  chmodSync(file, 0o622);
  ring();
  expect(logged).toMatchObject([{ level: 'warn', message: expect.stringContaining('chmod 600') }]);
  await revokeKey(file, id, now);
  logged = [];
  ring();
  expect(logged).toMatchObject([{ level: 'warn', message: expect.stringContaining('wabactl keys create') }]);
});
