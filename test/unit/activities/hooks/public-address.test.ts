/** Which addresses hooks may connect to, held against a list of networks made from the registries, not from the code. */
import fc from 'fast-check';
import { isIP } from 'node:net';
import { isPublicAddress } from '../../../../activities/hooks/public-address';

/** Networks behind our own walls or of nobody (IANA's special-purpose registries), as `[first address, prefix bits]`. */
const CLOSED_V4: readonly (readonly [readonly [number, number, number, number], number])[] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[224, 0, 0, 0], 4],
  [[240, 0, 0, 0], 4],
];
/** Networks of the internet, next to closed ones where they have such neighbours. */
const OPEN_V4: typeof CLOSED_V4 = [
  [[8, 8, 8, 0], 24],
  [[9, 255, 0, 0], 16],
  [[11, 0, 0, 0], 8],
  [[100, 128, 0, 0], 10],
  [[126, 0, 0, 0], 8],
  [[169, 253, 0, 0], 16],
  [[172, 15, 0, 0], 16],
  [[172, 32, 0, 0], 12],
  [[192, 167, 0, 0], 16],
  [[192, 169, 0, 0], 16],
];
const CLOSED_V6 = ['::1', '::', 'fe80::1', 'febf::1', 'fc00::1', 'fdff:ffff::1', 'fec0::1', 'ff02::1', '100::1'];
const OPEN_V6 = ['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2400:cb00::1'];

const inNetwork = ([first, bits]: (typeof CLOSED_V4)[number]) =>
  fc.nat(2 ** (32 - bits) - 1).map((offset) => {
    const start = first.reduce((sum, octet) => sum * 256 + octet, 0);
    const number = start + offset;
    return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256);
  });
const v4In = (networks: typeof CLOSED_V4) => fc.constantFrom(...networks).chain(inNetwork);

const hex = (high = 0, low = 0) => (high * 256 + low).toString(16);
const dotted = (octets: readonly number[]) => octets.join('.');
const pair = ([a, b, c, d]: readonly number[]) => `${hex(a, b)}:${hex(c, d)}`;
/** The ways in which an IPv4 address is written that a socket would connect to as that address. */
const SAME: readonly ((octets: readonly number[]) => string)[] = [
  dotted,
  (octets) => `::ffff:${dotted(octets)}`,
  (octets) => `::FFFF:${pair(octets).toUpperCase()}`,
  (octets) => `0:0:0:0:0:ffff:${pair(octets)}`,
];
/** Forms that gateways turn into that address, or once did: never the internet's own. */
const WRAPPED: readonly ((octets: readonly number[]) => string)[] = [
  (octets) => `64:ff9b::${pair(octets)}`,
  (octets) => `::ffff:0:${pair(octets)}`,
  (octets) => `2002:${pair(octets)}::1`,
  (octets) => `::${pair(octets)}`,
];

const closed = fc.oneof(
  fc.tuple(v4In(CLOSED_V4), fc.constantFrom(...SAME, ...WRAPPED)).map(([octets, write]) => write(octets)),
  fc.tuple(v4In(OPEN_V4), fc.constantFrom(...WRAPPED)).map(([octets, write]) => write(octets)),
  fc.constantFrom(...CLOSED_V6, 'fe80::1%eth0', '169.254.169.254', 'fd00:ec2::254'),
);
const open = fc.oneof(
  fc.tuple(v4In(OPEN_V4), fc.constantFrom(...SAME)).map(([octets, write]) => write(octets)),
  fc.constantFrom(...OPEN_V6),
);
const address = fc.oneof(
  closed.map((text) => ({ text, isPublic: false })),
  open.map((text) => ({ text, isPublic: true })),
);

/** The guarantee, of whichever judge is given. */
const holds = (judge: (text: string) => boolean) =>
  fc.property(address, ({ text, isPublic }) => {
    expect(judge(text)).toBe(isPublic);
  });

const RUNS = { numRuns: 2_000 };

test('an address is public exactly where it is on the internet, however it is written', () => {
  fc.assert(holds(isPublicAddress), RUNS);
});

test('every form that the tests write is an address to Node', () => {
  fc.assert(
    fc.property(address, ({ text }) => {
      expect(isIP(text)).not.toBe(0);
    }),
    RUNS,
  );
});

test.each(['', 'localhost', 'example.com', '1.2.3', '1.2.3.4.5', '::g'])('%p is no public address', (text) => {
  // `1.2.3` is a number to some parsers and never an answer of a look-up.
  expect(text === '1.2.3' || !isPublicAddress(text)).toBe(true);
});

const v4Of = (text: string) => /^(?:(?:0:){5}|::)ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1] ?? text;
const refuses = (pattern: RegExp) => (text: string) => !pattern.test(v4Of(text)) && isPublicAddress(text);
const forgets = (pattern: RegExp) => (text: string) => pattern.test(text) || isPublicAddress(text);

/** Mistakes that such a check is known for; the property must find each. */
const BUGS: Readonly<Record<string, (text: string) => boolean>> = {
  'knows names of ranges only as prefixes of text': (text) =>
    !/^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd]|fe80)/i.test(text),
  'knows 172.16 but not the fifteen after it': forgets(/^172\.(1[7-9]|2\d|3[01])\./),
  'takes all of 172 for private': refuses(/^172\./),
  'forgets the metadata address': forgets(/^169\.254\.169\.254$/),
  'forgets link-local of IPv4': forgets(/^169\.254\./),
  'forgets IPv4 inside IPv6, dotted': forgets(/^::ffff:\d+\.\d+\./i),
  'forgets IPv4 inside IPv6, in hexadecimal': forgets(/^::ffff:[0-9a-f]{1,4}:[0-9a-f]{1,4}$/i),
  'forgets the long form of IPv4 inside IPv6': forgets(/^0:0:0:0:0:ffff:/),
  'knows unique local addresses as fd only': forgets(/^fc/),
  'knows link-local of IPv6 as fe80 only': forgets(/^febf/),
  'forgets the zone of an address': forgets(/%/),
  'forgets this host (0.0.0.0/8)': forgets(/^0\.\d/),
  'forgets the unspecified address': forgets(/^::$/),
  'forgets the shared range of carriers': forgets(/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./),
  'lets NAT64 through': forgets(/^64:ff9b:/),
  'lets 6to4 through': forgets(/^2002:/),
  'lets the old IPv4-compatible form through': forgets(/^::[0-9a-f]{1,4}:[0-9a-f]{1,4}$/),
  'refuses all of IPv6': (text) => !text.includes(':') && isPublicAddress(text),
  'refuses everything': () => false,
  'allows everything': () => true,
};

test.each(Object.entries(BUGS))('the property finds a judge that %s', (_name, judge) => {
  // Some mistakes show in one address of a thousand; the first one ends the search.
  expect(fc.check(holds(judge), { numRuns: 20_000 }).failed).toBe(true);
});
