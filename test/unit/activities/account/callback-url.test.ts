/** Callback URLs as they are shown: recognisable, comparable, and without anything that may be secret. */
import fc from 'fast-check';
import { callbackText, shownCallback } from '../../../../activities/account/callback-url';

test('the address keeps origin and path, the hash is of the whole', () => {
  const plain = shownCallback('https://hooks.example.com:8443/waba/in');
  const secret = shownCallback('https://me:pw@hooks.example.com:8443/waba/in?token=abc#x');
  expect(plain.address).toBe('https://hooks.example.com:8443/waba/in');
  expect(secret.address).toBe(plain.address);
  expect(secret.hash).not.toBe(plain.hash);
});

test('a text that is no URL is not shown at all', () => {
  expect(callbackText('token=abc')).toMatch(/^a text that is no URL \(hash [0-9a-f]{12}\)$/);
});

test('whatever stands in query, fragment and user info is never shown', () => {
  const word = fc.stringMatching(/^[a-z]{12}$/);
  fc.assert(
    fc.property(word, word, word, word, (user, password, query, fragment) => {
      const text = callbackText(`https://${user}:${password}@hooks.example.com/waba?${query}=${query}#${fragment}`);
      for (const secret of [user, password, query, fragment]) expect(text).not.toContain(secret);
    }),
  );
});
