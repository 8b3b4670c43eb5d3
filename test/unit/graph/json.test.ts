import fc from 'fast-check';
import { parseJson } from '../../../activities/graph/json';

describe('parsing JSON', () => {
  it('gives what JSON.parse gives for everything without long integers', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
      { seed: 20261122 },
    );
  });

  it('keeps every digit of every integer, and every character of every string, wherever they stand', () => {
    const long = fc.bigInt({ min: 10n ** 15n, max: 10n ** 25n }).map(String);
    const string = fc.oneof(
      fc.string(),
      long,
      long.map((digits) => `"\\${digits}`),
      long.map((digits) => `:${digits},`),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(string, long)), (pairs) => {
        const text = `[${pairs.map(([name, digits]) => `{${JSON.stringify(name)}:[${digits} , -${digits}]}`).join(',')}]`;
        expect(parseJson(text)).toEqual(
          pairs.map(([name, digits]) => Object.fromEntries([[name, [digits, `-${digits}`]]])),
        );
      }),
      { seed: 20261122 },
    );
  });

  it('leaves fractions and exponents alone', () => {
    expect(parseJson('[1.1234567890123456789, 1e400, 1234567890123456.5, 12345678901234567890]')).toEqual([
      1.1234567890123457,
      Infinity,
      1234567890123456.5,
      '12345678901234567890',
    ]);
  });

  it.each(['', '{"id":12345678901234567890', '{12345678901234567890:1}', '<html>'])(
    'refuses what is no JSON: %s',
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    },
  );
});
