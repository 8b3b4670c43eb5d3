import { readUsage, usageOf } from '../../../activities/graph/usage';
import { CALL, clientOf, envelope, failureOf, startGraphServer, type GraphServer, type Reply } from './graph-server';

const MINUTE = 60_000;

/** A refusal for the rate, as Meta sends it: HTTP 400, minutes in a header keyed by some object. */
const throttled = (code: number, regain: Record<string, number> = {}): Reply => {
  const refusal = envelope(code, { is_transient: true });
  if (typeof refusal === 'function') return refusal;
  const usage = Object.entries(regain).map(([object, minutes]) => [
    object,
    [
      {
        type: 'messages',
        call_count: 100,
        total_cputime: 25,
        total_time: 25,
        estimated_time_to_regain_access: minutes,
      },
    ],
  ]);
  return { ...refusal, headers: { 'x-business-use-case-usage': JSON.stringify(Object.fromEntries(usage)) } };
};

describe('throttling', () => {
  let server: GraphServer;
  beforeAll(async () => {
    server = await startGraphServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.seen.length = 0;
  });

  it.each([4, 17, 32, 613, 80007, 80008, 130429])(
    'of code %d names the minutes of the header, for writes too',
    async (code) => {
      server.script(throttled(code, { '1': 19 }));
      for (const call of [
        () => clientOf(server).listFlows(CALL, '1'),
        () => clientOf(server).initiateMigration(CALL, '1', { currency: 'INR' }),
      ]) {
        expect(await failureOf(call())).toMatchObject({ kind: 'throttled', code, waitMs: 19 * MINUTE });
      }
    },
  );

  it('of HTTP 429 is one without an envelope too', async () => {
    server.script({ status: 429, text: 'slow down' });
    expect(await failureOf(clientOf(server).resumeMigration(CALL, 'mig_1'))).toMatchObject({
      kind: 'throttled',
      waitMs: MINUTE,
    });
  });

  it("takes the account's own time where the header names several, else the longest", async () => {
    server.script(throttled(80008, { '1': 3, '2': 40 }));
    expect((await failureOf(clientOf(server).listFlows(CALL, '1'))).waitMs).toBe(3 * MINUTE);
    expect((await failureOf(clientOf(server).listFlows(CALL, '9'))).waitMs).toBe(40 * MINUTE);
  });

  it('is not pushed on: until the time is over nothing is sent for that account, while others go on', async () => {
    let now = 0;
    const graph = clientOf(server, { now: () => now });
    server.script(throttled(80008, { '1': 10 }), { json: { data: [], status: 'INITIATED' } });
    await failureOf(graph.listFlows(CALL, '1'));
    now += 4 * MINUTE;
    expect(await failureOf(graph.listFlows(CALL, '1'))).toMatchObject({ kind: 'over-budget', waitMs: 6 * MINUTE });
    await expect(failureOf(graph.initiateMigration(CALL, '1', { currency: 'INR' }))).resolves.toMatchObject({
      kind: 'over-budget',
    });
    await expect(failureOf(graph.getMigration({ ...CALL, budgetOf: '1' }, 'mig_1'))).resolves.toMatchObject({
      kind: 'over-budget',
    });
    expect(server.seen).toHaveLength(1);
    await graph.listFlows(CALL, '2');
    await graph.getMigration(CALL, 'mig_1');
    now += 6 * MINUTE;
    await graph.listFlows(CALL, '1');
    expect(server.seen).toHaveLength(4);
  });

  it('of the app (code 4) holds back every account', async () => {
    const graph = clientOf(server, { now: () => 0 });
    server.script(throttled(4, { '1': 10 }));
    await failureOf(graph.listFlows(CALL, '1'));
    expect(await failureOf(graph.listFlows(CALL, '2'))).toMatchObject({ kind: 'over-budget', waitMs: 10 * MINUTE });
  });

  it('is foreseen from the header of a good answer', async () => {
    const graph = clientOf(server, { now: () => 0 });
    const headers = { 'x-business-use-case-usage': '{"1":[{"call_count":100,"estimated_time_to_regain_access":5}]}' };
    server.script({ json: { data: [] }, headers });
    await graph.listFlows(CALL, '1');
    expect(await failureOf(graph.listFlows(CALL, '1'))).toMatchObject({ kind: 'over-budget', waitMs: 5 * MINUTE });
  });

  it('is foreseen by our own count: 190 reads an hour without a number, many more with one', async () => {
    const graph = clientOf(server, { now: () => 0 });
    server.answer((request) =>
      request.path.endsWith('/phone_numbers')
        ? { json: { data: [{ id: '7', display_phone_number: '+1', status: 'CONNECTED' }] } }
        : { json: { summary: { total_count: 3 } } },
    );
    for (let call = 0; call < 190; call += 1) await graph.countTemplates(CALL, '1');
    expect(await failureOf(graph.countTemplates(CALL, '1'))).toMatchObject({
      kind: 'over-budget',
      waitMs: 61 * MINUTE,
    });
    expect(server.seen).toHaveLength(190);
    await graph.subscribeApp(CALL, '1').catch(() => undefined);
    expect(server.seen).toHaveLength(191);

    await graph.listPhoneNumbers(CALL, '2');
    for (let call = 0; call < 250; call += 1) await graph.countTemplates(CALL, '2');
    expect(server.seen).toHaveLength(191 + 251);
  });
});

describe('usage headers', () => {
  const header = (value: string) => ({ 'x-business-use-case-usage': value });

  it('give the largest percentage, and minutes as milliseconds', () => {
    const usage = readUsage({
      'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":30}',
      ...header('{"1":[{"call_count":10,"total_cputime":5,"total_time":95,"estimated_time_to_regain_access":0.5}]}'),
    });
    expect(usage.app).toEqual({ usedPercent: 30, regainMs: 0 });
    expect(usage.byObject.get('1')).toEqual({ usedPercent: 95, regainMs: 30_000 });
  });

  it('take the worst of the kinds of use that one object has', () => {
    const usage = readUsage(header('{"1":[{"call_count":10},{"call_count":3,"estimated_time_to_regain_access":2}]}'));
    expect(usage.byObject.get('1')).toEqual({ usedPercent: 10, regainMs: 2 * MINUTE });
  });

  it.each(['', 'not json', '[]', '7', '{"1":{}}'])('are left aside where they are none: %s', (value) => {
    expect(readUsage(header(value)).byObject.size).toBe(0);
  });

  it('cannot shut an account for longer than a day', () => {
    const usage = readUsage(header('{"1":[{"estimated_time_to_regain_access":999999999}]}'));
    expect(usageOf(usage, '1', true)?.regainMs).toBe(24 * 60 * MINUTE);
  });

  it('of several other objects say nothing of this one, unless this one was throttled', () => {
    const usage = readUsage(header('{"2":[{"call_count":99}],"3":[{"estimated_time_to_regain_access":7}]}'));
    expect(usageOf(usage, '1', false)).toBeUndefined();
    expect(usageOf(usage, '1', true)?.regainMs).toBe(7 * MINUTE);
  });

  it('of one other object are taken for this one: the key may be its business', () => {
    const usage = readUsage(header('{"555":[{"call_count":99}]}'));
    expect(usageOf(usage, '1', false)?.usedPercent).toBe(99);
  });
});
