/** Posting over real HTTP: signatures, answers, where connections lead, and what is never told. */
import { randomBytes } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { Webhook } from 'standardwebhooks';
import { createHooks, type HookAnswer, type HooksOptions } from '../../../../activities/hooks';
import { isPublicAddress } from '../../../../activities/hooks/public-address';
import { onlyAllowed, type LookupAll } from '../../../../activities/hooks/public-agent';
import { startReceiver, type Receiver } from '../../../helpers/hook-receiver';

const secret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
const [NEWEST, OLDER] = [secret(), secret()];
const BODY = { type: 'migration.completed', why: 'Fertig – 2 Nummern' };

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

function hook(url: string, more: Partial<HooksOptions> = {}) {
  const target = { urls: [url], secrets: () => [NEWEST, OLDER] };
  const hooks = createHooks({
    routing: target,
    notified: undefined,
    allowPrivate: true,
    linkTo: () => null,
    timeoutMs: 5_000,
    ...more,
  });
  return hooks.routing!;
}
const send = (url: string, more: Partial<HooksOptions> = {}, signal = new AbortController().signal) =>
  hook(url, more).post('run-1-2', BODY, signal);

/** A look-up that answers each time with the next of its answers. */
function lookupOf(...answers: LookupAddress[][]): LookupAll & { readonly asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupAll = (host, _options, callback) => {
    asked.push(host);
    callback(null, answers[Math.min(asked.length, answers.length) - 1] ?? []);
  };
  return Object.assign(lookup, { asked });
}
const v4 = (address: string): LookupAddress => ({ address, family: 4 });

describe('a message', () => {
  test.each([
    ['the newest secret', NEWEST],
    ['the older secret, so that a receiver may change over when it likes', OLDER],
  ])('is signed for whoever knows %s', async (_whom, known) => {
    expect(await send(receiver.url)).toEqual({ kind: 'accepted' });
    const [{ headers, text }] = receiver.received as [Receiver['received'][number]];
    expect(new Webhook(known).verify(text, headers as Record<string, string>)).toEqual(BODY);
    expect(headers).toMatchObject({ 'webhook-id': 'run-1-2', 'content-type': 'application/json' });
    expect(() => new Webhook(secret()).verify(text, headers as Record<string, string>)).toThrow();
  });

  test('has one signature for each secret, the newest first', async () => {
    await send(receiver.url);
    const { headers, text } = receiver.received[0]!;
    const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
    const signatures = [NEWEST, OLDER].map((known) => new Webhook(known).sign('run-1-2', at, text));
    expect(headers['webhook-signature']).toBe(signatures.join(' '));
  });
});

describe('an answer', () => {
  test.each<[number, HookAnswer['kind']]>([
    [200, 'accepted'],
    [202, 'accepted'],
    [400, 'refused'],
    [401, 'refused'],
    [404, 'refused'],
    [408, 'unanswered'],
    [425, 'unanswered'],
    [429, 'unanswered'],
    [500, 'unanswered'],
    [503, 'unanswered'],
  ])('of %i counts as %s, and nothing of its body is told', async (status, kind) => {
    receiver.answer = (response) => response.writeHead(status).end('the-body-of-the-answer');
    const answer = await send(receiver.url);
    expect(answer.kind).toBe(kind);
    expect(JSON.stringify(answer)).not.toContain('the-body');
    expect(JSON.stringify(answer)).not.toContain('secret-path');
    if ('why' in answer) expect(answer.why).toBe(`127.0.0.1:${receiver.port} answered ${status}`);
  });

  test.each([301, 302, 303, 307, 308])('of %i is not followed', async (status) => {
    const elsewhere = await startReceiver();
    try {
      receiver.answer = (response) => response.writeHead(status, { location: elsewhere.url }).end();
      expect(await send(receiver.url)).toMatchObject({ kind: 'refused', why: expect.stringContaining('redirects') });
      expect(elsewhere.connections()).toBe(0);
    } finally {
      await elsewhere.close();
    }
  });

  test('without end is given up, and still was an answer', async () => {
    let sent = 0;
    receiver.answer = (response) => {
      const more = (): void => {
        sent += 1;
        if (!response.destroyed && response.write(Buffer.alloc(65_536))) setImmediate(more);
        else if (!response.destroyed) response.once('drain', more);
      };
      response.writeHead(200);
      more();
    };
    expect(await send(receiver.url)).toEqual({ kind: 'accepted' });
    // Buffers of the sockets between take some of it; megabytes they do not.
    expect(sent * 65_536).toBeLessThan(64 * 1024 * 1024);
  });

  test('that does not come is none', async () => {
    receiver.answer = () => undefined;
    const answer = await send(receiver.url, { timeoutMs: 200 });
    expect(answer).toEqual({ kind: 'unanswered', why: expect.stringContaining('did not answer within 0.2 s') });
  });

  test('of nobody is none, and the reason names the host only', async () => {
    const { url, port } = receiver;
    await receiver.close();
    expect(await send(url)).toEqual({
      kind: 'unanswered',
      why: `127.0.0.1:${port} cannot be reached (ECONNREFUSED)`,
    });
    receiver = await startReceiver();
  });

  test('is not waited for once the activity is cancelled', async () => {
    const cancelled = new AbortController();
    receiver.answer = () => cancelled.abort();
    expect(await send(receiver.url, {}, cancelled.signal)).toEqual({ kind: 'aborted' });
  });
});

describe('a private address', () => {
  const refusal = { kind: 'refused', why: expect.stringContaining('HOOKS_ALLOW_PRIVATE') };
  const closed = { allowPrivate: false };

  test.each([
    ['127.0.0.1', (port: number) => `http://127.0.0.1:${port}/`],
    ['a number', (port: number) => `http://2130706433:${port}/`],
    ['an octal', (port: number) => `http://0177.0.0.1:${port}/`],
    ['IPv6', (port: number) => `http://[::1]:${port}/`],
    ['IPv4 in IPv6', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
    ['localhost', (port: number) => `http://localhost:${port}/`],
    ['any host', (port: number) => `http://0.0.0.0:${port}/`],
    ['metadata', () => 'http://169.254.169.254/latest/meta-data/'],
  ])('written as %s is refused, and nothing connects to it', async (_form, url) => {
    expect(await send(url(receiver.port), closed)).toMatchObject(refusal);
    expect(receiver.connections()).toBe(0);
  });

  test('behind a name is refused, and nothing connects to it', async () => {
    const lookup = lookupOf([v4('127.0.0.1'), { address: '::1', family: 6 }]);
    expect(await send(`http://hooks.test:${receiver.port}/`, { ...closed, lookup })).toMatchObject(refusal);
    expect(lookup.asked).toEqual(['hooks.test']);
    expect(receiver.connections()).toBe(0);
  });

  test('is left out where a name leads to public ones as well, however the socket asks', () => {
    const [inside, outside] = [v4('10.0.0.1'), v4('93.184.215.14')];
    const answers: unknown[] = [];
    const lookup = onlyAllowed(lookupOf([inside, outside]), isPublicAddress);
    lookup('hooks.test', { all: true }, (_error, found) => answers.push(found));
    lookup('hooks.test', { all: false }, (_error, found, family) => answers.push([found, family]));
    expect(answers).toEqual([[outside], [outside.address, 4]]);
  });

  test('that a name leads to a moment later is refused: each connection asks once, and goes where that answer says', async () => {
    const lookup = lookupOf([v4('127.0.0.1')], [v4('10.0.0.1')]);
    const target = hook(`http://hooks.test:${receiver.port}/`, { ...closed, lookup });
    for (const id of ['1', '2']) {
      expect(await target.post(id, BODY, new AbortController().signal)).toMatchObject(refusal);
    }
    expect(lookup.asked).toEqual(['hooks.test', 'hooks.test']);
    expect(receiver.connections()).toBe(0);
  });

  test('is connected to where that is allowed, by name as well', async () => {
    const lookup = lookupOf([v4('127.0.0.1')]);
    expect(await send(`http://hooks.test:${receiver.port}/`, { lookup })).toEqual({ kind: 'accepted' });
    expect(receiver.received[0]?.headers['host']).toBe(`hooks.test:${receiver.port}`);
  });
});
