import { keyOfSession, SESSION_LASTS_S, sessionOf, type ApiKey, type KeyRing } from '../../../client/access';

const NOW = new Date('2026-11-01T10:00:00Z');
const key: ApiKey = {
  id: '0123456789ab',
  name: 'ops',
  role: 'admin',
  sha256: 'a'.repeat(64),
  created: NOW.toISOString(),
  expires: null,
  revoked: null,
};
const ring = (...live: readonly ApiKey[]): KeyRing => ({
  recognise: () => ({ state: 'unknown' }),
  live: (id) => live.find((one) => one.id === id),
});
const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);

test('a session is of the key that signed in, until it ends', () => {
  const session = sessionOf(key, NOW);
  expect(keyOfSession(session, ring(key), after(SESSION_LASTS_S - 1))).toEqual({ key, session });
  expect(keyOfSession(session, ring(key), after(SESSION_LASTS_S))).toBeUndefined();
});

test('a session ends with its key', () => {
  expect(keyOfSession(sessionOf(key, NOW), ring(), NOW)).toBeUndefined();
});

test('a session is not inherited by another key under the same id', () => {
  const other = { ...key, sha256: 'b'.repeat(64) };
  expect(keyOfSession(sessionOf(key, NOW), ring(other), NOW)).toBeUndefined();
});

test('the role is the one that the key has now, not the one that it had at sign-in', () => {
  const lowered = { ...key, role: 'viewer' } as const;
  expect(keyOfSession(sessionOf(key, NOW), ring(lowered), NOW)?.key.role).toBe('viewer');
});

test.each([null, undefined, 'ops', {}, { keyId: key.id }, { ...sessionOf(key, NOW), until: '9999999999' }])(
  '%j is no session',
  (value) => {
    expect(keyOfSession(value, ring(key), NOW)).toBeUndefined();
  },
);
