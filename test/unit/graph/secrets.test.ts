import { inspect } from 'node:util';
import { redact } from '../../../activities/graph/redact';
import { appSecretProof } from '../../../activities/graph/proof';
import type { GraphApi } from '../../../activities/graph/api';
import type { GraphError } from '../../../activities/graph/errors';
import {
  APP_SECRET,
  CALL,
  clientOf,
  failureOf,
  startGraphServer,
  TOKEN,
  type GraphServer,
  type Reply,
} from './graph-server';

const PROOF = appSecretProof(APP_SECRET, TOKEN);
const VERIFY_TOKEN = 'a verify/token+of ours';
const FORBIDDEN = [TOKEN, PROOF, APP_SECRET, VERIFY_TOKEN, 'appsecret_proof', 'input_token', '127.0.0.1', 'Bearer'];

/** Everything that a log, a failure converter or a careless print could bring out of an error. */
function everythingOf(error: GraphError): string {
  const chain: unknown[] = [];
  for (let at: unknown = error; at !== undefined; at = at instanceof Error ? at.cause : undefined) chain.push(at);
  return [
    error.message,
    error.stack,
    String(error.cause),
    JSON.stringify(error),
    inspect(error, { depth: 20, showHidden: true }),
  ]
    .concat(chain.map((link) => inspect(link, { depth: 20, showHidden: true })))
    .join('\n');
}

describe('secrets', () => {
  let server: GraphServer;
  beforeAll(async () => {
    server = await startGraphServer();
  });
  afterAll(() => server.close());

  const quoting = `Malformed access token ${TOKEN}, proof ${PROOF}, url ${encodeURIComponent(VERIFY_TOKEN)} ${VERIFY_TOKEN}`;
  const replies: Record<string, Reply> = {
    "Meta's message quoting them": {
      status: 400,
      json: { error: { code: 190, message: quoting, error_user_msg: quoting, error_data: { details: `${quoting}!` } } },
    },
    'a 502 page quoting them': { status: 502, text: quoting },
    'a 200 page quoting them': { status: 200, text: quoting },
    'an answer of another shape quoting them': {
      status: 200,
      json: { [TOKEN]: quoting, success: quoting, data: quoting },
    },
    'a reset connection': (response) => response.destroy(),
    'a timeout': () => undefined,
  };
  const calls: Record<string, (graph: GraphApi) => Promise<unknown>> = {
    'a read': (graph) => graph.listFlows(CALL, '1'),
    'the read with the token in its query': (graph) => graph.debugToken(CALL),
    'a write with another secret in its body': (graph) =>
      graph.subscribeApp(CALL, '1', { callbackUri: 'https://example.com/', verifyToken: VERIFY_TOKEN }),
  };
  const pairs = Object.keys(replies).flatMap((reply) => Object.keys(calls).map((call) => [reply, call] as const));

  it.each(pairs)('are in no part of the error after %s to %s', async (reply, call) => {
    server.script(replies[reply]!);
    const records: unknown[] = [];
    const graph = clientOf(server, { readTimeoutMs: 80, writeTimeoutMs: 80, log: (record) => records.push(record) });
    const failure = await failureOf(calls[call]!(graph));
    const text = everythingOf(failure) + JSON.stringify(records);
    // The verify token is a secret of one call only.
    const forbidden = call.startsWith('a write') ? FORBIDDEN : FORBIDDEN.filter((secret) => secret !== VERIFY_TOKEN);
    expect(forbidden.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toContain(encodeURIComponent(TOKEN));
    expect(failure.cause).toBeUndefined();
  });

  it('are in no part of the error where no connection could be made, or the address is wrong', async () => {
    for (const url of ['http://127.0.0.1:1', 'http://graph.invalid']) {
      const text = everythingOf(await failureOf(clientOf({ url }).debugToken(CALL)));
      expect(FORBIDDEN.filter((secret) => text.includes(secret))).toEqual([]);
      expect(text).not.toContain('graph.invalid');
    }
  });

  it('are in no part of the error where the token could not be sent', async () => {
    const token = 'EAAsecret\nwith a line break';
    const text = everythingOf(await failureOf(clientOf(server).listFlows({ token }, '1')));
    expect(text).not.toContain('EAAsecret');
  });

  it("hides another token of Meta's shape too, keeps to one line and to a length", () => {
    expect(redact('token EAAGm0PX4ZCpsBAAexampleexample12345 is\n\tbad\u0000', [])).toBe('token [redacted] is bad');
    expect(redact('EACH EASY word and 102290129340398 stay', [])).toBe('EACH EASY word and 102290129340398 stay');
    expect(redact('x'.repeat(50), [], 10)).toBe(`${'x'.repeat(9)}…`);
  });

  it('hides a secret that contains another whole', () => {
    expect(redact('abc-def abc', ['abc', 'abc-def'])).toBe('[redacted] [redacted]');
  });
});
