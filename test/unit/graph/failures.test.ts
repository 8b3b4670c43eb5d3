import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import type { GraphApi } from '../../../activities/graph/api';
import { CALL, clientOf, envelope, failureOf, startGraphServer, type GraphServer, type Reply } from './graph-server';

const read = (graph: GraphApi) => graph.getMigration(CALL, 'mig_1');
const write = (graph: GraphApi) => graph.resumeMigration(CALL, 'mig_1');

/** Answers of which nobody can say whether the request did anything. */
const LOST: Record<string, Reply> = {
  'an HTML page with a 502': { status: 502, text: '<html>Bad Gateway</html>' },
  'an empty 500': { status: 500, text: '' },
  'a 404 page of a proxy': { status: 404, text: '<html>not here</html>' },
  'a redirect': { status: 302, text: '', headers: { location: 'https://example.com/' } },
  'a 200 of truncated JSON': { status: 200, text: '{"status":"IN_PROGRESS","id":"mi' },
  'a 200 of HTML': { status: 200, text: '<html>sign in</html>' },
  'a connection closed before the answer': (response) => response.destroy(),
  'a connection reset in the middle of the body': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"status":', () => response.destroy());
  },
  'an error without a code': { status: 400, json: { error: { message: 'no code' } } },
  'code 1': envelope(1),
  'code 2': envelope(2),
  'code 131000': envelope(131000),
  'an error that Meta calls transient': envelope(131009, { is_transient: true }),
  'a 503 with a code on no list': { status: 503, json: { error: { code: 987654, message: 'hm' } } },
};

describe('calls that go wrong', () => {
  let server: GraphServer;
  beforeAll(async () => {
    server = await startGraphServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.seen.length = 0;
  });

  it.each(Object.entries(LOST))(
    'does not know the outcome of a write after %s, and asks once only',
    async (_name, reply) => {
      server.script(reply);
      expect((await failureOf(write(clientOf(server)))).kind).toBe('outcome-unknown');
      expect(server.seen).toHaveLength(1);
    },
  );

  it.each(Object.entries(LOST))('calls a read unavailable after %s, and asks once only', async (_name, reply) => {
    server.script(reply);
    expect((await failureOf(read(clientOf(server)))).kind).toBe('unavailable');
    expect(server.seen).toHaveLength(1);
  });

  it('follows no redirect, with the token or without', async () => {
    server.script({ status: 307, text: '', headers: { location: `${server.url}/elsewhere` } });
    await failureOf(read(clientOf(server)));
    expect(server.seen.map((seen) => seen.path)).toEqual(['/v26.0/mig_1']);
  });

  it('does not know the outcome of a write that nobody answered in time; a read was unavailable', async () => {
    server.script(() => undefined);
    const graph = clientOf(server, { readTimeoutMs: 50, writeTimeoutMs: 50 });
    expect((await failureOf(write(graph))).kind).toBe('outcome-unknown');
    expect((await failureOf(read(graph))).kind).toBe('unavailable');
  });

  it('counts the body into the timeout', async () => {
    server.script((response) => {
      response.writeHead(200);
      response.write('{');
    });
    // Long enough for the head of the answer to come, on any machine.
    const failure = await failureOf(write(clientOf(server, { writeTimeoutMs: 2_000 })));
    expect(failure).toMatchObject({ kind: 'outcome-unknown', httpStatus: 200 });
  });

  it('knows that a write was not sent where no connection could be made', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    for (const url of [`http://127.0.0.1:${port}`, `http://localhost:${port}`]) {
      expect((await failureOf(write(clientOf({ url })))).kind).toBe('unavailable');
    }
  });

  it('knows that a write was not sent where the name of the host is not known', async () => {
    expect((await failureOf(write(clientOf({ url: 'http://graph.invalid' })))).kind).toBe('unavailable');
  });

  it('opens a connection for each write, and keeps one open for reads', async () => {
    server.script({ json: { status: 'INITIATED' } });
    const graph = clientOf(server);
    await write(graph);
    await read(graph);
    expect(server.seen.map((seen) => seen.headers.connection)).toEqual(['close', 'keep-alive']);
  });

  it('takes no answer beyond its bound', async () => {
    server.script({ json: { status: 'X'.repeat(2_000) } });
    const graph = clientOf(server, { maxAnswerBytes: 1_000 });
    expect((await failureOf(read(graph))).kind).toBe('invalid-answer');
    expect((await failureOf(write(graph))).kind).toBe('outcome-unknown');
  });

  it('calls a read whose answer has another shape invalid, and names the place and not the value', async () => {
    server.script({ json: { data: [{ id: '9', name: 'order', language: ['private text'] }] } });
    const failure = await failureOf(clientOf(server).listTemplates(CALL, '1'));
    expect(failure.kind).toBe('invalid-answer');
    expect(failure.message).toContain('data.0.language');
    expect(failure.message).not.toContain('private');
  });

  it.each<[string, (graph: GraphApi) => Promise<unknown>, unknown]>([
    [
      'initiate without a migration id',
      (graph) => graph.initiateMigration(CALL, '1', { currency: 'INR' }),
      { id: '5' },
    ],
    ['resume without a status', write, { success: true }],
    [
      'assignUser that Meta calls no success',
      (graph) => graph.assignUser(CALL, '1', { id: '8', tasks: [] }),
      { success: false },
    ],
    [
      'a message without an id',
      (graph) => graph.sendTemplateMessage(CALL, '7', { to: '1', template: 't', language: 'en' }),
      { messages: [] },
    ],
    ['subscribeApp answered with null', (graph) => graph.subscribeApp(CALL, '1'), null],
  ])('does not know the outcome of a write whose answer lacks the essential: %s', async (_name, call, answer) => {
    server.script({ json: answer });
    expect((await failureOf(call(clientOf(server)))).kind).toBe('outcome-unknown');
  });

  it('takes an error envelope for one whatever the HTTP status', async () => {
    server.script({ status: 200, json: { error: { code: 190, message: 'expired', error_subcode: 463 } } });
    expect(await failureOf(write(clientOf(server)))).toMatchObject({ kind: 'auth', code: 190, subcode: 463 });
  });

  it('carries what support asks for: status, code, subcode and fbtrace id', async () => {
    server.script(
      envelope(100, { error_subcode: 33, fbtrace_id: 'AXsgnV2Cm3Z', error_data: { details: 'no such node' } }),
    );
    const failure = await failureOf(read(clientOf(server)));
    expect(failure).toMatchObject({
      kind: 'missing-or-forbidden',
      httpStatus: 400,
      code: 100,
      subcode: 33,
      fbtraceId: 'AXsgnV2Cm3Z',
    });
    expect(failure.message).toBe(
      'GET /mig_1: (#100) refused: no such node (HTTP 400, code 100, subcode 33, fbtrace AXsgnV2Cm3Z); ' +
        'Meta does not say which: check the id, and that the token may see it',
    );
  });

  it('ends a read when its caller gives up, before and while it runs', async () => {
    server.script(() => undefined);
    const graph = clientOf(server);
    await expect(graph.getMigration({ ...CALL, signal: AbortSignal.abort() }, 'mig_1')).rejects.toMatchObject({
      kind: 'aborted',
    });
    expect(server.seen).toHaveLength(0);
    const stop = new AbortController();
    server.answer(() => () => stop.abort());
    await expect(graph.getMigration({ ...CALL, signal: stop.signal }, 'mig_1')).rejects.toMatchObject({
      kind: 'aborted',
    });
    expect(server.seen).toHaveLength(1);
  });

  it('ends a list between two pages when its caller gives up', async () => {
    const stop = new AbortController();
    server.answer(() => (response) => {
      response.end('{"data":[],"paging":{"cursors":{"after":"x"},"next":"https://graph.facebook.com/"}}');
      response.on('close', () => stop.abort());
    });
    await expect(clientOf(server).listFlows({ ...CALL, signal: stop.signal }, '1')).rejects.toMatchObject({
      kind: 'aborted',
    });
  });

  it('waits for the answer to a write although its caller gave up', async () => {
    const stop = new AbortController();
    server.answer(() => (response) => {
      stop.abort();
      response.end('{"status":"IN_PROGRESS"}');
    });
    await expect(clientOf(server).resumeMigration({ ...CALL, signal: stop.signal }, 'mig_1')).resolves.toMatchObject({
      status: 'IN_PROGRESS',
    });
    await expect(
      clientOf(server).resumeMigration({ ...CALL, signal: AbortSignal.abort() }, 'mig_1'),
    ).resolves.toBeDefined();
  });

  it('goes through the dispatcher that it was given', async () => {
    const dispatcher = new Agent();
    let connections = 0;
    dispatcher.on('connect', () => {
      connections += 1;
    });
    server.script({ json: { status: 'INITIATED' } });
    await read(clientOf(server, { dispatcher }));
    expect(connections).toBe(1);
    await dispatcher.close();
  });
});
