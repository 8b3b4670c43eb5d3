import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import fc from 'fast-check';
import { revokeKey, ROLES } from '../../../client/access';
import { fromJson, toJson, type Payloads } from '../../../client/codec/payloads';
import { createEncryptionCodec } from '../../../runtime/data-converter';
import { bearer, later, signIn } from '../api/secured';
import { ask, corsOf, fromPage, payloadKeys, sealed, serveCodec, UI, valuesOf } from './served-codec';

const SECRET = { wabaId: '102290129340398', name: 'Jasper and Sons' };
const bodyOf = (answer: { json<T>(): T }) => answer.json<{ type: string; detail: string; fix: string | null }>();

test('payloads are the same after the way through JSON and back, empty ones included', async () => {
  const arbitrary = fc.record({ metadata: fc.dictionary(fc.string(), fc.uint8Array()), data: fc.uint8Array() });
  await fc.assert(
    fc.asyncProperty(fc.array(arbitrary), async (payloads) => {
      const back = fromJson(JSON.parse(JSON.stringify(toJson(payloads))) as Payloads);
      expect(back.map((payload) => toJson([payload]))).toEqual(payloads.map((payload) => toJson([payload])));
    }),
  );
  expect(fromJson({ payloads: [{}] })).toEqual([{ metadata: {}, data: new Uint8Array() }]);
});

describe('who may read', () => {
  test.each(ROLES)('the key of a %s decodes, as the Temporal CLI sends it', async (role) => {
    const served = await serveCodec();
    const answer = await ask(served, '/decode', await sealed(served.keys, SECRET), bearer(served.secured.keys[role]));
    expect(answer.statusCode).toBe(200);
    expect(valuesOf(answer)).toEqual([SECRET]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test("the dashboard's session decodes for the page of the Web UI, which may read the answer", async () => {
    const served = await serveCodec();
    const { cookie } = await signIn(served.secured, served.secured.keys.viewer);
    const answer = await ask(served, '/decode', await sealed(served.keys, SECRET), fromPage({ cookie }));
    expect(answer.statusCode).toBe(200);
    expect(valuesOf(answer)).toEqual([SECRET]);
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': UI,
      'access-control-allow-credentials': 'true',
    });
    expect(answer.headers.vary).toBe('origin');
  });

  test('nobody decodes without a key, with a wrong one, or with one that was revoked', async () => {
    const served = await serveCodec();
    const { secured } = served;
    const payloads = await sealed(served.keys, SECRET);
    const revoked = await signIn(secured, secured.keys.operator);
    await revokeKey(secured.file, secured.keys.operator.id, new Date());
    later(60_000);
    const wrong = { key: `${secured.keys.admin.key.slice(0, -4)}AAAA` };
    for (const headers of [{}, bearer(wrong), bearer(secured.keys.operator), fromPage({ cookie: revoked.cookie })]) {
      const answer = await ask(served, '/decode', payloads, headers);
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('Bearer');
      expect(answer.body).not.toContain(SECRET.name);
    }
  });

  test('only an admin encodes: what is encrypted can be put into a run past every other permission', async () => {
    const served = await serveCodec();
    const plain = toJson([defaultPayloadConverter.toPayload(SECRET)]);
    for (const role of ROLES) {
      const answer = await ask(served, '/encode', plain, bearer(served.secured.keys[role]));
      expect([role, answer.statusCode]).toEqual([role, role === 'admin' ? 200 : 403]);
      expect(role === 'admin' || bodyOf(answer).fix === 'Ask somebody with the role admin.').toBe(true);
    }
    const answer = await ask(served, '/encode', plain, bearer(served.secured.keys.admin));
    expect(answer.body).not.toContain(plain.payloads[0]?.data);
    const [back] = await createEncryptionCodec(served.keys).decode(fromJson(answer.json<Payloads>()));
    expect(back && defaultPayloadConverter.fromPayload(back)).toEqual(SECRET);
  });
});

describe('which page may use it', () => {
  const foreign: [what: string, origin: string][] = [
    ['another site', 'https://evil.example'],
    ['no site that it names', 'null'],
    ['the dashboard: another port of this host', 'http://localhost:3000'],
    ['another scheme of the Web UI', 'https://localhost:8233'],
    ['a host that begins like that of the Web UI', 'http://localhost:8233.evil.example'],
  ];

  test.each(foreign)("a viewer's key or session from %s reads nothing", async (_what, origin) => {
    const served = await serveCodec();
    const payloads = await sealed(served.keys, SECRET);
    const { cookie } = await signIn(served.secured, served.secured.keys.viewer);
    for (const headers of [bearer(served.secured.keys.viewer), { cookie }]) {
      const answer = await ask(served, '/decode', payloads, { ...fromPage(), ...headers, origin });
      expect(answer.statusCode).toBe(403);
      expect(bodyOf(answer).fix).toBe(`Open the Temporal Web UI as ${UI}, which is TEMPORAL_UI_URL.`);
      expect(answer.body).not.toContain(SECRET.name);
      expect(corsOf(answer)).toEqual({});
    }
  });

  test('a session that comes with no origin is refused: a browser always sends one with a body', async () => {
    const served = await serveCodec();
    const { cookie } = await signIn(served.secured, served.secured.keys.admin);
    const answer = await ask(served, '/decode', await sealed(served.keys, SECRET), { cookie });
    expect(answer.statusCode).toBe(403);
  });

  test('a browser that asks first is told yes for the Web UI, and nothing for anybody else', async () => {
    const served = await serveCodec();
    const preflight = (origin: string) =>
      served.codec.inject({
        method: 'OPTIONS',
        url: '/decode',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-namespace' },
      });
    const granted = await preflight(UI);
    expect(granted.statusCode).toBe(204);
    expect(corsOf(granted)).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type, x-namespace',
    });
    for (const [, origin] of foreign) {
      const refused = await preflight(origin);
      expect(refused.statusCode).toBe(403);
      expect(corsOf(refused)).toEqual({});
    }
  });

  test('where no setting says where the Web UI is, no page may use it, and the answer names the setting', async () => {
    const served = await serveCodec({ temporalUiUrl: undefined });
    const headers = fromPage(bearer(served.secured.keys.admin));
    const answer = await ask(served, '/decode', await sealed(served.keys, SECRET), headers);
    expect(answer.statusCode).toBe(403);
    expect(bodyOf(answer).fix).toContain('TEMPORAL_UI_URL');
  });

  test('the path of TEMPORAL_UI_URL is no part of the origin', async () => {
    const served = await serveCodec({ temporalUiUrl: `${UI}/temporal` });
    const headers = fromPage(bearer(served.secured.keys.viewer));
    expect((await ask(served, '/decode', await sealed(served.keys, SECRET), headers)).statusCode).toBe(200);
  });

  test('a form of the Web UI’s page cannot post: only JSON is read', async () => {
    const { codec, secured } = await serveCodec();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const headers = { ...bearer(secured.keys.admin), 'content-type': type };
      const answer = await codec.inject({ method: 'POST', url: '/decode', headers, payload: '{"payloads":[]}' });
      expect(answer.statusCode).toBe(415);
    }
  });
});

describe('without API keys', () => {
  const withoutKeys = { access: { apiKeysFile: undefined } };

  test('it answers whoever is on this machine, and the page of the Web UI', async () => {
    const served = await serveCodec({}, withoutKeys);
    const payloads = await sealed(served.keys, SECRET);
    for (const headers of [{ host: 'localhost:8081' }, fromPage()])
      expect(valuesOf(await ask(served, '/decode', payloads, headers))).toEqual([SECRET]);
  });

  test('a foreign name that leads here, a proxy and a page of another origin reach nothing', async () => {
    const served = await serveCodec({}, withoutKeys);
    const payloads = await sealed(served.keys, SECRET);
    const refused = [
      { host: 'evil.example' },
      { host: 'localhost:8081', 'x-forwarded-for': '192.0.2.1' },
      { host: 'localhost:8081', origin: 'http://localhost:3000' },
    ];
    for (const headers of refused) expect((await ask(served, '/decode', payloads, headers)).statusCode).toBe(403);
  });
});

describe('what it makes of payloads', () => {
  test('a payload under an unknown key id says which, and shows nothing of the others', async () => {
    const served = await serveCodec();
    const known = await sealed(served.keys, SECRET);
    const unknown = await sealed(payloadKeys('spring'), 'hidden');
    const both = { payloads: [...known.payloads, ...unknown.payloads] };
    const answer = await ask(served, '/decode', both, bearer(served.secured.keys.admin));
    expect(answer.statusCode).toBe(500);
    expect(bodyOf(answer)).toMatchObject({ type: '/problems#payload-key-missing' });
    expect(bodyOf(answer).detail).toContain('"spring"');
    expect(bodyOf(answer).fix).toContain('key');
    expect(answer.body).not.toContain(SECRET.name);
  });

  test('a payload that is not encrypted comes back as it was, so a page of old runs can be read', async () => {
    const served = await serveCodec();
    const plain = toJson([defaultPayloadConverter.toPayload(SECRET)]);
    const answer = await ask(served, '/decode', plain, bearer(served.secured.keys.viewer));
    expect(answer.json()).toEqual(plain);
  });

  test('it reads what any of its keys wrote, and writes under the first', async () => {
    const [older, newer] = [payloadKeys('autumn'), payloadKeys('winter')];
    const served = await serveCodec({ payloadKeys: [newer[0], older[0]] });
    const admin = bearer(served.secured.keys.admin);
    expect(valuesOf(await ask(served, '/decode', await sealed(older, SECRET), admin))).toEqual([SECRET]);
    const written = await ask(served, '/encode', toJson([defaultPayloadConverter.toPayload('new')]), admin);
    const [payload] = written.json<Payloads>().payloads;
    expect(Buffer.from(payload?.metadata?.['encryption-key-id'] ?? '', 'base64').toString()).toBe('winter');
  });

  test.each([
    ['no base64', { payloads: [{ data: 'ä' }] }],
    ['metadata that is no base64', { payloads: [{ metadata: { encoding: '%' } }] }],
    ['something else than a list', { payloads: 'all' }],
  ])('%s is refused with the field', async (_what, body) => {
    const served = await serveCodec();
    const answer = await ask(served, '/decode', body, bearer(served.secured.keys.admin));
    expect(answer.statusCode).toBe(422);
    expect(answer.json<{ field: string }>().field).toContain('payloads');
  });
});

describe('how much of it one may take', () => {
  test('the largest message that Temporal takes is decoded, a larger body is refused', async () => {
    const served = await serveCodec();
    const admin = bearer(served.secured.keys.admin);
    const large = randomBytes(4 * 1024 * 1024).toString('base64');
    const encoding = Buffer.from('binary/plain').toString('base64');
    const fits = { payloads: [{ metadata: { encoding }, data: large }] };
    expect((await ask(served, '/decode', fits, admin)).statusCode).toBe(200);
    const answer = await ask(served, '/decode', { payloads: [{ data: large }, { data: large }] }, admin);
    expect(answer.statusCode).toBe(413);
  });

  test('an address and a key are bounded, and told how long to wait', async () => {
    for (const rateLimits of [
      { perAddress: 2, perKey: 100 },
      { perAddress: 100, perKey: 2 },
    ]) {
      const served = await serveCodec({ rateLimits });
      const body = await sealed(served.keys, SECRET);
      const statuses: number[] = [];
      for (let asked = 0; asked < 3; asked += 1) {
        const answer = await ask(served, '/decode', body, bearer(served.secured.keys.viewer));
        statuses.push(answer.statusCode);
        if (answer.statusCode === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      }
      expect(statuses).toEqual([200, 200, 429]);
    }
  });

  test('health asks for nobody and says nothing; answers forbid framing, sniffing and referrers', async () => {
    const { codec } = await serveCodec();
    const answer = await codec.inject({ method: 'GET', url: '/healthz' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ status: 'ok' });
    expect(answer.headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('the log says who asked, and holds neither key nor cookie nor anything that was decoded', async () => {
    const served = await serveCodec();
    const { keys } = served.secured;
    const { cookie } = await signIn(served.secured, keys.viewer);
    const body = await sealed(served.keys, SECRET);
    await ask(served, '/decode', body, bearer(keys.operator));
    await ask(served, '/decode', body, fromPage({ cookie }));
    await ask(served, '/decode', await sealed(payloadKeys('spring'), SECRET), bearer(keys.operator));
    const log = served.log.join('\n');
    expect(log).toContain('"by":"operator key"');
    expect(log).toContain('"by":"viewer key"');
    const hidden = [keys.operator.key, cookie, SECRET.name, body.payloads[0]?.data ?? 'nothing'];
    expect(hidden.filter((text) => log.includes(text))).toEqual([]);
  });
});
