/** The reader of the compose file, which the script that runs its steps by hand goes by. */
import { evaluate } from './compose-file';

const filled = (text: string, variables: Record<string, string> = {}): unknown =>
  evaluate('compose-file.mjs', `it.interpolate(${JSON.stringify(text)}, ${JSON.stringify(variables)})`);
const ordered = (services: Record<string, unknown>): unknown =>
  evaluate('compose-file.mjs', `it.startOrder(${JSON.stringify(services)})`);

test.each([
  ['${A}', 'x'],
  ['$A-', 'x-'],
  ['${A:-other}', 'x'],
  ['${B:-other}', 'other'],
  ['${B}', ''],
  ['${A:?is missing}', 'x'],
  ['$$A ${A}${A}', '$A xx'],
  ['no variable', 'no variable'],
])('%s becomes %s', (text, expected) => {
  expect(filled(text, { A: 'x' })).toBe(expected);
});

test('a variable that must be set and is not stops the reader with its message', () => {
  expect(() => filled('${B:?set it to an id}')).toThrow(/B: set it to an id/);
});

test('a service comes after all that it depends on, however the file orders them', () => {
  const services = { a: { depends_on: { b: {}, c: {} } }, b: { depends_on: { c: {} } }, c: {} };
  expect(ordered(services)).toEqual(['c', 'b', 'a']);
});

test('services that depend on each other, or on none that exists, are refused', () => {
  expect(() => ordered({ a: { depends_on: { b: {} } }, b: { depends_on: { a: {} } } })).toThrow(/a > b > a/);
  expect(() => ordered({ a: { depends_on: { b: {} } } })).toThrow(/b, which is no service/);
});
